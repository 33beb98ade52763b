internal import Documents

/// A column of a listing: where its values lie in the rows, how wide it is and how its cells look.
///
/// It holds nothing that would be counted when it is copied, as it is for every cell.
struct ListingColumn {
  /// The place of its values in the rows.
  let index: Int
  /// The width in characters, as Excel counts them.
  let width: Double
  let header: StyleSheet.Format?
  let text: StyleSheet.Format?
  let integer: StyleSheet.Format?
  let moment: StyleSheet.Format?
  let date: StyleSheet.Format?
  let duration: StyleSheet.Format?
  let share: StyleSheet.Format?

  private static let widest = 60.0
  /// The button of the filter covers so many characters of a header.
  private static let buttonWidth = 3.0

  /// A column as it is drawn; `wraps` lets long texts go on in further lines.
  init(_ column: Column, index: Int, styles: StyleSheet, wraps: Bool) {
    self.index = index
    width = min(Self.widest, max(Double(column.width) + 1, Self.leastWidth(column)))
    let formats = styles.numberFormats
    let body = Self.body(styles, wraps: wraps)
    // Keeps a number away from a text that begins at the edge of the next column.
    let right = body.with { ($0.alignment, $0.indent) = (.right, 1) }
    let isNumber = column.kind.isNumber
    header = styles.format(
      styles.header.with {
        $0.alignment = isNumber ? .right : .left
        // Leaves the place of the filter's button free.
        $0.indent = isNumber ? 2 : column.kind == .severity ? 1 : 0
      })
    text = styles.format((isNumber ? right : body).with { $0.isWrapped = wraps })
    let isPlain = !column.isCount
    integer = styles.format(right.with { $0.numberFormat = isPlain ? NumberFormats.plain : NumberFormats.count })
    moment = styles.format(body.with { $0.numberFormat = formats.moment })
    date = styles.format(body.with { $0.numberFormat = formats.date })
    duration = styles.format(right.with { $0.numberFormat = NumberFormats.duration })
    share = styles.format(right.with { $0.numberFormat = formats.share })
  }

  /// How every cell looks; where texts go on in further lines, all begin at the top.
  static func body(_ styles: StyleSheet, wraps: Bool) -> CellStyle { styles.body.with { $0.isAtTop = wraps } }

  /// What the values of the kind need, and the longest word of the header beside the filter's button.
  private static func leastWidth(_ column: Column) -> Double {
    let values =
      switch column.kind {
      case .moment: 19.0
      case .date: 11.0
      case .duration: 14.0
      case .integer, .share: 7.0
      case .severity: 9.0
      case .text, .json: 6.0
      }
    let words = column.title.split(separator: " ").map { TextExtent.width($0, size: 8.5, isBold: true) / 7 }
    return max(values, (words.max() ?? 0) + buttonWidth)
  }
}
