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
    pixels(ems(text.unicodeScalars), size: size, isBold: isBold)
  }

  /// The lines of a text wrapped into a column of some width in pixels.
  ///
  /// Every character is measured a few times, however long the text or a word of it is.
  static func lines(_ text: String, width limit: Double, size: Double, isBold: Bool) -> [String] {
    let room = Room(pixels: max(limit - padding, size), size: size, isBold: isBold)
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = paragraph[..<paragraph.startIndex]
      var length = 0.0
      for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
        let longer = line.isEmpty ? room.ems(word, after: 0) : room.ems(word, after: length + width(" "))
        if line.isEmpty {
          (line, length) = (word, longer)
        } else if room.holds(longer) {
          (line, length) = (paragraph[line.startIndex..<word.endIndex], longer)
        } else {
          lines.append(String(line))
          (line, length) = (word, room.ems(word, after: 0))
        }
        // A word wider than the column breaks wherever the column ends.
        while !room.holds(length), line.index(after: line.startIndex) < line.endIndex {
          let head = room.beginning(of: line)
          lines.append(String(head))
          line = line[head.endIndex...]
          length = room.ems(line, after: 0)
        }
      }
      lines.append(String(line))
    }
    return lines
  }

  /// What a line may take.
  private struct Room {
    let pixels: Double
    let size: Double
    let isBold: Bool

    func holds(_ ems: Double) -> Bool { TextExtent.pixels(ems, size: size, isBold: isBold) <= pixels }

    /// How long a line gets with a text at its end, in ems; what is beyond the room is not measured.
    func ems(_ text: Substring, after start: Double) -> Double {
      var result = start
      for scalar in text.unicodeScalars {
        result += TextExtent.width(scalar)
        if !holds(result) { return result }
      }
      return result
    }

    /// As many characters as there is room for, and one at least.
    func beginning(of line: Substring) -> Substring {
      var end = line.index(after: line.startIndex)
      var length = ems(line[..<end], after: 0)
      while end < line.endIndex {
        let next = line.index(after: end)
        length = ems(line[end..<next], after: length)
        if !holds(length) { break }
        end = next
      }
      return line[..<end]
    }
  }

  private static func ems(_ scalars: some Sequence<Unicode.Scalar>) -> Double { scalars.reduce(0.0) { $0 + width($1) } }

  private static func pixels(_ ems: Double, size: Double, isBold: Bool) -> Double {
    ems * size * pixelsPerPoint * spare * (isBold ? 1.05 : 1)
  }

  /// The height in points of so many lines.
  static func height(lineCount: Int, size: Double) -> Double { Double(lineCount) * size * 1.38 + 4 }

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
