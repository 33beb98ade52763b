package import Files
package import Model

// How values are written one after the other in a record that is read back field by field, byte for byte as they were.

extension RecordBuffer {
  /// Adds a text, or that there is none.
  package mutating func append(field text: String?) {
    guard let text else { return append(length: Int(UInt32.max)) }
    append(length: text.utf8.count)
    append(text: text)
  }

  /// Adds an identifier, or that there is none.
  package mutating func append(field identifier: Identifier?) { append(field: identifier?.text) }

  /// Adds a moment, or that there is none.
  package mutating func append(field instant: Instant?) {
    append(byte: instant == nil ? 0 : 1)
    if let instant { append(number: instant.microseconds) }
  }

  /// Adds one of the values of a type by its place among them, or that there is none.
  package mutating func append<Value: Equatable>(field value: Value?, of all: [Value]) {
    append(byte: value.flatMap { all.firstIndex(of: $0) }.map { UInt8($0 + 1) } ?? 0)
  }

  /// Adds an address, or that there is none; its bits, since reading it out of a text takes long.
  package mutating func append(field address: NetworkAddress?) {
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
package struct RecordFields {
  private var rest: ArraySlice<UInt8>

  /// Before the first field of a record.
  package init(_ record: ArraySlice<UInt8>) { rest = record }

  /// Whether every field was taken.
  package var isAtEnd: Bool { rest.isEmpty }

  /// Takes a text.
  package mutating func text() -> String? {
    let count = take(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    return count == Int(UInt32.max) ? nil : String(decoding: take(count), as: UTF8.self)
  }

  /// Takes an identifier.
  package mutating func identifier() -> Identifier? { text().map { Identifier($0) } }

  /// Takes a number.
  package mutating func number() -> Int64 {
    Int64(bitPattern: take(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })
  }

  /// Takes a moment.
  package mutating func instant() -> Instant? { byte() == 0 ? nil : Instant(microseconds: number()) }

  /// Takes one of the values of a type.
  package mutating func value<Value>(of all: [Value]) -> Value? {
    let place = Int(byte())
    return place == 0 || place > all.count ? nil : all[place - 1]
  }

  /// Takes an address.
  package mutating func address() -> NetworkAddress? {
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
  package mutating func byte() -> UInt8 { take(1).first ?? 0 }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    let taken = rest.prefix(count)
    rest = rest.dropFirst(count)
    return taken
  }
}
