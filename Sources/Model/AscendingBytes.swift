// How values are written in records that are sorted by their bytes. Each way shows where a value ends, so that several
// may follow one another: no two lists of values come to the same bytes.

extension [UInt8] {
  /// Adds a number as ``Int64/ascendingBytes`` writes it.
  public mutating func append(ascending number: Int64) {
    // The sign bit turned, most significant byte first.
    let bits = UInt64(bitPattern: number) ^ (1 << 63)
    for shift in stride(from: UInt64(56), through: 0, by: -8) { append(UInt8(truncatingIfNeeded: bits >> shift)) }
  }

  /// Adds an identifier as ``Identifier/ascendingBytes`` writes it.
  public mutating func append(ascending identifier: Identifier) {
    for byte in identifier.utf8 {
      append(byte)
      if byte == 0 { append(0xFF) }
    }
    append(0)
    append(0)
  }
}

extension Int64 {
  /// Eight bytes whose bytewise order is the order of the numbers, for records that are sorted by their bytes.
  public var ascendingBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(ascending: self)
    return bytes
  }

  /// Takes a number off the front of a record where ``ascendingBytes`` put it; nil when the record is too short.
  public init?(takenFrom record: inout ArraySlice<UInt8>) {
    guard record.count >= 8 else { return nil }
    let bits = record.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    record = record.dropFirst(8)
    self = Int64(bitPattern: bits ^ (1 << 63))
  }
}

extension Identifier {
  /// The bytes with an end, whose bytewise order is that of the identifiers, for records that are sorted by their bytes.
  ///
  /// A zero is written as 0 255, and 0 0 is the end.
  public var ascendingBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count + 2)
    bytes.append(ascending: self)
    return bytes
  }

  /// Takes an identifier off the front of a record where ``ascendingBytes`` put it; nil when none begins there.
  public init?(takenFrom record: inout ArraySlice<UInt8>) {
    guard let bytes = record.takeIdentifierBytes() else { return nil }
    self.init(String(decoding: bytes, as: UTF8.self))
  }
}

extension ArraySlice<UInt8> {
  /// Takes the bytes of an identifier off the front where ``Identifier/ascendingBytes`` put them; nil when none begins
  /// there.
  public mutating func takeIdentifierBytes() -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = self
    while let zero = rest.firstIndex(of: 0), zero + 1 < rest.endIndex {
      bytes.append(contentsOf: rest[rest.startIndex..<zero])
      let next = rest[zero + 1]
      rest = rest[(zero + 2)...]
      if next == 0 {
        self = rest
        return bytes
      }
      bytes.append(0)
    }
    return nil
  }
}
