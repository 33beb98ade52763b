/// `_x0041_` in a workbook's text stands for the character U+0041.
enum CellEscape {
  /// The text that is meant, halves of characters joined; a half that stands alone is U+FFFD.
  static func decoded(_ text: String) -> String {
    guard text.utf8.count >= 7, hasEscape(text.utf8) else { return text }
    let units = Array(text.utf16)
    var result: [UInt16] = []
    var index = 0
    while index < units.count {
      if let unit = unit(units, at: index) {
        result.append(unit)
        index += 7
      } else {
        result.append(units[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF16.self)
  }

  /// The same of bytes.
  static func decoded(_ text: [UInt8]) -> [UInt8] {
    hasEscape(text) ? Array(decoded(String(decoding: text, as: UTF8.self)).utf8) : text
  }

  private static func hasEscape(_ text: some Sequence<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in text {
      if previous == UInt8(ascii: "_"), byte == UInt8(ascii: "x") { return true }
      previous = byte
    }
    return false
  }

  private static func unit(_ units: [UInt16], at index: Int) -> UInt16? {
    let underscore = UInt16(UInt8(ascii: "_"))
    guard index + 6 < units.count, units[index] == underscore, units[index + 1] == UInt16(UInt8(ascii: "x")),
      units[index + 6] == underscore
    else { return nil }
    var value: UInt16 = 0
    for digit in units[index + 2...index + 5] {
      guard let number = hexadecimal(digit) else { return nil }
      value = value << 4 | number
    }
    return value
  }

  private static func hexadecimal(_ unit: UInt16) -> UInt16? {
    switch unit {
    case 0x30...0x39: unit - 0x30
    case 0x41...0x46: unit - 0x41 + 10
    case 0x61...0x66: unit - 0x61 + 10
    default: nil
    }
  }
}
