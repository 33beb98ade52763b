internal import CXlsxWriter
internal import Documents
internal import Files
import Glibc
import Records

/// A table on a sheet of its own, and on further ones where Excel's rows do not suffice.
struct Listing {
  let table: Table
  let document: Document
  /// The most rows of data on one sheet.
  let rowLimit: Int

  /// Up to so many rows, long texts go on in further lines; beyond, a spreadsheet takes too long to lay them out.
  private static let wrappedRowLimit = 5_000

  /// Adds the sheets, the first named `name`, and writes every row; returns what each is called and how many it holds.
  func draw(named name: String, in workbook: inout Workbook) throws -> [(name: String, rowCount: Int)] {
    var sheets: [(name: String, rowCount: Int)] = []
    var writer = rowWriter(workbook)
    var sheet = try addSheet(named: name, part: 1, rowsBefore: 0, writer: writer, in: &workbook)
    var stream = try workbook.beginRows()
    if table.rows.count == 0 { try writeEmptyText(on: sheet, in: workbook) }
    var part = 1
    var rowsOnSheet = 0
    var rowsWritten = 0
    try table.rows.forEach { row in
      if rowsOnSheet == rowLimit {
        sheets.append((sheet.name, rowsOnSheet))
        sheet.packedRows = try workbook.naming { try stream.finish() }
        part += 1
        rowsOnSheet = 0
        sheet = try addSheet(named: name, part: part, rowsBefore: rowsWritten, writer: writer, in: &workbook)
        stream = try workbook.beginRows()
      }
      writer.write(row, number: rowsOnSheet + 2, to: stream.bytes)
      rowsOnSheet += 1
      rowsWritten += 1
      sheet.rowCount += 1
      try workbook.naming { try stream.endRow() }
    }
    guard rowsWritten == table.rows.count else {
      throw workbook.failure(.missingRows(sheet: sheet.name, expected: table.rows.count, found: rowsWritten))
    }
    sheet.packedRows = try workbook.naming { try stream.finish() }
    sheets.append((sheet.name, rowsOnSheet))
    return sheets
  }

  private func rowWriter(_ workbook: borrowing Workbook) -> ListingRowWriter {
    let wraps = table.rows.count <= Self.wrappedRowLimit
    return ListingRowWriter(
      table, wraps: wraps, document: document, styles: workbook.styles, texts: workbook.texts)
  }

  /// Adds one sheet with its header; the number of rows it will have is known beforehand.
  private func addSheet(
    named name: String, part: Int, rowsBefore: Int, writer: ListingRowWriter, in workbook: inout Workbook
  ) throws -> Worksheet {
    let sheet = try workbook.addSheet(name, part: part, isStreamed: true)
    let columns = writer.columns
    sheet.setColumnWidths(columns.map(\.width))
    PrintSetup(document).apply(toListing: sheet, columnWidths: columns.map(\.width))
    worksheet_freeze_panes(sheet.pointer, 1, 0)
    let titles = table.columns(for: .workbook).map(\.column.title)
    try workbook.check(worksheet_set_row(sheet.pointer, 0, headerHeight(titles, columns), nil))
    for (position, column) in columns.enumerated() {
      let title = workbook.texts.visible(titles[position])
      try workbook.check(worksheet_write_string(sheet.pointer, 0, lxw_col_t(position), title, column.header))
    }
    // Written now, its formats have the first numbers, as if the library wrote the rows too.
    lxw_worksheet_write_single_row(sheet.pointer)
    sheet.rowCount = 1
    let lastRow = min(rowLimit, table.rows.count - rowsBefore)
    if lastRow > 0 {
      let lastColumn = lxw_col_t(columns.count - 1)
      try workbook.check(worksheet_autofilter(sheet.pointer, 0, 0, lxw_row_t(lastRow), lastColumn))
      try offerChoices(on: sheet, lastRow: lxw_row_t(lastRow), in: workbook)
      // Numbers that name something are texts, and Excel need not ask whether that was meant.
      worksheet_ignore_errors(sheet.pointer, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), "A1:XFD1048576")
    }
    return sheet
  }

  /// Gives the columns that a reader fills in a list to choose from.
  private func offerChoices(on sheet: Worksheet, lastRow: lxw_row_t, in workbook: borrowing Workbook) throws {
    for (position, entry) in table.columns(for: .workbook).enumerated() where !entry.column.choices.isEmpty {
      let code = ChoiceList(entry.column.choices).apply(
        to: sheet, column: lxw_col_t(position), firstRow: 1, lastRow: lastRow)
      try workbook.check(code)
    }
  }

  private func headerHeight(_ titles: [String], _ columns: [ListingColumn]) -> Double {
    let counts = zip(titles, columns).map { title, column in
      // The filter's button and the indent take their part of the width.
      TextExtent.lines(title, width: column.width * 7 - 16, size: 8.5, isBold: true).count
    }
    return TextExtent.height(lineCount: counts.max() ?? 1, size: 8.5) + 6
  }

  private func writeEmptyText(on sheet: Worksheet, in workbook: borrowing Workbook) throws {
    let style = workbook.styles.muted.with { $0.isItalic = true }
    let text = workbook.texts.visible(table.emptyText)
    try workbook.check(worksheet_write_string(sheet.pointer, 1, 0, text, workbook.styles.format(style)))
    sheet.rowCount += 1
  }
}

/// A drop-down list in the cells of a column.
struct ChoiceList {
  private let choices: [String]

  /// A list of texts; Excel takes 255 characters in all.
  init(_ choices: [String]) {
    self.choices = choices
  }

  /// Offers the list in a column's cells, both rows included.
  func apply(to sheet: Worksheet, column: lxw_col_t, firstRow: lxw_row_t, lastRow: lxw_row_t) -> lxw_error {
    var texts = choices.map { strdup($0) }
    texts.append(nil)
    defer { texts.forEach { free($0) } }
    return texts.withUnsafeMutableBufferPointer { buffer in
      var validation = lxw_data_validation()
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      validation.value_list = buffer.baseAddress
      return worksheet_data_validation_range(sheet.pointer, firstRow, column, lastRow, column, &validation)
    }
  }
}
