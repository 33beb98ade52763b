import Messages
import Postgres

/// The foreign tables of a database, or of the part of it that a dump holds.
///
/// Their rows lie on other servers: pg_dump writes down where, and no row.
package struct ForeignTables: Sendable {
  /// A foreign table.
  package struct Table: Sendable, Equatable {
    /// Its schema.
    package let schema: String
    /// Its name within the schema.
    package let name: String
    /// The foreign server, by the name the database has for it.
    package let server: String
  }

  /// The tables, by schema and name.
  package let tables: [Table]

  /// Looks them up, on a connection of its own.
  package init(of part: DumpedPart?, at address: SourceAddress) throws {
    let connection = try Connection.open(address.settings)
    let conditions = DumpedPart.Conditions(part: part)
    tables = try connection.query(
      """
      SELECT n.nspname, c.relname, s.srvname
      FROM pg_catalog.pg_foreign_table f JOIN pg_catalog.pg_class c ON c.oid = f.ftrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
      WHERE \(conditions.relation("c.oid")) ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
      """, doing: Message(tr: "Yabancı tabloların okunması", en: "Looking for foreign tables")
    ).map { Table(schema: $0[0] ?? "", name: $0[1] ?? "", server: $0[2] ?? "") }
  }
}
