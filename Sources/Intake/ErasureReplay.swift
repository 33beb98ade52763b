import Messages
import Model
import Postgres

/// Erases again, in a restored database, what was erased from its source since the dump.
package enum ErasureReplay {
  /// What the statements may use.
  package static let placeholder = "user_id"

  /// The statements of a file, which must be about a person.
  package static func statements(path: String) throws -> SQLFile {
    let file = try SQLFile(path: path)
    _ = try file.statements([placeholder: "NULL"])
    guard file.placeholders.contains(placeholder) else {
      throw IntakeError(
        file: path,
        problem: Message(
          tr: "hiçbir deyim :'user_id' kullanmıyor; her kişi için çalıştırılacak silme deyimlerini yazın.",
          en: "no statement uses :'user_id'; write the statements that erase one person."))
    }
    return file
  }

  /// Runs the statements once for each person, all in one transaction; returns how many rows were changed.
  ///
  /// No error says of whom it is.
  package static func carryOut(
    _ statements: SQLFile, for list: ErasureList, in address: SourceAddress
  ) throws -> Int {
    let action = Message(tr: "Silme kayıtlarının yinelenmesi", en: "Replaying the erasures")
    let connection = try Connection.open(address.settings)
    try connection.execute("BEGIN READ WRITE", doing: action)
    var count = 0
    for key in list.keys {
      for statement in try statements.statements([placeholder: try connection.literal(key)]) {
        count += try connection.change(statement, doing: action)
      }
    }
    try connection.execute("COMMIT", doing: action)
    return count
  }

  /// How many rows of a system's users and sessions of all times are of one of the persons.
  package static func remaining(
    of list: ErasureList, in system: SourceSystem, zone: String, at address: SourceAddress
  ) throws -> [(relation: Relation, rows: Int)] {
    let action = Message(tr: "Silinen kişilerin aranması", en: "Looking for erased persons")
    let source = try SourceConnection.open(address)
    let window = Window(from: .beginningOfTimes, to: .never, zone: zone)
    var found: [(Relation, Int)] = []
    for relation in [Relation.users, .sessions] {
      let column = relation == .users ? SourceColumn.user(.id) : .session(.userID)
      guard let prepared = try PreparedRelation(relation, of: system, window: window, on: source) else { continue }
      let keys = try list.keys.map { try source.connection.literal($0) }.joined(separator: ", ")
      let rows = try source.connection.query(
        """
        SELECT count(*) FROM (
        \(prepared.sql)
        ) AS source WHERE source.\(column.name)::text = ANY (ARRAY[\(keys)]::text[])
        """, doing: action)
      found.append((relation, rows.first?.first.flatMap { $0 }.flatMap { Int($0) } ?? 0))
    }
    try source.end()
    return found
  }
}
