import Files
import Model

/// Rows that are written in one order and shown in another, numbered as they are shown.
package final class SortedTableRows {
  private let spool: SortedSpool
  private let folder: String
  private var builder = TableRowBuilder()

  /// No rows yet; they will lie on the file system of `folder`.
  package init(in folder: String) {
    self.folder = folder
    spool = SortedSpool(in: folder)
  }

  /// Adds a row: larger numbers are shown first, equal ones in bytewise order of `name`.
  package func append(
    descending number: Int64, name: String, _ fill: (inout TableRowBuilder) throws -> Void
  ) throws {
    builder.clear()
    try fill(&builder)
    // The complement turns the order of the numbers round.
    try spool.append((~number).ascendingBytes + Array(name.utf8) + [0] + builder.record.bytes)
  }

  /// The rows in the order they are shown; the first cell of each is its number, from 1.
  package func finish() throws -> TableRows {
    let rows = try TableRows(in: folder)
    var number: Int64 = 0
    try spool.forEachInOrder { record in
      number += 1
      guard let end = record[(record.startIndex + 8)...].firstIndex(of: 0) else { return }
      try rows.append { row in
        row.append(.integer(number))
        row.append(encoded: record[(end + 1)...])
      }
    }
    return rows
  }
}
