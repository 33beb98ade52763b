public import Files
public import Model

/// Something counts are grouped by, which can be put aside as bytes.
public protocol CountKey: Hashable, Comparable {
  /// Bytes that show where they end and whose bytewise order is the order of the keys.
  var ascendingBytes: [UInt8] { get }
  /// Takes a key off the front of a record where ``ascendingBytes`` put it; nil when none begins there.
  init?(takenFrom record: inout ArraySlice<UInt8>)
}

extension Identifier: CountKey {}

/// Counts of events per key.
public typealias GroupedCounts<Key: CountKey> = GroupedSums<Key, EventCounts>

/// Something that is summed up per key, and can be put aside as bytes that this run reads again.
public protocol KeyedSum {
  /// Nothing summed up.
  init()
  /// Adds another sum.
  mutating func add(_ other: Self)
  /// Adds what it is to a record.
  func append(to bytes: inout [UInt8])
  /// The counterpart of ``append(to:)``.
  init(_ bytes: ArraySlice<UInt8>)
}

/// Sums per key, exact for any number of keys, in bounded memory.
///
/// Up to 10,000 keys are counted in memory; then they go to the sorter as partial counts, and equal keys meet
/// again when the sorted records are read.
public struct GroupedSums<Key: CountKey, Sum: KeyedSum> {
  private var counts: [Key: Sum] = [:]
  private let sorter: any RecordSorter
  private var hasSpilled = false

  /// No counts yet; `sorter` takes what does not fit into memory.
  public init(sorter: any RecordSorter) {
    self.sorter = sorter
  }

  private static var keysInMemory: Int { 10_000 }

  /// Adds counts to a key.
  public mutating func add(_ delta: Sum, to key: Key) throws {
    counts[key, default: Sum()].add(delta)
    if counts.count >= Self.keysInMemory { try spill() }
  }

  /// Lends every key and its counts, keys ascending.
  public mutating func forEach(_ body: (Key, Sum) throws -> Void) throws {
    guard hasSpilled else {
      for (key, value) in counts.sorted(by: { $0.key < $1.key }) { try body(key, value) }
      return
    }
    try spill()
    var current: (key: Key, counts: Sum)?
    try sorter.forEachInOrder { record in
      var rest = record
      guard let key = Key(takenFrom: &rest) else { return }
      let delta = Sum(rest)
      if current?.key == key {
        current?.counts.add(delta)
      } else {
        if let current { try body(current.key, current.counts) }
        current = (key, delta)
      }
    }
    if let current { try body(current.key, current.counts) }
  }

  private mutating func spill() throws {
    hasSpilled = true
    for (key, value) in counts {
      var record = key.ascendingBytes
      value.append(to: &record)
      try sorter.append(record)
    }
    counts.removeAll(keepingCapacity: true)
  }
}

/// Somewhere to put records too many for the memory, from where they come back in bytewise order.
///
/// Analysis does no I/O; who runs it lends this.
public protocol RecordSorter {
  /// Puts a record aside.
  func append(_ record: [UInt8]) throws
  /// Puts a record aside that is built anew for each.
  func append(_ record: borrowing RecordBuffer) throws
  /// Lends every record in bytewise order.
  func forEachInOrder(_ body: (ArraySlice<UInt8>) throws -> Void) throws
}

extension RecordSorter {
  /// Puts a copy of the record aside.
  public func append(_ record: borrowing RecordBuffer) throws { try append(record.bytes) }
}

/// Somewhere to put numbers too many for the memory, from where they can be read again and again.
public protocol NumberStore {
  /// Puts a number aside.
  func append(_ number: Int64) throws
  /// Lends every number in the order they came.
  func forEach(_ body: (Int64) -> Void) throws
}

/// A user and where the user came from, as one key; either may be unknown.
public struct UserAtAddress: CountKey {
  /// The user; empty where the source names nobody.
  public let user: Identifier
  /// The address as it is written; empty where there is none.
  public let address: Identifier

  /// A key from its parts.
  public init(user: Identifier, address: Identifier) {
    self.user = user
    self.address = address
  }

  /// The user's bytes, then the address's; each shows where it ends.
  public var ascendingBytes: [UInt8] { user.ascendingBytes + address.ascendingBytes }

  /// The counterpart of ``ascendingBytes``.
  public init?(takenFrom record: inout ArraySlice<UInt8>) {
    guard let user = Identifier(takenFrom: &record), let address = Identifier(takenFrom: &record) else { return nil }
    self.init(user: user, address: address)
  }

  public static func < (first: UserAtAddress, second: UserAtAddress) -> Bool {
    (first.user, first.address) < (second.user, second.address)
  }
}
