import Support
import Testing

/// Supabase Auth: sessions without an end, and rows that row-level security hides.
@Suite struct SupabaseAuthTests {
  private static func install() throws -> Installation {
    try Installation.ofSystem("supabase-auth", settings: ["mask": "M0", "locale": "en"])
  }

  @Test func `a session's kind is how it was signed in to, and one without a limit runs`() throws {
    let package = try Self.install().issue("OTR", "2026-10-07")
    let document = try package.json()["document"]
    #expect(document["counts"]["sessions"] == 4 && document["counts"]["users"] == 4)
    // One ran out at the end that the project sets; of the others no end is recorded anywhere.
    #expect(document["end_bases"]["as_of"] == 3 && document["end_bases"]["expiry"] == 1)
    #expect(document["durations"]["recorded_sum_us"] == 0)
    let rows = try package.rows(ofSheet: "Sessions")
    #expect(
      rows.compactMap { $0["Kind"]?.text }.sorted()
        == ["aal1 anonymous", "aal1 otp", "aal1 sso/saml", "aal2 password+totp"])
    // A user without mail address is named by the telephone, an anonymous one by nothing.
    #expect(rows.contains { $0["User Name"] == "905321112233" } && rows.contains { $0["User Name"] == .null })
    #expect(try package.says("the application deletes the records of sessions that ended"))
  }

  @Test func `what an administrator did is the user's whom it was done to`() throws {
    let json = try Self.install().issue("GOR", "2026-10-07").json()
    #expect(json["document"]["counts"]["events"] == 13 && json["document"]["counts"]["login_success"] == 3)
    let types = Dictionary(
      json["event_types"].list.map { ($0["event_type"].text ?? "", $0["events"].integer) }, uniquingKeysWith: { $1 })
    // A token is replaced with each refresh; that is no session that somebody ended.
    #expect(types["token_refresh"] == 1 && types["token_replaced"] == 1 && types["session_revoked"] == nil)
    #expect(types["mfa_success"] == 1 && types["mfa_removed"] == 1 && types["password_change"] == 1)
    #expect(json["unmapped"].list.map { $0["raw_type"] } == ["new_action"])
    let rows = try Self.install().issue("GOR", "2026-10-07").rows(ofSheet: "Events")
    let deleted = try #require(rows.first { $0["Source's Name"] == "user_deleted" })
    #expect(deleted["User Key"] == "00000000-0000-4000-8000-000000000009" && deleted["User Name"] == "giden@ornek.com")
  }

  @Test func `sessions that are never ended are no findings of length, number or rest, and why is said`() throws {
    let json = try Self.install().issue("ANM", "2026-10-07").json()
    for id in ["S04", "S07", "S08"] {
      let rule = try #require(json["rules"].list.first { $0["id"].text == id })
      #expect(rule["disabled_by"] == "system" && rule["system_reason"].text?.isEmpty == false, "\(id)")
    }
    // Nothing about guessing was looked at, and the report does not say that there was none.
    let guessing = json["rules"].list.filter { ["A01", "A02", "A04", "A05"].contains($0["id"].text ?? "") }
    #expect(guessing.allSatisfy { $0["status"] == "not_evaluated" && $0["reason"] == "EVENT_TYPE_ABSENT" })
  }

  @Test func `where Supabase's row-level security hides every row, no register says that there were none`() throws {
    let installation = try Self.install()
    try installation.database.execute(
      """
      ALTER TABLE auth.sessions ENABLE ROW LEVEL SECURITY;
      ALTER TABLE auth.users ENABLE ROW LEVEL SECURITY;
      """)
    let outcome = try installation.run("report", "OTR", "--period", "2026-10-07")
    #expect(outcome.status == 77 && outcome.errors.contains("ALTER ROLE tutanak_reader BYPASSRLS"), "\(outcome.errors)")
    #expect(installation.published.isEmpty)
  }

  @Test func `tokens, codes and hashes are nowhere`() throws { try Canary.expectNone(in: Self.install()) }
}
