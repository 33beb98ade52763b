import Support
import Testing

/// Keycloak: one realm of several, sessions whose rows are deleted, seconds here and milliseconds there.
@Suite struct KeycloakTests {
  private static func install(realm: String = "sirket") throws -> Installation {
    try Installation.ofSystem(
      "keycloak", source: ["parameters": "{ realm: \(realm) }"], settings: ["mask": "M0", "locale": "en"])
  }

  @Test func `sessions that are kept, and those that saved events bring back, are counted once`() throws {
    let package = try Self.install().issue("OTR", "2026-10-07")
    let document = try package.json()["document"]
    #expect(document["counts"]["sessions"] == 6 && document["counts"]["users"] == 2)
    // Signed out after 45 minutes, and ended by an administrator after an hour; one ran out, two run, of one nobody knows.
    #expect(document["durations"]["recorded_sum_us"].integer == 105 * 60_000_000)
    let bases = document["end_bases"]
    #expect(bases["end"] == 2 && bases["expiry"] == 1 && bases["as_of"] == 2 && bases["last_activity"] == 1)
    let rows = try package.rows(ofSheet: "Sessions")
    #expect(rows.compactMap { $0["Kind"]?.text }.sorted() == ["offline"] + Array(repeating: "online", count: 5))
    #expect(rows.compactMap { $0["Device"]?.text } == Array(repeating: "Firefox/128.0, Linux", count: 3))
    // 06:00 in UTC, to the second, in Istanbul.
    #expect(rows.contains { $0["Session Start"]?.text == "2026-10-07T09:00:00" })
    #expect(try package.says("the application deletes the records of sessions that ended"))
  }

  @Test func `an offline session shares the identifier of the sign-in that it came from, and is another`() throws {
    let rows = try Self.install().issue("OTR", "2026-10-07").rows(ofSheet: "Sessions")
    let identifiers = rows.compactMap { $0["Session Id"]?.text }
    #expect(identifiers.contains("session-k2") && identifiers.contains("offline:session-k2"))
  }

  @Test func `events of users and administrators are one log, and single sign-on adds sign-ins, no sessions`() throws {
    let json = try Self.install().issue("GOR", "2026-10-07").json()
    #expect(json["document"]["counts"]["events"] == 21)
    let expected = [
      "login_success": 6, "login_failed": 3, "logout": 1, "token_issued": 2, "password_change": 1, "mfa_enrolled": 1,
      "account_locked": 1, "session_revoked": 1, "role_granted": 2, "admin_act": 2, "unmapped": 1,
    ]
    for type in json["event_types"].list {
      #expect(type["events"].integer == expected[type["event_type"].text ?? ""], "\(type)")
    }
    #expect(json["event_types"].list.count == expected.count)
    #expect(json["unmapped"].list.map { $0["raw_type"] } == ["PUSHED_AUTHORIZATION_REQUEST"])
  }

  @Test func `a name that nobody has, with a NUL in it, stops no report`() throws {
    let rows = try Self.install().issue("GOR", "2026-10-07").rows(ofSheet: "Events")
    #expect(rows.contains { $0["User Name"]?.text == "y\u{FFFD}k\\ufffd" }, "\(rows.compactMap { $0["User Name"] })")
  }

  @Test func `a realm sees nothing of another, and one that is not there yields nothing and says so`() throws {
    let master = try Self.install(realm: "master")
    #expect(try master.issue("GOR", "2026-10-07").json()["document"]["counts"]["events"] == 1)
    #expect(try master.issue("OTR", "2026-10-07").json()["document"]["counts"]["sessions"] == 1)
    let misspelt = try Self.install(realm: "sirkett").issue("OTR", "2026-10-07")
    #expect(try misspelt.firstPage().contains("The source yielded no session"))
  }

  @Test func `offline tokens are no sessions that are too long, too many or idle, and the report says why`() throws {
    let json = try Self.install().issue("ANM", "2026-10-07").json()
    for id in ["S04", "S05", "S07", "S08"] {
      let rule = try #require(json["rules"].list.first { $0["id"].text == id })
      #expect(rule["except_kinds"].list == ["offline"] && rule["remarks"]["kinds_left_out"] == 1, "\(id)")
      #expect(rule["system_reason"].text?.isEmpty == false)
    }
    // The remembered session of irmak runs for more than twelve hours without a new sign-in.
    let overlong = json["findings"].list.filter { $0["rule"] == "S07" }
    #expect(overlong.count == 1 && overlong.first?["key"] == "user-irmak")
  }

  @Test func `tokens, secrets and what administrators sent are nowhere`() throws {
    try Canary.expectNone(in: Self.install())
  }
}
