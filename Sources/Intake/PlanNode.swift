import Foundation
import Messages
import Postgres

/// A node of the server's plan of a statement, as `EXPLAIN (FORMAT JSON, VERBOSE)` prints it.
struct PlanNode: Decodable {
  private struct Explained: Decodable {
    let plan: PlanNode
    enum CodingKeys: String, CodingKey { case plan = "Plan" }
  }

  /// What is done, such as `Seq Scan`.
  let type: String
  /// Of a node that changes rows: how.
  let operation: String?
  private let relationship: String?
  private let subplan: String?
  /// The schema of the table.
  let schema: String?
  /// The table that is read or changed; nil where none is.
  let table: String?
  /// The tables that another server joins by itself, with brackets and names of their own.
  let joined: String?
  /// Whose kind of node it is, where an extension has made it.
  let provider: String?
  /// What a row must fulfil to be kept, in the server's words; nil where all are.
  let filter: String?
  /// How many rows the server expects of one process; nil where costs were not asked for.
  let rows: Double?
  /// Whether several processes share the work.
  let isParallel: Bool?
  /// How many processes beside the leader are planned for what is below.
  let workers: Int?
  /// What the table, or the named query, is called in expressions.
  let alias: String?
  /// The name of the WITH query that is read.
  let common: String?
  private let output: [String]?
  /// The nodes below.
  let plans: [PlanNode]?

  enum CodingKeys: String, CodingKey {
    case type = "Node Type"
    case operation = "Operation"
    case relationship = "Parent Relationship"
    case subplan = "Subplan Name"
    case schema = "Schema"
    case table = "Relation Name"
    case joined = "Relations"
    case provider = "Custom Plan Provider"
    case filter = "Filter"
    case rows = "Plan Rows"
    case isParallel = "Parallel Aware"
    case workers = "Workers Planned"
    case alias = "Alias"
    case common = "CTE Name"
    case output = "Output"
    case plans = "Plans"
  }

  /// The plan of a query; nil where the server's answer cannot be read.
  static func of(_ query: String, doing action: Message, on connection: borrowing Connection) throws -> PlanNode? {
    let rows = try connection.query("EXPLAIN (FORMAT JSON, VERBOSE, COSTS OFF) \(query)", doing: action)
    let plans = plans(in: rows)
    return plans.count == 1 ? plans[0] : nil
  }

  /// The plans that the server answered with; none where it is no plan.
  static func plans(in answer: [[String?]]) -> [PlanNode] {
    plans(json: answer.compactMap { $0.first ?? nil }.joined(separator: "\n"))
  }

  /// The plans of a text; none where it is no plan.
  static func plans(json: String) -> [PlanNode] {
    ((try? JSONDecoder().decode([Explained].self, from: Data(json.utf8))) ?? []).map(\.plan)
  }

  /// The node and everything below it.
  var all: [PlanNode] { [self] + (plans ?? []).flatMap(\.all) }
  /// The table with its schema.
  var place: [String] { [schema ?? "", table ?? ""] }
  /// What it hands on, column by column.
  var columns: [PlannedExpression] { (output ?? []).map { PlannedExpression($0) } }
  /// Whether rows of several plans are put one after the other.
  var joinsAnswers: Bool { ["Append", "Merge Append", "SetOp", "Recursive Union"].contains(type) }
  /// Whether it is the WITH query of a name.
  func isCommon(_ name: String) -> Bool { subplan == "CTE " + name }

  /// The plans of which the answers are put one after the other to make this one's, column by column; the node itself where
  /// it is the only one.
  ///
  /// What the server prints as the output of the whole names the first of them alone.
  var branches: [PlanNode] {
    guard let plans else { return [self] }
    if ["Append", "Merge Append"].contains(type) {
      return plans.filter { $0.relationship == "Member" }.flatMap(\.branches)
    }
    let handsOn = ["Sort", "Incremental Sort", "Gather", "Gather Merge", "Materialize", "Limit", "Subquery Scan"]
    let below = plans.filter { $0.relationship == "Outer" || $0.relationship == "Subquery" }
    guard handsOn.contains(type), below.count == 1, let next = below.first,
      (next.output?.count ?? 0) >= (output?.count ?? 0)
    else { return [self] }
    let parts = next.branches
    return parts.count > 1 || type == "Subquery Scan" ? parts : [self]
  }
}
