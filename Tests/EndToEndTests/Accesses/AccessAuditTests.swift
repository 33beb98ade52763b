import Files
import Foundation
import Support
import Testing

/// The periodic audit of accesses (T03): drawn by a rule that SQL draws again, with coverage, off-hours and open findings.
@Suite struct AccessAuditTests {
  /// Two hundred sessions and as many events over the quarter, none of November; one bulk export.
  private static let rows = """
    ALTER TABLE events ADD actor_id text, ADD target_id text;
    INSERT INTO users (user_id, user_name, role) SELECT n::text, 'kişi' || n, 'viewer' FROM generate_series(1, 9) n;
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, ip)
      SELECT 'oturum-' || n, (n % 9 + 1)::text, t, t + interval '10 min', '10.0.0.' || n % 200
      FROM generate_series(1, 200) n, LATERAL (SELECT timestamptz '2026-10-01 00:30Z' + n * interval '10 h 7 min' AS t) s
      WHERE t < '2026-11-01Z' OR t >= '2026-12-01Z';
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
      SELECT 'olay-' || n, t, (n % 9 + 1)::text, 'activity', '10.0.0.9'
      FROM generate_series(1, 200) n, LATERAL (SELECT timestamptz '2026-10-01 03:30Z' + n * interval '10 h 13 min' AS t) s
      WHERE t < '2026-11-01Z' OR t >= '2026-12-01Z';
    INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES ('x', '2026-12-05 10:00Z', '3', 'bulk_export');
    """
  private static let asOf = "2027-01-02T04:00:00Z"
  private static let within = "BETWEEN '2026-10-01Z' AND '2026-12-31 23:59:59.999999Z'"

  private static func install(_ sql: String = rows, mask: String = "M0", formats: String = "[json]") throws
    -> Installation
  {
    try PlainSystem.install(sql, settings: ["zone": "UTC", "formats": formats, "mask": mask])
  }

  /// What the document says it was drawn with.
  private static func drawn(_ relation: String, _ id: String, _ seed: String, _ moment: String) -> String {
    """
    SELECT \(id) FROM (SELECT \(id), encode(sha256(convert_to(concat_ws(E'\\n', '\(seed)', '\(relation)', \(id)), 'UTF8')), 'hex') d
      FROM \(relation) WHERE \(moment) \(within) ORDER BY 2 LIMIT 60) s ORDER BY d
    """
  }

  @Test func `SQL with the printed seed draws the same rows, in the same order`() throws {
    let installation = try Self.install()
    let json = try installation.issue("EDR", "2026-Q4", asOf: Self.asOf).json()
    let seed = try #require(json["document"]["seed"].text)
    let sample = json["access_sample"].list
    for (relation, id, moment) in [("sessions", "session_id", "started_at"), ("events", "event_id", "occurred_at")] {
      let own = sample.filter { $0["relation"].text == relation }.map { $0["record_id"].text }
      let expected = try installation.database.query(Self.drawn(relation, id, seed, moment)).map { $0[0] }
      #expect(own == expected && own.count == 60, "\(relation)")
    }
    // The seed is where the ledger ended: a later document of the same rows draws others.
    let again = try installation.issue("EDR", "2026-Q4", asOf: Self.asOf).json()
    #expect(again["document"]["seed"].text != seed)
    #expect(again["access_sample"].list.map { $0["record_id"] } != sample.map { $0["record_id"] })
  }

  @Test func `every number is what SQL counts, and days without records are told`() throws {
    let installation = try Self.install()
    let json = try installation.issue("EDR", "2026-Q4", asOf: Self.asOf).json()
    let counts = json["document"]["counts"]
    func number(_ sql: String) throws -> Int { Int(try installation.database.query(sql)[0][0] ?? "") ?? -1 }
    func outside(_ column: String) -> String {
      // 29 October is a holiday of the calendar that comes with the program.
      """
      (extract(hour FROM \(column) AT TIME ZONE 'UTC') NOT BETWEEN 8 AND 18
        OR extract(isodow FROM \(column) AT TIME ZONE 'UTC') > 5 OR (\(column) AT TIME ZONE 'UTC')::date = '2026-10-29')
      """
    }
    let expected = [
      ("sessions", "SELECT count(*) FROM sessions WHERE started_at \(Self.within)"),
      ("events", "SELECT count(*) FROM events WHERE occurred_at \(Self.within)"),
      (
        "off_hours_sessions",
        "SELECT count(*) FROM sessions WHERE started_at \(Self.within) AND \(outside("started_at"))"
      ),
      (
        "off_hours_events", "SELECT count(*) FROM events WHERE occurred_at \(Self.within) AND \(outside("occurred_at"))"
      ),
      ("bulk_exports", "SELECT count(*) FROM events WHERE event_type = 'bulk_export'"),
      (
        "days_without_rows",
        """
        SELECT 92 - count(DISTINCT d) FROM (
          SELECT (started_at AT TIME ZONE 'UTC')::date d FROM sessions WHERE started_at \(Self.within)
          UNION ALL SELECT (occurred_at AT TIME ZONE 'UTC')::date FROM events WHERE occurred_at \(Self.within)) s
        """
      ),
    ]
    for (name, sql) in expected { #expect(counts[name].integer == (try number(sql)), "\(name)") }
    #expect(counts["days"] == 92 && json["access_days"].list.count == 92)
    let sum = json["off_hours_sessions"].list.reduce(0) { $0 + ($1["off_hours"].integer ?? 0) }
    #expect(sum == counts["off_hours_sessions"].integer)
    #expect(json["document"]["highlights"]["missing"].list.contains { $0["code"] == "days_without_rows" })
  }

  @Test(arguments: [
    (rules: "{ working_hours: { opens: 10, closes: 16, days: [sun, mon] } }", rule: "set to the same hours"),
    (
      rules: "{ working_hours: { opens: 10, closes: 16, days: [sun, mon] }, B03: { opens: 9 } }",
      rule: "hours: 09:00 to 16:00"
    ),
    (
      rules: "{ working_hours: { opens: 10, closes: 16, days: [sun, mon] }, B03: { enabled: false } }",
      rule: "switched off"
    ),
  ])
  func `working hours can be set, and what rule B03 goes by is said`(rules: String, rule: String) throws {
    let installation = try PlainSystem.install(
      Self.rows, settings: ["zone": "UTC", "formats": "[json, pdf]", "rules": rules])
    let package = try installation.issue("EDR", "2026-Q4", "--locale", "en", asOf: Self.asOf)
    let count = try installation.database.query(
      """
      SELECT count(*) FROM sessions WHERE started_at \(Self.within) AND (extract(hour FROM started_at AT TIME ZONE 'UTC')
        NOT BETWEEN 10 AND 15 OR extract(isodow FROM started_at AT TIME ZONE 'UTC') NOT IN (1, 7)
        OR (started_at AT TIME ZONE 'UTC')::date = '2026-10-29')
      """)[0][0]
    #expect(try package.json()["document"]["counts"]["off_hours_sessions"].integer == count.flatMap { Int($0) })
    #expect(try package.says("between 10:00 and 16:00 on a working day (Mon, Sun)"))
    #expect(try package.says(rule))
  }

  /// In one schedule with the findings report of the same quarter, which is read beside it at the level of everything else.
  @Test func `pseudonyms without a word where there is a key, and only there`() throws {
    let failures = """
      INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
        SELECT 'f' || n, timestamptz '2026-12-07 09:00Z' + n * interval '2 s', '4', 'login_failed', '203.0.113.9'
        FROM generate_series(1, 60) n;
      INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
        VALUES ('s', '2026-12-07 09:05Z', '4', 'login_success', '203.0.113.9');
      """
    let installation = try PlainSystem.install(
      on: PlainSystem.makeDatabase(Self.rows + failures), ownHome: true,
      settings: ["zone": "UTC", "formats": "[json, pdf]"])
    let schedule = "when: 0 4 2 1,4,7,10 *\nzone: UTC\nperiod: last-quarter\nreports: [ANM, EDR]\nexpect_rows: false\n"
    _ = try installation.folder.write("home/schedules/quarterly.yaml", schedule)
    let check = try installation.run("config", "check", "--locale", "en", asOf: Self.asOf)
    #expect(check.output.contains("EDR is meant for level M2; without a mask_key it is issued at M1"))
    func levels(_ number: Int) throws -> [String?] {
      try ["ANM", "EDR"].map { try installation.package($0, number, year: 2027).json()["document"]["mask"].text }
    }
    #expect(try installation.run("run", "quarterly", asOf: Self.asOf).status == 0)
    #expect(try levels(1) == ["M1", "M1"])
    #expect(try installation.package("EDR", year: 2027).says("Bu belge M1"))
    let key = try installation.folder.write("mask.key", String(repeating: "k", count: 32))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
    func configure(_ settings: [String: String]) throws {
      try installation.configure(
        source: ["system": "\"\(installation.folder.path)/plain\""],
        settings: ["zone": "UTC", "formats": "[json, pdf]", "mask_key": key].merging(settings) { $1 })
    }
    try configure([:])
    let later = "2027-04-02T05:00:00Z"
    let dry = try installation.run("run", "quarterly", "--dry-run", "--locale", "en", asOf: later)
    #expect(dry.output.contains("would issue ANM (") && dry.output.contains("would issue EDR ("), "\(dry.output)")
    let both = try installation.run("run", "quarterly", asOf: later)
    #expect(both.status == 0, "\(both.errors)")
    #expect(try levels(2) == ["M1", "M2"])
    // Findings of documents at M1 come into it without a name.
    let audit = try installation.issue("EDR", "2026-Q4", asOf: Self.asOf)
    #expect(try audit.json()["document"]["mask"] == "M2")
    #expect(try !audit.json()["open_findings"].list.isEmpty)
    let text = try InputFile.text(audit.path(".json")) + audit.text()
    #expect(!text.contains("kişi4") && !text.contains("203.0.113"))
    try configure(["mask": "M1"])
    #expect(try installation.issue("EDR", "2026-Q4", asOf: Self.asOf).json()["document"]["mask"] == "M1")
  }

  @Test func `findings of issued documents are listed with their numbers, and never counted again`() throws {
    let failures = """
      INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
        SELECT 'f' || n, timestamptz '2026-10-07 09:00Z' + n * interval '2 s', '4', 'login_failed', '203.0.113.9'
        FROM generate_series(1, 60) n;
      INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
        VALUES ('s', '2026-10-07 09:05Z', '4', 'login_success', '203.0.113.9');
      """
    let installation = try Self.install(Self.rows + failures)
    let before = try installation.issue("EDR", "2026-Q4", asOf: Self.asOf)
    #expect(try before.json()["open_findings"].list.isEmpty)
    let findings = try installation.issue("ANM", "2026-10-07", asOf: "2026-10-08T02:15:00Z")
    let severe = try findings.json()["findings"].list.filter { ["high", "critical"].contains($0["severity"].text) }
    try #require(!severe.isEmpty)
    // The rows are gone; what was issued stands.
    try installation.database.execute("DELETE FROM events WHERE event_type LIKE 'login%'")
    let json = try installation.issue("EDR", "2026-Q4", asOf: Self.asOf).json()
    let open = json["open_findings"].list
    #expect(open.compactMap { $0["finding_id"].text } == severe.compactMap { $0["id"].text })
    #expect(Set(open.compactMap { $0["document"].text }) == ["2026/ANM-000001"])
    let day = json["access_days"].list.first { $0["date"] == "2026-10-07" }
    #expect(day?["day_documents"] == "2026/ANM-000001")
  }

  @Test func `the auditor has columns to fill in, and lines for what is concluded`() throws {
    let installation = try Self.install(formats: "[json, pdf, xlsx]")
    let package = try installation.issue("EDR", "2026-Q4", asOf: Self.asOf)
    let headers = try package.sheet("Örneklem ve denetçi işaretleri").joined().compactMap(\.text)
    for header in ["Yetki Uyumu", "Denetçi Gerekçesi", "Bulgu No"] { #expect(headers.contains(header)) }
    let text = try package.text()
    #expect(text.contains("Öneri") && text.contains("Sorumlu") && text.contains("Termin"))
    #expect(text.contains("Denetim için öngörülen maskeleme düzeyi M2’dir"))
    #expect(try package.schemaFaults() == "")
  }

  @Test(arguments: ["M1", "M2", "M3"])
  func `pseudonyms at M2 and counts at M3, both valid, in both languages`(mask: String) throws {
    let installation = try Self.install(formats: "[json, pdf, xlsx]")
    let key = try installation.folder.write("mask.key", String(repeating: "k", count: 32))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: ["zone": "UTC", "formats": "[json, pdf, xlsx]", "mask": mask, "mask_key": key])
    let package = try installation.issue("EDR", "2026-Q4", "--locale", "en", asOf: Self.asOf)
    #expect(try package.schemaFaults() == "")
    let text = try package.text()
    #expect(!text.contains("kişi3") && text.contains("PERIODIC AUDIT OF ACCESS LOGS"))
    let sample = try package.json()["access_sample"].list
    #expect(sample.count == (mask == "M3" ? 0 : 120))
    if mask == "M3" { return }
    // The same rows in order of time, and nowhere a digest, which would give masked identifiers away.
    let seed = try #require(try package.json()["document"]["seed"].text)
    let file = try InputFile.text(package.path(".json"))
    for (relation, id, moment) in [("sessions", "session_id", "started_at"), ("events", "event_id", "occurred_at")] {
      let drawn = try installation.database.query(
        """
        SELECT to_char(\(moment) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI'), encode(sha256(convert_to(concat_ws(
          E'\\n', '\(seed)', '\(relation)', \(id)), 'UTF8')), 'hex') FROM \(relation)
        WHERE \(id) IN (\(Self.drawn(relation, id, seed, moment))) ORDER BY \(moment)
        """)
      let own = sample.filter { $0["relation"].text == relation }.compactMap { $0["moment"].text?.prefix(16) }
      #expect(own.map { String($0) } == drawn.compactMap { $0[0] }, "\(relation)")
      #expect(drawn.allSatisfy { !file.contains($0[1] ?? "") })
    }
    #expect(sample.allSatisfy { $0["selection_sha256"].text == nil })
  }

  @Test func `the rule says whether the seed could be known while the period ran, and what was left out`() throws {
    let session = """
      INSERT INTO sessions (session_id, user_id, started_at, ended_at) VALUES
        ('önceki', '1', '2025-11-03 09:00Z', '2025-11-03 10:00Z');
      """
    let installation = try Self.install(Self.rows + session, formats: "[json, pdf]")
    _ = try installation.issue("ANM", "2026-10-07", asOf: "2026-10-08T02:15:00Z")
    let known = try installation.issue("EDR", "2026-Q4", "--user", "3", asOf: Self.asOf)
    #expect(try known.says("dönem bitmeden yazılmıştır"))
    #expect(try known.says("(--user): sorgular da onlarla"))
    // Both moments of the line are after this period.
    let unknown = try installation.issue("EDR", "2025-Q4", asOf: Self.asOf)
    #expect(try unknown.says("Bu satır dönem bitmeden yazılmamıştır"))
    #expect(try !unknown.says("dönem bitmeden yazılmıştır") && !unknown.says("(--user)"))
    // A line that a person said to be of later was written before all the same.
    let claimed = try PlainSystem.install(
      "INSERT INTO sessions (session_id, started_at) VALUES ('geç', '2099-11-03 09:00Z');",
      settings: ["zone": "UTC", "formats": "[json, pdf]"])
    for _ in 1...2 { _ = try claimed.issue("EDR", "2099-Q4", asOf: "2100-01-02T04:00:00Z") }
    let last = try claimed.issue("EDR", "2099-Q4", asOf: "2100-01-02T04:00:00Z")
    #expect(try last.says("dönem bitmeden yazılmıştır"))
  }

  @Test func `a source with neither sessions nor events is refused`() throws {
    let installation = try Self.install()
    for name in ["sessions.sql", "events.sql"] {
      try FileManager.default.removeItem(atPath: "\(installation.folder.path)/plain/\(name)")
    }
    let outcome = try installation.run("report", "EDR", "--period", "2026-Q4", "--locale", "en", asOf: Self.asOf)
    #expect(outcome.status == 78)
    #expect(outcome.errors.contains("must hold sessions.sql or events.sql"), "\(outcome.errors)")
  }

  @Test func `an empty quarter, a source without events, and the schedule`() throws {
    let empty = try PlainSystem.install(settings: ["zone": "UTC", "formats": "[json, pdf]"])
    let nothing = try empty.issue("EDR", "2026-Q4", asOf: Self.asOf)
    #expect(try nothing.says("Dönemde erişim kaydı yoktur; örneklem boştur."))
    #expect(try nothing.schemaFaults() == "")
    let telega = try Installation.ofSystem("telega", settings: ["formats": "[json, pdf]"])
    let quarter = try telega.run("run", "quarterly", "--json", asOf: "2027-01-02T04:00:00+03:00")
    #expect(quarter.status == 0, "\(quarter.errors)")
    let package = telega.package("EDR", year: 2027)
    #expect(try package.schemaFaults() == "")
    #expect(try package.says("olay kaydı kaynakta yok"))
    #expect(try package.json()["document"]["counts"]["sessions"].integer ?? 0 > 0)
  }
}
