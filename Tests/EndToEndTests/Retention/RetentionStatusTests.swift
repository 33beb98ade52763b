import Files
import Foundation
import Support
import Testing

/// The status of retention (T11): what is due, late, held, beyond the law or without a rule, as SQL counts it.
@Suite struct RetentionStatusTests {
  /// Sessions every five days back to 2019, some without a begin; events of two classes and one of no rule.
  static let rows = """
    ALTER TABLE users ADD COLUMN created_at timestamptz;
    INSERT INTO sessions (session_id, user_id, started_at, status)
      SELECT n, 'u' || n % 7, timestamptz '2026-10-31 12:00Z' - n * interval '5 days', 'kapalı' FROM generate_series(1, 500) n;
    INSERT INTO events (event_id, occurred_at, user_id, event_type)
      SELECT n, timestamptz '2026-10-31 09:00Z' - n * interval '3 days', 'u1',
        (ARRAY['login_success', 'login_failed', 'özel'])[n % 3 + 1] FROM generate_series(1, 300) n;
    INSERT INTO users (user_id, created_at) VALUES ('u1', '2020-01-01'), ('u2', NULL), ('u3', 'infinity'),
      ('u4', '0001-01-01');

    """

  static let retention = """
    {
          policy: "KVK-POL-03, sürüm 4",
          rules: {
            oturumlar: { relation: sessions, category: İşlem Güvenliği, subjects: Kullanıcı,
              grounds: [{ basis: KVKK_5_2_A, law: "5651 m.5/3", minimum: 365d, maximum: 730d },
                        { basis: KVKK_5_2_CC, law: "KVKK m.12", minimum: 6mo }],
              method: delete, how: DELETE, responsible: Bilgi İşlem },
            girişler: { relation: events, only: { column: event_type, in: [login_success] }, category: İşlem Güvenliği,
              subjects: Kullanıcı, grounds: [{ basis: KVKK_5_2_F, law: "KVKK m.12", minimum: 1y }],
              method: destroy, responsible: Bilgi İşlem },
            hatalar: { relation: events, only: { column: event_type, in: [login_failed] }, category: İşlem Güvenliği,
              subjects: Kullanıcı, grounds: [{ basis: KVKK_5_2_F, law: "KVKK m.12", minimum: 2y }],
              method: anonymise, responsible: Bilgi İşlem },
            üyeler: { relation: users, category: Kimlik, subjects: Kullanıcı,
              grounds: [{ basis: KVKK_5_2_C, law: "TBK m.146", minimum: 10y }], method: delete, responsible: İK } } }
    """

  static let month = "2026-11-01T03:30:00+03:00"

  static func install(
    _ retention: String? = retention, source: [String: String?] = [:], settings: [String: String?] = [:]
  ) throws -> Installation {
    let all = ["retention": retention].merging(source) { $1 }
    return try PlainSystem.install(
      rows, source: all, settings: ["formats": "[json]"].merging(settings) { $1 })
  }

  private static func count(_ installation: Installation, _ relation: String, _ condition: String) throws -> Int {
    try Int(installation.database.query("SELECT count(*) FROM \(relation) WHERE \(condition)")[0][0] ?? "") ?? -1
  }

  private static func line(_ json: JSON, _ rule: String?) -> JSON {
    json["retention_status"].list.first { $0["retention_rule"].text == rule } ?? .null
  }

  @Test func `counts are those of SQL, the longest minimum wins, and a maximum is enforced in words`() throws {
    let installation = try Self.install()
    let json = try installation.issue("SKL", "2026-10", asOf: Self.month).json()
    let sessions = Self.line(json, "oturumlar")
    let day = "timestamptz '2026-11-01 00:00+03'"
    for (column, condition) in [
      ("kept_rows", "true"), ("due_rows", "started_at < \(day) - interval '365 days'"),
      ("overdue_rows", "started_at < \(day) - interval '545 days'"),
      ("due_soon_rows", "started_at >= \(day) - interval '365 days' AND started_at < \(day) - interval '275 days'"),
      ("beyond_rows", "started_at < \(day) - interval '730 days'"),
    ] {
      #expect(try sessions[column].integer == Self.count(installation, "sessions", condition), "\(column)")
    }
    #expect(sessions["minimum_period"] == "365 gün" && sessions["maximum_period"] == "730 gün")
    #expect(sessions["retention_state"] == "beyond" && sessions["oldest_record"] == "2019-12-27")
    let late = try installation.database.query("SELECT date '2026-11-01' - 365 - date '2019-12-27'")[0][0]
    #expect(sessions["days_late"].integer.map(String.init) == late)
    let failures = Self.line(json, "hatalar")
    #expect(
      try failures["due_rows"].integer
        == Self.count(
          installation, "events", "event_type = 'login_failed' AND occurred_at < \(day) - interval '2 years'"))
    let users = Self.line(json, "üyeler")
    #expect(users["kept_rows"] == 4 && users["undated_rows"] == 3 && users["due_rows"] == 0)
    // Events of no rule are named, not left out.
    let rest = json["retention_status"].list.first { $0["retention_state"] == "no_rule" }
    #expect(rest?["relation"] == "events")
    #expect(try rest?["kept_rows"].integer == Self.count(installation, "events", "event_type = 'özel'"))
    let codes = json["document"]["highlights"]["stands_out"].list.compactMap { $0["code"].text }
    #expect(codes == ["retention_beyond", "retention_overdue", "retention_due"])
    let missing = json["document"]["highlights"]["missing"].list.compactMap { $0["code"].text }
    #expect(missing.contains("retention_without_rule") && missing.contains("retention_undated"))
    let ages = json["retention_ages"].list[0]
    let bands = ["age_half_year", "age_year", "age_two_years", "age_five_years", "age_older"]
    #expect(bands.compactMap { ages[$0].integer }.reduce(0, +) == 500)
    #expect(
      try ages["age_older"].integer == Self.count(installation, "sessions", "started_at < \(day) - interval '5 years'"))
    #expect(json["document"]["counts"]["rules"] == 4 && json["document"]["counts"]["unread"] == 0)
  }

  @Test func `a hold is shown with its end and without its reason, and explains what is due`() throws {
    let installation = try Self.install()
    let words = ["disposal", "hold", "oturumlar", "--reason", "Esas 2026/17 gizli", "--until", "2099-06-30"]
    let held = try installation.run(words: words, asOf: Self.month)
    #expect(held.status == 0 && held.output.contains("2099-06-30"), "\(held.errors)")
    let package = try installation.issue("SKL", "2026-10", asOf: Self.month)
    let json = try package.json()
    #expect(Self.line(json, "oturumlar")["retention_state"] == "held")
    #expect(json["retention_holds"][0]["held_until"] == "2099-06-30T21:00:00.000000Z")
    #expect(json["document"]["counts"]["held"] == 1)
    let codes = json["document"]["highlights"]["stands_out"].list.compactMap { $0["code"].text }
    #expect(!codes.contains("retention_beyond"))
    let text = try InputFile.text(package.path(".json"))
    #expect(!text.contains("2026/17"))
    // Nor does the trail tell why.
    let trail = try installation.issue("RIZ", "2026-11", asOf: Self.month).json()
    let acts = trail["trail_acts"].list
    #expect(acts.contains { $0["act"] == "hold" && $0["act_reason"] == nil }, "\(acts)")
    let release = ["disposal", "release", "oturumlar", "--reason", "dava bitti"]
    #expect(try installation.run(words: release, asOf: Self.month).status == 0)
    #expect(try installation.run(words: release + ["--locale", "en"], asOf: Self.month).status == 64)
    let after = try installation.issue("SKL", "2026-10", asOf: Self.month).json()
    #expect(after["retention_holds"].list.isEmpty && Self.line(after, "oturumlar")["retention_state"] == "beyond")
  }

  @Test func `a hold outlives its rule and a stated moment, and can be released without it`() throws {
    let installation = try Self.install()
    let words = ["disposal", "hold", "oturumlar", "--reason", "dava", "--until", "2099-06-30"]
    #expect(try installation.run(words: words, asOf: "2099-12-01T00:00:00+03:00").status == 0)
    try installation.configure(
      source: [
        "system": "\"\(installation.folder.path)/plain\"",
        "retention": Self.retention.replacing("oturumlar:", with: "oturum:"),
      ], settings: ["formats": "[json]"])
    let report = ["report", "SKL", "--period", "2026-10", "--locale", "en"]
    let told = try installation.run(words: report, asOf: Self.month)
    #expect(told.status == 0 && told.errors.contains("the configuration has no such rule"), "\(told.errors)")
    let holds = try installation.package("SKL").json()["retention_holds"].list
    #expect(holds.map { $0["retention_rule"].text } == ["oturumlar"])
    let gone = ["disposal", "hold", "oturum", "--reason", "x", "--until", "2026-01-01"]
    #expect(try installation.run(words: gone, asOf: "2025-01-01T00:00:00+03:00").status == 64)
    let release = ["disposal", "release", "oturumlar", "--reason", "bitti"]
    #expect(try installation.run(words: release, asOf: Self.month).status == 0)
  }

  @Test func `what cannot be counted says so, and is no success`() throws {
    let installation = try Self.install(source: ["scan_limit": "100"])
    try installation.database.execute("ANALYZE")
    let words = ["report", "SKL", "--period", "2026-10", "--locale", "en"]
    let outcome = try installation.run(words: words, asOf: Self.month)
    #expect(outcome.status == 7 && outcome.errors.contains("the limit is 100"), "\(outcome.errors)")
    let json = try installation.package("SKL").json()
    #expect(json["document"]["counts"]["unread"] == 3 && Self.line(json, "oturumlar")["retention_state"] == "unread")
    #expect(Self.line(json, "oturumlar")["kept_rows"] == nil)
    #expect(try installation.run(words: words + ["--allow-scan"], asOf: Self.month).status == 0)
    // A table that is gone, and a column that is not there.
    try installation.database.execute("REVOKE SELECT ON events FROM tutanak_reader")
    let refused = try installation.run(words: words + ["--allow-scan", "--json"], asOf: Self.month)
    #expect(refused.status == 7, "\(refused.errors)")
  }

  @Test func `backups are listed with the day they are let go`() throws {
    let second = try ScratchFolder()
    let installation = try Self.install(
      settings: [
        "formats": "[pdf, json]",
        "backup": "{ keep: { days: 14, months: 2 }, offsite: { folder: \"\(second.path)\" } }",
      ])
    try installation.database.execute("GRANT CONNECT ON DATABASE \(installation.database.name) TO tutanak_reader")
    #expect(try installation.run("backup", "create", asOf: "2026-10-20T02:00:00+03:00").status == 0)
    let package = try installation.issue("SKL", "2026-10", "--locale", "en", asOf: Self.month)
    let json = try package.json()
    let backup = json["retention_backups"][0]
    #expect(backup["expires"] == "2026-11-30", "\(backup)")
    #expect(try package.says("These backups may lie at a second place as well") && package.says("(\(second.path))"))
    let missing = json["document"]["highlights"]["missing"].list.compactMap { $0["code"].text }
    #expect(missing.contains("retention_offsite"))
  }

  @Test func `without a rule there is no report, and the month goes on without it`() throws {
    let installation = try Self.install(nil)
    let report = try installation.run("report", "SKL", "--period", "2026-10", "--locale", "en", asOf: Self.month)
    #expect(report.status == 3 || report.status == 78, "\(report.status) \(report.errors)")
    #expect(report.errors.contains("has no rule of retention") && installation.packages.isEmpty)
    #expect(try installation.run("run", "monthly", asOf: Self.month).status == 0)
    #expect(try installation.packages.map { try $0.json()["document"]["code"].text }.contains("SKL") == false)
  }

  @Test(arguments: [
    ("minimum: 365d, maximum: 100d", "cannot be kept to"),
    ("minimum: 365 days", "a period like 365d"), ("minimum: 1y, maximum: 2y, most: 3y", "most"),
  ]) func `config check refuses periods that cannot be`(_ ground: String, _ complaint: String) throws {
    let installation = try Self.install(
      """
      { rules: { a: { relation: sessions, category: x, subjects: y, method: delete, responsible: z,
            grounds: [{ basis: KVKK_5_2_A, law: l, \(ground) }] } } }
      """)
    let outcome = try installation.run("config", "check", "--locale", "en")
    #expect(outcome.status == 78 && outcome.errors.contains(complaint), "\(outcome.errors)")
    #expect(outcome.errors.contains("tutanak.yaml:"))
  }

  @Test(arguments: [
    ("only: { column: event_type, in: [a] }", "only: { column: event_type, in: [a, b] }"),
    ("only: { column: event_type, in: [a] }", "only: { column: user_id, in: [b] }"),
    ("only: { column: event_type, in: [a] }", "only: { column: event_type, not_in: [b] }"),
    ("counts_from: occurred_at", "only: { column: event_type, in: [a] }"),
  ]) func `and rules of which a record could be in two`(_ first: String, _ second: String) throws {
    func rule(_ more: String) -> String {
      """
      { relation: events, category: x, subjects: y, method: delete, responsible: z,
              grounds: [{ basis: KVKK_5_2_A, law: l, minimum: 1y }], \(more) }
      """
    }
    let installation = try Self.install("{ rules: { a: \(rule(first)), b: \(rule(second)) } }")
    let outcome = try installation.run("config", "check", "--locale", "en")
    #expect(outcome.status == 78 && outcome.errors.contains("could be in two rules"), "\(outcome.errors)")
  }
}
