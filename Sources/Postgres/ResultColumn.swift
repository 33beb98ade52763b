/// A column a query yields.
public struct ResultColumn: Sendable, Equatable {
  /// Its name.
  public let name: String
  /// Its type, as far as reading it differs.
  public let type: ColumnType

  /// A column of a name and a type.
  public init(name: String, type: ColumnType) {
    self.name = name
    self.type = type
  }
}

/// The types a binary row can be read as without asking the server to convert them.
public enum ColumnType: Sendable, Equatable {
  case text, integer, number, timestamptz, timestamp, date, bool, inet, other

  /// From the number PostgreSQL's catalogue gives the type (`pg_type.dat`).
  init(oid: UInt32) {
    self =
      switch oid {
      case 25, 1043, 1042, 19: .text
      case 20, 21, 23: .integer
      case 700, 701, 1700: .number
      case 1082: .date
      case 1184: .timestamptz
      case 1114: .timestamp
      case 16: .bool
      case 869: .inet
      default: .other
      }
  }
}
