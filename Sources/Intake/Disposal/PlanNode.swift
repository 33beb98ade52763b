import Foundation
import Messages
import Postgres

/// A node of the server's plan of a query, as far as it says where columns come from.
struct PlanNode: Decodable {
  private struct Explained: Decodable {
    let plan: PlanNode
    enum CodingKeys: String, CodingKey { case plan = "Plan" }
  }

  private let type: String
  private let relationship: String?
  private let subplan: String?
  private let schema: String?
  /// The table that is read; nil where none is.
  let table: String?
  /// What the table, or the named query, is called in expressions.
  let alias: String?
  /// The name of the WITH query that is read.
  let common: String?
  private let output: [String]?
  private let plans: [PlanNode]?

  enum CodingKeys: String, CodingKey {
    case type = "Node Type"
    case relationship = "Parent Relationship"
    case subplan = "Subplan Name"
    case schema = "Schema"
    case table = "Relation Name"
    case alias = "Alias"
    case common = "CTE Name"
    case output = "Output"
    case plans = "Plans"
  }

  /// The plan of a query; nil where the server's answer cannot be read.
  static func of(_ query: String, doing action: Message, on connection: borrowing Connection) throws -> PlanNode? {
    let rows = try connection.query("EXPLAIN (FORMAT JSON, VERBOSE, COSTS OFF) \(query)", doing: action)
    let json = rows.compactMap { $0.first ?? nil }.joined(separator: "\n")
    let plans = (try? JSONDecoder().decode([Explained].self, from: Data(json.utf8))) ?? []
    return plans.count == 1 ? plans[0].plan : nil
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
