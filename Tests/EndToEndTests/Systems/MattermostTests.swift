import Support
import Testing

/// Mattermost: sessions of people and of programs, and a log of audits whose notes hold secrets.
@Suite struct MattermostTests {
  private static func install() throws -> Installation {
    try Installation.ofSystem("mattermost", settings: ["mask": "M0", "locale": "en"])
  }

  @Test func `sessions of browsers, phones and tokens are told apart`() throws {
    let package = try Self.install().issue("OTR", "2026-10-07")
    let document = try package.json()["document"]
    #expect(document["counts"]["sessions"] == 4 && document["counts"]["users"] == 3)
    #expect(document["end_bases"]["as_of"] == 3 && document["end_bases"]["expiry"] == 1)
    let rows = try package.rows(ofSheet: "Sessions")
    #expect(rows.compactMap { $0["Kind"]?.text }.sorted() == ["access token", "mobile sso", "web", "web"])
    // Milliseconds: 08:00 in UTC is 11:00 in Istanbul, and not 1970.
    let phone = try #require(rows.first { $0["Kind"] == "mobile sso" })
    #expect(phone["Session Start"] == "2026-10-07T11:00:00" && phone["Device"] == "Mobile App, iOS")
    #expect(try package.says("the application deletes the records of sessions that ended"))
  }

  @Test func `a sign-in of three entries is one event, and a name tried is looked up as Mattermost does it`() throws {
    let package = try Self.install().issue("GOR", "2026-10-07")
    let json = try package.json()
    #expect(json["document"]["counts"]["events"] == 14 && json["unmapped"].list.isEmpty)
    let types = Dictionary(
      json["event_types"].list.map { ($0["event_type"].text ?? "", $0["events"].integer) }, uniquingKeysWith: { $1 })
    #expect(
      types == [
        "login_success": 2, "login_failed": 3, "logout": 1, "password_change": 1, "password_reset": 1,
        "role_changed": 1, "user_disabled": 1, "session_revoked": 1, "mfa_change": 1, "access_token": 1, "user_act": 1,
      ])
    let failures = try package.rows(ofSheet: "Events").filter { $0["Source's Name"] == "login failure" }
    // “Irmak” and her mail address in capitals are irmak; the third is nobody, whatever was typed behind the name.
    #expect(failures.compactMap { $0["User Name"]?.text } == ["irmak", "irmak", "yok biri session_user=0"])
  }

  @Test func `who deactivated an account is the actor, and the account's is the event`() throws {
    let rows = try Self.install().issue("GOR", "2026-10-07").rows(ofSheet: "Events")
    let event = try #require(rows.first { $0["Source's Name"] == "deactivated" })
    #expect(event["User Name"] == "giden" && event["Actor"]?.text?.hasPrefix("ayse") == true)
    let roles = try #require(rows.first { $0["Source's Name"] == "roles changed" })
    #expect(roles["User Name"] == "irmak" && roles["Role"] == "system_admin")
  }

  @Test func `sessions that live for weeks and tokens of programs are no findings, and the report says why`() throws {
    let json = try Self.install().issue("ANM", "2026-10-07").json()
    #expect(!json["findings"].list.contains { ["S04", "S05", "S06", "S07", "S08"].contains($0["rule"].text ?? "") })
    let concurrent = try #require(json["rules"].list.first { $0["id"] == "S04" })
    let origins = concurrent["thresholds_from"]
    #expect(concurrent["thresholds"]["max_concurrent"] == 10 && origins["max_concurrent"] == "system")
    #expect(origins["medium_factor"] == "default" && concurrent["remarks"]["kinds_left_out"] == 1)
  }

  @Test func `tokens, keys of phones and the codes of password resets are nowhere`() throws {
    try Canary.expectNone(in: Self.install())
  }
}
