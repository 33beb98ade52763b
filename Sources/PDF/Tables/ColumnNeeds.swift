import Records
internal import Documents
internal import Model

/// What a reading of a table's rows says about one of its columns.
struct ColumnNeeds {
  /// The largest number; bars are drawn in proportion to it.
  private(set) var largest: Int64 = 0
  /// The longest of the texts looked at, in points.
  private(set) var longestText = 0.0
  /// The longest of their words, in points.
  private(set) var longestWord = 0.0
  private var smallest: Int64 = 0
  private var tags: Set<TableRow.Tag> = []

  /// Words longer than this share of the table are broken, so they ask for nothing.
  private static let wordShare = 0.3

  /// Takes a cell into account that is no text.
  mutating func look(at row: borrowing TableRow, _ index: Int, _ tag: TableRow.Tag) {
    tags.insert(tag)
    guard tag == .integer || tag == .duration else { return }
    let value = row.integer(at: index)
    largest = max(largest, value)
    smallest = min(smallest, value)
  }

  /// Takes a text into account.
  mutating func look(at block: borrowing TextBlock, tableWidth: Double) {
    longestText = max(longestText, min(block.points(block.naturalWidth), tableWidth))
    var word = 0
    for glyph in block.glyphs {
      if glyph.kind == .space || glyph.kind == .newline {
        word = 0
      } else {
        word += Int(glyph.advance)
        let points = block.points(word)
        if points > longestWord, points <= tableWidth * Self.wordShare { longestWord = points }
      }
    }
  }

  /// Texts that are as long as any of the column's numbers, dates, times and severities.
  func samples(_ text: CellText) -> [String] {
    let date = CivilDate(year: 2000, month: 10, day: 20)
    return tags.flatMap { tag in
      switch tag {
      case .moment: [text.formats.moment(LocalTime(date: date))]
      case .date: [text.formats.date(date)]
      case .integer: [text.formats.integer(largest), text.formats.integer(smallest)]
      case .duration: [text.duration(largest), text.duration(smallest)]
      case .severity: text.words.severities
      case .empty, .text, .json, .share: [CellText.dash]
      }
    }
  }
}
