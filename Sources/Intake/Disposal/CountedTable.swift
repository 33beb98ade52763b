import Messages
import Postgres

/// Whether the records that a source's query yields are rows of the table that is deleted from.
///
/// Where a query joins, deleting from another table makes records vanish from its answer that are all still there.
struct CountedTable {
  /// The columns of a record by what must be true of them.
  struct Columns {
    /// What names it, and the moment that is counted from: from the table, and from nothing else.
    let name: String
    let moment: String
    /// From where and with what somebody came: from the table, or nothing.
    let content: [String]
    /// Who it was: from the table, from that of the users, or nothing.
    let user: String?

    fileprivate var list: String {
      ([name] + (name == moment ? [] : [moment]) + content + [user].compactMap { $0 }).joined(separator: ", ")
    }
  }

  private let table: DisposedTable
  private let top: PlanNode
  private let family: Set<[String]>
  /// What the table is called in the plan, and what anything else is called.
  private let own: Set<String>
  private let others: Set<String>

  private static let action = Message(tr: "Kaynak sorgusunun planlanması", en: "Planning the source's query")

  /// Refuses a query of which no part takes a record's name and its moment from the table and from nothing else, by the
  /// server's own plan; returns what the name of a record can be, told from one row of the table.
  ///
  /// Whether it is that is proven by the deletion itself (``RowNames``): a plan alone does not say how often a row is
  /// joined, or which of its parts a record came from.
  static func names(
    _ query: String, of file: SQLFile, _ record: Columns, from table: DisposedTable, users: Set<[String]>,
    on connection: borrowing Connection
  ) throws -> RowNames {
    let columns = try connection.describe(query, doing: action).map(\.name)
    let top = try PlanNode.of("SELECT * FROM (\n\(query)\n) AS source", doing: action, on: connection)
    guard let top, let first = columns.firstIndex(of: record.name),
      let second = columns.firstIndex(of: record.moment)
    else { throw refusal(file, record, table) }
    let content = record.content.compactMap { columns.firstIndex(of: $0) }
    let user = record.user.flatMap { columns.firstIndex(of: $0) }
    let people = Set(top.all.filter { users.contains($0.place) }.compactMap(\.alias))
    let plan = CountedTable(top, table: table, family: try members(of: table, on: connection))
    var candidates: [RowNames.Candidate] = []
    for branch in top.branches where plan.isWithin(branch, columns.count) {
      let parts = branch.columns
      guard plan.isOwn(parts[second]), content.allSatisfy({ plan.isFrom([], parts[$0]) }),
        user.map({ plan.isFrom(people, parts[$0]) }) ?? true
      else { continue }
      for candidate in plan.names(parts[first]) where !candidates.contains(where: { $0.isSame(candidate) }) {
        candidates.append(candidate)
      }
    }
    guard !candidates.isEmpty, plan.own.isDisjoint(with: plan.others) else { throw refusal(file, record, table) }
    return RowNames(table: table, candidates: candidates)
  }

  private init(_ top: PlanNode, table: DisposedTable, family: Set<[String]>) {
    (self.top, self.table, self.family) = (top, table, family)
    let scans = top.all.filter { family.contains($0.place) }.compactMap(\.alias)
    own = Set(scans).union(top.all.compactMap { Self.whole(of: $0, family) })
    others = Set(top.all.filter { !family.contains($0.place) }.compactMap(\.alias))
  }

  /// What a partitioned table is called above its partitions, which the server calls `name_1`, `name_2`; nil of anything else.
  private static func whole(of node: PlanNode, _ family: Set<[String]>) -> String? {
    guard node.joinsAnswers else { return nil }
    let parts = node.all.filter { $0.table != nil }
    guard parts.allSatisfy({ family.contains($0.place) }) else { return nil }
    let names = Set(
      parts.compactMap { part -> Substring? in
        guard let alias = part.alias, let end = alias.lastIndex(of: "_"),
          alias[end...].dropFirst().utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return alias[..<end]
      })
    return names.count == 1 ? names.first.map(String.init) : nil
  }

  /// Whether nothing within a part hides from which of several tables a column is.
  private func isWithin(_ part: PlanNode, _ count: Int) -> Bool {
    part.columns.count >= count
      && part.all.allSatisfy { node in
        !node.joinsAnswers || node.all.allSatisfy { $0.table == nil || family.contains($0.place) }
      }
  }

  /// Whether a column comes from the table, and from nothing else.
  private func isOwn(_ expression: PlannedExpression) -> Bool {
    !expression.tables.isEmpty && !expression.asks
      && expression.tables.allSatisfy { own.contains($0) || !commonColumns(of: $0).isEmpty }
  }

  /// Whether a column comes from the table, from some others, or is the same for all.
  private func isFrom(_ others: Set<String>, _ expression: PlannedExpression) -> Bool {
    !expression.asks
      && expression.tables.allSatisfy { own.contains($0) || others.contains($0) || !commonColumns(of: $0).isEmpty }
  }

  /// The tables that a column of a query is made of; empty where the plan does not show them.
  static func tables(
    of column: String, in query: String, on connection: borrowing Connection
  ) throws -> Set<[String]> {
    let columns = try connection.describe(query, doing: action).map(\.name)
    let top = try PlanNode.of("SELECT * FROM (\n\(query)\n) AS source", doing: action, on: connection)
    guard let top, let index = columns.firstIndex(of: column) else { return [] }
    let used = top.branches.compactMap { $0.columns.indices.contains(index) ? $0.columns[index] : nil }
    let aliases = used.reduce(into: Set<String>()) { $0.formUnion($1.tables) }
    return Set(top.all.filter { $0.table != nil && $0.alias.map(aliases.contains) == true }.map(\.place))
  }

  /// What a column that names a record can be, told from one row of the table.
  private func names(_ expression: PlannedExpression) -> [RowNames.Candidate] {
    guard let alias = expression.tables.first, expression.tables.count == 1 else { return [] }
    if own.contains(alias) { return [.init(alias: alias, expression: expression.text)] }
    // Which column of a WITH query it is the plan does not say: one of those that come from the table.
    return commonColumns(of: alias).flatMap { names($0) }
  }

  /// The columns of a WITH query that come from the table; none where one of its columns comes from elsewhere.
  private func commonColumns(of alias: String) -> [PlannedExpression] {
    let scans = top.all.filter { $0.alias == alias }
    guard let name = scans.first?.common, scans.allSatisfy({ $0.common == name }) else { return [] }
    let made = top.all.filter { $0.isCommon(name) }
    guard made.count == 1, let query = made.first, isWithin(query, 1) else { return [] }
    let columns = query.columns.filter { !$0.tables.isEmpty }
    // One that reads itself, or another one's answer, is looked through no further.
    return columns.allSatisfy { $0.tables.isSubset(of: own) } ? columns : []
  }

  private static func members(of table: DisposedTable, on connection: borrowing Connection) throws -> Set<[String]> {
    let rows = try connection.query(
      """
      \(try table.family(on: connection))
      SELECT n.nspname, c.relname FROM family f JOIN pg_catalog.pg_class c ON c.oid = f.oid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      """, doing: action)
    return Set(rows.map { $0.map { $0 ?? "" } })
  }

  private static func refusal(_ file: SQLFile, _ record: Columns, _ table: DisposedTable) -> DisposalError {
    let list = record.list
    return DisposalError(
      .misconfigured,
      tr:
        "\(file.path): sunucunun planına göre kayıtların \(list) sütunları yalnız \(table.text) tablosundan gelmiyor; "
        + "satırları silinse de kayıtlar başka yerde kalabilir. Sorgu bu sütunları doğrudan o tablodan almalı.",
      en: "\(file.path): by the server's plan the columns \(list) of the records do not come from \(table.text) alone; "
        + "its rows could be deleted and the records remain elsewhere. The query must take these columns from that table."
    )
  }
}
