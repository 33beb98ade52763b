internal import CXlsxWriter
internal import Documents
import Records

/// A table among the blocks of a laid-out sheet.
struct SmallTable {
  let table: Table
  let document: Document
  let sheet: LaidOutSheet

  private var styles: StyleSheet { sheet.styles }

  /// Draws the table's title, header, rows and remark.
  func draw() throws {
    let columns = table.columns(for: .workbook)
    if columns.isEmpty { return }
    let places = places(columns.map(\.column))
    sheet.beginBlock()
    if let title = table.title { sheet.add(title, styles.caption) }
    drawHeader(columns.map(\.column), places)
    if table.rows.count == 0 { sheet.add(table.emptyText, styles.muted.with { $0.isItalic = true }) }
    var isBanded = false
    var rowsLeft = table.rows.count
    try table.rows.forEach { row in
      let contents = columns.map { place in
        place.index < row.count ? CellContent(row.cell(at: place.index), formats: document.formats) : .blank
      }
      let ground = isBanded ? styles.band : nil
      var wrapped: [(text: String, columns: Range<Int>, style: CellStyle)] = []
      for (position, content) in contents.enumerated() {
        let isNumber = columns[position].column.kind.isNumber
        let base = styles.body.with { ($0.fill, $0.isAtTop) = (ground, true) }
        let style = base.with { ($0.isWrapped, $0.alignment) = (true, isNumber ? .right : .left) }
        if case .text(let text) = content { wrapped.append((text, places[position], style)) }
        put(content, columns[position].column, places[position], base, style)
      }
      sheet.setHeight(row: sheet.row, for: wrapped, least: LaidOutSheet.rowHeight)
      sheet.row += 1
      isBanded.toggle()
      rowsLeft -= 1
      // The first row stays with the header, the last one with the remark.
      if rowsLeft > 0 { sheet.beginBlock() }
    }
    if let remark = table.remark { sheet.add(remark, styles.remark) }
  }

  private func drawHeader(_ columns: [Column], _ places: [Range<Int>]) {
    let texts = zip(columns, places).map { column, place in
      let style = styles.header.with {
        $0.alignment = column.kind.isNumber ? .right : .left
        $0.indent = column.kind.isNumber || column.kind == .severity ? 1 : 0
      }
      return (text: column.title, columns: place, style: style)
    }
    for part in texts { sheet.put(part.text, row: sheet.row, columns: part.columns, part.style) }
    sheet.setHeight(row: sheet.row, for: texts, least: 18)
    sheet.row += 1
  }

  private func put(
    _ content: CellContent, _ column: Column, _ place: Range<Int>, _ base: CellStyle, _ text: CellStyle
  ) {
    switch content {
    case .blank: sheet.put("", row: sheet.row, columns: place, base)
    case .text(let words):
      let style = column.tones[words].map { styles.tone($0, on: text) } ?? text
      sheet.put(words, row: sheet.row, columns: place, style)
    case .severity(let rank):
      let words = document.words.severities
      let word = words.indices.contains(rank) ? words[rank] : String(rank)
      sheet.put(word, row: sheet.row, columns: place, styles.severity(rank, on: base))
    case .integer, .duration, .share:
      sheet.put(
        content, isCount: column.isCount, row: sheet.row, columns: place,
        base.with { ($0.alignment, $0.indent, $0.shrinks) = (.right, 1, true) })
    case .moment, .date:
      sheet.put(content, row: sheet.row, columns: place, base.with { $0.shrinks = true })
    }
  }

  /// Shares the grid's columns among the table's by their widths.
  private func places(_ columns: [Column]) -> [Range<Int>] {
    let wanted = columns.map { column in
      let header = TextExtent.width(column.title, size: 8.5, isBold: true) + 12
      return max(Double(column.width) * 6.6 + 10, min(header, 90))
    }
    let total = wanted.reduce(0, +)
    let available = sheet.grid.pixels(sheet.grid.all)
    // A table that nearly fills the page fills it; a small one stays small.
    let stretch = total > available * 0.7 ? available / total : 1
    var end = 0.0
    var start = 0
    let shares = wanted.map { width in
      end += width * stretch / Double(sheet.grid.columnPixels)
      defer { start = max(start + 1, Int(end.rounded())) }
      return max(1, Int(end.rounded()) - start)
    }
    start = 0
    return Self.holding(columns.map(leastShare), in: shares, of: sheet.grid.columnCount).map { share in
      defer { start += share }
      return start..<start + share
    }
  }

  /// How many of the grid's columns hold the longest word of a header.
  private func leastShare(_ column: Column) -> Int {
    let words = column.title.split(separator: " ").map { TextExtent.width($0, size: 8.5, isBold: true) }
    return min(4, sheet.grid.columns(forPixels: (words.max() ?? 0) + 12))
  }

  /// The shares, with what a column lacks for its header's words taken from where the page has room, then from columns that
  /// have more than they need; as they are where there is not enough for all.
  static func holding(_ least: [Int], in shares: [Int], of count: Int) -> [Int] {
    guard least.reduce(0, +) <= count else { return shares }
    var shares = shares
    for index in shares.indices {
      while shares[index] < least[index] {
        if shares.reduce(0, +) >= count {
          let surplus = shares.indices.max { shares[$0] - least[$0] < shares[$1] - least[$1] }
          guard let surplus, shares[surplus] > least[surplus] else { break }
          shares[surplus] -= 1
        }
        shares[index] += 1
      }
    }
    return shares
  }
}

extension Column.Kind {
  /// Whether values stand at the right.
  var isNumber: Bool { self == .integer || self == .duration || self == .share }
}
