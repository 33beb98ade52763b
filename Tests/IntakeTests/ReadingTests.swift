import Intake
import Messages
import Model
import Support
import Testing

/// A small system over one table of a real server.
@Suite struct `Reading a source` {
  let scratch: ScratchFolder
  let database: TestDatabase

  init() throws {
    scratch = try ScratchFolder()
    database = try TestServer.shared().makeDatabase(from: .empty)
    try database.execute(
      """
      CREATE TABLE s (id text, who text, begun timestamptz, ended timestamptz, ip text, state text);
      INSERT INTO s VALUES
        ('1', 'Bora', '2026-10-07 10:00+03', '2026-10-07 11:00+03', '85.1.2.3', 'open'),
        ('2', 'bora ', '2026-10-07 09:00+03', '2026-10-07 09:30+03', 'fe80::1%eth0', 'closed'),
        ('3', 'STRASSE', '2026-10-07 10:00+03', NULL, 'kiosk', 'weird'),
        ('4', 'straße', '2026-10-07 08:00+03', 'infinity', NULL, NULL),
        ('5', NULL, NULL, '2026-10-07 09:30+03', NULL, NULL),
        ('6', 'ali', '2026-10-07 10:00+03', NULL, NULL, 'open'),
        ('6', 'ali', '2026-10-07 10:00+03', NULL, NULL, 'open'),
        ('6', 'ali', '2026-10-07 12:00+03', NULL, NULL, 'open');
      """)
  }

  private func system(
    _ select: String = "SELECT id AS session_id, who AS user_id, begun AS started_at, ended AS ended_at, ip, "
      + "state AS status FROM s"
  ) throws -> SourceSystem {
    try scratch.write(
      "system.yaml", "title: { tr: a, en: b }\nuser_key: name\nstatuses: { open: active, closed: closed }\n")
    try scratch.write("sessions.sql", select)
    return try SourceSystem(folder: scratch.path)
  }

  private static let window = Window(
    from: Instant(microseconds: 0), to: Instant(microseconds: 1), zone: "Europe/Istanbul")

  private func read(_ system: SourceSystem) throws -> (sessions: [Session], reader: SessionReader) {
    let connection = try SourceConnection.open(SourceAddress(database.connection, allowsSecrets: true))
    let prepared = try PreparedRelation(.sessions, of: system, window: Self.window, on: connection)
    var reader = SessionReader(try #require(prepared), of: system)
    var sessions: [Session] = []
    let sent = try reader.forEach(on: connection, in: scratch.path) { sessions.append(copy $0) }
    #expect(sent == sessions.count)
    return (sessions, reader)
  }

  @Test func `brings one user's rows together, however the name is written`() throws {
    let sessions = try read(system()).sessions
    #expect(sessions.map(\.userKey) == ["ali", "ali", "ali", "bora", "bora", "strasse", "strasse", nil])
    #expect(sessions.map(\.id) == ["6", "6", "6", "2", "1", "4", "3", "5"])
  }

  @Test func `marks copies and rows that differ`() throws {
    let identities = try read(system()).sessions.filter { $0.id == "6" }.map { "\($0.identity)" }
    #expect(identities.sorted() == ["differs", "exactCopy", "first"])
  }

  @Test func `reads addresses with zones, host names and nothing`() throws {
    let addresses = try read(system()).sessions.suffix(5).map { $0.address?.description ?? "–" }
    #expect(addresses == ["fe80::1%eth0", "85.1.2.3", "–", "host:kiosk", "–"])
  }

  @Test func `names who acted and whom it was done to as it names users`() throws {
    try scratch.write(
      "events.sql",
      """
      SELECT id AS event_id, begun AS occurred_at, 'role_granted' AS event_type, who AS user_id, who AS actor_id,
        who || ' ' AS target_id
      FROM s
      """)
    let system = try system()
    let connection = try SourceConnection.open(SourceAddress(database.connection, allowsSecrets: true))
    let prepared = try PreparedRelation(.events, of: system, window: Self.window, on: connection)
    var reader = EventReader(try #require(prepared), of: system)
    var events: [SecurityEvent] = []
    _ = try reader.forEach(on: connection, in: scratch.path) { events.append(copy $0) }
    #expect(events.count == 8 && events.contains { $0.actorID == "strasse" })
    #expect(events.allSatisfy { $0.actorID == $0.userKey && $0.targetID == $0.userKey })
  }

  @Test func `counts words it cannot map`() throws {
    let (sessions, reader) = try read(system())
    #expect(reader.unmappedStatuses.counts == ["weird": 1])
    #expect(sessions.first { $0.id == "3" }?.status == nil)
    #expect(sessions.first { $0.id == "4" }?.endedAt == .infinity)
  }

  @Test func `knows missing columns as missing`() throws {
    let connection = try SourceConnection.open(SourceAddress(database.connection, allowsSecrets: true))
    let prepared = try PreparedRelation(.sessions, of: system(), window: Self.window, on: connection)
    #expect(prepared?.has(.session(.address)) == true)
    #expect(prepared?.missingColumns.contains(.session(.port)) == true)
  }

  /// A SELECT that does not fit, the line, what the complaint says.
  static let misfits: [(String, Int, String)] = [
    ("SELECT id AS session_id, who AS user_id,\n  begun AS started\nFROM s", 0, "“started_at” is missing"),
    ("SELECT id AS session_id, who AS user_id,\n  begin AS started_at\nFROM s", 2, "column \"begin\" does not exist"),
    ("SELECT id AS session_id\nFROM sessionz", 2, "relation \"sessionz\" does not exist"),
    ("SELECT id AS session_id,\nFROM s WHERE", 2, "syntax error"),
    (
      "SELECT id AS session_id, who AS user_id, begun AT TIME ZONE :'zone' AS started_at FROM s", 0,
      "must be timestamptz; convert it with"
    ),
    ("SELECT id AS session_id, who AS user_id, begun AS started_at, who AS port FROM s", 0, "must be integer"),
  ]

  @Test(arguments: misfits) func `says file and line of what does not fit`(
    _ select: String, _ line: Int, _ complaint: String
  ) throws {
    let connection = try SourceConnection.open(SourceAddress(database.connection, allowsSecrets: true))
    let system = try system(select)
    var failure: IntakeError?
    do {
      _ = try PreparedRelation(.sessions, of: system, window: Self.window, on: connection)
    } catch { failure = error as? IntakeError }
    #expect(failure?.file == scratch.path + "/sessions.sql")
    #expect(failure?.line == line)
    #expect(failure?.message[.en].contains(complaint) == true, "\(String(describing: failure))")
  }

  @Test func `asks about columns nobody knows`() throws {
    let connection = try SourceConnection.open(SourceAddress(database.connection, allowsSecrets: true))
    let select = "SELECT id AS session_id, who AS user_id, begun AS started_at, ip AS user_agnet FROM s"
    let prepared = try PreparedRelation(.sessions, of: system(select), window: Self.window, on: connection)
    #expect(prepared?.unknownColumns.first?[.en].contains("Did you mean “user_agent”?") == true)
  }
}
