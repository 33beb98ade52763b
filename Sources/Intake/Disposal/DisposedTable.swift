import Messages
import Postgres

/// The one table a disposal deletes from, by its schema and its name.
package struct DisposedTable: Sendable, Equatable {
  /// The schema.
  package let schema: String
  /// The name.
  package let name: String

  /// `schema.table` as the server spells them; nil where it is none.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && !$0.utf8.contains(0) }) else { return nil }
    (schema, name) = (parts[0], parts[1])
  }

  /// As documents show it.
  package var text: String { "\(schema).\(name)" }
  /// As SQL writes it.
  var sql: String { [schema, name].map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ".") }

  static let action = Message(tr: "Tabloya bakılması", en: "Looking at the table")

  /// The table with every table that inherits from it, partitions among them.
  func family(on connection: borrowing Connection) throws -> String {
    "WITH RECURSIVE family (oid) AS (SELECT \(try literal(on: connection)) UNION "
      + "SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN family f ON i.inhparent = f.oid)"
  }

  func literal(on connection: borrowing Connection) throws -> String {
    "(SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
      + "WHERE n.nspname = \(try connection.literal(schema)) AND c.relname = \(try connection.literal(name)))"
  }

  /// How many rows it has, partitions included.
  func rowCount(on connection: borrowing Connection) throws -> Int64 {
    let rows = try connection.query("SELECT count(*) FROM \(sql)", doing: Self.action)
    guard let count = rows.first?.first.flatMap({ $0 }).flatMap({ Int64($0) }) else { throw Self.unreadable }
    return count
  }

  static let unreadable = DisposalError(
    .unavailable, tr: "Sunucunun yanıtı okunamadı.", en: "The server's answer cannot be read.")
}
