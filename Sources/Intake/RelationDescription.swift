package import Messages
package import Model
import Postgres

/// A system's SELECT as the server describes it, with everything about it that does not fit the contract.
package struct RelationDescription: Sendable {
  /// Which relation.
  package let relation: Relation
  /// The file it came from.
  package let file: SQLFile
  /// Everything that does not fit: required columns that are missing, columns of a wrong type.
  package let problems: [IntakeError]
  /// Columns of the SELECT that no canonical column is called after: probably misspelt.
  package let unknownColumns: [Message]
  /// The SELECT with the window filled in.
  let sql: String
  /// The type of each column of the SELECT.
  let types: [String: ColumnType]

  /// Has the server describe a SELECT; nil when the system has none for the relation.
  ///
  /// An SQL error names file and line.
  package init?(
    _ relation: Relation, of system: SourceSystem, window: Window, on source: borrowing SourceConnection
  ) throws {
    guard let file = system.queries[relation] else { return nil }
    self.relation = relation
    self.file = file
    var values = system.parameters
    values.merge(["from": window.from.iso8601, "to": window.to.iso8601, "zone": window.zone]) { $1 }
    var literals: [String: String] = [:]
    for (name, value) in values { literals[name] = try source.connection.literal(value) }
    sql = try file.substituting(literals)
    let described = try Self.describe(sql, file, on: source.connection)
    let types = Dictionary(described.map { ($0.name, $0.type) }) { first, _ in first }
    let canonical = relation.columns.map(\.name)
    unknownColumns = described.filter { !canonical.contains($0.name) }.map { column in
      let text = Message(
        tr: "\(file.path): “\(column.name)” sütunu tanınmıyor ve okunmuyor.",
        en: "\(file.path): the column “\(column.name)” is not known and not read.")
      return Suggestion.question(for: column.name, among: canonical).map { text + $0 } ?? text
    }
    problems = relation.columns.compactMap { Self.problem($0, types, file) }
    self.types = types
  }

  /// Whether a column is there and of a type that cannot be read.
  package func hasWrongType(_ column: SourceColumn) -> Bool {
    types[column.name].map { column.wantedType(insteadOf: $0) != nil } ?? false
  }

  private static func describe(
    _ sql: String, _ file: SQLFile, on connection: borrowing Connection
  ) throws -> [ResultColumn] {
    do throws(PostgresError) {
      return try connection.describe(sql, doing: Message(verbatim: file.path))
    } catch {
      guard let position = error.position, error.kind == .undefined || error.kind == .syntax else {
        throw Obstacles.explain(error, of: file, on: connection)
      }
      let line = SQLFile.line(ofCharacter: position, in: sql)
      throw IntakeError(file: file.path, line: line, problem: error.detail)
    }
  }

  private static func problem(
    _ column: SourceColumn, _ types: [String: ColumnType], _ file: SQLFile
  ) -> IntakeError? {
    guard let type = types[column.name] else {
      return column.isRequired ? missing(column.name, types.keys, file) : nil
    }
    guard let wanted = column.wantedType(insteadOf: type) else { return nil }
    let cast = column.cast(from: type)
    return IntakeError(
      file: file.path,
      problem: Message(
        tr: "“\(column.name)” sütunu \(wanted) olmalı; SQL içinde \(cast.tr) ile çevirin.",
        en: "the column “\(column.name)” must be \(wanted); convert it with \(cast.en)."))
  }

  private static func missing(
    _ name: String, _ present: some Sequence<String>, _ file: SQLFile
  ) -> IntakeError {
    let problem = Message(
      tr: "gerekli “\(name)” sütunu sorguda yok; SELECT listesine ekleyin.",
      en: "the required column “\(name)” is missing; add it to the SELECT list.")
    let near = Suggestion.nearest(to: name, among: present).map {
      Message(tr: "“\($0)” adını mı değiştirmek istediniz?", en: "Is “\($0)” meant?")
    }
    return IntakeError(file: file.path, problem: near.map { problem + $0 } ?? problem)
  }
}
