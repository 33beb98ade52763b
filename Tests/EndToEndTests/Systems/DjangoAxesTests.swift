import Support
import Testing

/// Django with django-axes: sign-ins with the sign-out beside them, and names that differ by their capitals.
@Suite struct DjangoAxesTests {
  /// Ten years, so that a session that nobody signed out of still runs whenever this is read.
  private static func install(seconds: Int = 315_360_000) throws -> Installation {
    try Installation.ofSystem(
      "django-axes", source: ["parameters": "{ session_cookie_age: \"\(seconds)\" }"],
      settings: ["mask": "M0", "locale": "en"])
  }

  @Test func `a session ends by its sign-out, else with its cookie`() throws {
    let package = try Self.install().issue("OTR", "2026-10-07")
    let document = try package.json()["document"]
    // ayse, Irmak and irmak are three; the fourth account is not there any more.
    #expect(document["counts"]["sessions"] == 4 && document["counts"]["users"] == 3)
    #expect(document["counts"]["unknown_user_sessions"] == 1)
    #expect(document["durations"]["recorded_sum_us"].integer == 60 * 60_000_000)
    #expect(document["end_bases"]["end"] == 2 && document["end_bases"]["as_of"] == 2)
    let rows = try package.rows(ofSheet: "Sessions")
    #expect(rows.compactMap { $0["End Reason"]?.text } == ["Sign-out", "Sign-out"])
    #expect(rows.compactMap { $0["User Name"]?.text }.sorted() == ["Irmak", "ayse", "giden", "irmak"])
  }

  @Test func `failures, what was tried behind a locked door, and acts of administrators are told apart`() throws {
    let package = try Self.install().issue("GOR", "2026-10-07")
    let json = try package.json()
    #expect(json["document"]["counts"]["events"] == 17 && json["unmapped"].list.isEmpty)
    let types = Dictionary(
      json["event_types"].list.map { ($0["event_type"].text ?? "", $0["events"].integer) }, uniquingKeysWith: { $1 })
    #expect(
      types == [
        "login_success": 3, "logout": 2, "login_failed": 5, "user_created": 1, "role_changed": 1, "password_reset": 1,
        "user_change": 1, "user_deleted": 1, "group_change": 1, "admin_act": 1,
      ])
    let failures = try package.rows(ofSheet: "Events").filter { $0["Source's Name"] == "failure" }
    #expect(failures.compactMap { $0["Reason"]?.text } == ["locked account", "locked account"])
    // “IRMAK” is nobody here, neither Irmak nor irmak: Django tells capitals apart.
    #expect(failures.compactMap { $0["User Key"]?.text } == ["2", "2", "name:irmak", "2"])
  }

  @Test func `sessions of a browser that was closed are no findings of length or number, and why is said`() throws {
    let json = try Self.install(seconds: 1_209_600).issue("ANM", "2026-10-07").json()
    #expect(!json["findings"].list.contains { ["S04", "S05", "S07"].contains($0["rule"].text ?? "") })
    let overlong = try #require(json["rules"].list.first { $0["id"] == "S07" })
    #expect(overlong["thresholds"]["limit_us"].integer == 15 * 86_400_000_000)
    #expect(overlong["system_reason"] == "Django's session cookie is valid for 14 days unless it is set otherwise.")
  }

  @Test func `passwords, keys of sessions and what forms sent are nowhere`() throws {
    try Canary.expectNone(in: Self.install())
  }
}
