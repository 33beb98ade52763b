import Model
import Postgres

/// The fields of a row by the columns of its relation: a column's raw value is its place.
extension Row {
  func isNull(_ column: some RelationColumn) -> Bool { isNull(column.rawValue) }
  func isReadable(_ column: some RelationColumn) -> Bool { isReadable(column.rawValue) }
  func text(_ column: some RelationColumn) -> String? { text(column.rawValue) }
  func integer(_ column: some RelationColumn) -> Int64? { integer(column.rawValue) }
  func microseconds(_ column: some RelationColumn) -> Int64? { microseconds(column.rawValue) }
  func number(_ column: some RelationColumn) -> Double? { number(column.rawValue) }
  func bool(_ column: some RelationColumn) -> Bool? { bool(column.rawValue) }

  /// A timestamptz as a moment.
  func instant(_ column: some RelationColumn) -> Instant? {
    microseconds(column).map { Instant(microseconds: $0) }
  }

  /// A text rows, sessions or users are told apart by.
  func identifier(_ column: some RelationColumn) -> Identifier? { text(column).map { Identifier($0) } }

  /// An inet, or a text that holds an address.
  func networkAddress(_ column: some RelationColumn, isInet: Bool) -> NetworkAddress? {
    if !isInet { return text(column).flatMap { NetworkAddress($0) } }
    return switch address(column.rawValue) {
    case .v4(let bits): .v4(bits)
    case .v6(let high, let low): .v6(high, low)
    case nil: nil
    }
  }
}
