import Support
import Testing

/// storefront: sessions of two kinds, without users, in a table that forgets.
@Suite struct StorefrontTests {
  private static func install() throws -> Installation {
    try Installation.ofSystem("storefront", settings: ["mask": "M0"])
  }

  @Test func `two clients' users of one name are two, and both kinds of sessions are told apart`() throws {
    let package = try Self.install().issue("OTR", "2026-10-07")
    let json = try package.json()
    #expect(json["document"]["counts"]["sessions"] == 5 && json["document"]["counts"]["users"] == 4)
    let admins = json["users"].list.compactMap { $0["user_key"].text }.filter { $0.hasPrefix("admin/") }
    #expect(admins.count == 2)
    let kinds = try package.rows(ofSheet: "Oturumlar").compactMap { $0["Tür"]?.text }
    #expect(kinds.sorted() == ["app", "app", "app", "app", "platform"])
    // Eight hours are over by themselves, three still run, and the shop's leave for years.
    #expect(json["document"]["end_bases"]["expiry"] == 1 && json["document"]["end_bases"]["as_of"] == 4)
  }

  @Test func `what the application deletes is said to be missing, on page 1 and in the limitations`() throws {
    let installation = try Installation.ofSystem("storefront")
    let before = try installation.issue("OTR", "2026-10-07")
    try installation.database.execute(
      "SELECT cleanup_expired_sessions(); DELETE FROM app_sessions WHERE client_id::text LIKE '%c2'")
    let after = try installation.issue("OTR", "2026-10-07")
    #expect(try before.json()["document"]["counts"]["sessions"] == 5)
    #expect(try after.json()["document"]["counts"]["sessions"] == 2)
    for package in [before, after] {
      #expect(try package.firstPage().contains("uygulama biten oturumların kaydını siler"))
      #expect(try package.says("oturum sayısı ve süreler bu yüzden gerçekte olandan az olabilir"))
    }
  }

  @Test func `a source without events has no silent log, and says why it has no events report`() throws {
    let installation = try Self.install()
    let json = try installation.issue("ANM", "2026-10-07").json()
    let silence = try #require(json["rules"].list.first { $0["id"] == "D02" })
    #expect(silence["status"] == "not_evaluated" && silence["reason"] == "COLUMN_MISSING")
    #expect(!json["findings"].list.contains { $0["rule"] == "D02" })
    let outcome = try installation.run("report", "GOR", "--period", "2026-10-07", "--locale", "en")
    #expect(outcome.status == 78 && outcome.errors.contains("events.sql"))
  }

  @Test func `nights of a source without events succeed, and a report that it names must be possible`() throws {
    let installation = try Installation.ofSystem("storefront", settings: ["formats": "[json]"])
    try installation.configure(
      source: ["system": "storefront", "reports": "[OTR, GOR, ANM]"], settings: ["formats": "[json]"])
    let refused = try installation.run("config", "check", "--locale", "en")
    #expect(refused.status == 78 && refused.errors.contains("reports: […]"))
    try installation.configure(source: ["system": "storefront"], settings: ["formats": "[json]"])
    let checked = try installation.run("config", "check", "--locale", "en")
    #expect(checked.status == 0 && checked.errors.contains("needs events.sql"))
    let night = try installation.run("run", "nightly", "--json")
    #expect(night.status == 0, "\(night.errors)")
    let documents = try JSON(text: night.output)["documents"].list.compactMap { $0["number"].text }
    #expect(documents == ["2026/OTR-000001", "2026/ANM-000001", "2026/YDK-000001", "2026/MHR-000001"])
    try installation.configure(source: ["system": "storefront", "reports": "[OTR, ANN]"])
    let misspelt = try installation.run("config", "check", "--locale", "en")
    #expect(misspelt.status == 78 && misspelt.errors.contains("“ANN”") && misspelt.errors.contains("ANM"))
  }

  @Test func `leave that a shop has given for weeks is no session that is too long`() throws {
    let json = try Self.install().issue("ANM", "2026-10-07").json()
    let overlong = try #require(json["rules"].list.first { $0["id"] == "S07" })
    #expect(overlong["findings"] == 0 && overlong["except_kinds"].list == ["platform"])
    #expect(overlong["remarks"]["kinds_left_out"] == 1)
  }

  @Test func `tokens are nowhere`() throws { try Canary.expectNone(in: Self.install()) }
}
