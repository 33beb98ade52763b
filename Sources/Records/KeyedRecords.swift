public import Files
public import Model

/// Records that are written in one order and read key by key, each key's in the order they were written.
///
/// They lie on the disk, so memory grows neither with them nor with the keys.
public final class KeyedRecords {
  private let spool: SortedSpool
  private var record = RecordBuffer()
  /// How many records there are.
  public private(set) var count = 0

  private static let numberSize = 8

  /// No records yet; they will lie on the file system of `folder`.
  public init(in folder: String) {
    spool = SortedSpool(in: folder)
  }

  /// Adds a record, filled by the closure, to those of a key.
  public func append(key: Identifier, _ fill: (inout RecordBuffer) -> Void) throws {
    record.clear()
    record.append(ascending: key.utf8.span)
    // The number keeps the order within a key.
    record.append(ascending: Int64(count))
    count += 1
    fill(&record)
    try spool.append(record)
  }

  /// Lends every record with its key, keys ascending bytewise.
  public func forEach(_ body: (_ key: Identifier, RecordFields) throws -> Void) throws {
    var key: Identifier = ""
    // The key's bytes show where they end: a record that begins with them is one of this key.
    var keyBytes: [UInt8]?
    try spool.forEachInOrder { record in
      if let keyBytes, record.starts(with: keyBytes) {
        return try body(key, RecordFields(record.dropFirst(keyBytes.count + Self.numberSize)))
      }
      var rest = record
      guard let next = Identifier(takenFrom: &rest) else { return }
      key = next
      keyBytes = next.ascendingBytes
      try body(key, RecordFields(rest.dropFirst(Self.numberSize)))
    }
  }
}
