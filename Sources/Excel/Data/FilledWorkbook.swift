internal import Documents
internal import Files

/// A copy of an issued workbook in which a person has filled in the columns that were left for it.
package struct FilledWorkbook: Sendable {
  /// Which columns of which table were left to be filled in.
  package struct Form: Sendable {
    /// The table's English key.
    package let table: String
    /// The English keys of the columns.
    package let columns: Set<String>

    /// A form from its parts.
    package init(table: String, columns: Set<String>) { (self.table, self.columns) = (table, columns) }
  }

  /// A row in which something was filled in.
  package struct Row: Sendable {
    /// The sheet's name.
    package let sheet: String
    /// The row as a spreadsheet numbers it.
    package let number: Int
    /// All its cells, by the English keys of their columns.
    package let cells: [String: SheetCell]
    /// Whether the row is not seen.
    package let isHidden: Bool
    /// Whether its sheet is not seen.
    package let isOnHiddenSheet: Bool
    /// The English keys of the columns that are not seen.
    package let hiddenColumns: Set<String>
    private let places: [String: Int]

    /// A row whose cells are those of columns, by their English keys.
    package init(
      sheet: String, number: Int, cells: [SheetCell], columns ids: [String], isHidden: Bool = false,
      isOnHiddenSheet: Bool = false, hiddenColumns: Set<String> = []
    ) {
      (self.sheet, self.number, self.isHidden) = (sheet, number, isHidden)
      (self.isOnHiddenSheet, self.hiddenColumns) = (isOnHiddenSheet, hiddenColumns)
      self.cells = Dictionary(zip(ids, cells)) { first, _ in first }
      places = Dictionary(zip(ids, ids.indices)) { first, _ in first }
    }

    /// The name of a column's cell, such as `R7`.
    package func name(of column: String) -> String { SheetCell.name(column: places[column] ?? 0, row: number) }
  }

  /// What is not as it was issued.
  package struct Difference: Sendable, Equatable {
    /// The sheet's name.
    package let sheet: String
    /// The cell, such as `C7`; nil where the sheet itself is gone, or was not issued.
    package let cell: String?
  }

  /// What could not be read of it: a part of the file by its name.
  package struct Damage: Error {
    /// The part.
    package let part: String
    /// Whether it has more in it than any workbook that people fill in.
    package let isTooLarge: Bool
  }

  /// The rows with something filled in, in their order.
  package private(set) var rows: [Row] = []
  /// What else differs, at most as much as is told.
  package private(set) var differences: [Difference] = []
  /// Whether more differs than that.
  package private(set) var isCutOff = false

  private static let limit = 20
  /// So many bytes of content any workbook may have.
  private static let freeSize = 64 << 20
  /// Many times as much as its document a copy may not have when it is unpacked.
  private static let growth = 4
  /// Hardly any table packs better, and none that people fill in is larger.
  private static let (packing, largest) = (64, 4 << 30)

  /// Reads a copy and holds it cell by cell against the workbook that was issued, which is sound.
  ///
  /// Long sheets lie in nameless files in `folder` meanwhile.
  ///
  /// - Throws: ``Damage`` where the copy is no sound workbook, `FileError` where a file cannot be read.
  package init(
    _ copy: String, issued: String, data: DataDigest, listings: [WorkbookSummary.Listing], form: Form, folder: String
  ) throws {
    let reading = Reading(data: data, listings: listings, form: form, folder: folder)
    try CLocale.hold {
      do {
        let original = try WorkbookParts(issued)
        // Other programs write the same rows longer, and more parts; not many times as much.
        let filled = try WorkbookParts(copy, limit: Self.growth * original.unpackedSize + Self.freeSize)
        let originalTexts = try original.sharedTexts.map { try SharedTexts($0, of: original, folder: folder) }
        let filledTexts = try filled.sharedTexts.map { try SharedTexts($0, of: filled, folder: folder) }
        for name in original.sheetNames {
          guard let part = original.part(ofSheet: name) else { continue }
          guard let copied = filled.part(ofSheet: name) else {
            note(name, nil)
            continue
          }
          let sheet = try IssuedSheet(part, of: original, originalTexts, reading.kinds(of: name), folder: folder)
          try compare(name, sheet, part: copied, of: filled, filledTexts, reading)
        }
        for name in filled.sheetNames where original.part(ofSheet: name) == nil { note(name, nil) }
      } catch let damage as WorkbookParts.Damage {
        throw Damage(part: damage.part, isTooLarge: damage.isTooLarge)
      }
    }
  }

  /// What is made of the first text on the first sheet of a workbook of which anything is; nil where there is none.
  ///
  /// - Throws: ``Damage`` where it is no sound workbook, `FileError` where the file cannot be read.
  package static func first<Value>(
    onFirstSheetOf path: String, folder: String, _ make: (String) -> Value?
  ) throws -> Value? {
    try CLocale.hold {
      do {
        // Nobody knows its document yet.
        let limit = try min(Self.packing * InputFile.size(path) + Self.freeSize, Self.largest)
        let parts = try WorkbookParts(path, limit: limit)
        let shared = try parts.sharedTexts.map { try SharedTexts($0, of: parts, folder: folder) }
        guard let part = parts.firstSheet.flatMap({ parts.part(ofSheet: $0) }) else { return nil }
        var found: Value?
        var rows = SheetRows(kinds: [], shared: shared)
        try parts.forEachToken(of: part) { token in
          if found != nil { return }
          try rows.take(token) { _, row in
            for case .text(let text) in row.record.withBytes({ SheetCell.cells(ofRow: $0) }) where found == nil {
              found = make(text)
            }
          }
        }
        return found
      } catch let damage as WorkbookParts.Damage {
        throw Damage(part: damage.part, isTooLarge: damage.isTooLarge)
      }
    }
  }

  /// What is read, and how.
  private struct Reading {
    let data: DataDigest
    let listings: [WorkbookSummary.Listing]
    let form: Form
    let folder: String

    private func table(of sheet: String) -> CountedTable? {
      let listing = listings.first { $0.sheet == sheet }
      return listing.flatMap { listing in data.tables.first { $0.id == listing.table } }
    }

    func kinds(of sheet: String) -> [Column.Kind] { table(of: sheet)?.columns.map(\.kind) ?? [] }

    /// The columns of a sheet with columns to be filled in, and how many rows it has.
    func form(on sheet: String) -> (columns: [CountedTable.Column], rows: Int)? {
      guard let table = table(of: sheet), table.id == form.table,
        let listing = listings.first(where: { $0.sheet == sheet })
      else { return nil }
      return (table.columns, listing.rows)
    }
  }

  private mutating func note(_ sheet: String, _ cell: String?) {
    if differences.count < Self.limit {
      differences.append(Difference(sheet: sheet, cell: cell))
    } else {
      isCutOff = true
    }
  }

  private mutating func compare(
    _ name: String, _ issued: IssuedSheet, part: String, of copy: borrowing WorkbookParts, _ shared: SharedTexts?,
    _ reading: Reading
  ) throws {
    let form = reading.form(on: name)
    var found: [(number: Int, bytes: [UInt8])] = []
    var (last, size) = (0, 0)
    var rows = SheetRows(kinds: reading.kinds(of: name), shared: shared)
    try copy.forEachToken(of: part) { token in
      try rows.take(token) { number, row in
        let (bytes, original) = (row.record.withBytes { Array($0) }, try issued.row(number))
        // Below the last row nothing stands but where somebody wrote.
        if number > issued.count, bytes.allSatisfy({ $0 == 0x30 || $0 == 0x3A || $0 == 0x2C }) { return }
        last = number
        // Nearly every row is as it was.
        if bytes == original { return }
        found.append((number, bytes))
        size += bytes.count
        if found.count > Self.mostChanged || size > Self.mostBytes { throw XMLScanner.Fault.tooLong }
      }
    }
    let unseen = Unseen(
      rows: rows.hiddenRows, columns: rows.hiddenColumns, isSheet: copy.hiddenSheets.contains(name))
    for (number, bytes) in found {
      let original = try issued.row(number).withUnsafeBytes { SheetCell.cells(ofRow: $0) }
      compare(
        name, number, original, bytes.withUnsafeBytes { SheetCell.cells(ofRow: $0) }, form, reading.form,
        unseen)
    }
    if let form { noteMerges(rows.merges, name, form, reading.form) }
    var number = last + 1
    while number <= issued.count {
      let original = try issued.row(number).withUnsafeBytes { SheetCell.cells(ofRow: $0) }
      compare(name, number, original, [], form, reading.form, unseen)
      number += 1
    }
  }

  /// What of a sheet nobody sees.
  private struct Unseen {
    let rows: Set<Int>
    let columns: HiddenColumns
    let isSheet: Bool
  }

  /// More rows than that nobody fills in by hand.
  private static let mostChanged = 200_000
  private static let mostBytes = 1 << 28

  /// Cells that are shown as one hide what stands in all but the first: no column of the form may have any.
  private mutating func noteMerges(
    _ merges: [String], _ sheet: String, _ listed: (columns: [CountedTable.Column], rows: Int), _ form: Form
  ) {
    for range in merges {
      let corners = range.utf8.split(separator: UInt8(ascii: ":")).map { SheetCell.place($0) }
      guard let first = corners.first ?? nil, let last = corners.last ?? nil else { return note(sheet, nil) }
      let columns = listed.columns.indices.filter { form.columns.contains(listed.columns[$0].id) }
      if last.row > 1, first.row <= listed.rows + 1,
        columns.contains(where: { first.column <= $0 && $0 <= last.column })
      {
        note(sheet, SheetCell.name(column: first.column, row: first.row))
      }
    }
  }

  private mutating func compare(
    _ sheet: String, _ number: Int, _ issued: [SheetCell], _ copy: [SheetCell],
    _ listed: (columns: [CountedTable.Column], rows: Int)?, _ form: Form, _ unseen: Unseen
  ) {
    var isFilled = false
    for column in 0..<max(issued.count, copy.count) {
      let (before, after) = (
        column < issued.count ? issued[column] : .empty, column < copy.count ? copy[column] : .empty
      )
      // The heading is row 1; below the last row nothing was left to be filled in.
      if let listed, number > 1, number <= listed.rows + 1, column < listed.columns.count,
        form.columns.contains(listed.columns[column].id)
      {
        isFilled = isFilled || after != .empty
      } else if !before.isKept(as: after) {
        note(sheet, SheetCell.name(column: column, row: number))
      }
    }
    if isFilled, let listed {
      let columns = listed.columns.map(\.id)
      rows.append(
        Row(
          sheet: sheet, number: number, cells: copy, columns: columns, isHidden: unseen.rows.contains(number),
          isOnHiddenSheet: unseen.isSheet,
          hiddenColumns: Set(columns.indices.filter(unseen.columns.contains).map { columns[$0] })))
    }
  }
}
