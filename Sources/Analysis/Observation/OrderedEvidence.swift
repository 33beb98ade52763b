import Model

/// Evidence that comes in no order of time, such as sessions by user and then events: it is listed in total order.
///
/// The rows lie where the sorter puts them; memory does not grow with them.
struct OrderedEvidence {
  private let sorter: any RecordSorter
  /// How many rows.
  private(set) var count = 0

  init(sorter: any RecordSorter) {
    self.sorter = sorter
  }

  /// Adds a row; those without a time come last.
  mutating func append(_ identifier: String, at moment: Instant?) throws {
    count += 1
    // The sign bit turned, most significant byte first: bytewise order is the order of time.
    let time = UInt64(bitPattern: (moment ?? .infinity).microseconds) ^ (1 << 63)
    try sorter.append((0..<8).map { UInt8(truncatingIfNeeded: time >> UInt64(56 - $0 * 8)) } + Array(identifier.utf8))
  }

  /// The rows in order of time and identifier, added to a list.
  func add(to list: inout EvidenceList) throws {
    try sorter.forEachInOrder { record in list.append(String(decoding: record.dropFirst(8), as: UTF8.self)) }
  }
}
