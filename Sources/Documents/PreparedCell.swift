import Files

/// A cell that stands in many rows, encoded once.
package struct PreparedCell: Sendable {
  let bytes: [UInt8]

  /// The encoded form of a cell.
  package init(_ cell: Cell) {
    var builder = TableRowBuilder()
    builder.append(cell)
    bytes = builder.record.bytes
  }
}
