public import Files
public import Model

// How values are written one after the other in a record that is read back field by field, byte for byte as they were.

extension RecordBuffer {
  /// Adds a text, or that there is none.
  public mutating func append(field text: String?) {
    guard let text else { return append(length: Int(UInt32.max)) }
    append(length: text.utf8.count)
    append(text: text)
  }

  /// Adds an identifier, or that there is none.
  public mutating func append(field identifier: Identifier?) { append(field: identifier?.text) }

  /// Adds a moment, or that there is none.
  public mutating func append(field instant: Instant?) {
    append(byte: instant == nil ? 0 : 1)
    if let instant { append(number: instant.microseconds) }
  }

  /// Adds a place among at most 255, such as a case's in its enumeration, or that there is none.
  public mutating func append(place: Int?) { append(byte: place.map { UInt8($0 + 1) } ?? 0) }

  /// Adds an address, or that there is none; its bits, since reading it out of a text takes long.
  public mutating func append(field address: NetworkAddress?) {
    switch address {
    case nil: append(byte: 0)
    case .v4(let bits):
      append(byte: 1)
      append(number: Int64(bits))
    case .v6(let high, let low, let zone):
      append(byte: 2)
      append(number: Int64(bitPattern: high))
      append(number: Int64(bitPattern: low))
      append(field: zone)
    case .host(let name):
      append(byte: 3)
      append(field: name)
    }
  }
}

/// Takes the fields of a record one after the other, in the order they were written.
public struct RecordFields {
  private let record: ArraySlice<UInt8>
  private var position: Int

  /// Before the first field of a record.
  public init(_ record: ArraySlice<UInt8>) {
    self.record = record
    position = record.startIndex
  }

  /// Whether every field was taken.
  public var isAtEnd: Bool { position == record.endIndex }

  /// Takes a text.
  public mutating func text() -> String? {
    let length = Int(UInt32(littleEndian: take(UInt32.self)))
    if length == Int(UInt32.max) { return nil }
    let count = min(length, record.endIndex - position)
    defer { position += count }
    return String(decoding: record[position..<position + count], as: UTF8.self)
  }

  /// Lends the bytes of a text, or says that there is none.
  public mutating func withText<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result? {
    let length = Int(UInt32(littleEndian: take(UInt32.self)))
    if length == Int(UInt32.max) { return nil }
    let start = position - record.startIndex
    let count = min(length, record.endIndex - position)
    position += count
    return try body(record.span.extracting(start..<start + count))
  }

  /// Takes a text where it is an identifier, byte for byte; else it takes nothing, and says so.
  public mutating func takes(_ identifier: Identifier) -> Bool {
    var fields = self
    guard fields.withText({ $0.isEqual(to: identifier.utf8.span) }) == true else { return false }
    self = fields
    return true
  }

  /// Passes over a text.
  public mutating func skipText() {
    _ = withText { _ in }
  }

  /// Takes a text, if there is one, to the end of some bytes.
  public mutating func takeText(to bytes: inout [UInt8]) {
    let start = position + MemoryLayout<UInt32>.size
    if withText({ _ in }) != nil { bytes.append(contentsOf: record[start..<position]) }
  }

  /// Takes a text as its number among others; -1 where there is none, or where there are so many others already.
  public mutating func number(
    among texts: inout NumberedTexts, kind: UInt8 = 0, limit: Int = Int(Int32.max)
  ) -> Int32 {
    withText { texts.number(of: $0, kind: kind, limit: limit) } ?? -1
  }

  /// Takes an address as the number of its bytes among those of others; -1 where there is none.
  ///
  /// What it is says ``address()`` of a copy of these fields.
  public mutating func addressNumber(among addresses: inout NumberedTexts) -> Int32 {
    let start = position
    switch byte() {
    case 1: _ = number()
    case 2:
      _ = (number(), number())
      skipText()
    case 3: skipText()
    default: return -1
    }
    return addresses.number(of: record[start..<position].span)
  }

  /// Takes an identifier.
  public mutating func identifier() -> Identifier? { text().map { Identifier($0) } }

  /// Takes a number.
  public mutating func number() -> Int64 { Int64(littleEndian: take(Int64.self)) }

  /// Takes a moment.
  public mutating func instant() -> Instant? { byte() == 0 ? nil : Instant(microseconds: number()) }

  /// Takes a place.
  public mutating func place() -> Int? {
    let byte = byte()
    return byte == 0 ? nil : Int(byte) - 1
  }

  /// Takes one of some values by its place among them.
  public mutating func value<Value>(of all: [Value]) -> Value? {
    place().flatMap { $0 < all.count ? all[$0] : nil }
  }

  /// Takes an address.
  public mutating func address() -> NetworkAddress? {
    switch byte() {
    case 1: return .v4(UInt32(truncatingIfNeeded: number()))
    case 2:
      let (high, low) = (UInt64(bitPattern: number()), UInt64(bitPattern: number()))
      return .v6(high: high, low: low, zone: text())
    case 3: return .host(identifier() ?? "")
    default: return nil
    }
  }

  /// Takes a byte.
  public mutating func byte() -> UInt8 { take(UInt8.self) }

  /// Takes the bytes of a whole number as they lie there.
  private mutating func take<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type) -> Number {
    let offset = position - record.startIndex
    guard record.endIndex - position >= MemoryLayout<Number>.size else { return 0 }
    position += MemoryLayout<Number>.size
    return unsafe record.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: type)
  }
}
