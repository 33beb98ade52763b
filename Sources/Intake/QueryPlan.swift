import Messages
import Model
import Postgres

/// A server's plan for a SELECT, as `EXPLAIN (FORMAT JSON, VERBOSE)` prints it, as far as it matters here.
package struct QueryPlan {
  /// A table that the plan reads whole.
  struct Scan: Equatable {
    /// The table's schema.
    let schema: String
    /// The table, which may be a partition.
    let table: String
    /// What a row must fulfil to be kept, in the server's words; nil where all are.
    let filter: String?
    /// How many rows the server expects to keep.
    let kept: Double

    /// Whether a column, as SQL writes it, is itself compared with something: what is computed from it no index helps.
    func compares(_ column: String) -> Bool {
      guard let filter else { return false }
      return ["=", "<", ">"].contains { sign in
        [".", "("].contains { filter.contains($0 + column + " " + sign) }
      }
    }

    /// Whether a column is spoken of at all.
    func mentions(_ column: String) -> Bool { filter?.contains(column) ?? false }
  }

  /// A table by its schema and name.
  package struct Table: Hashable, Comparable, Sendable {
    /// The schema.
    package let schema: String
    /// The table, which may be a partition.
    package let name: String

    package static func < (first: Table, second: Table) -> Bool {
      (Identifier(first.schema), Identifier(first.name)) < (Identifier(second.schema), Identifier(second.name))
    }
  }

  /// Every table it reads from, foreign ones as well.
  let tables: Set<Table>
  /// The tables that are read whole, in the order of the plan.
  let scans: [Scan]
  /// The foreign tables it reads, as SQL writes them; of those a server joins itself, all.
  let foreignTables: [String]
  /// Whether it asks the shards of a distributed table (Citus).
  let asksShards: Bool
  /// How many rows the server expects.
  let expectedRows: Double

  /// Reads a plan; one that is none scans nothing.
  init(json: String) {
    let plans = PlanNode.plans(json: json)
    expectedRows = plans.first?.rows ?? 0
    scans = plans.flatMap { $0.scans(workers: 0) }
    let nodes = plans.flatMap(\.all)
    tables = Set(nodes.compactMap(\.ownTable))
    foreignTables = nodes.flatMap(\.foreignTables)
    asksShards = nodes.contains { $0.provider?.hasPrefix("Citus") == true }
  }

  /// Has the server plan a SELECT; nothing is run.
  init(of sql: String, doing action: Message, on connection: borrowing Connection) throws {
    let rows = try connection.query("EXPLAIN (FORMAT JSON, VERBOSE)\n\(sql)", doing: action)
    self.init(json: rows.compactMap { $0.first ?? nil }.joined(separator: "\n"))
  }

  /// The tables of `((public.a x) LEFT JOIN (public."b c" y))`: what begins behind a bracket that holds no other.
  static func names(of relations: String) -> [String] {
    var names: [String] = []
    var name: String?
    var isQuoted = false
    for character in relations.unicodeScalars {
      switch character {
      case "(" where !isQuoted: name = ""
      case ")" where !isQuoted, " " where !isQuoted:
        if let name, !name.isEmpty { names.append(name) }
        name = nil
      default:
        if character == "\"" { isQuoted.toggle() }
        name?.unicodeScalars.append(character)
      }
    }
    return names
  }
}

extension PlanNode {
  /// The table a node reads from.
  fileprivate var ownTable: QueryPlan.Table? {
    guard let schema, let table else { return nil }
    return QueryPlan.Table(schema: schema, name: table)
  }

  /// The foreign tables of a node, as SQL writes them.
  fileprivate var foreignTables: [String] {
    guard type == "Foreign Scan" else { return [] }
    guard let schema, let table else { return joined.map(QueryPlan.names(of:)) ?? [""] }
    return [[schema, table].map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ".")]
  }

  /// A parallel scan's rows are those of one process, and the leader helps the less the more workers there are.
  fileprivate func scans(workers: Int) -> [QueryPlan.Scan] {
    let workers = self.workers ?? workers
    let below = (plans ?? []).flatMap { $0.scans(workers: workers) }
    guard type == "Seq Scan", let schema, let table else { return below }
    let share = isParallel == true ? Double(workers) + max(0, 1 - 0.3 * Double(workers)) : 1
    return [.init(schema: schema, table: table, filter: filter, kept: (rows ?? 0) * max(1, share))] + below
  }
}
