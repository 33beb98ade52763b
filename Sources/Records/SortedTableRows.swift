import Files
public import Model

/// Rows that are written in one order and shown in another, numbered as they are shown.
public final class SortedTableRows {
  private let spool: SortedSpool
  private let folder: String
  private var builder = TableRowBuilder()
  private var orderParts = 0
  private var filled: UInt64 = 0

  /// No rows yet; they will lie on the file system of `folder`.
  public init(in folder: String) {
    self.folder = folder
    spool = SortedSpool(in: folder)
  }

  /// Adds a row: larger numbers are shown first, equal ones in order of the parts of `order`, which are as many for
  /// every row.
  public func append(
    descending number: Int64, order: [Identifier], _ fill: (inout TableRowBuilder) throws -> Void
  ) throws {
    // The complement turns the order of the numbers round.
    builder.begin(orderedBy: ~number, order)
    orderParts = order.count
    try fill(&builder)
    filled |= builder.filled
    try spool.append(builder.record)
  }

  /// The rows in the order they are shown; the first cell of each is its number, from 1.
  ///
  /// `lead` may add cells behind it, of which the last part of a row's order decides.
  public func finish(
    _ lead: (_ lastPart: Identifier, inout TableRowBuilder) -> Void = { _, _ in }
  ) throws -> TableRows {
    let rows = try TableRowsWriter(in: folder)
    var number: Int64 = 0
    try spool.forEachInOrder { record in
      number += 1
      var cells = record.dropFirst(8)
      var lastPart: Identifier = ""
      for _ in 0..<orderParts { lastPart = Identifier(takenFrom: &cells) ?? "" }
      try rows.append { row in
        row.append(.integer(number))
        lead(lastPart, &row)
        row.append(encoded: cells)
      }
    }
    return try rows.finish(filled: 1 | filled << 1)
  }
}
