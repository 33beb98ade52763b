import Records
internal import Documents

/// The columns of a table, set for the width of a page after a first reading of its rows.
struct TableLayout {
  private(set) var columns: [TableColumn]
  /// The height of the header, in points.
  let headerHeight: Double
  /// The height of the first row, in points; nil when there are no rows.
  private(set) var firstRowHeight: Double?

  /// The space above and below the text of a row.
  static let rowPadding = 2.3
  static let headerPadding = 3.5

  /// How many rows are looked at for the lengths of their texts; numbers are looked at in all rows.
  private static let rowsLookedAt = 200
  /// Text sizes to try, as a share of the usual size.
  private static let sizes = [1.0, 0.94, 0.88]
  /// Longer bars say no more.
  private static let longestBar = 70.0
  private static let leastTextWidth = 26.0
  /// Tables of more rows keep the wide page that their section asks for.
  private static let fewRows = 40

  /// The layout for at most so many rows of the table.
  init(_ table: Table, rowLimit: Int, in flow: borrowing PageFlow) throws {
    let text = CellText(formats: flow.formats, words: flow.words)
    let (typesetter, width) = (flow.typesetter, flow.width)
    let (headerStyle, cellStyle) = (flow.styles.tableHeader, flow.styles.tableText)
    var (columns, asked) = try Self.asked(table, rowLimit: rowLimit, text, flow)
    var demands = asked
    for size in Self.sizes {
      demands = zip(columns, asked).map { $1.scaled(by: size, fixed: $0.extraWidth) }
      for index in columns.indices {
        columns[index].cell.style = cellStyle.scaled(by: size)
        columns[index].header.style = headerStyle.scaled(by: size)
      }
      if demands.reduce(0, { $0 + max($1.least, $1.words) }) <= width { break }
    }
    var x = 0.0
    for (index, share) in ColumnWidths.share(width, among: demands).enumerated() {
      (columns[index].x, columns[index].width) = (x, share)
      x += share
      let inner = share - 2 * TableColumn.padding
      typesetter.set(columns[index].column.title, in: &columns[index].header, width: inner, lineLimit: 6)
      if columns[index].column.hasBar { columns[index].barRoom = Self.barRoom(columns[index], text, typesetter) }
    }
    headerHeight = columns.reduce(0) { max($0, $1.header.height) } + 2 * Self.headerPadding
    self.columns = columns
    guard rowLimit > 0 else { return }
    try RowRuns(table).forEach { row, run in
      firstRowHeight = load(row, run, text, typesetter, counting: false).height
      return false
    }
  }

  /// Whether a table of a few rows is no wider than the page with nothing wrapped.
  static func fitsUnwrapped(_ table: Table, in flow: borrowing PageFlow) throws -> Bool {
    guard table.rows.count <= fewRows else { return false }
    let text = CellText(formats: flow.formats, words: flow.words)
    let (columns, asked) = try Self.asked(table, rowLimit: table.rows.count, text, flow)
    return zip(columns, asked).reduce(0) { $0 + $1.1.scaled(by: 1, fixed: $1.0.extraWidth).wish } <= flow.width
  }

  /// The columns, and what each asks for at the usual text size without what it needs besides text.
  private static func asked(
    _ table: Table, rowLimit: Int, _ text: CellText, _ flow: borrowing PageFlow
  ) throws -> (columns: [TableColumn], demands: [ColumnWidths.Demand]) {
    let shown = table.columns(for: .paged)
    let needs = try read(table, shown.map(\.index), drawnLimit(table, rowLimit, flow), text, flow)
    let columns = zip(shown, needs).map { shown, needs in
      TableColumn(
        index: shown.index, shown.column, needs, header: flow.styles.tableHeader, cell: flow.styles.tableText)
    }
    let typesetter = flow.typesetter
    return (columns, columns.map { demand(of: $0, text, typesetter) })
  }

  /// Sets the cells of a row and returns its height and how many of its cells were shortened.
  mutating func load(
    _ row: borrowing TableRow, _ run: RowRuns.Run?, _ text: CellText, _ typesetter: Typesetter, counting: Bool = true
  ) -> (height: Double, shortened: Int) {
    var (lines, shortened) = (1, 0)
    for index in columns.indices {
      let (place, isCount) = (columns[index].index, columns[index].isCount)
      let (content, isMuted, isShortened) =
        run.map { text.text(of: row, at: place, isCount: isCount, in: $0) }
        ?? text.text(of: row, at: place, isCount: isCount)
      if isShortened { shortened += 1 }
      columns[index].isMuted = isMuted
      columns[index].mark = Self.mark(of: row, at: place, columns[index])
      typesetter.set(content, in: &columns[index].cell, width: columns[index].textWidth, counting: counting)
      lines = max(lines, columns[index].cell.lines.count)
    }
    return (height(lines: lines), shortened)
  }

  /// The height of a row of so many lines, in points.
  func height(lines: Int) -> Double {
    Double(lines) * (columns.first?.cell.style.leading ?? 0) + 2 * Self.rowPadding
  }

  private static func mark(of row: borrowing TableRow, at place: Int, _ column: TableColumn) -> TableColumn.Mark {
    switch row.tag(at: place) {
    case .severity: return .severity(Int(clamping: row.integer(at: place)))
    case .integer, .duration:
      guard column.column.hasBar, column.needs.largest > 0 else { return .none }
      return .bar(max(0, Double(row.integer(at: place)) / Double(column.needs.largest)))
    case .text: return column.column.tones[row.text(at: place)].map { .tone($0) } ?? .none
    case .empty, .moment, .date, .json, .share: return .none
    }
  }

  /// How many rows can be drawn of a table: no more than its pages have room for.
  private static func drawnLimit(_ table: Table, _ rowLimit: Int, _ flow: borrowing PageFlow) -> Int {
    guard let pages = table.pageLimit else { return rowLimit }
    let least = flow.styles.tableText.leading * (sizes.last ?? 1) + 2 * rowPadding
    return min(rowLimit, pages * (Int(flow.pageRoom / least) + 1))
  }

  /// Reads the rows that will be shown and gathers what their columns need.
  private static func read(
    _ table: Table, _ indices: [Int], _ drawnLimit: Int, _ text: CellText, _ flow: borrowing PageFlow
  ) throws -> [ColumnNeeds] {
    var needs = [ColumnNeeds](repeating: ColumnNeeds(), count: indices.count)
    var block = TextBlock(flow.styles.tableText)
    let (typesetter, width) = (flow.typesetter, flow.width)
    var number = 0
    guard drawnLimit > 0 else { return needs }
    try RowRuns(table).forEach { row, run in
      for (position, index) in indices.enumerated() {
        let tag = row.tag(at: index)
        if let run, run.last[index] != nil {
          let content = text.text(of: row, at: index, isCount: true, in: run).text
          typesetter.set(content, in: &block, width: .infinity, counting: false)
          needs[position].look(at: block, tableWidth: width)
        }
        if tag == .text || tag == .json || tag == .share {
          guard number < rowsLookedAt else { continue }
          let content = text.text(of: row, at: index, isCount: true).text
          typesetter.set(content, in: &block, width: .infinity, counting: false)
          needs[position].look(at: block, tableWidth: width)
        } else {
          needs[position].look(at: row, index, tag)
        }
      }
      number += 1
      return number < drawnLimit
    }
    return needs
  }

  /// How long the longest bar may be beside the longest number; nothing when there is no room for both.
  private static func barRoom(_ column: TableColumn, _ text: CellText, _ typesetter: Typesetter) -> Double {
    var longest = 0.0
    for sample in column.needs.samples(text) {
      longest = max(longest, typesetter.width(of: sample, column.cell.style))
    }
    return max(0, min(longestBar, column.textWidth - longest - TableColumn.markDistance))
  }

  /// What a column asks for at the usual text size.
  private static func demand(
    of column: TableColumn, _ text: CellText, _ typesetter: Typesetter
  ) -> ColumnWidths.Demand {
    let (title, style) = (column.column.title, column.header.style)
    var words = column.needs.longestWord
    for word in title.split(separator: " ") { words = max(words, typesetter.width(of: String(word), style)) }
    // A date and its time may stand below each other, but a number is never broken.
    var (least, whole) = (leastTextWidth, leastTextWidth)
    for sample in column.needs.samples(text) {
      whole = max(whole, typesetter.width(of: sample, column.cell.style))
      for word in sample.split(separator: " ") {
        least = max(least, typesetter.width(of: String(word), column.cell.style))
      }
    }
    let wish = max(typesetter.width(of: title, style), column.needs.longestText, whole)
    return ColumnWidths.Demand(
      proportion: Double(max(1, column.column.width)), least: least, words: max(words, whole), wish: wish)
  }
}

extension ColumnWidths.Demand {
  /// The demand when the text is of another size, and so much is needed besides it.
  fileprivate func scaled(by size: Double, fixed: Double) -> ColumnWidths.Demand {
    ColumnWidths.Demand(
      proportion: proportion, least: least * size + fixed, words: words * size + fixed, wish: wish * size + fixed)
  }
}
