import Records
internal import Documents

/// Draws the header and the rows of a table, one row at a time.
struct TableRowDrawing {
  private var layout: TableLayout
  private var rowHeight = 0.0

  init(_ layout: TableLayout) {
    self.layout = layout
  }

  /// Makes a row the one to draw and returns how many of its cells were shortened.
  mutating func load(
    _ row: borrowing TableRow, _ run: RowRuns.Run?, _ text: CellText, _ typesetter: Typesetter
  ) -> Int {
    let (height, shortened) = layout.load(row, run, text, typesetter)
    rowHeight = height
    return shortened
  }

  /// Draws the header where the flow is.
  func drawHeader(in flow: inout PageFlow) {
    let frame = Rectangle(x: flow.left, y: flow.y, width: flow.width, height: layout.headerHeight)
    flow.canvas.fill(frame, flow.colours.ink)
    for column in layout.columns {
      // Short headers stand at the bottom, near their numbers.
      let y = frame.bottom - TableLayout.headerPadding - column.header.height
      flow.canvas.draw(
        column.header, x: frame.x + column.x + TableColumn.padding, y: y,
        width: column.width - 2 * TableColumn.padding, alignment: column.alignment, flow.typesetter.fonts)
    }
    flow.advance(layout.headerHeight)
  }

  /// Whether the row fits on the page with `below` points after it.
  func fits(below: Double, in flow: borrowing PageFlow) -> Bool { flow.room + 0.01 >= rowHeight + below }

  /// Draws the row, on the next page below a new header if it does not fit here with `below` points after it.
  ///
  /// Only a row that is higher than a page is parted.
  func draw(isOdd: Bool, below: Double, in flow: inout PageFlow) throws {
    if !fits(below: below, in: flow) { try beginPage(in: &flow) }
    let lines = layout.columns.reduce(1) { max($0, $1.cell.lines.count) }
    guard rowHeight > flow.room + 0.01 else { return draw(0..<lines, isOdd: isOdd, in: &flow) }
    var next = 0
    while next < lines {
      let leading = layout.height(lines: 1) - layout.height(lines: 0)
      let fitting = max(1, Int((flow.room - layout.height(lines: 0)) / leading))
      let end = min(lines, next + fitting)
      draw(next..<end, isOdd: isOdd, in: &flow)
      next = end
      if next < lines { try beginPage(in: &flow) }
    }
  }

  /// Draws the rule that ends the table on a page.
  func close(in flow: inout PageFlow) {
    flow.canvas.rule(x: flow.left, y: flow.y, width: flow.width, thickness: 0.8, flow.colours.ink)
  }

  private func beginPage(in flow: inout PageFlow) throws {
    close(in: &flow)
    try flow.beginNewPage(isLandscape: flow.isLandscape)
    drawHeader(in: &flow)
  }

  private func draw(_ lines: Range<Int>, isOdd: Bool, in flow: inout PageFlow) {
    let height = layout.height(lines: lines.count)
    let frame = Rectangle(x: flow.left, y: flow.y, width: flow.width, height: height)
    if !isOdd { flow.canvas.fill(frame, flow.colours.band) }
    flow.canvas.rule(x: frame.x, y: frame.bottom, width: frame.width, thickness: 0.3, flow.colours.rule)
    if lines.lowerBound == 0 {
      for column in layout.columns { drawMark(of: column, in: frame, &flow) }
    }
    for column in layout.columns {
      let range = lines.clamped(to: 0..<column.cell.lines.count)
      flow.canvas.draw(
        column.cell, lines: range, x: frame.x + column.x + TableColumn.padding + column.indent,
        y: frame.y + TableLayout.rowPadding, width: column.textWidth, alignment: column.alignment,
        colour: column.isMuted ? flow.colours.muted : flow.colours.ink, flow.typesetter.fonts)
    }
    flow.advance(height)
  }

  private func drawMark(of column: TableColumn, in frame: Rectangle, _ flow: inout PageFlow) {
    let left = frame.x + column.x + TableColumn.padding
    let middle = frame.y + TableLayout.rowPadding + column.cell.style.leading / 2
    let side = TableColumn.squareSide
    let square = Rectangle(x: left, y: middle - side / 2, width: side, height: side)
    switch column.mark {
    case .none: return
    case .severity(let severity):
      guard flow.colours.severities.indices.contains(severity) else { return }
      flow.canvas.fill(square, flow.colours.severities[severity])
    case .tone(let tone): flow.canvas.fill(square, flow.colours.colour(tone))
    case .bar(let share):
      let room = column.barRoom
      flow.canvas.fill(
        Rectangle(x: left, y: middle - 2.5, width: share * room, height: 5), flow.colours.accentLight)
    }
  }
}
