/// An enumeration of at most 256 cases without values, which stands in tables by its place among them.
///
/// As a key of a dictionary a case is hashed by its raw value, which takes long where that is a text.
public protocol Enumerated: CaseIterable, Hashable, Sendable {}

extension Enumerated {
  /// The place among all cases: such a case is one byte that says just that.
  @inlinable public var place: Int { unsafe Int(unsafeBitCast(self, to: UInt8.self)) }
}

/// A value for each case of an enumeration.
public struct EnumTable<Key: Enumerated, Value> {
  @usableFromInline var values: [Value]

  /// A table of what `make` makes of each case.
  @inlinable public init(_ make: (Key) -> Value) { values = Key.allCases.map(make) }

  /// The value of a case.
  @inlinable public subscript(key: Key) -> Value {
    get { values[key.place] }
    _modify { yield &values[key.place] }
  }

  /// Every case with its value, in order.
  @inlinable public var all: [(key: Key, value: Value)] { zip(Key.allCases, values).map { ($0, $1) } }
}

extension EnumTable: Sendable where Value: Sendable {}

extension EventType: Enumerated {}
extension EndReason: Enumerated {}
extension SessionStatus: Enumerated {}
extension FailureReason: Enumerated {}
extension LegalBasis: Enumerated {}
extension Severity: Enumerated {}
