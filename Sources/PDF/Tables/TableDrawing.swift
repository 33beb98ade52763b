internal import Documents
import Records

/// A table that runs over as many pages as it needs, its header on each of them.
///
/// Rows are pulled one by one and forgotten.
struct TableDrawing: FlowingBlock {
  private let table: Table
  private let layout: TableLayout?
  private let title: TextBlock?
  private let emptyText: TextBlock
  /// The most rows that are shown.
  private let rowLimit: Int
  private let titleHeight: Double
  /// The sheet of the workbook that has all rows.
  private let sheet: String?
  /// How much of the remarks stays with the last row, in points.
  private let remarkHeight: Double

  private static let titleDistance = 4.0
  private static let remarkDistance = 4.0
  private static let longestRemark = 60.0
  private static let emptyPadding = 6.0

  /// A table whose rows stand in full on the sheet of that name, if there is one.
  init(_ table: Table, sheet: String?, in flow: borrowing PageFlow) throws {
    self.table = table
    self.sheet = sheet
    rowLimit = min(table.rows.count, max(0, table.pagedRowLimit ?? .max))
    let (typesetter, styles, width) = (flow.typesetter, flow.styles, flow.width)
    title = table.title.map { typesetter.set($0, styles.blockTitle, width: width, lineLimit: 3) }
    titleHeight = title.map { $0.height + Self.titleDistance } ?? 0
    emptyText = typesetter.set(table.emptyText, styles.notice, width: width - 4 * Self.emptyPadding, lineLimit: 9)
    layout = table.rows.count == 0 ? nil : try TableLayout(table, rowLimit: rowLimit, in: flow)
    // A register may end on its last page with rows left.
    let remarks = Self.remarks(
      of: table, shown: table.pageLimit == nil ? rowLimit : 0, hasFolded: !table.foldedColumns.isEmpty, sheet, flow)
    remarkHeight = min(Self.longestRemark, remarks.reduce(0) { $0 + $1.height + Self.remarkDistance })
  }

  var leadingHeight: Double {
    guard let layout else { return titleHeight + emptyText.height + 2 * Self.emptyPadding }
    guard let first = layout.firstRowHeight else { return titleHeight + remarkHeight }
    return titleHeight + layout.headerHeight + first + (rowLimit == 1 ? remarkHeight : 0)
  }

  func draw(in flow: inout PageFlow) throws {
    try flow.makeRoom(min(leadingHeight, flow.pageRoom))
    if let title {
      flow.canvas.draw(title, x: flow.left, y: flow.y, flow.typesetter.fonts)
      flow.advance(titleHeight)
    }
    var drawn = Drawn()
    if let layout { drawn = try drawRows(layout, in: &flow) } else { drawEmptyText(in: &flow) }
    if table.pageLimit != nil { flow.addListed(rows: drawn.rows, of: table.rows.count) }
    for remark in Self.remarks(of: table, shown: drawn.rows, hasFolded: drawn.hasFolded, sheet, flow) {
      flow.leaveGap(Self.remarkDistance)
      try remark.draw(in: &flow)
    }
  }

  /// What came of drawing the rows.
  private struct Drawn {
    /// How many rows of the table are shown, those of a folded run all counted.
    var rows = 0
    var hasFolded = false
  }

  private func drawRows(_ layout: TableLayout, in flow: inout PageFlow) throws -> Drawn {
    var drawn = Drawn()
    guard rowLimit > 0 else { return drawn }
    let text = CellText(formats: flow.formats, words: flow.words)
    var rows = TableRowDrawing(layout)
    rows.drawHeader(in: &flow)
    let lastPage = table.pageLimit.map { flow.pageNumber + $0 - 1 } ?? .max
    var number = 0
    try RowRuns(table).forEach { row, run in
      let shortened = rows.load(row, run, text, flow.typesetter)
      let count = drawn.rows + (run?.count ?? 1)
      // The remarks below a table stay with its last row.
      let isLast = count >= rowLimit || flow.pageNumber >= lastPage
      if flow.pageNumber >= lastPage, !rows.fits(below: remarkHeight, in: flow) { return false }
      number += 1
      try rows.draw(isOdd: number % 2 == 1, below: isLast ? remarkHeight : 0, in: &flow)
      flow.shortenedCells += shortened
      drawn.rows = count
      if run != nil { drawn.hasFolded = true }
      return count < rowLimit
    }
    rows.close(in: &flow)
    return drawn
  }

  /// What stands under the table: how many rows are shown, that some are folded, and its own remark.
  private static func remarks(
    of table: Table, shown: Int, hasFolded: Bool, _ sheet: String?, _ flow: borrowing PageFlow
  ) -> [FlowingText] {
    var texts: [String] = []
    if shown < table.rows.count {
      let places = ["shown": Int64(shown), "total": Int64(table.rows.count)].mapValues(flow.formats.integer)
      texts.append(rowsShown(of: table, places, sheet, flow))
    }
    if hasFolded { texts.append(flow.words.rowsFolded) }
    if let remark = table.remark { texts.append(remark) }
    return texts.map { FlowingText($0, flow.styles.remark, in: flow) }
  }

  /// How many rows are shown, and which file of the document has all of them.
  private static func rowsShown(
    of table: Table, _ counts: [String: String], _ sheet: String?, _ flow: borrowing PageFlow
  ) -> String {
    var places = counts
    if let sheet, table.appears(in: .workbook) {
      places["sheet"] = sheet
      return RendererTexts.fill(flow.words.rowsShown, places)
    }
    for output in Output.withEveryRow where flow.outputs.contains(output) && table.appears(in: output) {
      places["file"] = output.fileName(stem: flow.fileStem, table: table.id)
      return RendererTexts.fill(flow.words.rowsShownFile, places)
    }
    return RendererTexts.fill(flow.words.rowsShownNowhere, places)
  }

  private func drawEmptyText(in flow: inout PageFlow) {
    let height = emptyText.height + 2 * Self.emptyPadding
    let frame = Rectangle(x: flow.left, y: flow.y, width: flow.width, height: height)
    flow.canvas.fill(frame, flow.colours.band)
    flow.canvas.draw(
      emptyText, x: frame.x + 2 * Self.emptyPadding, y: frame.y + Self.emptyPadding, colour: flow.colours.muted,
      flow.typesetter.fonts)
    flow.advance(height)
  }
}
