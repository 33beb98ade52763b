import Messages
import Model
import Postgres

/// The SQL expression by which the server orders rows so that one user's rows come together.
///
/// For names the server cannot fold exactly as the program does, so it is asked for every distinct name first;
/// the few names it would fold otherwise are spelled out. The order is then right for any name.
struct UserKeyExpression {
  /// The expression, over the columns of `source`.
  let sql: String

  init(
    for relation: PreparedRelation, userKey: SourceSystem.UserKey, on connection: borrowing Connection
  ) throws {
    let id = "source.user_id::text"
    switch userKey {
    case .name:
      sql = try Self.folded(id, of: relation, on: connection)
    case .id:
      sql = relation.has("user_id") ? id : "NULL::text"
    }
  }

  /// A column's names folded by the server, the names it would fold otherwise than the program spelled out.
  private static func folded(
    _ column: String, of relation: PreparedRelation, on connection: borrowing Connection
  ) throws -> String {
    let action = Message(tr: "Kullanıcı adlarının okunması", en: "Reading the user names")
    let hasUnicode = try connection.query(
      """
      SELECT EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu')
        AND current_setting('server_encoding') <> 'SQL_ASCII'
      """, doing: action)
    let collation = hasUnicode.first?.first == "t" ? "und-x-icu" : "C"
    let folded = "lower(btrim(\(column), E' \\t\\n\\r') COLLATE \"\(collation)\")"
    var exceptions: [(name: String, key: String?)] = []
    let names = """
      SELECT DISTINCT \(column) AS name, \(folded) AS folded FROM (
      \(relation.sql)
      ) AS source
      """
    _ = try relation.forEachRow(of: names, doing: action, on: connection) { row in
      guard row.isReadable(0), let name = row.text(0) else { return }
      let key = UserKey.folding(name)
      // By their bytes, as the server orders them.
      if key.map({ Identifier($0) }) != row.identifier(1) { exceptions.append((name, key)) }
    }
    var cases = ""
    for (name, key) in exceptions {
      cases += " WHEN \(try connection.literal(name)) THEN \(try key.map { try connection.literal($0) } ?? "NULL")"
    }
    return cases.isEmpty ? folded : "(CASE \(column)\(cases) ELSE \(folded) END)"
  }
}
