/// Somewhere to put records too many for the memory, from where they come back in bytewise order.
///
/// Analysis does no I/O; who runs it lends this.
package protocol RecordSorter {
  /// Puts a record aside.
  func append(_ record: [UInt8]) throws
  /// Lends every record in bytewise order.
  func forEachInOrder(_ body: (ArraySlice<UInt8>) throws -> Void) throws
}

/// Somewhere to put numbers too many for the memory, from where they can be read again and again.
package protocol NumberStore {
  /// Puts a number aside.
  func append(_ number: Int64) throws
  /// Lends every number in the order they came.
  func forEach(_ body: (Int64) -> Void) throws
}
