import Intake
import Model
import Support
import Testing

/// More rows than are sorted at a time, in the order of their table, against a naive count of the same rows.
@Suite struct `The order of many rows` {
  let scratch: ScratchFolder
  let database: TestDatabase

  init() throws {
    scratch = try ScratchFolder()
    database = try TestServer.shared().makeDatabase(from: .empty)
    try scratch.write("system.yaml", "title: { tr: a, en: b }\nuser_key: id\n")
    try database.execute("CREATE TABLE s (place int, id text, who text, begun timestamptz, agent text)")
  }

  /// One row as a test counts it.
  private struct Line: Equatable {
    var id: String?
    var who: String?
    var begun: Int64?
    var agent: String
    var identity = "only"
  }

  /// Rows whose identifiers repeat as often as `identifiers` says, in a table's order that has nothing to do with theirs.
  private func fill(rows: Int, identifiers: Int) throws {
    try database.execute(
      """
      INSERT INTO s SELECT n, CASE WHEN n % 97 <> 0 THEN 'i' || (n::bigint * 7919 % \(identifiers)) END,
        CASE WHEN n % 11 <> 0 THEN 'u' || (10 + n * 31 % 50) END,
        CASE WHEN n % 89 <> 0 THEN timestamptz '2026-10-07 00:00Z' + (n * 13 % 60) * interval '1 minute' END,
        repeat(chr(97 + n % 3), 250)
      FROM generate_series(1, \(rows)) n ORDER BY n::bigint * 104729 % 1000003
      """)
  }

  /// The rows as the program has them.
  private func read() throws -> [Line] {
    try scratch.write(
      "sessions.sql", "SELECT id AS session_id, who AS user_id, begun AS started_at, agent AS user_agent FROM s")
    let source = try SourceConnection.open(SourceAddress(database.connection, allowsSecrets: true))
    let window = Window(from: Instant(microseconds: 0), to: Instant(microseconds: 1), zone: "UTC")
    let system = try SourceSystem(folder: scratch.path)
    let prepared = try #require(try PreparedRelation(.sessions, of: system, window: window, on: source))
    var reader = SessionReader(prepared, of: system)
    var lines: [Line] = []
    let count = try reader.forEach(on: source, in: scratch.path) { session in
      lines.append(
        Line(
          id: session.id.isEmpty ? nil : session.id.text, who: session.userKey?.text,
          begun: session.startedAt?.microseconds, agent: session.userAgent ?? "", identity: "\(session.identity)"))
    }
    #expect(count == lines.count)
    return lines
  }

  /// The same rows, ordered and told apart in memory.
  private func expected() throws -> [Line] {
    let rows = try database.query(
      "SELECT id, who, (extract(epoch FROM begun) * 1000000)::bigint, agent FROM s"
    ).map {
      Line(id: $0[0], who: $0[1], begun: $0[2].flatMap { Int64($0) }, agent: $0[3] ?? "")
    }
    func time(_ line: Line) -> (Int, Int64) { line.begun.map { (0, $0) } ?? (1, 0) }
    // Of an identifier's rows the first by time and content is used.
    var groups: [String: [Line]] = [:]
    for row in rows { if let id = row.id { groups[id, default: []].append(row) } }
    var told = rows.filter { $0.id == nil }
    for group in groups.values {
      func place(_ line: Line) -> (Int, Int64, String, String) {
        (time(line).0, time(line).1, line.who.map { "0" + $0 } ?? "1", line.agent)
      }
      let sorted = group.sorted { place($0) < place($1) }
      for (index, row) in sorted.enumerated() {
        var row = row
        row.identity = group.count == 1 ? "only" : index == 0 ? "first" : row == sorted[0] ? "exactCopy" : "differs"
        told.append(row)
      }
    }
    let ranks = ["only": 0, "first": 0, "exactCopy": 1, "differs": 2]
    func key(_ line: Line) -> ((Int, String), (Int, Int64), (String, Int, String)) {
      (
        line.who.map { (0, $0) } ?? (1, ""), time(line),
        (line.id ?? "", ranks[line.identity] ?? 9, line.agent)
      )
    }
    return told.sorted { first, second in
      let (a, b) = (key(first), key(second))
      if a.0 != b.0 { return a.0 < b.0 }
      return a.1 != b.1 ? a.1 < b.1 : a.2 < b.2
    }
  }

  @Test(arguments: [40_000, 20_000, 300, 1]) func `is that of a naive sort`(identifiers: Int) throws {
    try fill(rows: 40_000, identifiers: identifiers)
    let (found, wanted) = (try read(), try expected())
    #expect(found.count == wanted.count)
    // One difference is enough to be shown.
    let difference = zip(found, wanted).first { $0 != $1 }
    #expect(difference == nil)
  }

  @Test func `every SELECT is run once, whether identifiers repeat or not`() throws {
    try database.execute(
      """
      CREATE FUNCTION seen(text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN $1; END $$;
      DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET track_functions = pl', current_database()); END $$;
      """)
    try fill(rows: 1000, identifiers: 10)
    try scratch.write(
      "sessions.sql", "SELECT seen(id) AS session_id, who AS user_id, begun AS started_at, agent AS user_agent FROM s")
    let source = try SourceConnection.open(SourceAddress(database.connection, allowsSecrets: true))
    let window = Window(from: Instant(microseconds: 0), to: Instant(microseconds: 1), zone: "UTC")
    for name in ["id", "name"] {
      try scratch.write("system.yaml", "title: { tr: a, en: b }\nuser_key: \(name)\n")
      let system = try SourceSystem(folder: scratch.path)
      let prepared = try #require(try PreparedRelation(.sessions, of: system, window: window, on: source))
      var reader = SessionReader(prepared, of: system)
      _ = try reader.forEach(on: source, in: scratch.path) { _ in }
    }
    try source.end()
    var calls: String?
    for _ in 0..<100 where calls != "2000" {
      calls = try database.query("SELECT pg_stat_clear_snapshot(), calls FROM pg_stat_user_functions").first?[1]
    }
    #expect(calls == "2000")
  }

  @Test func `details are not asked of the server`() throws {
    try fill(rows: 3, identifiers: 3)
    try database.execute(
      """
      CREATE FUNCTION broken(text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$ BEGIN RAISE EXCEPTION 'asked'; END $$
      """)
    try scratch.write(
      "events.sql", "SELECT id AS event_id, begun AS occurred_at, 'x' AS event_type, broken(id) AS details FROM s")
    let source = try SourceConnection.open(SourceAddress(database.connection, allowsSecrets: true))
    let window = Window(from: Instant(microseconds: 0), to: Instant(microseconds: 1), zone: "UTC")
    let system = try SourceSystem(folder: scratch.path)
    let prepared = try #require(try PreparedRelation(.events, of: system, window: window, on: source))
    #expect(prepared.has(.event(.details)) && prepared.unknownColumns.isEmpty)
    var reader = EventReader(prepared, of: system)
    #expect(try reader.forEach(on: source, in: scratch.path) { _ in } == 3)
  }
}
