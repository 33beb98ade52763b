import Foundation
import Messages
import Postgres

/// A large table that a night's SELECT reads whole, and the index that would help.
package struct ScanAdvice: Sendable, Equatable {
  /// The table, as SQL writes it.
  package let table: String
  /// How many rows it has, as the server estimates.
  package let rows: Int
  /// The statement that makes the index; nil where no column of time is compared.
  package let statement: String?

  /// A table of fewer rows is read faster than it is talked about.
  private static let smallest = 50_000

  /// What a SELECT of one day reads whole, by the server's own plan; nothing is run.
  package static func ofDay(
    _ relation: Relation, of system: SourceSystem, window: Window, on source: borrowing SourceConnection
  ) throws -> [ScanAdvice] {
    guard let described = try RelationDescription(relation, of: system, window: window, on: source) else { return [] }
    let action = Message(verbatim: described.file.path)
    let rows = try source.connection.query("EXPLAIN (FORMAT JSON, VERBOSE)\n\(described.sql)", doing: action)
    let text = rows.compactMap { $0.first ?? nil }.joined(separator: "\n")
    let plans = (try? JSONDecoder().decode([Explained].self, from: Data(text.utf8))) ?? []
    return try plans.flatMap { $0.plan.scans }.compactMap { try advice($0, on: source) }
  }

  private struct Explained: Decodable {
    let plan: Node
    enum CodingKeys: String, CodingKey { case plan = "Plan" }
  }

  /// A node of a plan, as far as it matters here.
  private struct Node: Decodable {
    let type: String
    let schema: String?
    let table: String?
    let filter: String?
    let plans: [Node]?

    enum CodingKeys: String, CodingKey {
      case type = "Node Type"
      case schema = "Schema"
      case table = "Relation Name"
      case filter = "Filter"
      case plans = "Plans"
    }

    /// The tables that are read whole.
    var scans: [Node] { (type == "Seq Scan" ? [self] : []) + (plans ?? []).flatMap(\.scans) }
  }

  private static func advice(_ scan: Node, on source: borrowing SourceConnection) throws -> ScanAdvice? {
    guard let schema = scan.schema, let table = scan.table else { return nil }
    let place =
      "n.nspname = \(try source.connection.literal(schema)) AND c.relname = \(try source.connection.literal(table))"
    // A column is worth an index when it holds a time or a number, is compared, and begins no index yet.
    let rows = try source.connection.query(
      """
      SELECT format('%I.%I', n.nspname, c.relname), c.reltuples::bigint, quote_ident(a.attname), a.attname,
             EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indkey[0] = a.attnum)
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND a.atttypid IN ('timestamp'::regtype, 'timestamptz'::regtype, 'date'::regtype, 'bigint'::regtype)
      WHERE \(place) ORDER BY a.attnum
      """, doing: Message(tr: "Tabloların okunması", en: "Looking at the tables"))
    guard let first = rows.first, let name = first[0], let count = first[1].flatMap({ Int($0) }), count >= smallest
    else { return nil }
    let compared = rows.filter { row in row[3].map { scan.filter?.contains($0) ?? false } ?? false }
    // Where there is an index, the server has its reasons.
    if compared.contains(where: { $0[4] == "t" }) { return nil }
    let column = compared.first.flatMap { $0[2] }
    return ScanAdvice(
      table: name, rows: count, statement: column.map { "CREATE INDEX CONCURRENTLY ON \(name) (\($0));" })
  }
}
