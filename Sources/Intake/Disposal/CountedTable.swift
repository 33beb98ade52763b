import Foundation
import Messages
import Postgres

/// Whether the records that a source's query yields are rows of the table that is deleted from.
///
/// Where a query joins, deleting from another table makes records vanish from its answer that are all still there.
struct CountedTable {
  private struct Explained: Decodable {
    let plan: Node
    enum CodingKeys: String, CodingKey { case plan = "Plan" }
  }

  private struct Node: Decodable {
    let type: String
    let schema: String?
    let table: String?
    let alias: String?
    let output: [String]?
    let plans: [Node]?

    enum CodingKeys: String, CodingKey {
      case type = "Node Type"
      case schema = "Schema"
      case table = "Relation Name"
      case alias = "Alias"
      case output = "Output"
      case plans = "Plans"
    }

    var all: [Node] { [self] + (plans ?? []).flatMap(\.all) }
    /// Whether rows of several plans are put one after the other.
    var joinsAnswers: Bool { ["Append", "Merge Append", "MergeAppend", "SetOp", "Recursive Union"].contains(type) }
  }

  private static let action = Message(tr: "Kaynak sorgusunun planlanması", en: "Planning the source's query")

  /// Refuses a query of which these columns do not come from the table and from nothing else, by the server's own plan.
  static func check(
    _ query: String, of file: SQLFile, columns: [String], from table: DisposedTable, on connection: borrowing Connection
  ) throws {
    let list = columns.map { "source." + $0 }.joined(separator: ", ")
    let rows = try connection.query(
      "EXPLAIN (FORMAT JSON, VERBOSE, COSTS OFF) SELECT \(list) FROM (\n\(query)\n) AS source", doing: action)
    let json = rows.compactMap { $0.first ?? nil }.joined(separator: "\n")
    let plans = (try? JSONDecoder().decode([Explained].self, from: Data(json.utf8))) ?? []
    guard plans.count == 1, let top = plans.first?.plan, let output = top.output, output.count == columns.count else {
      throw refusal(file, columns, table)
    }
    let family = try names(of: table, on: connection)
    func isOwn(_ node: Node) -> Bool { family.contains([node.schema ?? "", node.table ?? ""]) }
    let own = Set(top.all.filter(isOwn).compactMap(\.alias))
    let others = Set(top.all.filter { !isOwn($0) }.compactMap(\.alias))
    let isOne = top.all.allSatisfy { node in
      !node.joinsAnswers || node.all.allSatisfy { $0.table == nil || isOwn($0) }
    }
    guard isOne, own.isDisjoint(with: others),
      output.allSatisfy({ expression in
        let used = tables(in: expression)
        return !used.isEmpty && used.isSubset(of: own)
      })
    else { throw refusal(file, columns, table) }
  }

  private static func names(of table: DisposedTable, on connection: borrowing Connection) throws -> Set<[String]> {
    let rows = try connection.query(
      """
      \(try table.family(on: connection))
      SELECT n.nspname, c.relname FROM family f JOIN pg_catalog.pg_class c ON c.oid = f.oid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      """, doing: action)
    return Set(rows.map { $0.map { $0 ?? "" } })
  }

  private static func refusal(_ file: SQLFile, _ columns: [String], _ table: DisposedTable) -> DisposalError {
    let list = columns.joined(separator: ", ")
    return DisposalError(
      .misconfigured,
      tr:
        "\(file.path): sunucunun planına göre kayıtların \(list) sütunları yalnız \(table.text) tablosundan gelmiyor; "
        + "satırları silinse de kayıtlar başka yerde kalabilir. Sorgu bu sütunları doğrudan o tablodan almalı.",
      en: "\(file.path): by the server's plan the columns \(list) of the records do not come from \(table.text) alone; "
        + "its rows could be deleted and the records remain elsewhere. The query must take these columns from that table."
    )
  }

  /// What stands before a `.` in an expression as the server prints it, outside of texts: names of tables of the plan.
  static func tables(in expression: String) -> Set<String> {
    let bytes = Array(expression.utf8)
    var (found, position, follows) = (Set<String>(), 0, false)
    func isName(_ byte: UInt8) -> Bool {
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte == 36
        || byte > 127
    }
    /// The text from here to its closing quote, which is doubled within it.
    func quoted(_ quote: UInt8) -> String {
      var text: [UInt8] = []
      position += 1
      while position < bytes.count {
        if bytes[position] == quote {
          guard position + 1 < bytes.count, bytes[position + 1] == quote else { break }
          position += 1
        }
        text.append(bytes[position])
        position += 1
      }
      position += 1
      return String(decoding: text, as: UTF8.self)
    }
    while position < bytes.count {
      let byte = bytes[position]
      var name: String?
      if byte == 39 {
        _ = quoted(39)
      } else if byte == 34 {
        name = quoted(34)
      } else if isName(byte) {
        let start = position
        while position < bytes.count, isName(bytes[position]) { position += 1 }
        name = (48...57).contains(byte) ? nil : String(decoding: bytes[start..<position], as: UTF8.self)
      } else {
        position += 1
        follows = byte == 46
        continue
      }
      if let name, !follows, position < bytes.count, bytes[position] == 46 { found.insert(name) }
      follows = false
    }
    return found
  }
}
