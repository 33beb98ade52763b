package import Files

/// The rows of a table: written once while the source is read, then read by every renderer.
///
/// They lie in a nameless file on the disk, so memory does not grow with them. One writes them; once they are read,
/// nothing is added any more, so that documents drawn side by side may read them: ``Spool`` sees to the rest.
package final class TableRows: @unchecked Sendable {
  fileprivate let spool: Spool
  private var builder = TableRowBuilder()
  /// How many rows there are.
  package private(set) var count = 0

  /// No rows yet; they will lie on the file system of `folder`.
  package init(in folder: String) throws(FileError) {
    spool = try Spool(in: folder)
  }

  /// Adds a row, filled by the closure.
  package func append(_ fill: (inout TableRowBuilder) throws -> Void) throws {
    builder.clear()
    try fill(&builder)
    try spool.append(builder.record)
    count += 1
  }

  /// Adds a row of the given cells.
  package func append(_ cells: [Cell]) throws {
    try append { row in
      for cell in cells { row.append(cell) }
    }
  }

  /// Lends every row in the order they were added, the first `limit` of them when a limit is given.
  package func forEach(limit: Int? = nil, _ body: (borrowing TableRow) throws -> Void) throws {
    var cursor = TableCursor(self)
    for _ in 0..<min(limit ?? count, count) {
      guard try cursor.advance() else { return }
      try body(cursor.row)
    }
  }

  /// The first rows again, as rows of their own.
  package func first(_ limit: Int, in folder: String) throws -> TableRows {
    let result = try TableRows(in: folder)
    try forEach(limit: limit) { row in
      try result.append { copy in copy.append(encoded: row.bytes[...]) }
    }
    return result
  }
}

/// Reads the rows of a table one by one, for those who read two things side by side.
package struct TableCursor: ~Copyable {
  /// The row in hand, once ``advance()`` has taken one.
  package private(set) var row = TableRow()
  private let rows: TableRows
  private var taken = 0
  private var chunk: [UInt8] = []
  private var position = 0
  private var offset = 0

  private static let chunkSize = 1 << 18

  /// A cursor before the first row.
  package init(_ rows: TableRows) {
    self.rows = rows
  }

  /// Takes the next row; false when there is none.
  package mutating func advance() throws -> Bool {
    guard taken < rows.count else { return false }
    taken += 1
    if chunk.count - position < 4 { try refill(needed: 4) }
    let length = (0..<4).reduce(0) { $0 | Int(chunk[position + $1]) << ($1 * 8) }
    position += 4
    if chunk.count - position < length { try refill(needed: length) }
    row.load(chunk[position..<position + length])
    position += length
    return true
  }

  private mutating func refill(needed: Int) throws {
    chunk.removeFirst(position)
    position = 0
    let more = try rows.spool.read(at: offset, upTo: max(Self.chunkSize, needed))
    offset += more.count
    chunk += more
  }
}
