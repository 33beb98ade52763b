import Files
package import Model

/// Rows that are written in one order and read key by key, each key's in the order they were written.
///
/// They lie on the disk, so memory grows neither with them nor with the keys.
package final class KeyedTableRows {
  private let spool: SortedSpool
  private var builder = TableRowBuilder()
  private var row = TableRow()
  /// How many rows there are.
  package private(set) var count = 0

  private static let numberSize = 8

  /// No rows yet; they will lie on the file system of `folder`.
  package init(in folder: String) {
    spool = SortedSpool(in: folder)
  }

  /// Adds a row, filled by the closure, to those of a key.
  package func append(key: Identifier, _ fill: (inout TableRowBuilder) throws -> Void) throws {
    // The number keeps the order within a key.
    builder.begin(order: key.ascendingBytes + Int64(count).ascendingBytes)
    count += 1
    try fill(&builder)
    try spool.append(builder.record)
  }

  /// Lends every row with its key, keys ascending bytewise.
  package func forEach(_ body: (_ key: Identifier, borrowing TableRow) throws -> Void) throws {
    var key: Identifier = ""
    // The key's bytes show where they end: a record that begins with them is one of this key.
    var keyBytes: [UInt8]?
    try spool.forEachInOrder { record in
      if let keyBytes, record.starts(with: keyBytes) {
        row.load(record.dropFirst(keyBytes.count + Self.numberSize))
      } else {
        var rest = record
        guard let next = Identifier(takenFrom: &rest) else { return }
        key = next
        keyBytes = next.ascendingBytes
        row.load(rest.dropFirst(Self.numberSize))
      }
      try body(key, row)
    }
  }
}
