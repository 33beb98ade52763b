/// Counts per key, exact for any number of keys, in bounded memory.
///
/// Up to 10,000 keys are counted in memory; then they go to the sorter as partial counts, and equal keys meet
/// again when the sorted records are read.
package struct GroupedCounts {
  private var counts: [String: EventCounts] = [:]
  private let sorter: any RecordSorter
  private var hasSpilled = false

  private static let keysInMemory = 10_000

  /// No counts yet; `sorter` takes what does not fit into memory.
  package init(sorter: any RecordSorter) {
    self.sorter = sorter
  }

  /// Adds counts to a key, which must not hold a zero character.
  package mutating func add(_ delta: EventCounts, to key: String) throws {
    counts[key, default: EventCounts()].add(delta)
    if counts.count >= Self.keysInMemory { try spill() }
  }

  /// Lends every key and its counts, keys ascending bytewise.
  package mutating func forEach(_ body: (String, EventCounts) throws -> Void) throws {
    guard hasSpilled else {
      let sorted = counts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (key, value) in sorted { try body(key, value) }
      return
    }
    try spill()
    var current: (key: ArraySlice<UInt8>, counts: EventCounts)?
    try sorter.forEachInOrder { record in
      guard let end = record.firstIndex(of: 0) else { return }
      let delta = EventCounts(record[(end + 1)...])
      if current?.key.elementsEqual(record[..<end]) == true {
        current?.counts.add(delta)
      } else {
        if let current { try body(String(decoding: current.key, as: UTF8.self), current.counts) }
        current = (ArraySlice(Array(record[..<end])), delta)
      }
    }
    if let current { try body(String(decoding: current.key, as: UTF8.self), current.counts) }
  }

  private mutating func spill() throws {
    hasSpilled = true
    for (key, value) in counts { try sorter.append(Array(key.utf8) + [0] + value.bytes) }
    counts.removeAll(keepingCapacity: true)
  }
}
