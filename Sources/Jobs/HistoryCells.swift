import Documents
import Model

// How sessions and events are written where they are put aside for the rules about users.

extension TableRowBuilder {
  /// Adds a moment, or an empty cell.
  mutating func append(_ instant: Instant?) { append(instant.map { .integer($0.microseconds) } ?? .empty) }

  /// Adds one of the values of a type by its place among them, or an empty cell.
  mutating func append<Value: Equatable>(_ value: Value?, of all: [Value]) {
    append(value.flatMap { all.firstIndex(of: $0) }.map { .integer(Int64($0)) } ?? .empty)
  }

  /// Adds two cells: numbers or, where it is no plain address, its text; reading addresses out of texts takes long.
  mutating func append(_ address: NetworkAddress?) {
    switch address {
    case .v4(let bits):
      append(.integer(Int64(bits)))
      append(.empty)
    case .v6(let high, let low, nil):
      append(.integer(Int64(bitPattern: high)))
      append(.integer(Int64(bitPattern: low)))
    default:
      append(verbatim: address?.description)
      append(.empty)
    }
  }
}

extension TableRow {
  /// A text as it was, or nil for an empty cell.
  func verbatim(at index: Int) -> String? { tag(at: index) == .text ? text(at: index) : nil }

  /// An identifier, or nil for an empty cell.
  func identifier(at index: Int) -> Identifier? { verbatim(at: index).map { Identifier($0) } }

  /// A moment, or nil for an empty cell.
  func moment(at index: Int) -> Instant? { tag(at: index) == .integer ? instant(at: index) : nil }

  /// One of the values of a type, or nil for an empty cell.
  func value<Value>(at index: Int, of all: [Value]) -> Value? {
    tag(at: index) == .integer ? all[Int(integer(at: index))] : nil
  }

  /// The address of two cells.
  func address(at index: Int) -> NetworkAddress? {
    guard tag(at: index) == .integer else { return verbatim(at: index).flatMap { NetworkAddress($0) } }
    let high = integer(at: index)
    return tag(at: index + 1) == .integer
      ? .v6(UInt64(bitPattern: high), UInt64(bitPattern: integer(at: index + 1)))
      : .v4(UInt32(truncatingIfNeeded: high))
  }
}
