/// Makes visible what a reader could not see, without losing it.
///
/// Control characters, line separators, invisible and direction-changing characters become `<U+0007>`, so that
/// a name can neither hide nor reorder what stands on a page, and the original can be read back.
public enum VisibleText {
  /// The text with every such character replaced; the same text when it has none.
  public static func of(_ text: String) -> String {
    // Printable ASCII needs no second look, and most texts are nothing else.
    if isPrintableASCII(text.utf8.span) { return text }
    if !text.unicodeScalars.contains(where: isInvisible) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isInvisible(scalar) { result += mark(scalar) } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }

  /// The same with line breaks kept, for texts of several lines that are our own.
  public static func inLines(_ text: String) -> String {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { of(String(String.UnicodeScalarView($0))) }.joined(separator: "\n")
  }

  /// A text in JSON with every such character as an escape of JSON, so that whoever reads it gets what it stands for.
  public static func inJSON(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar == "\n" || !isInvisible(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        }
      }
    }
    return result
  }

  private static func isPrintableASCII(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices where bytes[index] < 0x20 || bytes[index] >= 0x7F { return false }
    return true
  }

  /// `<U+0007>`, what a character is written as that cannot be shown.
  public static func mark(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + ">"
  }

  /// Whether a character has no shape of its own, or moves others.
  public static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x61C: true
    case 0x200B...0x200C, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
    case 0xE0000...0xE0FFF: true
    // U+FFFE and U+FFFF are not characters of XML 1.0, so no workbook may hold them.
    case 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
