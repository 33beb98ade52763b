package import Messages
package import Model
import Postgres

/// A relation of a source, described by the server and ready to be read.
package struct PreparedRelation: Sendable {
  /// Which relation.
  package let relation: Relation
  /// The SELECT of the system with the window filled in.
  package let sql: String
  /// The file it came from.
  package let file: SQLFile
  /// The canonical columns the source has.
  package let columns: Set<SourceColumn>
  /// The canonical columns it has not; rules and reports know them as missing.
  package let missingColumns: [SourceColumn]
  /// Columns of the SELECT that no canonical column is called after: probably misspelt.
  package let unknownColumns: [Message]
  private let types: [String: ColumnType]

  /// Has the server describe a system's SELECT; nil when the system has none for the relation.
  ///
  /// An SQL error names file and line; a required column that is missing, or a time without a zone, is refused.
  package init?(
    _ relation: Relation, of system: SourceSystem, window: Window, on source: borrowing SourceConnection
  ) throws {
    guard let described = try RelationDescription(relation, of: system, window: window, on: source) else { return nil }
    if let problem = described.problems.first { throw problem }
    self.relation = relation
    (file, sql, types) = (described.file, described.sql, described.types)
    unknownColumns = described.unknownColumns
    columns = Set(relation.columns.filter { described.types[$0.name] != nil })
    missingColumns = relation.columns.filter { described.types[$0.name] == nil }
  }

  /// Whether the source has a column.
  package func has(_ column: SourceColumn) -> Bool { columns.contains(column) }

  /// The SELECT of the canonical columns the program reads, in whatever order the server likes.
  ///
  /// Each column appears once, in the order of the contract, NULL where the source has none.
  var select: String {
    let list = relation.columns.filter(\.isRead).map { "\(expression(for: $0)) AS \($0.name)" }
    return "SELECT \(list.joined(separator: ", ")) FROM (\n\(sql)\n) AS source"
  }

  /// How a canonical column is read: as the type the program decodes, or NULL.
  func expression(for column: SourceColumn) -> String {
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

  /// Lends every row, or those that fulfil a condition of this program's own; an error of the server names the file.
  func forEachRow(
    where condition: String? = nil, doing action: Message, on source: borrowing SourceConnection,
    _ body: (borrowing Row) throws -> Void
  ) throws -> Int {
    let sql = condition.map { "\(select) WHERE \($0)" } ?? select
    do {
      return try source.connection.forEachRow(of: sql, doing: action, body)
    } catch let error as PostgresError where error.sqlState != nil {
      throw Obstacles.explain(error, of: file, on: source.connection)
    }
  }

  /// Whether the source holds a row that begins before a moment and after the year 1900.
  package static func holdsRows(
    _ relation: Relation, of system: SourceSystem, before moment: Instant, zone: String,
    on source: borrowing SourceConnection
  ) throws -> Bool {
    let window = Window(from: .beginningOfTimes, to: moment, zone: zone)
    guard let column = relation.beginning?.name,
      let prepared = try PreparedRelation(relation, of: system, window: window, on: source)
    else { return false }
    let first = try source.connection.literal(window.from.iso8601)
    let end = try source.connection.literal(window.to.iso8601)
    let sql = """
      SELECT EXISTS (SELECT FROM (
      \(prepared.sql)
      ) AS source WHERE source.\(column) >= \(first) AND source.\(column) < \(end))
      """
    let action = Message(tr: "Kaynağın ilk kaydının aranması", en: "Looking for the source's first record")
    do throws(PostgresError) {
      return try source.connection.query(sql, doing: action).first?[0] == "t"
    } catch {
      throw error.sqlState == nil ? error : Obstacles.explain(error, of: prepared.file, on: source.connection)
    }
  }

  /// The hours of a window in which a row begins, counted from the epoch, ascending, and the newest of these moments.
  package static func hoursWithRows(
    _ relation: Relation, of system: SourceSystem, in window: Window, on source: borrowing SourceConnection
  ) throws -> (hours: [Int64], newest: Instant?) {
    guard let column = relation.beginning?.name,
      let prepared = try PreparedRelation(relation, of: system, window: window, on: source)
    else { return ([], nil) }
    let first = try source.connection.literal(window.from.iso8601)
    let end = try source.connection.literal(window.to.iso8601)
    let sql = """
      SELECT floor(extract(epoch FROM source.\(column)) / 3600)::bigint,
             (extract(epoch FROM max(source.\(column))) * 1000000)::bigint
      FROM (
      \(prepared.sql)
      ) AS source WHERE source.\(column) >= \(first) AND source.\(column) < \(end) GROUP BY 1 ORDER BY 1
      """
    let action = Message(tr: "Kaynağın son kaydının aranması", en: "Looking for the source's newest record")
    do throws(PostgresError) {
      let rows = try source.connection.query(sql, doing: action)
      let newest = rows.last.flatMap { $0[1] }.flatMap { Int64($0) }.map { Instant(microseconds: $0) }
      return (rows.compactMap { $0[0].flatMap { Int64($0) } }, newest)
    } catch {
      throw error.sqlState == nil ? error : Obstacles.explain(error, of: prepared.file, on: source.connection)
    }
  }

  /// Whether a column's addresses arrive as inet and not as text.
  func isInet(_ column: SourceColumn) -> Bool { types[column.name] == .inet }

  private static func sqlType(of kind: ColumnKind) -> String {
    switch kind {
    case .identifier, .text, .address: "text"
    case .time: "timestamptz"
    case .integer: "bigint"
    case .number: "double precision"
    case .bool: "boolean"
    }
  }
}

/// What is to be read of a source.
package struct Window: Sendable, Equatable {
  /// The first moment.
  package let from: Instant
  /// The first moment after it.
  package let to: Instant
  /// The zone in which the source's clocks without a zone are read, an IANA name.
  package let zone: String

  /// A window of time, read in a zone.
  package init(from: Instant, to: Instant, zone: String) {
    self.from = from
    self.to = to
    self.zone = zone
  }
}
