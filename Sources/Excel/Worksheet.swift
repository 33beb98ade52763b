internal import CXlsxWriter
internal import Files
import Glibc

/// One sheet of a workbook; it may not outlive it.
///
/// A streamed sheet takes its rows from top to bottom and keeps none in memory: its header from the library, in a temporary
/// file, all that follow as packed XML. Any other sheet is small, held in memory, and may be written in any order.
final class Worksheet {
  /// How many rows a sheet holds.
  static let rowLimit = 1_048_576

  let pointer: UnsafeMutablePointer<lxw_worksheet>
  let name: String
  private let temporaryFolder: String
  /// How many rows were written; whoever writes them counts them.
  var rowCount = 0
  /// The rows behind those that the library was given.
  var packedRows: PackedRows?

  init(_ pointer: UnsafeMutablePointer<lxw_worksheet>, name: String, temporaryFolder: String) {
    self.pointer = pointer
    self.name = name
    self.temporaryFolder = temporaryFolder
  }

  /// The temporary file that a streamed sheet's header lies in until the workbook is closed.
  var temporaryFile: UnsafeMutablePointer<FILE>? { pointer.pointee.optimize_tmpfile }

  /// Writes what is still held back, and says what the sheet must look like when the workbook is read back.
  func flush() throws(FileError) -> SheetContent {
    guard let file = temporaryFile else { return SheetContent(name: name, rowCount: rowCount, byteCount: nil) }
    lxw_worksheet_write_single_row(pointer)
    if fflush(file) != 0 || ferror(file) != 0 { throw DiskFailure.writing(temporaryFolder, code: errno) }
    let byteCount = ftello(file)
    guard byteCount >= 0 else { throw DiskFailure.writing(temporaryFolder, code: errno) }
    // The library says in the sheet how far it reaches, and knows of the header alone.
    if packedRows != nil { pointer.pointee.dim_rowmax = lxw_row_t(max(1, rowCount) - 1) }
    let rows = packedRows?.byteCount ?? 0
    return SheetContent(name: name, rowCount: rowCount, byteCount: Int(byteCount) + rows)
  }

  /// Sets the widths of columns from the first on, in characters.
  func setColumnWidths(_ widths: [Double]) {
    for (column, width) in widths.enumerated() {
      worksheet_set_column(pointer, lxw_col_t(column), lxw_col_t(column), width, nil)
    }
  }
}

/// What a sheet must hold when the finished file is read back.
struct SheetContent {
  let name: String
  let rowCount: Int
  /// How many bytes of XML the rows of a streamed sheet have.
  let byteCount: Int?
}
