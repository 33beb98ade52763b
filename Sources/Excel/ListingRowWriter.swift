import Records
internal import CXlsxWriter
internal import Documents
import Glibc

/// Writes the rows of a listing, cell by cell: the innermost loop of the program.
///
/// Texts go to the library where they lie, ended by their zero byte; no String is made for them.
struct ListingRowWriter {
  let columns: [ListingColumn]
  /// Whether long texts go on in further lines.
  let wraps: Bool
  private let formats: Formats
  private let texts: CellText
  /// The words of the severities as C wants them, and how they look.
  private let severities: [(word: [CChar], format: StyleSheet.Format?)]

  init(_ table: Table, wraps: Bool, document: Document, styles: StyleSheet, texts: CellText) {
    columns = table.columns(for: .workbook).map { place in
      ListingColumn(place.column, index: place.index, styles: styles, wraps: wraps)
    }
    self.wraps = wraps
    formats = document.formats
    self.texts = texts
    let body = ListingColumn.body(styles, wraps: wraps)
    severities = document.words.severities.enumerated().map { rank, word in
      (Array(texts.visible(word).utf8CString), styles.format(styles.severity(rank, on: body)))
    }
  }

  /// Writes one row; the result is the first refusal of the library.
  func write(_ row: borrowing TableRow, to sheet: UnsafeMutablePointer<lxw_worksheet>, at rowIndex: Int) -> lxw_error {
    var failure = LXW_NO_ERROR
    if wraps, let height = height(row) { failure = worksheet_set_row(sheet, lxw_row_t(rowIndex), height, nil) }
    row.bytes.withUnsafeBytes { bytes in
      for position in columns.indices {
        let place = Place(sheet: sheet, row: lxw_row_t(rowIndex), column: lxw_col_t(position))
        let code = write(row, bytes, columns[position], place)
        if code != LXW_NO_ERROR, failure == LXW_NO_ERROR { failure = code }
      }
    }
    return failure
  }

  /// The height in points that the texts of a row need, nil when one line is enough.
  private func height(_ row: borrowing TableRow) -> Double? {
    var lineCount = 1
    for column in columns where column.index < row.count && row.tag(at: column.index) == .text {
      // No letter is twice as wide as what Excel counts as a character, so a short text needs no measuring.
      guard row.textRange(at: column.index).count * 2 > Int(column.width) else { continue }
      let text = row.text(at: column.index)
      lineCount = max(lineCount, TextExtent.lines(text, width: column.width * 7, size: 9, isBold: false).count)
    }
    return lineCount > 1 ? min(TextExtent.height(lineCount: lineCount, size: 9), LaidOutSheet.highestRow) : nil
  }

  /// A cell of a sheet.
  private struct Place {
    let sheet: UnsafeMutablePointer<lxw_worksheet>
    let row: lxw_row_t
    let column: lxw_col_t
  }

  private func write(
    _ row: borrowing TableRow, _ bytes: UnsafeRawBufferPointer, _ column: ListingColumn, _ place: Place
  ) -> lxw_error {
    // An empty cell is written for its rule alone.
    guard column.index < row.count else {
      return worksheet_write_blank(place.sheet, place.row, place.column, column.text)
    }
    if row.tag(at: column.index) == .text { return text(bytes, row.textRange(at: column.index), column, place) }
    switch CellContent(row.cell(at: column.index), formats: formats) {
    case .blank: return worksheet_write_blank(place.sheet, place.row, place.column, column.text)
    case .text(let text): return self.text(text, column, place)
    case .integer(let value): return number(value, column.integer, place)
    case .moment(let days): return number(days, column.moment, place)
    case .date(let days): return number(days, column.date, place)
    case .duration(let days): return number(days, column.duration, place)
    case .share(let share): return number(share, column.share, place)
    case .severity(let rank):
      guard severities.indices.contains(rank) else { return text(String(rank), column, place) }
      return worksheet_write_string(
        place.sheet, place.row, place.column, severities[rank].word, severities[rank].format)
    }
  }

  private func text(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ column: ListingColumn, _ place: Place
  ) -> lxw_error {
    guard let base = bytes.baseAddress else { return LXW_NO_ERROR }
    let characters = (base + range.lowerBound).assumingMemoryBound(to: CChar.self)
    // UTF-16 never needs more units than UTF-8 needs bytes, so a short text needs no counting.
    if range.count <= CellText.limit, strstr(characters, "_x") == nil {
      return worksheet_write_string(place.sheet, place.row, place.column, characters, column.text)
    }
    return text(String(decoding: bytes[range], as: UTF8.self), column, place)
  }

  private func text(_ text: String, _ column: ListingColumn, _ place: Place) -> lxw_error {
    worksheet_write_string(place.sheet, place.row, place.column, texts.fitted(text), column.text)
  }

  private func number(_ value: Double, _ format: StyleSheet.Format?, _ place: Place) -> lxw_error {
    worksheet_write_number(place.sheet, place.row, place.column, value, format)
  }
}
