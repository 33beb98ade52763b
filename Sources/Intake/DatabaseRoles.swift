import Messages
package import Model
import Postgres

/// The roles of a server that can read, change or hide rows of some tables without the application, as the snapshot has them.
///
/// Whoever may connect can ask for it: the catalogs of roles, of their members and of tables are open to all.
package struct DatabaseRoles: Sendable {
  /// The roles, by name; those that PostgreSQL has itself are only named as what others are members of.
  package let roles: [DatabaseRole]
  /// How many tables were asked about, partitions together with what they are parts of.
  package let tables: Int

  /// A role as the catalog has it, before memberships.
  struct Own: Equatable {
    let name: String
    let signIn: DatabaseRole.SignIn
    let passwordUntil: Instant?
    let powers: Set<DatabaseRole.Power>
  }

  /// Asks the server; `tables` are those that a source's SELECTs read from.
  package init(about tables: Set<QueryPlan.Table>, on source: borrowing SourceConnection) throws {
    let names = try tables.sorted().map { "(\(try source.literal($0.schema)), \(try source.literal($0.name)))" }
    let action = Message(tr: "Sunucu rollerinin okunması", en: "Reading the server's roles")
    let rows = try source.rows(of: Self.query(names.joined(separator: ", ")), doing: action)
    let members = try source.rows(of: Self.members, doing: action)
    self.tables = rows.first.flatMap { $0[12] }.flatMap { Int($0) } ?? 0
    roles = Self.roles(
      rows.compactMap(Self.own),
      members: members.compactMap { row in row[0].flatMap { first in row[1].map { (first, $0) } } })
  }

  /// Which role can use what, itself or as a member: `members` are pairs of a member and the role it is one of.
  ///
  /// Whoever is a member may take the role on or, by the right to pass it on, give it to itself; so no more is asked for.
  static func roles(_ all: [Own], members: [(String, String)]) -> [DatabaseRole] {
    let known = Dictionary(all.map { (Identifier($0.name), $0) }) { first, _ in first }
    let above = Dictionary(grouping: members) { Identifier($0.0) }.mapValues { $0.map { Identifier($0.1) } }
    return all.sorted { Identifier($0.name) < Identifier($1.name) }.compactMap { role in
      if DatabaseRole.isPredefined(role.name) { return nil }
      let name = Identifier(role.name)
      var (seen, open): (Set<Identifier>, [Identifier]) = ([name], [name])
      while let next = open.popLast() {
        for group in above[next] ?? [] where seen.insert(group).inserted { open.append(group) }
      }
      let powers = seen.reduce(into: Set<DatabaseRole.Power>()) { $0.formUnion(known[$1]?.powers ?? []) }
      if powers.isEmpty { return nil }
      let groups = seen.filter { $0 != name && known[$0]?.powers.isEmpty == false }
      return DatabaseRole(
        name: role.name, signIn: role.signIn, passwordUntil: role.passwordUntil,
        powers: powers.contains(.superuser) ? [.superuser] : DatabaseRole.Power.allCases.filter(powers.contains),
        memberOf: groups.sorted().map(\.text))
    }
  }

  private static func own(_ row: [String?]) -> Own? {
    guard row.count == 13, let name = row[0] else { return nil }
    var powers: Set<DatabaseRole.Power> = []
    let columns: [(Int, DatabaseRole.Power)] = [
      (4, .superuser), (5, .createRole), (6, .bypassSecurity), (7, .replication), (8, .serverFiles), (9, .owner),
      (10, .write), (11, .read),
    ]
    for (column, power) in columns where row[column] == "t" { powers.insert(power) }
    return Own(
      name: name, signIn: row[1] != "t" ? .no : row[2] == "t" ? .yes : .elsewhere,
      passwordUntil: row[3].flatMap { Int64($0) }.map { Instant(microseconds: $0) }, powers: powers)
  }

  private static let members = """
    SELECT m.rolname, r.rolname FROM pg_catalog.pg_auth_members a
    JOIN pg_catalog.pg_roles m ON m.oid = a.member JOIN pg_catalog.pg_roles r ON r.oid = a.roleid
    """

  /// Of a partition its parents are asked about as well: whoever may read these reads it through them.
  private static func query(_ names: String) -> String {
    let tables = names.isEmpty ? "(NULL, NULL)" : names
    return """
      WITH RECURSIVE wanted (schema, name) AS (VALUES \(tables)), found AS (
        SELECT c.oid FROM wanted w JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema::name
        JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name::name
        UNION SELECT i.inhparent FROM found f JOIN pg_catalog.pg_inherits i ON i.inhrelid = f.oid
      ), asked AS MATERIALIZED (
        SELECT c.oid, c.relowner, n.oid AS schema, n.nspowner
        FROM found JOIN pg_catalog.pg_class c USING (oid) JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      ), here AS (SELECT d.oid, d.datdba FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
      SELECT r.rolname, r.rolcanlogin, pg_catalog.has_database_privilege(r.oid, here.oid, 'CONNECT'),
        CASE WHEN pg_catalog.isfinite(r.rolvaliduntil)
          THEN (extract(epoch FROM r.rolvaliduntil) * 1000000)::bigint END,
        r.rolsuper, r.rolcreaterole, r.rolbypassrls, r.rolreplication,
        r.rolname IN ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program'),
        r.oid = here.datdba OR EXISTS (SELECT FROM asked WHERE r.oid IN (asked.relowner, asked.nspowner)),
        r.rolname = 'pg_write_all_data' OR EXISTS (SELECT FROM asked
          WHERE pg_catalog.has_schema_privilege(r.oid, asked.schema, 'USAGE')
            AND (pg_catalog.has_table_privilege(r.oid, asked.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
              OR pg_catalog.has_any_column_privilege(r.oid, asked.oid, 'INSERT, UPDATE'))),
        r.rolname = 'pg_read_all_data' OR EXISTS (SELECT FROM asked
          WHERE pg_catalog.has_schema_privilege(r.oid, asked.schema, 'USAGE')
            AND (pg_catalog.has_table_privilege(r.oid, asked.oid, 'SELECT')
              OR pg_catalog.has_any_column_privilege(r.oid, asked.oid, 'SELECT'))),
        (SELECT count(*) FROM asked)
      FROM pg_catalog.pg_roles r CROSS JOIN here
      """
  }
}
