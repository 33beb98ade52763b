/// The narrow columns, all of one width, that a laid-out sheet is divided into.
struct SheetGrid {
  let columnCount: Int
  /// The width of one column in characters, as Excel counts them.
  let columnWidth: Double

  /// An upright A4 page.
  static let portrait = SheetGrid(columnCount: 24, columnWidth: 3.29)
  /// An A4 page on its side.
  static let landscape = SheetGrid(columnCount: 36, columnWidth: 3.29)

  /// Every column.
  var all: Range<Int> { 0..<columnCount }

  /// The width of one column in pixels; seven for a character and five around them, as Excel has it.
  var columnPixels: Int { Int(columnWidth * 7 + 0.5) + 5 }

  /// The width of neighbouring columns in pixels.
  func pixels(_ columns: Range<Int>) -> Double { Double(columns.count * columnPixels) }

  /// How many columns so many pixels need.
  func columns(forPixels pixels: Double) -> Int { max(1, Int((pixels / Double(columnPixels)).rounded(.up))) }
}
