public import Files

/// Writes the rows of a table while the source is read.
///
/// They go into a nameless file on the disk, so memory does not grow with them.
public final class TableRowsWriter {
  private let spool: Spool
  private var builder = TableRowBuilder()
  /// How many rows there are.
  public private(set) var count = 0
  private var filled: UInt64 = 0

  /// No rows yet; they will lie on the file system of `folder`.
  public init(in folder: String) throws(FileError) {
    spool = Spool(in: folder)
  }

  /// Adds a row, filled by the closure.
  public func append(_ fill: (inout TableRowBuilder) throws -> Void) throws {
    builder.clear()
    try fill(&builder)
    try spool.append(builder.record)
    filled |= builder.filled
    count += 1
  }

  /// Adds a row of the given cells.
  public func append(_ cells: [Cell]) throws {
    try append { row in
      for cell in cells { row.append(cell) }
    }
  }

  /// The finished table; nothing may be added any more.
  ///
  /// `filled` says which columns hold something where the rows were taken over from elsewhere.
  public func finish(filled known: UInt64? = nil) throws(FileError) -> TableRows {
    TableRows(try spool.seal(), count: count, filled: known ?? filled)
  }
}

/// The rows of a finished table, read by every renderer, side by side where documents are.
public struct TableRows: Sendable {
  fileprivate let spool: SealedSpool
  /// How many rows there are.
  public let count: Int
  private let filled: UInt64

  fileprivate init(_ spool: SealedSpool, count: Int, filled: UInt64) {
    self.spool = spool
    self.count = count
    self.filled = filled
  }

  /// Whether any row may hold something in a column; false is certain.
  public func mayHoldSomething(inColumn index: Int) -> Bool {
    index >= UInt64.bitWidth || filled & (1 << UInt64(index)) != 0
  }

  /// A table of the given rows, which lie on the file system of `folder`.
  public init(_ rows: [[Cell]], in folder: String) throws {
    let writer = try TableRowsWriter(in: folder)
    for row in rows { try writer.append(row) }
    self = try writer.finish()
  }

  /// Lends every row in the order they were added, the first `limit` of them when a limit is given.
  public func forEach(limit: Int? = nil, _ body: (borrowing TableRow) throws -> Void) throws {
    var cursor = TableCursor(self)
    for _ in 0..<min(limit ?? count, count) {
      guard try cursor.advance() else { return }
      try body(cursor.row)
    }
  }

  /// The first rows again, as rows of their own.
  public func first(_ limit: Int, in folder: String) throws -> TableRows {
    let writer = try TableRowsWriter(in: folder)
    try forEach(limit: limit) { row in
      try writer.append { copy in copy.append(encoded: row.bytes[...]) }
    }
    return try writer.finish()
  }
}

/// Reads the rows of a table one by one, for those who read two things side by side.
public struct TableCursor: ~Copyable {
  /// The row in hand, once ``advance()`` has taken one.
  public private(set) var row = TableRow()
  private var records: RecordCursor

  /// A cursor before the first row.
  public init(_ rows: TableRows) {
    records = RecordCursor(rows.spool)
  }

  /// Takes the next row; false when there is none.
  public mutating func advance() throws -> Bool {
    guard try records.advance() else { return false }
    row.load(records.record)
    return true
  }
}
