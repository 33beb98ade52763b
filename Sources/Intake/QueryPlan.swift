import Foundation

/// A server's plan for a SELECT, as `EXPLAIN (FORMAT JSON, VERBOSE)` prints it, as far as it matters here.
struct QueryPlan {
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

  /// The tables that are read whole, in the order of the plan.
  let scans: [Scan]

  /// Reads a plan; one that is none scans nothing.
  init(json: String) {
    let plans = (try? JSONDecoder().decode([Explained].self, from: Data(json.utf8))) ?? []
    scans = plans.flatMap { $0.plan.scans(workers: 0) }
  }

  private struct Explained: Decodable {
    let plan: Node
    enum CodingKeys: String, CodingKey { case plan = "Plan" }
  }

  private struct Node: Decodable {
    let type: String
    let schema: String?
    let table: String?
    let filter: String?
    let rows: Double?
    let isParallel: Bool?
    let workers: Int?
    let plans: [Node]?

    enum CodingKeys: String, CodingKey {
      case type = "Node Type"
      case schema = "Schema"
      case table = "Relation Name"
      case filter = "Filter"
      case rows = "Plan Rows"
      case isParallel = "Parallel Aware"
      case workers = "Workers Planned"
      case plans = "Plans"
    }

    /// A parallel scan's rows are those of one process, and the leader helps the less the more workers there are.
    func scans(workers: Int) -> [Scan] {
      let workers = self.workers ?? workers
      let below = (plans ?? []).flatMap { $0.scans(workers: workers) }
      guard type == "Seq Scan", let schema, let table else { return below }
      let share = isParallel == true ? Double(workers) + max(0, 1 - 0.3 * Double(workers)) : 1
      return [Scan(schema: schema, table: table, filter: filter, kept: (rows ?? 0) * max(1, share))] + below
    }
  }
}
