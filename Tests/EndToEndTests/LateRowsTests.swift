import Files
import Foundation
import Support
import Testing

/// Rows that come, go or change after their period was issued: another edition is due, and said so.
@Suite struct LateRowsTests {
  private static let rows = """
    INSERT INTO sessions (session_id, user_id, user_name, started_at, ended_at, last_seen_at, status) VALUES
      ('s1', 'u1', 'ayşe', '2026-10-07 07:00Z', '2026-10-07 08:00Z', '2026-10-07 08:00Z', 'kapalı'),
      ('s2', 'u2', 'can', '2026-10-07 20:00Z', NULL, '2026-10-07 20:30Z', 'açık');
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip) VALUES
      ('e1', '2026-10-07 07:00Z', 'u1', 'login_success', '198.51.100.7'),
      ('e2', '2026-10-07 08:00Z', 'u1', 'logout', '198.51.100.7');
    """

  private static func night(_ installation: Installation, _ day: Int, _ words: String...) throws -> Command.Outcome {
    let date = day < 10 ? "0\(day)" : String(day)
    return try installation.run(
      words: ["run", "nightly", "--locale", "en"] + words, asOf: "2026-10-\(date)T02:15:00+03:00")
  }

  /// A night that was issued of a source, whose schedule expects no rows of the days after.
  private static func issued(
    _ files: [String: String] = [:], settings: [String: String?] = [:]
  ) throws -> Installation {
    let installation = try PlainSystem.install(
      rows, files: files, source: ["expect_rows": "false"],
      settings: ["formats": "[json]", "mask": "M0"].merging(settings) { $1 })
    #expect(try night(installation, 8).status == 0)
    return installation
  }

  @Test func `a late row is told at the next run, until its edition is issued`() throws {
    let installation = try Self.issued()
    try installation.database.execute(
      "INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES ('e3', '2026-10-07 09:00Z', 'u2', 'logout')"
    )
    let night = try Self.night(installation, 9, "--json")
    #expect(night.status == 7)
    for number in ["2026/GOR-000001", "2026/ANM-000001"] {
      let code = number.dropFirst(5).prefix(3)
      let told =
        "back-office: edition 2 of \(number) is due; since it was issued, of its period (2026-10-07) events.sql has 1 row "
        + "more. To issue it: tutanak report \(code) --reissue \(number) --reason"
      #expect(night.errors.contains(told), "\(night.errors)")
    }
    #expect(!night.errors.contains("OTR-000001") && !night.errors.contains("e3"))
    let result = try JSON(text: night.output)
    #expect(result["exit_code"] == 7)
    #expect(
      result["editions_due"].list.compactMap { $0["document"].text }.sorted() == ["2026/ANM-000001", "2026/GOR-000001"])
    let due = result["editions_due"][0]
    #expect(due["edition"] == 2 && due["changes"][0]["relation"] == "events" && due["changes"][0]["change"] == "more")
    #expect(due["changes"][0]["rows"] == 1)
    #expect(result["steps"].list.count { $0["step"] == "compare" && $0["outcome"] == "edition_due" } == 2)

    // Nothing is issued twice, and the same night says it again where nothing else is due.
    #expect(installation.packages.count == 6)
    let again = try Self.night(installation, 9)
    #expect(again.status == 7 && again.errors.contains("edition 2 of 2026/GOR-000001 is due"))
    #expect(installation.packages.count == 6)

    for code in ["GOR", "ANM"] {
      let outcome = try installation.run(
        words: ["report", code, "--reissue", "2026/\(code)-000001", "--reason", "geç gelen kayıt"],
        asOf: "2026-10-09T09:00:00+03:00")
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    #expect(try installation.package("GOR", 3).json()["document"]["counts"]["events"] == 3)
    let after = try Self.night(installation, 9)
    #expect(after.status == 0 && after.errors == "", "\(after.errors)")
    // The second edition is watched as the first was.
    try installation.database.execute(
      "INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES ('e4', '2026-10-07 09:00Z', 'u2', 'logout')"
    )
    #expect(try Self.night(installation, 10).errors.contains("edition 3 of 2026/GOR-000003 is due"))
  }

  @Test func `nights on which sessions go on as sessions do tell nothing`() throws {
    let installation = try Self.issued()
    // A session of the first night is used, prolonged and ends; others begin and end; somebody gets another name.
    let days = [
      """
      UPDATE sessions SET last_seen_at = '2026-10-08 06:00Z', expires_at = '2026-10-09Z' WHERE session_id = 's2';
      INSERT INTO sessions (session_id, user_id, started_at) VALUES ('s3', 'u1', '2026-10-08 05:00Z');
      INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES ('e3', '2026-10-08 05:00Z', 'u1', 'login_success');
      """,
      """
      UPDATE sessions SET ended_at = '2026-10-09 06:00Z', status = 'kapalı', end_reason = 'logout' WHERE session_id = 's2';
      UPDATE sessions SET user_name = 'canan' WHERE user_id = 'u2';
      INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES ('e4', '2026-10-09 06:00Z', 'u2', 'logout');
      """,
      // What a clean-up writes down later of an end that lies in the past is no change of what was recorded.
      "UPDATE sessions SET ended_at = '2026-10-08 23:00+03', status = 'kapalı' WHERE session_id = 's3';",
      "INSERT INTO users (user_id, user_name) VALUES ('u1', 'ayşe');",
    ]
    for (index, change) in days.enumerated() {
      try installation.database.execute(change)
      let night = try Self.night(installation, 9 + index)
      #expect(night.status == 0 && night.errors == "", "\(index): \(night.errors)")
    }
    #expect(installation.packages.count == 15)
  }

  @Test func `nor do those of an application that lives on, whose ends follow from events`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    try database.execute(
      """
      CREATE TABLE coming_sessions AS TABLE sessions;
      CREATE TABLE coming_events AS TABLE security_events;
      GRANT SELECT ON coming_sessions, coming_events TO tutanak_reader;
      TRUNCATE sessions, security_events;
      """)
    let installation = try Installation(on: database, settings: ["formats": "[json]", "backup": "{ format: plain }"])
    for day in 28...30 {
      // The tables as they were at that hour: what comes later is not there, and what was alive was active.
      let now = "timestamp '2026-09-\(day) 02:15'"
      let ended = """
        EXISTS (SELECT FROM coming_events e WHERE e.details->>'session_id' = s.id::text AND e.created_at < \(now)
                AND e.event_type IN ('logout', 'session_revoked'))
        """
      try database.execute(
        """
        TRUNCATE sessions, security_events;
        INSERT INTO security_events SELECT * FROM coming_events WHERE created_at < \(now) OR created_at IS NULL;
        INSERT INTO sessions SELECT * FROM coming_sessions WHERE created_at < \(now);
        UPDATE sessions s SET is_active = s.is_active OR s.expires_at > \(now) AND NOT \(ended);
        """)
      let night = try installation.run("run", "nightly", asOf: "2026-09-\(day)T02:15:00+03:00")
      #expect(night.status == 0 && night.errors == "", "\(day): \(night.errors)")
    }
    #expect(installation.packages.count == 9)
    // Not because nothing is looked at.
    try database.execute("DELETE FROM security_events WHERE created_at >= '2026-09-27' AND created_at < '2026-09-28'")
    let gone = try installation.run("run", "nightly", "--locale", "en", asOf: "2026-09-30T02:15:00+03:00")
    #expect(gone.status == 7 && gone.errors.contains("edition 2 of 2026/GOR-000001 is due"), "\(gone.errors)")
  }

  /// What is done to rows of an issued night, and what is said of it.
  static let changes: [(sql: String, says: String, codes: [String])] = [
    (
      "INSERT INTO sessions (session_id, user_id, started_at) SELECT 'y' || n, 'u3', '2026-10-07 10:00Z' "
        + "FROM generate_series(1, 3) n",
      "sessions.sql has 3 rows more", ["OTR", "ANM"]
    ),
    ("DELETE FROM sessions WHERE session_id = 's1'", "sessions.sql has 1 row fewer", ["OTR", "ANM"]),
    (
      "UPDATE sessions SET user_id = 'u9' WHERE session_id = 's1'", "sessions.sql has as many rows, but others",
      ["OTR", "ANM"]
    ),
    (
      "UPDATE sessions SET ended_at = '2026-10-07 07:10Z' WHERE session_id = 's1'",
      "sessions.sql has the same rows with other contents", ["OTR", "ANM"]
    ),
    (
      "UPDATE events SET ip = '203.0.113.9' WHERE event_id = 'e1'", "events.sql has the same rows with other contents",
      ["GOR", "ANM"]
    ),
    // Values that change places.
    (
      "UPDATE events SET event_type = CASE event_id WHEN 'e1' THEN 'logout' ELSE 'login_success' END",
      "events.sql has the same rows with other contents", ["GOR", "ANM"]
    ),
    (
      "UPDATE sessions SET user_id = CASE session_id WHEN 's1' THEN 'u2' ELSE 'u1' END",
      "sessions.sql has as many rows, but others", ["OTR", "ANM"]
    ),
    (
      "DELETE FROM events WHERE event_id = 'e2'; DELETE FROM sessions WHERE session_id = 's1'",
      "sessions.sql has 1 row fewer; events.sql has 1 row fewer", ["ANM"]
    ),
  ]

  @Test(arguments: changes.indices) func `whatever became of them is told by its count`(_ index: Int) throws {
    let (sql, says, codes) = Self.changes[index]
    let installation = try Self.issued(settings: ["mask": "M3"])
    try installation.database.execute(sql)
    let night = try Self.night(installation, 9)
    #expect(night.status == 7)
    for code in codes {
      #expect(
        night.errors.contains(
          "edition 2 of 2026/\(code)-000001 is due; since it was issued, of its period (2026-10-07) \(says)."),
        "\(night.errors)")
    }
    // Counts are in the archive's register; no package and no message knows a row.
    let register = try JSON(file: installation.archive + "/register/2026.json")["entries"]
    let entry = register.first(where: "number", is: "2026/OTR-000001")
    #expect(entry["rows"]["sessions"]["count"] == 2 && entry["rows"]["events"] == nil)
    #expect(try !InputFile.text(installation.package("OTR").folder + "/manifest.json").contains("content_count"))
    #expect(!night.errors.contains("'s1'") && !night.errors.contains("u9"))
  }

  @Test func `is told for a week, and not at all where nobody wants to hear it`() throws {
    let late =
      "INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES ('e3', '2026-10-07 09:00Z', 'u2', 'logout')"
    let installation = try Self.issued()
    try installation.database.execute(late)
    #expect(try Self.night(installation, 14).errors.contains("edition 2 of 2026/GOR-000001 is due"))
    let week = try Self.night(installation, 15)
    #expect(week.status == 0 && !week.errors.contains("GOR-000001"), "\(week.errors)")
    let silent = try Self.issued(settings: ["late_rows": "none"])
    try silent.database.execute(late)
    #expect(try Self.night(silent, 9).status == 0)
    let wrong = try Self.issued()
    try wrong.configure(
      source: ["system": "\"\(wrong.folder.path)/plain\""], settings: ["late_rows": "evet"])
    #expect(try wrong.run("config", "check").status == 78)
  }

  @Test func `a source that deletes ended sessions has fewer every night, and more only when some came late`() throws {
    let system = "title: { tr: D, en: T }\ndeletes_sessions: true\nstatuses: { açık: active, kapalı: closed }\n"
    let installation = try Self.issued(["system.yaml": system])
    try installation.database.execute("DELETE FROM sessions WHERE session_id = 's1'")
    let night = try Self.night(installation, 9)
    #expect(night.status == 0 && night.errors == "", "\(night.errors)")
    try installation.database.execute(
      "INSERT INTO sessions (session_id, user_id, started_at) SELECT 'y' || n, 'u3', '2026-10-07 10:00Z' FROM generate_series(1, 2) n"
    )
    #expect(try Self.night(installation, 10).errors.contains("sessions.sql has 1 row more"))
  }

  @Test func `a SELECT that was mended, a period that goes on and a document about somebody compare with nothing`()
    throws
  {
    let installation = try Self.issued()
    _ = try installation.issue("GOR", "2026-10-08", asOf: "2026-10-08T12:00:00+03:00")
    _ = try installation.issue("GOR", "2026-10-07", "--user", "u1", asOf: "2026-10-08T12:00:00+03:00")
    try installation.database.execute(
      "INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES ('e3', '2026-10-08 10:00Z', 'u1', 'logout')"
    )
    #expect(try Self.night(installation, 9).status == 0)
    try installation.folder.write("plain/events.sql", "SELECT * FROM events WHERE event_id <> 'e1'\n")
    #expect(try Self.night(installation, 10).status == 0)
  }

  @Test func `a server that is away fails no night in which nothing is due`() throws {
    let installation = try Self.issued()
    try installation.configure(
      source: [
        "system": "\"\(installation.folder.path)/plain\"", "connection": "\"host=127.0.0.1 port=1 dbname=yok\"",
      ], settings: ["formats": "[json]", "mask": "M0"])
    let night = try Self.night(installation, 8, "--json")
    #expect(night.status == 0 && night.errors == "", "\(night.errors)")
    let remarks = try JSON(text: night.output)["remarks"].list.compactMap { $0.text }
    #expect(remarks.contains { $0.contains("the rows of issued periods could not be looked at again") }, "\(remarks)")
  }

  @Test func `events of another server are looked at there`() throws {
    let there = try PlainSystem.makeDatabase(
      "INSERT INTO events (event_id, occurred_at, event_type) VALUES ('e1', '2026-10-07 09:00Z', 'logout');")
    let installation = try PlainSystem.install(
      source: [
        "expect_rows": "false", "events_from": "{ connection: \"\(there.connection(as: .reader))\" }",
      ], settings: ["formats": "[json]"])
    #expect(try Self.night(installation, 8).status == 0)
    let quiet = try Self.night(installation, 9)
    #expect(quiet.status == 0 && quiet.errors == "", "\(quiet.errors)")
    try there.execute("DELETE FROM events")
    #expect(
      try Self.night(installation, 10).errors.contains(
        "2026/GOR-000001 is due; since it was issued, of its period (2026-10-07) events.sql has 1 row fewer"))
  }

  @Test func `any bytes and any encoding are summed up`() throws {
    let installation = try PlainSystem.install(
      "INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES (E'\\\\x\\'),(\"', '2026-10-07 09:00Z', E'\\xFF\\xFE', 'logout');",
      encoding: "SQL_ASCII", source: ["expect_rows": "false"], settings: ["formats": "[json]"])
    #expect(try Self.night(installation, 8).errors.contains("could not be summed up") == false)
    let entries = try JSON(file: installation.archive + "/register/2026.json")["entries"]
    #expect(entries.first(where: "number", is: "2026/GOR-000001")["rows"]["events"]["count"] == 1)
    #expect(try Self.night(installation, 9).status == 0)
  }
}
