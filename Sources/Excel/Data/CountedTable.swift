package import Documents
internal import Records

/// A table that counts for the data digest.
package struct CountedTable: Sendable, Equatable {
  /// A column of it that a workbook shows.
  package struct Column: Sendable, Equatable {
    /// Its English key.
    package let id: String
    /// What it holds.
    package let kind: Documents.Column.Kind
    /// Its heading, as a reader sees it.
    package let title: String

    /// A column from its parts.
    package init(id: String, kind: Documents.Column.Kind, title: String) {
      self.id = id
      self.kind = kind
      self.title = title
    }
  }

  /// The English key of the table.
  package let id: String
  /// How many rows it has.
  package let rows: Int
  /// Its columns, in order.
  package let columns: [Column]
  /// What stands in the place of rows where there are none.
  package let emptyText: String
  /// SHA-256 over what the table is and its rows, as 64 hexadecimal digits.
  package internal(set) var sha256: String

  /// A table from its parts.
  package init(id: String, rows: Int, columns: [Column], emptyText: String, sha256: String) {
    self.id = id
    self.rows = rows
    self.columns = columns
    self.emptyText = emptyText
    self.sha256 = sha256
  }

  /// A table whose digest is to be computed.
  init(_ table: Table, texts: CellText) {
    func shown(_ text: String) -> String { CellEscape.decoded(texts.visible(text)) }
    self.init(
      id: table.id, rows: table.rows.count,
      columns: table.columns(for: .workbook).map {
        Column(id: $0.column.id, kind: $0.column.kind, title: shown($0.column.title))
      }, emptyText: shown(table.emptyText), sha256: "")
  }

  /// What the table is: its key, then its columns, each with its kind.
  func canonicalHead() -> CanonicalRow {
    var row = CanonicalRow()
    row.append(netstring: id)
    for column in columns {
      row.append(netstring: column.id)
      row.append(netstring: column.kind.rawValue)
    }
    return row
  }

  /// The first row of its sheets.
  func canonicalHeadings() -> CanonicalRow {
    var row = CanonicalRow()
    for column in columns { row.append(text: column.title) }
    return row
  }

  /// The second row of its sheet where there are no rows.
  func canonicalEmptyText() -> CanonicalRow {
    var row = CanonicalRow()
    row.append(text: emptyText)
    for _ in columns.dropFirst() { row.appendEmpty() }
    return row
  }
}
