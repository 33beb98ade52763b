internal import Documents
internal import Files

/// The rows of a sheet as it was issued, on the disk, to be held against those of a copy.
final class IssuedSheet {
  private let rows: SealedSpool
  /// Where each row ends.
  private let ends: [Int]

  /// How many rows there are.
  var count: Int { ends.count }

  /// Reads a sheet's part of the workbook; long ones lie in a nameless file in `folder`.
  init(
    _ part: String, of workbook: borrowing WorkbookParts, _ shared: SharedTexts?, _ kinds: [Column.Kind], folder: String
  )
    throws
  {
    let spool = Spool(in: folder)
    var ends: [Int] = []
    var rows = SheetRows(kinds: kinds, shared: shared)
    try workbook.forEachToken(of: part) { token in
      try rows.take(token) { _, row in
        try spool.append(row.record.withBytes { Array($0) })
        ends.append(spool.byteCount)
      }
    }
    self.rows = try spool.seal()
    self.ends = ends
  }

  /// The bytes of a row, from 1; none where there is no such row.
  func row(_ number: Int) throws -> [UInt8] {
    guard ends.indices.contains(number - 1) else { return [] }
    let start = number == 1 ? 0 : ends[number - 2]
    return try rows.read(at: start, upTo: ends[number - 1] - start)
  }
}
