import Support
import Testing

/// telega: quoted camelCase, times in UTC without a zone, several devices of one user.
@Suite struct TelegaTests {
  private static func install() throws -> Installation {
    try Installation.ofSystem("telega", settings: ["mask": "M0"])
  }

  @Test func `times without a zone are UTC, whatever the source's zone`() throws {
    for zone in ["Europe/Istanbul", "America/New_York"] {
      let installation = try Installation.ofSystem("telega", settings: ["zone": zone, "mask": "M0"])
      let package = try installation.issue("OTR", "2026-10-07")
      let begins = try package.rows(ofSheet: "Oturumlar").compactMap { $0["Başlangıç (UTC)"]?.text }
      #expect(begins.first == "2026-10-07T06:00:00.123000Z")
      // Half past eight in the evening UTC is the last of the day in Istanbul; New York has the next one as well.
      #expect(begins.count == (zone == "Europe/Istanbul" ? 4 : 5))
    }
  }

  @Test func `devices of one user are sessions of one user, and names are not folded as Turkish would`() throws {
    let package = try Self.install().issue("OTR", "2026-10-07")
    let json = try package.json()
    #expect(json["document"]["counts"]["users"] == 2)
    #expect(json["users"].list.map { $0["user_name"] }.contains("ığdır"))
    let devices = try package.rows(ofSheet: "Oturumlar").compactMap { $0["Cihaz"]?.text }
    #expect(devices.contains("iPhone 15") && devices.contains("Pixel 9"))
    #expect(try package.firstPage().contains("uygulama biten oturumların kaydını siler"))
  }

  @Test func `refresh tokens and passwords are nowhere`() throws { try Canary.expectNone(in: Self.install()) }
}
