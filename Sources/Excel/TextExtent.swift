/// Estimates how much room a text takes, since nothing here can measure a font.
///
/// The widths are those of Noto Sans, a wide face, with a little to spare: a row that is a line too high looks better
/// than a line that is cut off.
enum TextExtent {
  /// Pixels of a column that its text cannot use.
  private static let padding = 6.0
  private static let pixelsPerPoint = 96.0 / 72.0
  private static let spare = 1.02

  /// The width of a text on one line, in pixels.
  static func width(_ text: some StringProtocol, size: Double, isBold: Bool) -> Double {
    let ems = text.unicodeScalars.reduce(0.0) { $0 + width($1) }
    return ems * size * pixelsPerPoint * spare * (isBold ? 1.05 : 1)
  }

  /// The lines of a text wrapped into a column of some width in pixels.
  static func lines(_ text: String, width limit: Double, size: Double, isBold: Bool) -> [String] {
    let room = max(limit - padding, size)
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
        let longer = line.isEmpty ? String(word) : line + " " + word
        if line.isEmpty || width(longer, size: size, isBold: isBold) <= room {
          line = longer
        } else {
          lines.append(line)
          line = String(word)
        }
        // A word wider than the column breaks wherever the column ends.
        while width(line, size: size, isBold: isBold) > room, line.count > 1 {
          let head = prefix(of: line, room: room, size: size, isBold: isBold)
          lines.append(String(head))
          line = String(line[head.endIndex...])
        }
      }
      lines.append(line)
    }
    return lines
  }

  /// The height in points of so many lines.
  static func height(lineCount: Int, size: Double) -> Double { Double(lineCount) * size * 1.38 + 4 }

  private static func prefix(of line: String, room: Double, size: Double, isBold: Bool) -> Substring {
    var end = line.index(after: line.startIndex)
    while end < line.endIndex, width(line[...end], size: size, isBold: isBold) <= room { end = line.index(after: end) }
    return line[..<end]
  }

  /// The width of a character in ems.
  private static func width(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case " ", ".", ",", ":", ";", "'", "!", "·", "i", "ı", "l", "j", "I", "İ", "J": 0.27
    case "f", "t", "r", "-", "(", ")", "/": 0.36
    case "c", "ç", "s", "ş", "z", "v", "y", "x", "k", "–", "_": 0.5
    case "m", "w", "M", "W", "@", "%", "…", "—": 0.9
    case "0"..."9": 0.57
    default:
      switch scalar.value {
      case ..<0x2E80: scalar.properties.isUppercase ? 0.66 : 0.58
      default: 1.1
      }
    }
  }
}
