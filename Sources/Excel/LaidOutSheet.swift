internal import CXlsxWriter

/// A small sheet made to be read and printed: texts, tables and charts placed on a ``SheetGrid``.
///
/// Content is added from top to bottom, in blocks that a printer shall not tear apart.
final class LaidOutSheet {
  /// Points; Excel's own.
  static let rowHeight = 15.0
  /// Points; Excel allows no more.
  static let highestRow = 409.0
  private static let linesPerRow = 28

  let worksheet: Worksheet
  let grid: SheetGrid
  let styles: StyleSheet
  private let texts: CellText
  /// The next free row.
  var row = 0
  private var rows: Set<Int> = []
  private var heights: [Int: Double] = [:]
  private var blockStarts: [Int] = []
  private var holdsNextBlock = false
  /// The first refusal of the library.
  private(set) var refusal = LXW_NO_ERROR

  init(_ worksheet: Worksheet, grid: SheetGrid, styles: StyleSheet, texts: CellText) {
    self.worksheet = worksheet
    self.grid = grid
    self.styles = styles
    self.texts = texts
    worksheet.setColumnWidths(grid.all.map { _ in grid.columnWidth })
  }

  /// Marks the next free row as one before which a page may end; a heading holds the block that follows it.
  func beginBlock(holdingNext: Bool = false) {
    if !holdsNextBlock { blockStarts.append(row) }
    holdsNextBlock = holdingNext
  }

  /// Writes a text into a row, across neighbouring columns.
  func put(_ text: String, row: Int, columns: Range<Int>, _ style: CellStyle) {
    let format = styles.format(style)
    let shown = texts.visible(text)
    let (y, first) = (lxw_row_t(row), lxw_col_t(columns.lowerBound))
    if columns.count > 1 {
      note(worksheet_merge_range(worksheet.pointer, y, first, y, lxw_col_t(columns.upperBound - 1), shown, format), row)
    } else {
      note(worksheet_write_string(worksheet.pointer, y, first, shown, format), row)
    }
  }

  /// Writes the name of a sheet, on which a click leads there.
  func putLink(to sheet: String, row: Int, columns: Range<Int>, _ style: CellStyle) {
    put(sheet, row: row, columns: columns, style)
    let (y, first) = (lxw_row_t(row), lxw_col_t(columns.lowerBound))
    let place = "internal:'\(sheet)'!A1"
    note(worksheet_write_url_opt(worksheet.pointer, y, first, place, styles.format(style), sheet, nil), row)
  }

  /// Writes a number into a row, across neighbouring columns.
  func put(_ number: Double, row: Int, columns: Range<Int>, _ style: CellStyle) {
    if columns.count > 1 { put("", row: row, columns: columns, style) }
    let (y, first) = (lxw_row_t(row), lxw_col_t(columns.lowerBound))
    note(worksheet_write_number(worksheet.pointer, y, first, number, styles.format(style)), row)
  }

  /// Writes a number of a table or a tile as one, across neighbouring columns; anything else is left out.
  func put(_ content: CellContent, isCount: Bool = true, row: Int, columns: Range<Int>, _ style: CellStyle) {
    guard let number = content.number(styles.numberFormats, isCount: isCount) else { return }
    put(number.value, row: row, columns: columns, style.with { $0.numberFormat = number.format })
  }

  /// Gives empty cells a ground and rules.
  func fill(row: Int, columns: Range<Int>, _ style: CellStyle) {
    for column in columns {
      note(worksheet_write_blank(worksheet.pointer, lxw_row_t(row), lxw_col_t(column), styles.format(style)), row)
    }
  }

  /// Sets the height of a row in points.
  func setHeight(_ points: Double, row: Int) {
    heights[row] = min(points, Self.highestRow)
    note(worksheet_set_row(worksheet.pointer, lxw_row_t(row), min(points, Self.highestRow), nil), row)
  }

  /// Makes a row so high that the texts fit which are to be wrapped in it.
  func setHeight(row: Int, for texts: [(text: String, columns: Range<Int>, style: CellStyle)], least: Double = 0) {
    let heights = texts.map { part in
      TextExtent.height(lineCount: lines(part.text, part.columns, part.style).count, size: part.style.size)
    }
    setHeight(max(heights.max() ?? 0, least), row: row)
  }

  /// Adds a text below the others, in as many rows as its length asks for.
  func add(_ text: String, columns: Range<Int>? = nil, _ style: CellStyle) {
    let columns = columns ?? grid.all
    let lines = lines(text, columns, style)
    for start in stride(from: 0, to: lines.count, by: Self.linesPerRow) {
      let piece = lines[start..<min(lines.count, start + Self.linesPerRow)]
      put(lines.count > Self.linesPerRow ? piece.joined(separator: " ") : text, row: row, columns: columns, style)
      setHeight(TextExtent.height(lineCount: piece.count, size: style.size), row: row)
      row += 1
    }
  }

  /// Leaves an empty row, of some height in points.
  func addSpace(_ points: Double = 9) {
    setHeight(points, row: row)
    row += 1
  }

  /// Places a chart; its size in pixels.
  func insert(
    _ chart: UnsafeMutablePointer<lxw_chart>, row: Int, column: Int, width: Int, height: Int, description: String
  ) {
    var options = lxw_chart_options()
    // The library's charts are 480 by 288 pixels.
    options.x_scale = Double(width) / 480
    options.y_scale = Double(height) / 288
    options.object_position = UInt8(LXW_OBJECT_MOVE_DONT_SIZE.rawValue)
    texts.visible(description).withCString { words in
      options.description = UnsafeMutablePointer(mutating: words)
      note(worksheet_insert_chart_opt(worksheet.pointer, lxw_row_t(row), lxw_col_t(column), chart, &options))
    }
  }

  /// Colours cells by what they hold.
  func format(rows: Range<Int>, columns: Range<Int>, _ rule: inout lxw_conditional_format) {
    let (top, bottom) = (lxw_row_t(rows.lowerBound), lxw_row_t(rows.upperBound - 1))
    let (left, right) = (lxw_col_t(columns.lowerBound), lxw_col_t(columns.upperBound - 1))
    note(worksheet_conditional_format_range(worksheet.pointer, top, left, bottom, right, &rule))
  }

  /// Lets pages end between blocks; `pageHeight` is what one page holds, in points.
  func finish(pageHeight: Double) {
    var breaks: [lxw_row_t] = []
    var pageStart = 0
    for (start, end) in zip(blockStarts, blockStarts.dropFirst() + [row]) where height(pageStart..<end) > pageHeight {
      if start > pageStart { breaks.append(lxw_row_t(start)) }
      pageStart = start
    }
    // A zero ends the list.
    breaks.append(0)
    if breaks.count > 1 { note(worksheet_set_h_pagebreaks(worksheet.pointer, &breaks)) }
    worksheet.rowCount = rows.count
  }

  private func lines(_ text: String, _ columns: Range<Int>, _ style: CellStyle) -> [String] {
    TextExtent.lines(text, width: grid.pixels(columns), size: style.size, isBold: style.isBold)
  }

  private func height(_ range: Range<Int>) -> Double {
    range.reduce(0) { $0 + (heights[$1] ?? Self.rowHeight) }
  }

  /// Remembers a refusal, and the row that something was written to.
  private func note(_ code: lxw_error, _ row: Int? = nil) {
    if let row { rows.insert(row) }
    if code != LXW_NO_ERROR, refusal == LXW_NO_ERROR { refusal = code }
  }
}
