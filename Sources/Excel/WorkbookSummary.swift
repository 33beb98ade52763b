/// What a drawn workbook holds.
package struct WorkbookSummary: Sendable, Equatable {
  /// A sheet and how many rows it has, headers and blank separators with content included.
  package struct Sheet: Sendable, Equatable {
    /// The name on its tab.
    package let name: String
    /// How many rows it has.
    package let rowCount: Int
  }

  /// The sheets, in order.
  package let sheets: [Sheet]
  /// How many cells were shortened because Excel holds at most 32,767 characters in one.
  package let shortenedCellCount: Int
  /// The size of the file in bytes.
  package let byteCount: Int
}
