/// How a listing is printed that is too wide for one page: in groups of columns on pages side by side, each behind the
/// first columns, by which a row is known.
struct ColumnGroups {
  /// Percent; smaller, text of nine points is hard to read.
  static let scale: UInt16 = 70
  /// Programs measure the letters of a font a little differently.
  private static let slack = 0.96
  private static let repeatedShare = 0.25

  /// How many columns stand on every page.
  let repeatedCount: Int
  /// The columns before which a page ends.
  let breaks: [Int]

  /// The groups of columns of some widths in characters, on pages of a width in points; nil where one page is enough.
  init?(_ widths: [Double], pageWidth: Double) {
    // Seven pixels for a character and five around them, as Excel has it.
    let points = widths.map { ($0 * 7 + 5) * 0.75 }
    let room = pageWidth / (Double(Self.scale) / 100) * Self.slack
    guard points.reduce(0, +) > room else { return nil }
    var repeated = 1
    while repeated < points.count, points[...repeated].reduce(0, +) <= room * Self.repeatedShare { repeated += 1 }
    let before = points[..<repeated].reduce(0, +)
    var breaks: [Int] = []
    var used = before
    for index in repeated..<points.count {
      if used > before, used + points[index] > room {
        breaks.append(index)
        used = before
      }
      used += points[index]
    }
    repeatedCount = repeated
    self.breaks = breaks
  }
}
