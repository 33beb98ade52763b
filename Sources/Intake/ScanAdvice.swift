import Messages
import Postgres

/// A table that a SELECT of a window reads whole for want of an index, by the server's own plan and estimates.
package struct ScanAdvice: Sendable, Equatable {
  /// The table, as SQL writes it; of partitions the table they are parts of.
  package let table: String
  /// How many rows it has, as the server estimates; nil while nobody has analysed it.
  package private(set) var rows: Int?
  /// How many of them the server expects the SELECT to keep.
  package private(set) var kept: Int
  /// The statement that makes the index; nil where no column of time is compared itself.
  package let statement: String?
  /// How many blocks of the disk are read.
  private(set) var blocks: Int

  /// What is read whole of a SELECT's tables; nothing is run.
  ///
  /// Tables are left out where a column that is compared begins an index already: the server has its reasons then.
  static func all(
    of sql: String, doing action: Message, on connection: borrowing Connection
  ) throws -> [ScanAdvice] {
    try all(of: QueryPlan(of: sql, doing: action, on: connection), on: connection)
  }

  static func all(of plan: QueryPlan, on connection: borrowing Connection) throws -> [ScanAdvice] {
    var found: [ScanAdvice] = []
    for scan in plan.scans {
      guard let advice = try advice(scan, on: connection) else { continue }
      if let index = found.firstIndex(where: { $0.table == advice.table }) {
        found[index].add(advice)
      } else {
        found.append(advice)
      }
    }
    return found
  }

  /// Another partition of the same table, or another reading of it.
  private mutating func add(_ other: ScanAdvice) {
    rows = rows.flatMap { rows in other.rows.map { rows + $0 } }
    kept += other.kept
    blocks += other.blocks
  }

  private static func advice(_ scan: QueryPlan.Scan, on connection: borrowing Connection) throws -> ScanAdvice? {
    let place =
      "n.nspname = \(try connection.literal(scan.schema)) AND c.relname = \(try connection.literal(scan.table))"
    // A column is worth an index when it holds a time or a number, is compared, and begins no index yet.
    let rows = try connection.query(
      """
      SELECT format('%I.%I', whole.schema, whole.name), c.reltuples::float8, c.relpages,
             pg_catalog.pg_relation_size(c.oid) / pg_catalog.current_setting('block_size')::int, whole.kind,
             pg_catalog.quote_ident(a.attname), a.attname,
             EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indkey[0] = a.attnum)
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN LATERAL (
        SELECT wn.nspname AS schema, w.relname AS name, w.relkind AS kind
        FROM pg_catalog.pg_class w JOIN pg_catalog.pg_namespace wn ON wn.oid = w.relnamespace
        WHERE w.oid = coalesce(pg_catalog.pg_partition_root(c.oid)::oid, c.oid)
      ) AS whole
      LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND a.atttypid IN ('timestamp'::regtype, 'timestamptz'::regtype, 'date'::regtype, 'bigint'::regtype)
      WHERE \(place) ORDER BY a.attnum
      """, doing: Message(tr: "Tabloların okunması", en: "Looking at the tables"))
    guard let first = rows.first, let name = first[0] else { return nil }
    let named = rows.filter { row in row[6].map { scan.mentions($0) } ?? false }
    if named.contains(where: { $0[7] == "t" }) { return nil }
    let column = named.first { row in row[5].map { scan.compares($0) } ?? false }.flatMap { $0[5] }
    // No index of a partitioned table is made while others write.
    let make = first[4] == "p" ? "CREATE INDEX ON" : "CREATE INDEX CONCURRENTLY ON"
    let blocks = first[3].flatMap { Int($0) } ?? 0
    return ScanAdvice(
      table: name, rows: estimate(tuples: first[1], pages: first[2], blocks: blocks),
      kept: Int(min(scan.kept, 1e15)), statement: column.map { "\(make) \(name) (\($0));" }, blocks: blocks)
  }

  /// As many rows a block as when the table was analysed, times the blocks it has now.
  private static func estimate(tuples: String?, pages: String?, blocks: Int) -> Int? {
    guard blocks > 0 else { return 0 }
    guard let tuples = tuples.flatMap({ Double($0) }), tuples >= 0, let pages = pages.flatMap({ Double($0) }), pages > 0
    else { return nil }
    return Int(min(tuples / pages * Double(blocks), 1e15))
  }
}

extension ScanAdvice {
  /// Whether its blocks have room for so many rows.
  package func mayHold(_ rows: Int, rowsOfBlock: Int) -> Bool { blocks >= rows / rowsOfBlock }

  /// Tables of at least so many rows that a SELECT of one day reads whole, for `tutanak source check`.
  package static func ofDay(
    _ relation: Relation, of system: SourceSystem, window: Window, on source: borrowing SourceConnection
  ) throws -> [ScanAdvice] {
    guard let described = try RelationDescription(relation, of: system, window: window, on: source) else { return [] }
    // A smaller table is read faster than it is talked about.
    return try all(of: described.sql, doing: Message(verbatim: described.file.path), on: source.connection)
      .filter { $0.rows ?? 0 >= 50_000 }
  }
}

extension PreparedRelation {
  /// What a relation reads whole, from which other servers, how many rows the server expects, and from which tables.
  package typealias Reading = (
    scans: [ScanAdvice], servers: OtherServers, expectedRows: Double, tables: Set<QueryPlan.Table>
  )

  /// What reading the relation reads whole, and from which other servers; nothing is run.
  package func plan(on source: borrowing SourceConnection) throws -> Reading {
    try reading(of: explain(source), source)
  }

  /// The same; nil where the server does not explain it.
  ///
  /// What keeps it from that keeps it from being read, and is told then. An error after that is thrown: a document would
  /// not name the servers.
  package func planIfExplained(on source: borrowing SourceConnection) throws -> Reading? {
    let plan: QueryPlan
    do {
      plan = try source.attempt { try explain(source) }
    } catch {
      return nil
    }
    return try source.attempt { try reading(of: plan, source) }
  }

  private func explain(_ source: borrowing SourceConnection) throws -> QueryPlan {
    try QueryPlan(of: sql, doing: Message(verbatim: file.path), on: source.connection)
  }

  private func reading(of plan: QueryPlan, _ source: borrowing SourceConnection) throws -> Reading {
    let scans = try ScanAdvice.all(of: plan, on: source.connection)
    return (scans, try OtherServers(behind: plan, on: source.connection), plan.expectedRows, plan.tables)
  }
}
