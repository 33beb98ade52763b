import Support
import Testing

/// A source that yields nothing, nothing of the period, or nothing new: told on page 1, at the terminal and by the exit
/// status of a schedule that expects rows.
@Suite struct ExpectedRowsTests {
  /// A session each hour of September up to a moment, and events beside them.
  private static func rows(until end: String) -> String {
    """
    INSERT INTO sessions (session_id, user_id, started_at, ended_at)
      SELECT 's' || n, 'u', t, t + interval '20 min'
      FROM generate_series('2026-09-01 00:10Z'::timestamptz, '\(end)', '1 hour') WITH ORDINALITY AS x (t, n);
    INSERT INTO events (event_id, occurred_at, user_id, event_type)
      SELECT 'e' || n, t, 'u', 'login_success'
      FROM generate_series('2026-09-01 00:10Z'::timestamptz, '\(end)', '1 hour') WITH ORDINALITY AS x (t, n);
    """
  }

  private static func install(
    _ sql: String, source: [String: String?] = [:], _ settings: [String: String?] = [:]
  ) throws -> Installation {
    try PlainSystem.install(
      sql, source: ["expect_rows": nil].merging(source) { $1 },
      settings: ["zone": "UTC", "formats": "[pdf, json]"].merging(settings) { $1 })
  }

  private static let night = "2026-10-08T02:15Z"

  /// What the source holds, the clause of page 1, and what is said of it.
  static let silences: [(rows: String, code: String, page: String, words: String)] = [
    (
      "", "source_empty", "The source yielded no session with a known time up to the end of what is counted",
      "the source yielded no record with a known time up to the end of what is counted."
    ),
    (
      rows(until: "2026-09-20Z"), "source_outside", "The source has sessions of other periods and none of this one",
      "the source has records of other periods and none of this one."
    ),
    (
      // Beyond the year 9000: milliseconds that were taken for seconds.
      "INSERT INTO sessions (session_id, user_id, started_at) SELECT n, 'u', to_timestamp(1791331200000 + n) FROM "
        + "generate_series(1, 9) n", "source_empty",
      "The source yielded no session with a known time", "the source yielded no record"
    ),
    (
      rows(until: "2026-10-07 10:30Z"), "source_stale",
      "The newest session of the source began at 2026-10-07 10:10:00 UTC+00:00; no other follows for about 13 hours, and "
        + "the longest gap before was about 1 hour",
      "the newest record is of 2026-10-07 10:10:00 UTC+00:00; about 13 hours without one follow"
    ),
  ]

  @Test(arguments: silences) func `is told everywhere`(
    _ silence: (rows: String, code: String, page: String, words: String)
  ) throws {
    let installation = try Self.install(silence.rows)
    let night = try installation.run("run", "nightly", "--locale", "en", asOf: Self.night)
    #expect(night.status == 7, "\(night.errors)")
    #expect(night.errors.contains("back-office, 2026-10-07, sessions.sql: \(silence.words)"), "\(night.errors)")
    let package = installation.package("OTR")
    #expect(try package.says(silence.page))
    let highlights = try package.json()["document"]["highlights"]
    #expect(highlights["missing"][0]["code"].text == silence.code)
    #expect(highlights["to_do"].list.contains { $0["code"] == "examine_source" })
    #expect(installation.packages.count == 3 && installation.backups.count == 1)
    // What was issued stays issued: the next run has nothing to do, and nothing to complain of.
    #expect(try installation.run("run", "nightly", asOf: Self.night).status == 0)
    // A person is told as well; the status is that of what was asked for.
    let now = try installation.run("report", "OTR", "--period", "2026-10-07", "--locale", "en", asOf: Self.night)
    #expect(now.status == 0 && now.errors.contains(silence.words), "\(now.errors)")
  }

  @Test func `at M3 the day of the newest record stands there, and no moment`() throws {
    let installation = try Self.install(Self.rows(until: "2026-10-07 10:30Z"), ["mask": "M3"])
    _ = try installation.run("run", "nightly", "--locale", "tr", asOf: Self.night)
    let package = installation.package("OTR")
    #expect(try package.says("Kaynaktaki son oturum 07.10.2026 tarihlidir; sonrasında yaklaşık 13 saat"))
    #expect(try !package.says("10:10"))
  }

  @Test func `is nothing where records come up to the end, or a silence is as usual`() throws {
    for sql in [
      Self.rows(until: "2026-10-08 02:00Z"),
      // No night of September knows a record after ten.
      Self.rows(until: "2026-10-07 22:30Z") + "DELETE FROM sessions WHERE extract(hour FROM started_at) >= 22;"
        + "DELETE FROM events WHERE extract(hour FROM occurred_at) >= 22;",
    ] {
      let installation = try Self.install(sql)
      let night = try installation.run("run", "nightly", "--locale", "en", asOf: Self.night)
      #expect(night.status == 0 && night.errors == "", "\(night.errors)")
      let codes = try installation.package("OTR").json()["document"]["highlights"]["missing"].list.map {
        $0["code"].text
      }
      #expect(!codes.contains { $0?.hasPrefix("source_") ?? false }, "\(codes)")
    }
  }

  @Test(arguments: ["skip", "notify"]) func `an unexpected empty period is a gap without a document, too`(
    choice: String
  ) throws {
    let installation = try Self.install(
      "", ["empty_period": choice, "rules": "{ D02: { enabled: false } }", "formats": "[json]"])
    let night = try installation.run("run", "nightly", "--json", "--locale", "en", asOf: Self.night)
    #expect(night.status == 7)
    let steps = try JSON(text: night.output)["steps"].list.filter { $0["step"] == "issue" }
    #expect(steps.map { $0["outcome"].text } == ["incomplete", "incomplete", "incomplete", "done", "done"])
    #expect(installation.packages.isEmpty && installation.backups.count == 1)
  }

  @Test(arguments: [true, false]) func `a schedule or a source may expect none`(isOfSource: Bool) throws {
    let database = try TestServer.shared().makeDatabase(from: .efysEmpty)
    let installation = try Installation(
      on: database, ownHome: true, source: ["expect_rows": isOfSource ? "false" : nil], settings: ["formats": "[pdf]"])
    let choice = isOfSource ? "" : "expect_rows: false\n"
    try installation.folder.write("home/schedules/nightly.yaml", "period: yesterday\nreports: [OTR]\n" + choice)
    let night = try installation.run("run", "nightly", "--locale", "en")
    #expect(night.status == 0 && night.errors == "", "\(night.errors)")
    // Page 1 says what is so all the same.
    #expect(try installation.package("OTR").says("The source yielded no session with a known time"))
  }
}
