import Glibc

/// Records held in memory one after the other, until they are sorted.
struct SortedPortion {
  /// Where a record lies, and its first eight bytes: they decide most comparisons without a look at the rest.
  private struct Entry {
    let prefix: UInt64
    let start: Int32
    let count: Int32
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  private let limit: Int

  /// Beyond this many bytes there will be more: room for all is made at once, since growing to it would hold them twice.
  private static let fewBytes = 1 << 16

  /// No records yet; full once they take so many bytes, with the room for their places.
  init(limit: Int) {
    self.limit = limit
  }

  /// Whether there are none.
  var isEmpty: Bool { entries.isEmpty }
  /// Whether they are to be put aside.
  var isFull: Bool { bytes.count + entries.count * MemoryLayout<Entry>.stride >= limit }

  mutating func append(_ record: UnsafeRawBufferPointer) {
    if bytes.count > Self.fewBytes, bytes.capacity < limit { bytes.reserveCapacity(limit) }
    entries.append(Entry(prefix: Self.prefix(of: record), start: Int32(bytes.count), count: Int32(record.count)))
    bytes.append(contentsOf: record)
  }

  /// Puts the records into bytewise order.
  mutating func sort() {
    bytes.withUnsafeBytes { bytes in
      entries.sort { left, right in
        if left.prefix != right.prefix { return left.prefix < right.prefix }
        return Self.precedes(Self.record(left, of: bytes), Self.record(right, of: bytes))
      }
    }
  }

  /// Forgets the records, keeping the memory.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
  }

  /// The last record, once they are sorted.
  var last: [UInt8] { entries.last.map { Array(record($0)) } ?? [] }

  /// Whether no record comes before another one, once they are sorted.
  func follows(_ other: [UInt8]) -> Bool {
    guard let first = entries.first else { return true }
    return record(first).withUnsafeBytes { first in
      other.withUnsafeBytes { !Self.precedes(first, $0) }
    }
  }

  /// Lends the records in their order.
  func forEach(_ body: (ArraySlice<UInt8>) throws -> Void) rethrows {
    for entry in entries { try body(record(entry)) }
  }

  private func record(_ entry: Entry) -> ArraySlice<UInt8> {
    bytes[Int(entry.start)..<Int(entry.start) + Int(entry.count)]
  }

  /// Whether a record comes before another: by its bytes, then the shorter one.
  static func precedes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard let leftStart = left.baseAddress, let rightStart = right.baseAddress else { return left.count < right.count }
    let order = memcmp(leftStart, rightStart, min(left.count, right.count))
    return order == 0 ? left.count < right.count : order < 0
  }

  private static func prefix(of record: UnsafeRawBufferPointer) -> UInt64 {
    if record.count >= 8 { return UInt64(bigEndian: record.loadUnaligned(as: UInt64.self)) }
    return (0..<8).reduce(0) { $0 << 8 | ($1 < record.count ? UInt64(record[$1]) : 0) }
  }

  private static func record(_ entry: Entry, of bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[Int(entry.start)..<Int(entry.start) + Int(entry.count)])
  }
}
