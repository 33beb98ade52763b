import Support
import Testing

/// What a register says of sessions whose records were deleted, with a capture and without.
@Suite struct CaptureReportTests {
  private static let settings: [String: String?] = ["mask": "M0", "formats": "[pdf, json, xlsx]"]

  /// A system with its fixture, captured as if it had been so since before the day of the fixture.
  private static func install(_ system: String, since: String = "2026-10-06 12:00Z") throws -> Installation {
    let installation = try Installation.ofSystem(system, settings: settings)
    try installation.installCapture()
    try installation.configure(
      source: ["system": system, "capture": "true", "reports": "[OTR, ANM]"], settings: settings)
    try installation.database.execute(
      """
      UPDATE tutanak_capture.tutanak_captured SET since = '\(since)';
      """)
    return installation
  }

  /// Moves what was just deleted to the moment it would have been deleted at.
  private static func deleted(_ table: String, at moment: String, _ installation: Installation) throws {
    try installation.database.execute(
      "UPDATE tutanak_capture.\(table) SET captured_at = '\(moment)' "
        + "WHERE captured_as IN ('delete', 'truncate') AND captured_at > '2026-10-09'")
  }

  private static func sessions(_ package: IssuedPackage) throws -> [[String: JSON]] {
    try package.rows(ofSheet: "Oturumlar")
  }

  @Test func `a deleted session ends when its record was deleted, a client's all at once, and page 1 is silent`() throws
  {
    let installation = try Self.install("storefront")
    let before = try installation.issue("OTR", "2026-10-07").json()
    try installation.database.execute("DELETE FROM app_sessions WHERE client_id::text LIKE '%c2'")
    try Self.deleted("app_sessions", at: "2026-10-07 18:00Z", installation)
    let package = try installation.issue("OTR", "2026-10-07")
    let json = try package.json()
    #expect(json["document"]["counts"]["sessions"] == 5 && before["document"]["counts"]["sessions"] == 5)
    // Two hours and one, and no more an estimate.
    #expect(json["document"]["durations"]["recorded_sum_us"].integer == 3 * 3_600_000_000)
    #expect(json["document"]["end_bases"]["end"] == 2)
    let reasons = try Self.sessions(package).compactMap { $0["Kapanış Nedeni"]?.text }
    #expect(reasons.count { $0 == "Kaydın uygulamaca silinmesi" } == 2, "\(reasons)")
    let page = try package.firstPage()
    #expect(
      !page.contains("kaydını siler") && page.contains("2 kullanıcının 2 oturumu birlikte sonlandırılmıştır"), "\(page)"
    )
    #expect(
      json["mass_ends"].list.map { [$0["ended_utc"], $0["sessions"], $0["users"]] } == [
        ["2026-10-07T18:00:00.000000Z", 2, 2]
      ])
    #expect(try package.says("tetikleyicilerle saklanmaktadır"))
  }

  @Test func `a whole table that is truncated loses nothing, and what ran out ended by itself`() throws {
    for (system, table) in [("storefront", "app_sessions"), ("telega", "\"Session\"")] {
      let installation = try Self.install(system)
      let before = try installation.issue("OTR", "2026-10-07").json()
      try installation.database.execute("TRUNCATE \(table)")
      // After the night: what a document of the day says is the same, to the microsecond.
      try Self.deleted(table, at: "2026-10-08 03:00Z", installation)
      let after = try installation.issue("OTR", "2026-10-07").json()
      #expect(after["document"]["counts"]["sessions"] == before["document"]["counts"]["sessions"], "\(system)")
      let lengths = [before, after].map { $0["users"].list.compactMap { $0["union_us"].integer }.sorted() }
      #expect(lengths[0] == lengths[1], "\(system)")
    }
  }

  @Test func `the clean-up job changes no figure`() throws {
    let installation = try Self.install("storefront")
    let before = try installation.issue("OTR", "2026-10-07").json()
    try installation.database.execute("SELECT cleanup_expired_sessions()")
    try Self.deleted("app_sessions", at: "2026-10-07 22:30Z", installation)
    let after = try installation.issue("OTR", "2026-10-07").json()
    for part in ["counts", "durations", "end_bases"] { #expect(after["document"][part] == before["document"][part]) }
    #expect(after["users"] == before["users"])
  }

  @Test func `a record that is deleted and written again is one session, one that comes back later another`() throws {
    let installation = try Self.install("storefront")
    try installation.database.execute(
      """
      CREATE TEMP TABLE kept AS TABLE app_sessions; DELETE FROM app_sessions; INSERT INTO app_sessions TABLE kept;
      DELETE FROM platform_sessions;
      INSERT INTO platform_sessions (id, shop, created_at, expires_at)
      VALUES ('offline_ornek.myshopify.com', 'ornek.myshopify.com', '2026-10-07 19:00Z', '2036-10-20');
      """)
    for table in ["app_sessions", "platform_sessions"] {
      try Self.deleted(table, at: "2026-10-07 18:30Z", installation)
    }
    let json = try installation.issue("OTR", "2026-10-07").json()
    #expect(json["document"]["counts"]["sessions"] == 6 && json["quarantine"].list.isEmpty)
  }

  @Test func `page 1 tells since when history is kept, and that it has a gap`() throws {
    let installation = try Self.install("telega", since: "2026-10-07 09:00Z")
    let package = try installation.issue("OTR", "2026-10-07")
    let page = try package.firstPage()
    #expect(page.contains("daha önce silinmiş oturumlar belgede yoktur") && page.contains("12:00:00"), "\(page)")
    // A trigger that was off for a while.
    try installation.database.execute(
      """
      SET session_replication_role = replica; ALTER TABLE "Session" DISABLE TRIGGER tutanak_capture_delete;
      DELETE FROM "Session" WHERE id LIKE '%1'; ALTER TABLE "Session" ENABLE ALWAYS TRIGGER tutanak_capture_delete;
      UPDATE tutanak_capture."Session" SET captured_at = '2026-10-07 09:00Z' WHERE captured_as = 'present';
      """)
    let outcome = try installation.run("report", "OTR", "--period", "2026-10-07", "--json", "--locale", "en")
    #expect(outcome.status == 7 && outcome.errors.contains("capture status"), "\(outcome.errors)")
    let second = try #require(try JSON(text: outcome.output)["documents"][0]["folder"].text)
    let text = try Command.run("pdftotext", "-l", "1", "\(second)/2026-OTR-000002.pdf", "-").output
    #expect(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains("was not kept without a break"))
  }

  @Test func `a session used from another network is found, since the history has every change of its address`() throws
  {
    let installation = try Self.install("storefront")
    try installation.database.execute(
      """
      INSERT INTO app_sessions (id, client_id, user_name, ip_address, user_agent, created_at, expires_at) VALUES
        ('00000000-0000-4000-8000-0000000000b9', '00000000-0000-4000-8000-0000000000c1', 'admin', '203.0.113.7', 'Mozilla/5.0',
         '2026-10-07 10:00Z', '2026-10-07 18:00Z');
      UPDATE app_sessions SET ip_address = '198.51.100.77', user_agent = 'curl/8' WHERE id::text LIKE '%b9';
      UPDATE tutanak_capture.app_sessions SET captured_at = '2026-10-07 10:00Z' WHERE captured_as = 'insert';
      UPDATE tutanak_capture.app_sessions SET captured_at = '2026-10-07 11:00Z' WHERE captured_as = 'update';
      """)
    let json = try installation.issue("ANM", "2026-10-07").json()
    let finding = try #require(json["findings"].list.first { $0["rule"] == "S06" })
    #expect(finding["severity"] == "high")
    // Without a capture the rule says that it saw no events.
    let plain = try Installation.ofSystem("storefront", settings: Self.settings).issue("ANM", "2026-10-07").json()
    #expect(plain["rules"].first(where: "id", is: "S06")["status"] == "not_evaluated")
  }

  @Test func `a system of one's own comes to a register, whatever its names are, and its backup succeeds`() throws {
    let table = "\"Oturum \"\"ığ\"\"\""
    let database = try TestServer.shared().makeDatabase(from: .empty)
    try database.execute(
      """
      CREATE TABLE \(table) ("Sıra No" int PRIMARY KEY, "Üye" text, "Açılış" timestamptz, jeton text);
      INSERT INTO \(table) VALUES (1, 'ilker', '2026-10-07 09:00+03', 'canary-secret'),
        (2, 'şükran', '2026-10-07 10:00+03', 'canary-secret');
      GRANT SELECT ON ALL TABLES IN SCHEMA public TO tutanak_reader;
      """)
    let columns = "\"Sıra No\" AS session_id, \"Üye\" AS user_id, \"Açılış\" AS started_at"
    let open = "SELECT \(columns), NULL::timestamptz AS ended_at, NULL AS end_reason FROM \(table)"
    let gone = "SELECT \(columns), captured_at, 'deleted' FROM tutanak_capture.\(table) WHERE captured_as = 'delete'"
    let installation = try PlainSystem.install(
      on: database,
      files: [
        "system.yaml": """
        title: { tr: Kulüp, en: Club }
        deletes_sessions: true
        capture: [{ table: 'Oturum "ığ"', key: [Sıra No], columns: [Üye, Açılış] }]
        """,
        "sessions.sql": open, "sessions.captured.sql": "\(open) UNION ALL \(gone)",
        "events.sql": "SELECT 1 AS event_id, now() AS occurred_at, 'x' AS event_type WHERE false",
        "users.sql": "SELECT 'x' AS user_id WHERE false",
      ], source: ["capture": "true"], settings: Self.settings)
    try installation.installCapture()
    try database.execute(
      """
      DELETE FROM \(table) WHERE "Sıra No" = 2;
      UPDATE tutanak_capture.tutanak_captured SET since = '2026-10-06';
      UPDATE tutanak_capture.\(table) SET captured_at = '2026-10-07 11:15+03' WHERE captured_as = 'delete';
      """)
    let json = try installation.issue("OTR", "2026-10-07").json()
    #expect(json["document"]["counts"]["sessions"] == 2)
    #expect(json["document"]["durations"]["recorded_sum_us"].integer == 75 * 60_000_000)
    // The role that reads may dump what was installed.
    let backup = try installation.run("backup", "create", "--locale", "en")
    #expect(backup.status == 0, "\(backup.errors)")
  }

  @Test func `capture that is configured and not installed is an error, and a system without one as well`() throws {
    let installation = try Installation.ofSystem("storefront", settings: Self.settings)
    try installation.configure(source: ["system": "storefront", "capture": "true"], settings: Self.settings)
    let missing = try installation.run("report", "OTR", "--period", "2026-10-07", "--locale", "en")
    #expect(missing.status == 78 && missing.errors.contains("capture install"), "\(missing.errors)")
    let efys = try Installation(
      on: TestServer.shared().makeDatabase(from: .efysEmpty), source: ["capture": "true"])
    let refused = try efys.run("config", "check", "--locale", "en")
    #expect(refused.status == 78 && refused.errors.contains("sessions.captured.sql"))
  }

  @Test func `secrets of deleted rows are nowhere`() throws {
    let installation = try Self.install("storefront")
    try installation.database.execute("TRUNCATE app_sessions, platform_sessions")
    try Canary.expectNone(in: installation)
  }
}
