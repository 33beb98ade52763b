package import Documents
internal import Evidence
internal import Files
internal import Records

/// The digest of what a document's tables hold, known before any of it is drawn: the same rows have the same, whatever
/// number, edition, day or pages they stand under.
package struct DataDigest: Sendable, Equatable {
  /// The tables, in the order of the document.
  package let tables: [CountedTable]
  /// SHA-256 over all of them, as 64 hexadecimal digits.
  package let sha256: String

  /// A digest that was computed before, of tables that had those.
  package init(tables: [CountedTable], sha256: String) {
    self.tables = tables
    self.sha256 = sha256
  }

  /// Reads every row of a document's data tables once; nil where it has no such table.
  ///
  /// A mark a row, by which a changed one is found again, goes into a file at `marks`, which appears whole or not at
  /// all.
  ///
  /// - Throws: `DigestError` where OpenSSL refuses, ``FileError``, or what reading the rows throws.
  package static func compute(of document: Document, marks path: String?) throws -> DataDigest? {
    let tables = document.dataTables
    if tables.isEmpty { return nil }
    return try CLocale.hold {
      var marks = try RowMarksFile(at: path)
      var counted: [CountedTable] = []
      let texts = CellText(shortened: document.words.shortened)
      for table in tables {
        var entry = CountedTable(table, texts: texts)
        entry.sha256 = try digest(of: table, as: entry, in: document, &marks)
        counted.append(entry)
      }
      try marks.finish()
      return DataDigest(tables: counted, sha256: try whole(counted.map(\.sha256)))
    }
  }

  /// The digest of several tables from the digest of each.
  static func whole(_ tables: [String]) throws -> String {
    var digests = Digest()
    digests.update(Array((["tutanak-data-1"] + tables).map { $0 + "\n" }.joined().utf8))
    return try digests.hexadecimal()
  }

  private static func digest(
    of table: Table, as counted: CountedTable, in document: Document, _ marks: inout RowMarksFile
  ) throws -> String {
    let canonical = CanonicalTable(table, of: document)
    var row = CanonicalRow()
    var digests = RecordDigests()
    counted.canonicalHead().record.withBytes { _ = digests.add($0) }
    try marks.begin(table.id, rows: table.rows.count)
    try table.rows.forEach { values in
      canonical.fill(&row, values)
      let mark = row.record.withBytes { digests.add($0) }
      try marks.append(mark)
    }
    return try digests.hexadecimal()
  }
}
