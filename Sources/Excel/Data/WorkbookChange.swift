/// A difference between a workbook and what was issued.
package struct WorkbookChange: Sendable, Equatable {
  /// What differs.
  package enum Kind: String, Sendable, CaseIterable {
    /// The row holds something else.
    case changed
    /// The row stands elsewhere than it stood, among rows that do.
    case moved
    /// The row was not issued.
    case extra
    /// The row that stood here is gone.
    case missing
    /// There is more of the kind on the sheet than is listed.
    case more
    /// The sheet is gone.
    case sheetMissing
    /// The columns have other headings.
    case headings
    /// The file, or the part of it with this name, is no sound workbook.
    case unreadable
    /// The first sheet does not say the data digest that the manifest says.
    case printedDigest
    /// The rows do not have the digest that the manifest says, and no mark tells which of them.
    case unnamed
    /// The file of row marks is not the one that was issued, so no row can be named.
    case marks
  }

  /// What differs.
  package let kind: Kind
  /// The sheet by its name, the part of the file where it is ``Kind/unreadable``; nil where it is of none.
  package let sheet: String?
  /// The row as a spreadsheet numbers it today, or as it was issued where it is missing; nil where it is of none.
  package let row: Int?

  /// A change from its parts.
  package init(_ kind: Kind, sheet: String? = nil, row: Int? = nil) {
    self.kind = kind
    self.sheet = sheet
    self.row = row
  }
}
