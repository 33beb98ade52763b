import Foundation

/// A word as it stands on a page, in points from the page's upper left corner.
struct Word {
  let text: String
  let left, top, right, bottom: Double
  let pageWidth, pageHeight: Double

  /// A word from a line of `pdftotext -bbox`.
  init?(_ line: String, pageSize: [String: Double]) {
    let values = Self.attributes(line.prefix { $0 != ">" })
    guard let left = values["xMin"], let right = values["xMax"], let top = values["yMin"], let bottom = values["yMax"],
      let begin = line.firstIndex(of: ">"), let end = line.range(of: "</word>")
    else { return nil }
    (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
    (pageWidth, pageHeight) = (pageSize["width"] ?? 0, pageSize["height"] ?? 0)
    text = String(line[line.index(after: begin)..<end.lowerBound])
  }

  /// Whether two words cover each other; half of a line's height is air above and below its letters.
  func covers(_ other: Word) -> Bool {
    let air = min(bottom - top, other.bottom - other.top) * 0.25
    return min(right, other.right) - max(left, other.left) > 0.3
      && min(bottom, other.bottom) - max(top, other.top) > 2 * air
  }

  /// The numbers in `name="number"`.
  static func attributes(_ text: some StringProtocol) -> [String: Double] {
    var result: [String: Double] = [:]
    for part in text.split(separator: " ") {
      let sides = part.split(separator: "=")
      guard sides.count == 2 else { continue }
      result[String(sides[0])] = Double(String(sides[1].filter { $0 != "\"" && $0 != "/" }))
    }
    return result
  }
}
