import Messages
import Model
import Postgres

/// What is proposed for a database that nobody has described yet: one SELECT for each relation that a table looks like.
///
/// Names and types of columns, and a sample of rows, are all there is to go by; a person decides.
package struct SystemProposal: Sendable {
  /// The SELECTs, in the order of the relations.
  package private(set) var relations: [RelationProposal] = []
  /// Likely tables that the role may not read, as SQL writes them.
  package private(set) var unreadable: [String] = []

  /// How many rows of a table are looked at.
  private static let sampleSize = 20_000
  /// How many different words of a column are listed.
  private static let wordLimit = 60
  /// Words in names of tables, by the relation they speak for.
  private static let tableWords: [(relation: Relation, words: Set<String>)] = [
    (
      .sessions,
      ["session", "sessions", "oturum", "oturumlar", "oturumlari", "login", "logins", "signin", "signins", "visit"]
    ),
    (
      .events,
      [
        "event", "events", "audit", "log", "logs", "history", "activity", "activities", "olay", "olaylar", "entries",
        "trail", "kayit", "kayitlari",
      ]
    ),
    (
      .users,
      ["user", "users", "account", "accounts", "member", "members", "kullanici", "kullanicilar", "uye", "uyeler"]
    ),
  ]

  /// Looks at every table of a database.
  package init(on source: borrowing SourceConnection) throws {
    let tables = try DatabaseTable.all(on: source)
    var taken: Set<String> = []
    for (relation, words) in Self.tableWords {
      let likely = try tables.filter { !taken.contains($0.reference) }.compactMap { table in
        try Self.candidate(relation, words, table, on: source)
      }.sorted { ($1.score, $0.table.reference) < ($0.score, $1.table.reference) }
      unreadable += likely.filter { !$0.table.isReadable }.map(\.table.reference)
      let readable = likely.filter(\.table.isReadable)
      guard let best = readable.first else { continue }
      taken.insert(best.table.reference)
      let others = readable.dropFirst().prefix(5).map(\.table.reference)
      if let proposal = try Self.proposal(relation, best, others: Array(others), on: source) {
        relations.append(proposal)
      }
    }
  }

  private struct Candidate {
    let table: DatabaseTable
    let columns: [SourceColumn: DatabaseColumn]
    let score: Int
  }

  /// A table as a relation, if it has what the relation cannot do without and its name or many columns speak for it.
  private static func candidate(
    _ relation: Relation, _ words: Set<String>, _ table: DatabaseTable, on source: borrowing SourceConnection
  ) throws -> Candidate? {
    let hits = NameWords.of(table.name).count { words.contains($0) }
    var available = table.columns
    if relation == .events, hits > 0, table.isReadable { available += try members(of: table, on: source) }
    let columns = ColumnGuess(relation, in: available).columns
    let isComplete =
      switch relation {
      case .sessions: columns[.session(.id)] != nil && columns[.session(.startedAt)] != nil
      case .events: [.id, .occurredAt, .type].allSatisfy { columns[.event($0)] != nil }
      case .users: columns[.user(.id)] != nil && (columns[.user(.userName)] ?? columns[.user(.email)]) != nil
      case .logs: false
      }
    guard isComplete, hits > 0 || relation == .sessions && columns.count >= 7 else { return nil }
    return Candidate(table: table, columns: columns, score: hits * 3 + columns.count)
  }

  /// The members of JSON objects in a sample of a table's rows, as columns of text.
  private static func members(
    of table: DatabaseTable, on source: borrowing SourceConnection
  ) throws -> [DatabaseColumn] {
    var members: [DatabaseColumn] = []
    for column in table.columns where column.type == .json {
      let rows = try source.connection.query(
        """
        SELECT k, quote_literal(k) FROM (
          SELECT \(column.expression)::jsonb AS o FROM \(table.reference) LIMIT 1000) AS sample,
          LATERAL jsonb_object_keys(CASE WHEN jsonb_typeof(o) = 'object' THEN o ELSE '{}' END) AS k
        GROUP BY k ORDER BY k COLLATE "C" LIMIT 200
        """, doing: reading(table))
      for case .some(let name) in rows.map({ $0[0] }) {
        guard let literal = rows.first(where: { $0[0] == name })?[1] else { continue }
        members.append(
          DatabaseColumn(expression: "\(column.expression)->>\(literal)", name: name, type: .text, isKey: false))
      }
    }
    return members
  }

  private static func proposal(
    _ relation: Relation, _ candidate: Candidate, others: [String], on source: borrowing SourceConnection
  ) throws -> RelationProposal? {
    let table = candidate.table
    var columns = candidate.columns
    var doubts = [
      Message(
        tr: "Öneri: \(table.reference) tablosundan; her satırı siz karar verene kadar bir tahmindir.",
        en: "A proposal from \(table.reference); every line is a guess until you decide.")
    ]
    if !others.isEmpty {
      let list = others.joined(separator: ", ")
      doubts.append(Message(tr: "Benzer tablolar: \(list)", en: "Tables that look alike: \(list)"))
    }
    // Whoever has no key of users has a name, and that is one.
    let hasNamesAsKeys =
      relation == .sessions && columns[.session(.userID)] == nil && columns[.session(.userName)] != nil
    if hasNamesAsKeys { columns[.session(.userID)] = columns[.session(.userName)] }
    var expressions: [SourceColumn: TableExpression] = [:]
    var items: [(column: SourceColumn, expression: String)] = []
    for wanted in relation.columns {
      guard let column = columns[wanted] else { continue }
      let isTime = wanted.kind == .time
      let expression = TableExpression(
        column, largest: isTime && column.type == .number ? try largest(column, table, on: source) : nil)
      expressions[wanted] = expression
      let text: String?
      switch wanted {
      case _ where isTime: text = expression.moment
      case .session(.id), .event(.id), .user(.id): text = expression.identifier
      case .session(.status) where column.type == .bool: text = expression.state
      default: text = column.expression
      }
      if let text { items.append((wanted, text)) }
      if isTime, let doubt = expression.doubt(of: wanted) { doubts.append(doubt) }
      if text == expression.identifier, text != column.expression {
        doubts.append(
          Message(
            tr: "\(wanted.name): sütun bir gizli değer olabilir, bu yüzden yalnız özeti okunur.",
            en: "\(wanted.name): the column may be a secret, so only its digest is read."))
      }
    }
    if relation == .sessions, columns[.session(.userID)] == nil {
      items.append((.session(.userID), "NULL::text"))
      doubts.append(
        Message(
          tr: "user_id: hiçbir sütun kimin oturumu olduğunu söylemiyor; oturumlar “bilinmeyen kullanıcı” olur.",
          en: "user_id: no column says whose session it is; sessions will be of “user unknown”."))
    }
    let required = relation.columns.filter(\.isRequired)
    guard required.allSatisfy({ wanted in items.contains { $0.column == wanted } }) else { return nil }
    return RelationProposal(
      relation, table: table.reference, alternatives: others, doubts: doubts,
      words: try words(columns, table, on: source), hasNamesAsKeys: hasNamesAsKeys, items: items,
      conditions: conditions(relation, expressions))
  }

  /// What may lie in the window: for sessions, those that had begun and had not ended.
  private static func conditions(_ relation: Relation, _ expressions: [SourceColumn: TableExpression]) -> [String] {
    func compare(_ column: SourceColumn, _ comparison: String, _ end: String) -> String? {
      expressions[column].flatMap { expression in
        expression.bound(end).map { "\(expression.compared) \(comparison) \($0)" }
      }
    }
    switch relation {
    case .sessions:
      let ended = compare(.session(.endedAt), ">=", "from").map { condition in
        "(\(expressions[.session(.endedAt)]?.compared ?? "") IS NULL OR \(condition))"
      }
      return [compare(.session(.startedAt), "<", "to"), ended].compactMap { $0 }
    case .events:
      return [compare(.event(.occurredAt), ">=", "from"), compare(.event(.occurredAt), "<", "to")].compactMap { $0 }
    case .users, .logs: return []
    }
  }

  private static func largest(
    _ column: DatabaseColumn, _ table: DatabaseTable, on source: borrowing SourceConnection
  ) throws -> Double? {
    let rows = try source.connection.query(
      "SELECT max(v)::float8 FROM (SELECT \(column.expression) AS v FROM \(table.reference) LIMIT \(sampleSize)) AS sample",
      doing: reading(table))
    return rows.first?.first.flatMap { $0 }.flatMap { Double($0) }
  }

  /// The words of columns that `system.yaml` maps.
  private static func words(
    _ columns: [SourceColumn: DatabaseColumn], _ table: DatabaseTable, on source: borrowing SourceConnection
  ) throws -> [SourceColumn: [(word: String, count: Int)]] {
    var words: [SourceColumn: [(word: String, count: Int)]] = [:]
    for wanted in [SourceColumn.event(.type), .event(.reason), .session(.status), .session(.endReason)] {
      guard let column = columns[wanted], column.type != .bool else { continue }
      let rows = try source.connection.query(
        """
        SELECT w, count(*) FROM (SELECT (\(column.expression))::text AS w FROM \(table.reference) LIMIT \(sampleSize))
          AS sample WHERE length(w) BETWEEN 1 AND 60 GROUP BY 1 ORDER BY 2 DESC, w COLLATE "C" LIMIT \(wordLimit + 1)
        """, doing: reading(table))
      // A column with that many different words is no list of words.
      guard rows.count <= wordLimit else { continue }
      words[wanted] = rows.compactMap { row in
        row[0].flatMap { word in row[1].flatMap { Int($0) }.map { (word, $0) } }
      }
    }
    return words
  }

  private static func reading(_ table: DatabaseTable) -> Message {
    Message(tr: "\(table.reference) örneğinin okunması", en: "Reading a sample of \(table.reference)")
  }
}
