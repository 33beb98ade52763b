import Support
import Testing

/// Discourse: a forum whose tokens live for weeks, and a log that knows the ones that are gone.
@Suite struct DiscourseTests {
  /// Ten years, so that what is kept still runs whenever this is read.
  private static func install(
    settings: [String: String?] = ["mask": "M0", "locale": "en"]
  ) throws -> Installation {
    try Installation.ofSystem(
      "discourse", source: ["parameters": "{ maximum_session_age: \"87600\" }"], settings: settings)
  }

  @Test func `tokens that are kept and sessions that only the log knows are counted, each once`() throws {
    let package = try Self.install().issue("OTR", "2026-10-07")
    let document = try package.json()["document"]
    #expect(document["counts"]["sessions"] == 4 && document["counts"]["users"] == 3)
    // Verbose logging recorded one end after 40 minutes; of the other nobody knows more than its last rotation.
    #expect(document["durations"]["recorded_sum_us"].integer == 40 * 60_000_000)
    let bases = document["end_bases"]
    #expect(bases["end"] == 1 && bases["as_of"] == 2 && bases["last_activity"] == 1)
    let rows = try package.rows(ofSheet: "Sessions")
    #expect(rows.compactMap { $0["Session Id"]?.text }.sorted() == ["101", "102", "103", "104"])
    // 06:00 without a zone is UTC, whatever the zone of server and report.
    #expect(rows.first { $0["Session Id"] == "103" }?["Session Start"] == "2026-10-07T09:00:00")
  }

  @Test func `the logs of tokens and of the staff are one, without what is no matter of security`() throws {
    let json = try Self.install().issue("GOR", "2026-10-07").json()
    #expect(json["document"]["counts"]["events"] == 12 && json["unmapped"].list.isEmpty)
    let types = Dictionary(
      json["event_types"].list.map { ($0["event_type"].text ?? "", $0["events"].integer) }, uniquingKeysWith: { $1 })
    #expect(
      types == [
        "login_success": 2, "token_refresh": 2, "session_end": 1, "suspicious_sign_in": 1, "token_check": 1,
        "user_disabled": 1, "role_granted": 1, "setting_change": 1, "mfa_reset": 1, "impersonation": 1,
      ])
  }

  /// Three thousand members with two devices each, signed in for up to 59 days and seen within a week.
  private static let forum = """
    INSERT INTO users (id, username, username_lower, created_at, updated_at, active)
    SELECT n, 'uye' || n, 'uye' || n, '2026-01-01', '2026-01-01', true FROM generate_series(1001, 4000) n;
    INSERT INTO user_auth_tokens
      (id, user_id, auth_token, prev_auth_token, client_ip, rotated_at, created_at, updated_at)
    SELECT 10 * n + d, n, 'canary-secret-t' || 10 * n + d, 'canary-secret-q' || 10 * n + d,
      ('10.' || d || '.' || n / 250 || '.' || n % 250)::inet,
      timestamp '2026-10-07 18:00' - least(n % 7, 1 + n % 59) * interval '1 day',
      timestamp '2026-10-07 18:00' - (1 + n % 59) * interval '1 day', now()
    FROM generate_series(1001, 4000) n, generate_series(1, 2) d;
    """

  @Test func `thousands of tokens that live for weeks are no findings, and the report says why`() throws {
    let installation = try Self.install(settings: ["locale": "en", "formats": "[pdf, xlsx, json]"])
    try installation.database.execute(Self.forum)
    let package = try installation.issue("ANM", "2026-10-07")
    let json = try package.json()
    #expect(json["document"]["counts"]["sessions"] == 6004 && json["document"]["counts"]["findings"] == 1)
    for id in ["S04", "S05", "S06", "S07", "S08"] {
      let rule = try #require(json["rules"].list.first { $0["id"].text == id })
      #expect(rule["disabled_by"] == "system" && rule["system_reason"].text?.isEmpty == false, "\(id)")
    }
    let row = try #require(try package.rows(ofSheet: "Rules").first { $0["Rule"] == "S07" })
    #expect(
      row["Status"]?.text?.contains("Discourse prolongs a session whenever it is used") == true, "\(row)")
  }

  @Test func `a source that does not say how long tokens live is refused before anything is read`() throws {
    let installation = try Self.install()
    try installation.configure(source: ["system": "discourse"])
    let outcome = try installation.run("config", "check", "--locale", "en")
    #expect(outcome.status == 78 && outcome.errors.contains(":'maximum_session_age' is unknown"))
  }

  @Test func `tokens, settings and what a token was used for are nowhere`() throws {
    try Canary.expectNone(in: Self.install())
  }
}
