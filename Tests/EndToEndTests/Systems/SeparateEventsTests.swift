import Support
import Testing

/// A source whose sessions are in one database and whose events in another: `events_from`.
@Suite struct SeparateEventsTests {
  private static let sessions = """
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, status)
    VALUES ('s1', 'ayşe', '2026-10-07 08:00Z', '2026-10-07 09:00Z', 'kapalı'),
           ('s2', 'veli', '2026-10-07 08:00Z', '2026-10-07 12:00Z', 'kapalı');
    INSERT INTO users (user_id, user_name) VALUES ('ayşe', 'Ayşe Yılmaz'), ('veli', 'Veli Kaya');
    """
  /// Guessing with a success, and a password change that a session survives.
  private static let events = """
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
    SELECT 'f' || n, '2026-10-07 07:00Z'::timestamptz + n * interval '5 seconds', 'ayşe', 'login_failed', '203.0.113.9'
    FROM generate_series(1, 30) n;
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
    VALUES ('k', '2026-10-07 07:59Z', 'ayşe', 'login_success', '203.0.113.9'),
           ('p', '2026-10-07 09:00Z', 'veli', 'password_change', '198.51.100.7');
    """

  private static func install(
    eventsFrom connection: String? = nil, formats: String = "[pdf, json]"
  ) throws -> (Installation, TestDatabase) {
    let there = try PlainSystem.makeDatabase(events)
    let here = try PlainSystem.makeDatabase(sessions)
    let installation = try PlainSystem.install(
      on: here, ownHome: true,
      source: ["events_from": "{ connection: \"\(connection ?? there.connection(as: .reader))\" }"],
      settings: ["formats": formats, "locale": "en"])
    return (installation, there)
  }

  @Test func `the findings report says that these are two moments, and which rules that rules out`() throws {
    let (installation, there) = try Self.install()
    let package = try installation.issue("ANM", "2026-10-07")
    let json = try package.json()
    let source = json["document"]["source"]
    #expect(source["database"].text == installation.database.name)
    #expect(source["events_server"]["database"].text == there.name)
    #expect(try package.manifest()["events_server"]["database"].text == there.name)
    #expect(try package.manifest()["events_snapshot"]["id"] != package.manifest()["snapshot"]["id"])

    // What looks at one kind of row is evaluated; what holds one against the other is not.
    func rule(_ id: String) -> JSON { json["rules"].list.first { $0["id"].text == id } ?? .null }
    #expect(json["findings"].list.contains { $0["rule"] == "A05" || $0["rule"] == "A01" })
    for id in ["C01", "S09"] {
      #expect(rule(id)["status"] == "not_evaluated" && rule(id)["reason"] == "READ_APART", "\(rule(id))")
    }
    let apart = json["rules"].list.filter { $0["reason"] == "READ_APART" }.compactMap { $0["id"].text }
    #expect(!json["findings"].list.contains { apart.contains($0["rule"].text ?? "") })
    #expect(try package.says("sessions and events were read from separate databases, at separate moments"))
    #expect(try package.says("rules that compare sessions with events were therefore not evaluated"))
    #expect(try package.says("Server of events PostgreSQL"))
  }

  @Test func `reports of one kind of row speak of the server they were read from`() throws {
    let (installation, there) = try Self.install()
    let events = try installation.issue("GOR", "2026-10-07")
    #expect(try events.json()["document"]["counts"]["events"].integer == 32)
    #expect(try events.json()["document"]["source"]["events_server"]["database"].text == there.name)
    #expect(try events.says("Server of events"))
    try installation.writeReport("YAL", subject: "sessions", sections: ["summary", "method", "limitations"])
    let sessions = try installation.issue("YAL", "2026-10-07")
    #expect(try sessions.json()["document"]["counts"]["sessions"].integer == 2)
    #expect(try sessions.json()["document"]["source"]["events_server"] == .null)
    #expect(try !sessions.says("Server of events") && !sessions.says("separate databases"))
    withExtendedLifetime(there) {}
  }

  @Test func `the snapshot of events is on page 1 of a document of now`() throws {
    let (installation, there) = try Self.install()
    let package = try installation.issue("GOR", "yesterday", asOf: nil)
    #expect(try package.firstPage().contains("Snapshot of events"))
    withExtendedLifetime(there) {}
  }

  @Test func `where the other server is not there, sessions are reported and backed up all the same`() throws {
    let (installation, _) = try Self.install(eventsFrom: "host=127.0.0.1 port=1 dbname=gone", formats: "[json]")
    let outcome = try installation.run("run", "nightly")
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("tutanak: events_from: "), "\(outcome.errors)")
    #expect(installation.packages.map(\.stem) == ["2026-OTR-000001"])
    #expect(installation.backups.count == 1)
    let check = try installation.run("source", "check")
    #expect(check.status == 69 && check.errors.contains("back-office: events_from: "), "\(check.errors)")
  }

  @Test func `source check looks at both servers`() throws {
    let (installation, there) = try Self.install()
    let check = try installation.run("source", "check", "--verbose")
    #expect(check.status == 0, "\(check.errors)")
    #expect(check.output.contains("back-office, events_from: PostgreSQL") && check.output.contains(there.name))
    #expect(check.output.contains("events.sql: 32 rows in the last 30 days"), "\(check.output)")
    #expect(check.output.contains("sessions.sql: 2 rows in the last 30 days"))
  }

  @Test func `a secret in its connection is refused with the line`() throws {
    let installation = try Self.install().0
    try installation.configure(source: ["events_from": "{ connection: \"host=x password=y\" }"])
    let check = try installation.run("config", "check", "--locale", "en")
    #expect(
      check.status == 78 && check.errors.contains("tutanak.yaml:4:32: ") && !check.errors.contains("=y"),
      "\(check.errors)")
  }
}
