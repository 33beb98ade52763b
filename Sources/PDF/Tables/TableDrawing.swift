internal import Documents
import Records

/// A table that runs over as many pages as it needs, its header on each of them.
///
/// Rows are pulled one by one and forgotten.
struct TableDrawing: FlowingBlock {
  private let table: Table
  private let layout: TableLayout?
  private let title: TextBlock?
  private let remarks: [FlowingText]
  private let emptyText: TextBlock
  private let shownRows: Int
  private let titleHeight: Double

  private static let titleDistance = 4.0
  private static let remarkDistance = 4.0
  private static let longestRemark = 60.0
  private static let emptyPadding = 6.0

  /// A table whose rows stand in full on the sheet of that name.
  init(_ table: Table, sheet: String, in flow: borrowing PageFlow) throws {
    self.table = table
    shownRows = min(table.rows.count, max(0, table.pagedRowLimit ?? .max))
    let (typesetter, styles, width) = (flow.typesetter, flow.styles, flow.width)
    title = table.title.map { typesetter.set($0, styles.blockTitle, width: width, lineLimit: 3) }
    titleHeight = title.map { $0.height + Self.titleDistance } ?? 0
    emptyText = typesetter.set(table.emptyText, styles.notice, width: width - 4 * Self.emptyPadding, lineLimit: 9)
    var remarks: [String] = []
    if shownRows < table.rows.count {
      let (shown, total) = (flow.formats.integer(Int64(shownRows)), flow.formats.integer(Int64(table.rows.count)))
      remarks.append(
        RendererTexts.fill(flow.words.rowsShown, ["shown": shown, "total": total, "sheet": sheet]))
    }
    if let remark = table.remark { remarks.append(remark) }
    self.remarks = remarks.map { FlowingText($0, styles.remark, in: flow) }
    layout = table.rows.count == 0 ? nil : try TableLayout(table, shownRows: shownRows, in: flow)
  }

  var leadingHeight: Double {
    guard let layout else { return titleHeight + emptyText.height + 2 * Self.emptyPadding }
    guard let first = layout.firstRowHeight else { return titleHeight + remarkHeight }
    return titleHeight + layout.headerHeight + first + (shownRows == 1 ? remarkHeight : 0)
  }

  func draw(in flow: inout PageFlow) throws {
    try flow.makeRoom(min(leadingHeight, flow.pageRoom))
    if let title {
      flow.canvas.draw(title, x: flow.left, y: flow.y, flow.typesetter.fonts)
      flow.advance(titleHeight)
    }
    if let layout { try drawRows(layout, in: &flow) } else { drawEmptyText(in: &flow) }
    for remark in remarks {
      flow.leaveGap(Self.remarkDistance)
      try remark.draw(in: &flow)
    }
  }

  /// How much of the remarks stays with the last row, in points.
  private var remarkHeight: Double {
    min(Self.longestRemark, remarks.reduce(0) { $0 + $1.height + Self.remarkDistance })
  }

  private func drawRows(_ layout: TableLayout, in flow: inout PageFlow) throws {
    guard shownRows > 0 else { return }
    let text = CellText(formats: flow.formats, words: flow.words)
    var rows = TableRowDrawing(layout)
    rows.drawHeader(in: &flow)
    var number = 0
    try table.rows.forEach(limit: shownRows) { row in
      flow.shortenedCells += rows.load(row, text, flow.typesetter)
      number += 1
      // The remarks below a table stay with its last row.
      try rows.draw(isOdd: number % 2 == 1, below: number == shownRows ? remarkHeight : 0, in: &flow)
    }
    rows.close(in: &flow)
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
