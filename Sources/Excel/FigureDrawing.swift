internal import CXlsxWriter
internal import Documents

/// A chart whose place is kept free, and whose numbers stand further below.
struct DeferredNumbers {
  let figure: Figure
  let chart: Chart
  let place: Chart.Place
}

/// Draws a figure: its caption, the chart, and its numbers beside it.
struct FigureDrawing {
  let figure: Figure
  let sheet: LaidOutSheet
  let document: Document

  /// The number of labels up to which the numbers stand beside the chart.
  private static let labelsBeside = 32
  /// The least number of columns a chart needs.
  private static let chartColumns = 14
  private static let fewestRows = 15
  private static let mostRows = 26

  /// Draws the figure; numbers that do not fit beside the chart are handed back.
  func draw(workbook: borrowing Workbook) throws(WorkbookError) -> DeferredNumbers? {
    sheet.add(figure.title, sheet.styles.caption)
    if figure.shape == .heatMap {
      sheet.add(figure.subtitle, sheet.styles.remark)
      HeatMap(figure: figure, sheet: sheet, totalTitle: document.words.total).draw()
      return nil
    }
    let chart = try Chart(figure, theme: document.theme, workbook: workbook)
    let numbers = NumberTable(figure: figure, sheet: sheet)
    let top = sheet.row
    let isBeside =
      figure.labels.count <= Self.labelsBeside
      && numbers.columnCount + 1 + Self.chartColumns <= sheet.grid.columnCount
    let left = isBeside ? numbers.columnCount + 1 : 0
    let chartRows = isBeside ? max(Self.fewestRows, min(numbers.rowCount, Self.mostRows)) : Self.fewestRows
    let rowCount = isBeside ? max(chartRows, numbers.rowCount) : chartRows
    for row in top..<top + rowCount { sheet.setHeight(NumberTable.rowHeight, row: row) }
    sheet.row = top + rowCount

    let width = Int(sheet.grid.pixels(left..<sheet.grid.columnCount))
    let height = Int(Double(chartRows) * NumberTable.rowHeight / 0.75)
    let place = Chart.Place(row: top, column: left, width: width, height: height)
    guard isBeside else { return DeferredNumbers(figure: figure, chart: chart, place: place) }
    chart.insert(into: sheet, at: place, numbers: numbers.draw(row: top, column: 0))
    return nil
  }

  /// Writes the numbers that found no place beside their charts, side by side.
  static func draw(_ deferred: [DeferredNumbers], on sheet: LaidOutSheet) {
    var left = 0
    var height = 0
    for item in deferred {
      let numbers = NumberTable(figure: item.figure, sheet: sheet)
      if left > 0, left + numbers.columnCount > sheet.grid.columnCount {
        sheet.row += height
        (left, height) = (0, 0)
      }
      if left == 0 {
        sheet.addSpace()
        sheet.beginBlock()
      }
      let columns = left..<left + numbers.columnCount
      for row in 1...numbers.rowCount { sheet.setHeight(NumberTable.rowHeight, row: sheet.row + row) }
      sheet.put(item.figure.title, row: sheet.row, columns: columns, sheet.styles.caption.with { $0.shrinks = true })
      item.chart.insert(into: sheet, at: item.place, numbers: numbers.draw(row: sheet.row + 1, column: left))
      left = columns.upperBound + 1
      height = max(height, numbers.rowCount + 1)
    }
    sheet.row += height
  }
}
