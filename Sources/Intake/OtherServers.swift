import Messages
import Postgres

/// The servers a SELECT reads from through the source's own, by the source's own plan of it.
///
/// They share no snapshot: what each shows is of the moment it is asked. Nothing of them is asked to find that out.
package struct OtherServers: Sendable, Equatable {
  /// Foreign servers, by name; of one that the role may not know of, `?`.
  package private(set) var foreign: [String] = []
  /// Those among them that are asked with row-level security on: rows that a policy hides there are not missed here.
  package private(set) var unguarded: [String] = []
  /// Whether rows come from the shards of a distributed table (Citus).
  package private(set) var hasShards = false

  /// None.
  package init() {}

  /// Whether all rows are the source's own server's.
  package var isEmpty: Bool { foreign.isEmpty && !hasShards }

  /// What a document calls them.
  package var names: [String] { foreign + (hasShards ? ["Citus"] : []) }

  /// The servers of the foreign tables of a plan.
  init(behind plan: QueryPlan, on connection: borrowing Connection) throws {
    hasShards = plan.asksShards
    if plan.foreignTables.isEmpty { return }
    let tables = try plan.foreignTables.map { try connection.literal($0) }.joined(separator: ", ")
    // The catalogs are joined by name: `to_regclass` refuses a schema that the role may not use, behind a view say.
    let rows = try connection.query(
      """
      SELECT DISTINCT s.srvname, w.fdwname = 'postgres_fdw' AND NOT EXISTS (
          SELECT FROM unnest(s.srvoptions) AS o WHERE o ~* '^options=.*row_security *= *(off|false|no|0)')
      FROM unnest(ARRAY[\(tables)]) AS t (name)
      LEFT JOIN pg_catalog.pg_namespace n
        ON t.name <> '' AND n.nspname = (pg_catalog.parse_ident(NULLIF(t.name, '')))[1]
      LEFT JOIN pg_catalog.pg_class c
        ON c.relnamespace = n.oid AND c.relname = (pg_catalog.parse_ident(NULLIF(t.name, '')))[2]
      LEFT JOIN pg_catalog.pg_foreign_table f ON f.ftrelid = c.oid
      LEFT JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
      LEFT JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
      """, doing: Message(tr: "Yabancı sunucuların okunması", en: "Looking at foreign servers"))
    foreign = Self.sorted(rows.map { $0[0] ?? "?" })
    unguarded = Self.sorted(rows.filter { $0[1] == "t" }.compactMap { $0[0] })
  }

  /// Those of another SELECT as well.
  package mutating func add(_ other: OtherServers) {
    foreign = Self.sorted(foreign + other.foreign)
    unguarded = Self.sorted(unguarded + other.unguarded)
    hasShards = hasShards || other.hasShards
  }

  private static func sorted(_ names: [String]) -> [String] {
    Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension OtherServers {
  /// Those that a SELECT of one day asks, for `tutanak source check`; none where the system has no such SELECT.
  package static func ofDay(
    _ relation: Relation, of system: SourceSystem, window: Window, on source: borrowing SourceConnection
  ) throws -> OtherServers {
    guard let described = try RelationDescription(relation, of: system, window: window, on: source) else {
      return OtherServers()
    }
    let plan = try QueryPlan(
      of: described.sql, doing: Message(verbatim: described.file.path), on: source.connection)
    return try OtherServers(behind: plan, on: source.connection)
  }
}
