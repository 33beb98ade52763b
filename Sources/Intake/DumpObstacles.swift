import Messages
import Postgres

/// What would keep a dump from being made by the role that reads.
package struct DumpObstacles: Sendable {
  /// Tables and sequences the role may not read: how many, and the first few as SQL writes them.
  package let unreadable: (count: Int, examples: [String])
  /// Tables of which policies hide rows from it.
  package let filtered: (count: Int, examples: [String])

  /// Asks the server's catalogue.
  package init(on source: borrowing SourceConnection) throws {
    let rows = try source.connection.query(
      """
      SELECT format('%I.%I', n.nspname, c.relname), has_table_privilege(c.oid, 'SELECT')
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'S') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND n.nspname NOT LIKE 'pg\\_t%' AND (NOT has_table_privilege(c.oid, 'SELECT')
          OR c.relkind <> 'S' AND row_security_active(c.oid))
      ORDER BY 1
      """, doing: Message(tr: "Yedek yetkilerinin okunması", en: "Reading the privileges for a dump"))
    func list(_ isReadable: String) -> (Int, [String]) {
      let names = rows.filter { $0[1] == isReadable }.compactMap { $0[0] }
      return (names.count, Array(names.prefix(5)))
    }
    unreadable = list("f")
    filtered = list("t")
  }
}
