internal import CXlsxWriter
import Glibc

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
