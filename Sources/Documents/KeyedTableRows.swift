import Files

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

  /// Adds a row, filled by the closure, to those of a key, which must not hold a zero character.
  package func append(key: String, _ fill: (inout TableRowBuilder) throws -> Void) throws {
    // The number keeps the order within a key.
    builder.begin(key: key, number: Int64(count))
    count += 1
    try fill(&builder)
    try spool.append(builder.record)
  }

  /// Lends every row with its key, keys ascending bytewise.
  package func forEach(_ body: (_ key: String, borrowing TableRow) throws -> Void) throws {
    var key = ""
    var keyBytes: [UInt8]?
    try spool.forEachInOrder { record in
      guard let end = record.firstIndex(of: 0) else { return }
      if keyBytes?.elementsEqual(record[..<end]) != true {
        keyBytes = Array(record[..<end])
        key = String(decoding: record[..<end], as: UTF8.self)
      }
      row.load(record[(end + 1 + Self.numberSize)...])
      try body(key, row)
    }
  }
}
