import Intake
import Model
import Support
import Testing

/// A real server sends the same rows in the same order, however they lie in their table.
@Suite struct `The order rows are read in` {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
    try scratch.write("system.yaml", "title: { tr: a, en: b }\nuser_key: id\n")
    try scratch.write(
      "sessions.sql", "SELECT id AS session_id, who AS user_id, begun AS started_at, ended AS ended_at FROM s")
    try scratch.write("events.sql", "SELECT id AS event_id, begun AS occurred_at, kind AS event_type FROM s")
  }

  private static let table = "CREATE TABLE s (id text, who text, begun timestamptz, ended timestamptz, kind text)"

  /// Sessions and events of a database, each with everything that could stand in another order.
  private func read(_ connectionText: String) throws -> (sessions: [String], events: [String]) {
    let system = try SourceSystem(folder: scratch.path)
    let connection = try SourceConnection.open(SourceAddress(connectionText, allowsSecrets: true))
    let window = Window(from: Instant(microseconds: 0), to: Instant(microseconds: 1), zone: "UTC")
    var sessions: [String] = []
    let prepared = try #require(try PreparedRelation(.sessions, of: system, window: window, on: connection))
    var reader = SessionReader(prepared, of: system)
    _ = try reader.forEach(on: connection, in: scratch.path) { session in
      let user = session.userKey.map { "\($0)" } ?? "–"
      sessions.append("\(user) \(session.id) \(session.endedAt?.iso8601.prefix(16) ?? "–") \(session.identity)")
    }
    var events: [String] = []
    let preparedEvents = try #require(try PreparedRelation(.events, of: system, window: window, on: connection))
    var eventReader = EventReader(preparedEvents, of: system)
    _ = try eventReader.forEach(on: connection, in: scratch.path) { event in
      events.append("\(event.id) \(event.rawType) \(event.identity)")
    }
    return (sessions, events)
  }

  /// Rows equal in user, begin and identifier, in every way that is possible.
  private static let rows = [
    "('6', 'u', '2026-10-07 10:00Z', '2026-10-07 11:00Z', 'logout')",
    "('6', 'u', '2026-10-07 10:00Z', '2026-10-07 11:00Z', 'logout')",
    "('6', 'u', '2026-10-07 10:00Z', '2026-10-07 12:00Z', 'c')",
    "('6', 'u', '2026-10-07 10:00Z', '2026-10-07 13:00Z', 'b')",
    "('6', 'u', '2026-10-07 10:00Z', '2026-10-07 14:00Z', 'a')",
    "('10', 'u', '2026-10-07 10:00Z', NULL, 'x')", "('9', 'u', '2026-10-07 10:00Z', NULL, 'x')",
    "(NULL, 'u', '2026-10-07 10:00Z', '2026-10-07 15:00Z', 'z')",
    "(NULL, 'u', '2026-10-07 10:00Z', '2026-10-07 16:00Z', 'y')",
  ]

  @Test func `is the same for tables that hold their rows in another`() throws {
    var found: [(sessions: [String], events: [String])] = []
    for rows in [Self.rows, Self.rows.reversed()] {
      let database = try TestServer.shared().makeDatabase(from: .empty)
      try database.execute("\(Self.table); INSERT INTO s VALUES \(rows.joined(separator: ", "))")
      found.append(try read(database.connection))
    }
    #expect(
      found[0].sessions == [
        "u  2026-10-07T15:00 only", "u  2026-10-07T16:00 only", "u 10 – only", "u 6 2026-10-07T11:00 first",
        "u 6 2026-10-07T11:00 exactCopy", "u 6 2026-10-07T12:00 differs", "u 6 2026-10-07T13:00 differs",
        "u 6 2026-10-07T14:00 differs", "u 9 – only",
      ])
    #expect(found[1].sessions == found[0].sessions)
    #expect(found[1].events == found[0].events && found[0].events.count == Self.rows.count)
  }

  @Test func `is the same where two rows have no identifier`() throws {
    var found: [[String]] = []
    for rows in [Self.rows.suffix(2), Self.rows.suffix(2).reversed()] {
      let database = try TestServer.shared().makeDatabase(from: .empty)
      try database.execute("\(Self.table); INSERT INTO s VALUES \(rows.joined(separator: ", "))")
      found.append(try read(database.connection).sessions)
    }
    #expect(found[0] == found[1] && found[0].count == 2)
  }

  /// In Latin-5 the ğ of Turkish comes before ß, in UTF-8 after it.
  @Test func `is that of UTF-8 whatever the encoding of the database`() throws {
    let database = try TestServer.shared().makeDatabase(from: .empty)
    let name = try #require(try database.query("SELECT current_database() || '_latin5'").first?.first ?? nil)
    try database.execute("CREATE DATABASE \(name) TEMPLATE template0 ENCODING 'LATIN5' LC_COLLATE 'C' LC_CTYPE 'C'")
    defer { try? database.execute("DROP DATABASE \(name) WITH (FORCE)") }
    let server = database.server
    let outcome = try Command.run(
      server.binaries + "/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", server.folder, "-p", "\(server.tcpPort)",
      "-U", "postgres", "-d", name, environment: ["PGCLIENTENCODING": "UTF8"],
      input: Self.table + """
        ; INSERT INTO s VALUES ('Ğ', 'Ğ', '2026-10-07 10:00Z', NULL, 'x'), ('ß', 'ß', '2026-10-07 10:00Z', NULL, 'x'),
          ('ß', 'Ğ', '2026-10-07 10:00Z', NULL, 'x');
        """)
    try #require(outcome.status == 0, "\(outcome.errors)")
    let found = try read("host=\(server.folder) port=\(server.tcpPort) dbname=\(name) user=postgres")
    #expect(found.sessions.map { $0.prefix(3) } == ["ß ß", "Ğ ß", "Ğ Ğ"])
    #expect(found.events.map { $0.prefix(1) } == ["ß", "ß", "Ğ"])
  }
}
