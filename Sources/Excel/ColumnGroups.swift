/// How a listing is printed that is too wide for one page: on pages side by side, each with a group of columns behind the
/// first ones, by which a row is known.
struct ColumnGroups {
  /// Smaller than this, text of nine points is hard to read.
  private static let smallestScale = 0.7
  private static let repeatedShare = 0.25

  /// How many columns stand on every page.
  let repeatedCount: Int
  /// How many pages stand side by side; where each ends is left to the program that prints, which knows its letters.
  let pageCount: Int

  /// The groups of columns of some widths in characters, on pages of a width in points; nil where one page is enough.
  init?(_ widths: [Double], pageWidth: Double) {
    // Seven pixels for a character and five around them, as Excel has it.
    let points = widths.map { ($0 * 7 + 5) * 0.75 }
    let room = pageWidth / Self.smallestScale
    guard points.reduce(0, +) > room else { return nil }
    var repeated = 1
    while repeated < points.count, points[...repeated].reduce(0, +) <= room * Self.repeatedShare { repeated += 1 }
    let before = points[..<repeated].reduce(0, +)
    var pages = 1
    var used = before
    for width in points[repeated...] {
      if used > before, used + width > room {
        pages += 1
        used = before
      }
      used += width
    }
    repeatedCount = repeated
    pageCount = pages
  }
}
