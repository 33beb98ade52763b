/// Texts as messages of mail have them: words beyond ASCII in heads (RFC 2047), names of files (RFC 2231), bodies in lines
/// of at most 76 characters (RFC 2045).
enum MailText {
  /// The text of a field: as it is where that is readable ASCII, else in encoded words of UTF-8.
  static func words(_ text: String) -> String {
    // With the field's name before it a line stays below 78 characters.
    if isPlain(text), !text.contains("=?"), text.utf8.count <= 60 { return text }
    var (words, part) = ([String](), [UInt8]())
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      // An encoded word has at most 75 characters, and never a part of a character.
      if part.count + bytes.count > 39 {
        words.append(word(part))
        part = []
      }
      part += bytes
    }
    if !part.isEmpty { words.append(word(part)) }
    return words.joined(separator: "\r\n ")
  }

  /// A name before an address.
  static func phrase(_ text: String) -> String {
    // Some programs decode what looks like an encoded word within quotation marks, too.
    guard isPlain(text), !text.contains("=?") else { return words(text) }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// A parameter of a field, such as a file's name.
  static func parameter(_ name: String, _ value: String) -> String {
    if isPlain(value), !value.contains("\""), !value.contains("\\"), !value.contains("=?") {
      return "\(name)=\"\(value)\""
    }
    var escaped = ""
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      default: escaped += "%" + hexadecimal(byte)
      }
    }
    return "\(name)*=UTF-8''\(escaped)"
  }

  /// A text of several lines as quoted-printable.
  static func quotedPrintable(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      var width = 0
      for (position, byte) in zip(line.indices, line) {
        let isLast = line.index(after: position) == line.endIndex
        let isBlank = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
        let isPlain = byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "=") || isBlank && !isLast
        let token = isPlain ? [byte] : Array("=\(hexadecimal(byte))".utf8)
        if width + token.count > 75 {
          result += Array("=\r\n".utf8)
          width = 0
        }
        result += token
        width += token.count
      }
      if index < lines.count - 1 { result += Array("\r\n".utf8) }
    }
    return result
  }

  /// Bytes as base64 in lines of 76 characters.
  static func base64Lines(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(base64Size(bytes.count))
    var begin = 0
    while begin < bytes.count {
      let end = min(begin + 57, bytes.count)
      result += base64(bytes[begin..<end])
      result += [0x0D, 0x0A]
      begin = end
    }
    return result
  }

  /// How many bytes so many have as base64 in lines.
  static func base64Size(_ bytes: Int) -> Int { (bytes + 56) / 57 * 78 }

  private static func word(_ bytes: [UInt8]) -> String {
    "=?UTF-8?B?" + String(decoding: base64(bytes[...]), as: UTF8.self) + "?="
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let rest = bytes.endIndex - index
      let (first, second, third) = (bytes[index], rest > 1 ? bytes[index + 1] : 0, rest > 2 ? bytes[index + 2] : 0)
      result.append(alphabet[Int(first >> 2)])
      result.append(alphabet[Int((first & 3) << 4 | second >> 4)])
      result.append(rest > 1 ? alphabet[Int((second & 15) << 2 | third >> 6)] : UInt8(ascii: "="))
      result.append(rest > 2 ? alphabet[Int(third & 63)] : UInt8(ascii: "="))
      index += 3
    }
    return result
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
}
