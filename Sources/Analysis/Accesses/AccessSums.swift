public import Model

/// What accesses of one kind come to.
public struct AccessSums: KeyedSum, Sendable, Equatable {
  /// How many there are.
  public var total: Int64 = 0
  /// Those whose type says that they were refused.
  public var refused: Int64 = 0
  /// The records that they say they accessed.
  public var records: Int64 = 0
  /// How many of them say so.
  public var withRecords: Int64 = 0
  /// The first, in microseconds since the epoch.
  public var first: Int64 = .max
  /// The last, in microseconds since the epoch.
  public var last: Int64 = .min

  /// No access.
  public init() {}

  /// A single one.
  public init(_ event: borrowing SecurityEvent, at instant: Instant) {
    total = 1
    refused = event.type.succeeded == false ? 1 : 0
    if let count = event.recordCount { (records, withRecords) = (count, 1) }
    (first, last) = (instant.microseconds, instant.microseconds)
  }

  /// Adds others.
  public mutating func add(_ other: AccessSums) {
    total += other.total
    refused += other.refused
    records += other.records
    withRecords += other.withRecords
    (first, last) = (min(first, other.first), max(last, other.last))
  }

  /// Adds six numbers of eight bytes each to a record.
  public func append(to bytes: inout [UInt8]) {
    for number in [total, refused, records, withRecords, first, last] { bytes.append(ascending: number) }
  }

  /// The counterpart of ``append(to:)``.
  public init(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    func number() -> Int64 { Int64(takenFrom: &rest) ?? 0 }
    (total, refused, records) = (number(), number(), number())
    (withRecords, first, last) = (number(), number(), number())
  }
}

/// What accesses to objects that the matrix knows are counted by.
public struct AccessKey: CountKey {
  /// Who acted; empty where the event names nobody.
  public let account: Identifier
  /// The role that the event states where the table has none; else empty.
  public let stated: Identifier
  /// What was accessed.
  public let object: Identifier
  /// The name of the event's type.
  public let act: Identifier

  /// A key from its parts.
  public init(account: Identifier, stated: Identifier, object: Identifier, act: Identifier) {
    (self.account, self.stated, self.object, self.act) = (account, stated, object, act)
  }

  /// The bytes of the parts; each shows where it ends.
  public var ascendingBytes: [UInt8] {
    var bytes: [UInt8] = []
    for part in [account, stated, object, act] { bytes.append(ascending: part) }
    return bytes
  }

  /// The counterpart of ``ascendingBytes``.
  public init?(takenFrom record: inout ArraySlice<UInt8>) {
    guard let account = Identifier(takenFrom: &record), let stated = Identifier(takenFrom: &record),
      let object = Identifier(takenFrom: &record), let act = Identifier(takenFrom: &record)
    else { return nil }
    self.init(account: account, stated: stated, object: object, act: act)
  }

  public static func < (first: AccessKey, second: AccessKey) -> Bool {
    (first.account, first.stated, first.object, first.act)
      < (second.account, second.stated, second.object, second.act)
  }
}
