package import Messages
import Model
package import Postgres

/// A relation of a source, described by the server and ready to be read.
package struct PreparedRelation: Sendable {
  /// Which relation.
  package let relation: Relation
  /// The SELECT of the system with the window filled in.
  package let sql: String
  /// The file it came from.
  package let file: SQLFile
  /// The canonical columns the source has.
  package let columns: Set<String>
  /// The canonical columns it has not; rules and reports know them as missing.
  package let missingColumns: [String]
  /// Columns of the SELECT that no canonical column is called after: probably misspelt.
  package let unknownColumns: [Message]
  /// Whether several rows carry one identifier.
  package let hasDuplicates: Bool
  private let types: [String: ColumnType]
  /// Whether texts have the same bytes on the server as here.
  private let sharesBytes: Bool

  /// Has the server describe a system's SELECT; nil when the system has none for the relation.
  ///
  /// An SQL error names file and line; a required column that is missing, or a time without a zone, is refused.
  package init?(
    _ relation: Relation, of system: SourceSystem, window: Window, on connection: borrowing Connection
  ) throws {
    guard let file = system.queries[relation] else { return nil }
    self.relation = relation
    self.file = file
    sql = try file.substituting([
      "from": try connection.literal(window.from.iso8601), "to": try connection.literal(window.to.iso8601),
      "zone": try connection.literal(window.zone),
    ])
    let described = try Self.describe(sql, file, on: connection)
    types = Dictionary(described.map { ($0.name, $0.type) }) { first, _ in first }
    let canonical = relation.columns.map(\.name)
    columns = Set(canonical).intersection(types.keys)
    missingColumns = canonical.filter { [types] in types[$0] == nil }
    unknownColumns = described.filter { !canonical.contains($0.name) }.map { column in
      let text = Message(
        tr: "\(file.path): “\(column.name)” sütunu tanınmıyor ve okunmuyor.",
        en: "\(file.path): the column “\(column.name)” is not known and not read.")
      return Suggestion.question(for: column.name, among: canonical).map { text + $0 } ?? text
    }
    try Self.check(relation, types, file)
    sharesBytes = try Self.sharesBytes(on: connection)
    hasDuplicates = try Self.hasDuplicates(relation, sql, file, on: connection)
  }

  /// Whether the source has a column.
  package func has(_ column: String) -> Bool { columns.contains(column) }

  /// The SELECT of canonical columns the program reads, ordered by the given expressions.
  ///
  /// Each canonical column appears once, in the order of the contract, NULL where the source has none; last comes
  /// the row's identity (see `RowIdentity`): 0 only, 1 first, 2 exact copy, 3 differs. Rows that share an identifier, or
  /// have none, are ordered by their content at last, so that the order is total.
  func select(orderedBy order: [String]) -> String {
    let order = order.isEmpty || !hasDuplicates ? order : order + ["tutanak_bytes", "tutanak_rank"]
    let list = relation.columns.map { "\(expression(for: $0)) AS \($0.name)" }.joined(separator: ", ")
    let ordering = order.isEmpty ? "" : " ORDER BY " + order.joined(separator: ", ")
    guard hasDuplicates, let identifier = relation.identifier, let time = relation.time else {
      return "SELECT \(list), 0::smallint FROM (\n\(sql)\n) AS source\(ordering)"
    }
    return """
      SELECT \(list), CASE WHEN tutanak_count = 1 OR source.\(identifier) IS NULL THEN 0 WHEN tutanak_rank = 1 THEN 1
          WHEN tutanak_bytes = tutanak_first THEN 2 ELSE 3 END::smallint
      FROM (SELECT marked.*, count(*) OVER named AS tutanak_count, row_number() OVER earliest AS tutanak_rank,
              first_value(tutanak_bytes) OVER earliest AS tutanak_first
            FROM (SELECT plain.*, plain::text COLLATE "C" AS tutanak_bytes FROM (
      \(sql)
      ) AS plain) AS marked
            WINDOW named AS (PARTITION BY \(identifier)),
              earliest AS (PARTITION BY \(identifier) ORDER BY \(time), tutanak_bytes)) AS source\(ordering)
      """
  }

  /// The expression by which the server orders texts as the program does: by their bytes in UTF-8.
  func bytewise(_ expression: String) -> String {
    sharesBytes ? "\(expression) COLLATE \"C\"" : "convert_to(\(expression), 'UTF8')"
  }

  /// The same for the identifier; a missing one is the empty text.
  var bytewiseIdentifier: String {
    relation.identifier.map { bytewise("coalesce(source.\($0)::text, '')") } ?? "NULL"
  }

  /// How a canonical column is read: as the type the program decodes, or NULL.
  private func expression(for column: Relation.ColumnDefinition) -> String {
    guard let type = types[column.name] else { return "NULL::\(Self.sqlType(of: column.kind))" }
    let name = "source." + column.name
    return switch column.kind {
    case .identifier, .text: type == .text ? name : name + "::text"
    case .address: type == .inet || type == .text ? name : name + "::text"
    case .integer: name + "::bigint"
    case .number: name + "::double precision"
    case .time, .bool: name
    }
  }

  /// Lends every row of a SELECT made from this one; an error of the server names the file.
  func forEachRow(
    of sql: String, doing action: Message, on connection: borrowing Connection, _ body: (borrowing Row) throws -> Void
  ) throws -> Int {
    do {
      return try connection.forEachRow(of: sql, doing: action, body)
    } catch let error as PostgresError where error.sqlState != nil {
      throw Obstacles.explain(error, of: file, on: connection)
    }
  }

  /// Whether a column's addresses arrive as inet and not as text.
  func isInet(_ column: String) -> Bool { types[column] == .inet }

  private static func sqlType(of kind: Relation.Kind) -> String {
    switch kind {
    case .identifier, .text, .address: "text"
    case .time: "timestamptz"
    case .integer: "bigint"
    case .number: "double precision"
    case .bool: "boolean"
    }
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

  private static func check(_ relation: Relation, _ types: [String: ColumnType], _ file: SQLFile) throws(IntakeError) {
    for column in relation.columns {
      guard let type = types[column.name] else {
        if column.isRequired { throw missing(column.name, types.keys, file) }
        continue
      }
      switch column.kind {
      case .time where type != .timestamptz:
        throw IntakeError(
          file: file.path,
          problem: Message(
            tr: "“\(column.name)” sütunu timestamptz olmalı; SQL içinde “AT TIME ZONE :'zone'” ile çevirin.",
            en: "the column “\(column.name)” must be timestamptz; convert it with “AT TIME ZONE :'zone'”."))
      case .bool where type != .bool, .integer where type != .integer:
        throw IntakeError(
          file: file.path,
          problem: Message(
            tr: "“\(column.name)” sütununun türü \(column.kind == .bool ? "boolean" : "integer") olmalı.",
            en: "the column “\(column.name)” must be \(column.kind == .bool ? "boolean" : "integer")."))
      default: continue
      }
    }
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

  /// In a database without an encoding the bytes are those of the clients.
  private static func sharesBytes(on connection: borrowing Connection) throws(PostgresError) -> Bool {
    let action = Message(tr: "Veritabanı kodlamasının okunması", en: "Reading the database's encoding")
    let encoding = try connection.query("SELECT current_setting('server_encoding')", doing: action).first?.first
    return encoding == "UTF8" || encoding == "SQL_ASCII"
  }

  /// Whether any identifier stands on more than one row, or more than one row has none.
  ///
  /// Asked of the server, which can spill to its disk.
  private static func hasDuplicates(
    _ relation: Relation, _ sql: String, _ file: SQLFile, on connection: borrowing Connection
  ) throws(PostgresError) -> Bool {
    guard let identifier = relation.identifier else { return false }
    do throws(PostgresError) {
      let rows = try connection.query(
        """
        SELECT EXISTS (SELECT FROM (
        \(sql)
        ) AS source GROUP BY \(identifier) HAVING count(*) > 1)
        """, doing: Message(verbatim: file.path))
      return rows.first?.first == "t"
    } catch {
      throw Obstacles.explain(error, of: file, on: connection)
    }
  }
}
