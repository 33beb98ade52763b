package import Messages
package import Model
import Postgres

/// What the rows of a relation look like: how many, of which time, with which gaps; for `tutanak source check`.
///
/// Rows stay at the server; what comes back are counts, two moments, and the words that a mapping is about.
package struct RelationSurvey: Sendable {
  /// The SELECT, described.
  package let description: RelationDescription
  /// Rows of the window.
  package private(set) var rows = 0
  /// How many of them have no value, by column; columns that the SELECT has.
  package private(set) var nulls: [SourceColumn: Int] = [:]
  /// Rows of the window whose identifier another one has as well.
  package private(set) var repeatedIdentifiers = 0
  /// The first and the last moment of the whole relation; nil without a row, and for relations without times.
  package private(set) var range: ClosedRange<Instant>?
  /// Raw words of mapped columns in the window, most frequent first, 100 at most.
  package private(set) var words: [SourceColumn: [(word: String, count: Int)]] = [:]
  /// What numbers in columns that must be times look like, by column, with the cast.
  package private(set) var numbers: [SourceColumn: Message] = [:]

  /// Columns whose words `system.yaml` maps.
  private static let mapped: Set<SourceColumn> = [
    .event(.type), .event(.reason), .session(.status), .session(.endReason),
  ]
  /// Every moment that a SELECT can be asked for: a time in the wrong unit lies far from our own.
  private static let allTimes = (
    from: Instant(microseconds: Int64(CivilDate(year: 1, month: 1, day: 1).dayNumber) * microsecondsPerDay),
    to: Instant(microseconds: Int64(CivilDate(year: 200_000, month: 1, day: 1).dayNumber) * microsecondsPerDay)
  )

  /// Looks at a relation; nil when the system has no SELECT for it.
  ///
  /// A SELECT that does not fit is described, and only what can be read of it is looked at.
  package init?(
    _ relation: Relation, of system: SourceSystem, window: Window, on source: borrowing SourceConnection
  ) throws {
    guard let description = try RelationDescription(relation, of: system, window: window, on: source) else {
      return nil
    }
    self.description = description
    try lookAtNumbers(source)
    guard description.problems.isEmpty else { return }
    try count(source)
    try readWords(system, source)
    if let beginning = relation.beginning {
      range = try Self.range(relation, beginning, of: system, window, on: source)
    }
  }

  /// Whether the SELECT has a column.
  package func has(_ column: SourceColumn) -> Bool { description.types[column.name] != nil }

  /// Whether the SELECT has a column, and some row of the window fills it.
  package func fills(_ column: SourceColumn) -> Bool { nulls[column].map { $0 < rows } ?? false }

  private mutating func count(_ source: borrowing SourceConnection) throws {
    let columns = description.relation.columns.filter { has($0) }
    let identifier = columns.first { $0.isRequired && $0.kind == .identifier }
    let counts = columns.map { "count(*) - count(source.\($0.name))" }
    let distinct = identifier.map { "count(source.\($0.name)) - count(DISTINCT source.\($0.name))" } ?? "0"
    let row = try query("SELECT count(*), \(distinct), \(counts.joined(separator: ", ")) FROM", source).first ?? []
    let numbers = row.map { $0.flatMap { Int($0) } ?? 0 }
    guard numbers.count == columns.count + 2 else { return }
    rows = numbers[0]
    repeatedIdentifiers = numbers[1]
    nulls = Dictionary(uniqueKeysWithValues: zip(columns, numbers.dropFirst(2)))
  }

  private mutating func readWords(_ system: SourceSystem, _ source: borrowing SourceConnection) throws {
    for column in description.relation.columns where Self.mapped.contains(column) && has(column) {
      let condition = column == .event(.reason) ? try failures(system, source) : ""
      let rows = try Self.query(
        """
        SELECT word, rows FROM (
        SELECT source.\(column.name)::text AS word, count(*) AS rows FROM (\n\(description.sql)\n) AS source
        WHERE source.\(column.name) IS NOT NULL\(condition) GROUP BY 1
        ) AS words ORDER BY rows DESC, word COLLATE "C" LIMIT 100
        """, description.file, source)
      words[column] = rows.compactMap { row in row[0].map { ($0, row[1].flatMap { Int($0) } ?? 0) } }
    }
  }

  /// That an event is a failed sign-in: the reasons of others are not mapped.
  private func failures(_ system: SourceSystem, _ source: borrowing SourceConnection) throws -> String {
    let type = EventType.loginFailed.rawValue
    let raw =
      system.events.filter { $0.value.kind.type == .loginFailed }.map(\.key)
      + (system.events[type] == nil ? [type] : [])
    let list = try raw.map { try source.connection.literal($0) }.joined(separator: ", ")
    return list.isEmpty ? " AND false" : " AND source.event_type::text IN (\(list))"
  }

  /// The largest number in each column that must be a time and is a number.
  private mutating func lookAtNumbers(_ source: borrowing SourceConnection) throws {
    for column in description.relation.columns where column.kind == .time {
      guard let type = description.types[column.name], type == .integer || type == .number else { continue }
      let largest = try query("SELECT max(source.\(column.name))::double precision FROM", source).first?.first
      if let cast = largest.flatMap({ $0 }).flatMap({ Double($0) }).flatMap({ SourceColumn.cast(fromNumber: $0) }) {
        numbers[column] = cast
      }
    }
  }

  private func query(_ select: String, _ source: borrowing SourceConnection) throws -> [[String?]] {
    try Self.query("\(select) (\n\(description.sql)\n) AS source", description.file, source)
  }

  private static func query(
    _ sql: String, _ file: SQLFile, _ source: borrowing SourceConnection
  ) throws -> [[String?]] {
    do {
      return try source.connection.query(sql, doing: Message(verbatim: file.path))
    } catch {
      throw error.sqlState == nil ? error : Obstacles.explain(error, of: file, on: source.connection)
    }
  }

  private static func range(
    _ relation: Relation, _ beginning: SourceColumn, of system: SourceSystem, _ window: Window,
    on source: borrowing SourceConnection
  ) throws -> ClosedRange<Instant>? {
    let all = Window(from: allTimes.from, to: allTimes.to, zone: window.zone)
    guard let described = try RelationDescription(relation, of: system, window: all, on: source) else { return nil }
    let column = "source.\(beginning.name)"
    let from = try source.connection.literal(all.from.iso8601)
    let to = try source.connection.literal(all.to.iso8601)
    let sql = """
      SELECT (extract(epoch FROM min(\(column))) * 1000000)::bigint, (extract(epoch FROM max(\(column))) * 1000000)::bigint
      FROM (
      \(described.sql)
      ) AS source WHERE \(column) >= \(from) AND \(column) < \(to)
      """
    let row = try query(sql, described.file, source).first ?? []
    let moments = row.compactMap { $0.flatMap { Int64($0) } }.map { Instant(microseconds: $0) }
    return moments.count == 2 ? moments[0]...moments[1] : nil
  }
}
