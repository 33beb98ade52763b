internal import Documents
internal import Evidence
internal import Files

/// Holds a workbook against the rows that were issued in it: computes their digest again, and names what differs.
package struct WorkbookComparison {
  private let data: DataDigest
  private let listings: [WorkbookSummary.Listing]
  /// Where texts lie that other programs put aside from the rows.
  private let temporaryFolder: String
  /// The most differences that are listed of a sheet.
  private let limit: Int

  /// A comparison with what a manifest says of a document's rows, and on which sheets they stood.
  package init(
    data: DataDigest, listings: [WorkbookSummary.Listing], temporaryFolder: String, limit: Int = 100
  ) {
    self.data = data
    self.listings = listings
    self.temporaryFolder = temporaryFolder
    self.limit = limit
  }

  /// Every difference, sheet by sheet; none where the workbook holds what was issued.
  ///
  /// The workbook may be anything: what is no workbook is a difference. Rows are read one by one. `marks` is the file
  /// of row marks; nil where it is not to be trusted.
  ///
  /// - Throws: `FileError` where a file cannot be read, `DigestError` where OpenSSL refuses.
  package func changes(workbook path: String, marks: String?) throws -> [WorkbookChange] {
    try CLocale.hold {
      do {
        let parts = try WorkbookParts(path)
        let shared = try parts.sharedTexts.map { try SharedTexts($0, of: parts, folder: temporaryFolder) }
        let marks = try marks.flatMap { try RowMarks($0, tables: data.tables.map { ($0.id, $0.rows) }) }
        return try changes(parts, shared, marks)
      } catch let damage as WorkbookParts.Damage {
        return [WorkbookChange(.unreadable, sheet: damage.part)]
      }
    }
  }

  private func changes(
    _ parts: borrowing WorkbookParts, _ shared: SharedTexts?, _ marks: RowMarks?
  ) throws -> [WorkbookChange] {
    var changes: [WorkbookChange] = []
    var digests: [String] = []
    for index in data.tables.indices {
      let (digest, found) = try compare(index, parts, shared, marks)
      digests.append(digest)
      changes += found
    }
    if changes.isEmpty, try DataDigest.whole(digests) != data.sha256 { changes.append(WorkbookChange(.unnamed)) }
    if marks == nil { changes.append(WorkbookChange(.marks)) }
    if try !firstSheetSays(data.sha256, parts, shared) {
      changes.append(WorkbookChange(.printedDigest, sheet: parts.firstSheet))
    }
    return changes
  }

  /// The digest of a table as the workbook has it, and what differs on its sheets.
  private func compare(
    _ index: Int, _ parts: borrowing WorkbookParts, _ shared: SharedTexts?, _ marks: RowMarks?
  ) throws -> (String, [WorkbookChange]) {
    let table = data.tables[index]
    var digests = RecordDigests()
    let head = table.canonicalHead()
    head.record.withBytes { _ = digests.add($0) }
    var changes: [WorkbookChange] = []
    var before = 0
    for listing in listings where listing.table == table.id {
      let start = before
      before += listing.rows
      guard let part = parts.part(ofSheet: listing.sheet) else {
        changes.append(WorkbookChange(.sheetMissing, sheet: listing.sheet))
        continue
      }
      var alignment = RowAlignment(count: marks == nil ? 0 : listing.rows, limit: limit) { row in
        try marks?.mark(ofTable: index, row: start + row)
      }
      var hasHeadings = false
      var rows = SheetRows(kinds: table.columns.map(\.kind), shared: shared)
      do {
        try parts.forEachToken(of: part) { token in
          try rows.take(token) { number, row in
            if number == 1 {
              hasHeadings = table.canonicalHeadings().isEqual(to: row)
            } else if number == 2, table.rows == 0, table.canonicalEmptyText().isEqual(to: row) {
              return
            } else {
              let mark = row.record.withBytes { digests.add($0) }
              if marks != nil { try alignment.take(row: number, mark: mark) }
            }
          }
        }
        try alignment.finish()
      } catch let damage as WorkbookParts.Damage {
        changes.append(WorkbookChange(.unreadable, sheet: damage.part))
        continue
      }
      if !hasHeadings { changes.append(WorkbookChange(.headings, sheet: listing.sheet, row: 1)) }
      changes += alignment.faults.map { Self.change($0, listing.sheet) }
      if alignment.isCutOff { changes.append(WorkbookChange(.more, sheet: listing.sheet)) }
    }
    return (try digests.hexadecimal(), changes)
  }

  private static func change(_ fault: RowAlignment.Fault, _ sheet: String) -> WorkbookChange {
    switch fault {
    case .changed(let row): WorkbookChange(.changed, sheet: sheet, row: row)
    case .moved(let row): WorkbookChange(.moved, sheet: sheet, row: row)
    case .extra(let row): WorkbookChange(.extra, sheet: sheet, row: row)
    // Below the heading, which is row 1.
    case .missing(let place): WorkbookChange(.missing, sheet: sheet, row: place + 2)
    }
  }

  /// Whether the cover says a digest.
  private func firstSheetSays(
    _ digest: String, _ parts: borrowing WorkbookParts, _ shared: SharedTexts?
  ) throws -> Bool {
    guard let sheet = parts.firstSheet, let part = parts.part(ofSheet: sheet) else { return false }
    var isThere = false
    var rows = SheetRows(kinds: [], shared: shared)
    try parts.forEachToken(of: part) { token in
      try rows.take(token) { _, row in if row.says(digest) { isThere = true } }
    }
    return isThere
  }
}
