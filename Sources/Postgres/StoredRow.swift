/// Lends rows again whose bytes were put aside.
package struct StoredRow: ~Copyable {
  private var row = Row()

  /// Ready to lend.
  package init() {}

  /// Lends the row that ``Row/message`` gave the bytes of.
  package mutating func lend(_ message: ArraySlice<UInt8>, _ body: (borrowing Row) throws -> Void) rethrows {
    try message.withUnsafeBytes { bytes in
      if row.load(bytes) { try body(row) }
    }
  }
}
