import Support
import Testing

/// chatfiles: sessions of nobody, and an audit log whose details are any JSON.
@Suite struct ChatfilesTests {
  private static func install() throws -> Installation {
    try Installation.ofSystem("chatfiles", settings: ["mask": "M0"])
  }

  @Test func `sessions without users are counted as such, and no rule about users claims to have looked`() throws {
    let package = try Self.install().issue("OTR", "2026-10-07")
    let document = try package.json()["document"]
    #expect(document["counts"]["sessions"] == 3 && document["counts"]["unknown_user_sessions"] == 3)
    // One was reset, one ran out, one still runs.
    #expect(
      document["end_bases"]["end"] == 1 && document["end_bases"]["expiry"] == 1 && document["end_bases"]["as_of"] == 1)
    #expect(document["durations"]["recorded_sum_us"].integer == 45 * 60_000_000)
    let sheet = try package.rows(ofSheet: "Oturumlar")
    #expect(sheet.count == 3 && sheet.allSatisfy { ($0["Kullanıcı Adı"]?.text ?? "").isEmpty })
    let rules = try package.json()["rules"].list
    for id in ["A01", "S04", "S05", "S07", "B01", "B03"] {
      #expect(rules.first { $0["id"].text == id }?["status"] == "not_evaluated", "\(id)")
    }
  }

  @Test func `a burst of limited requests from one address is told, and details of any kind are no obstacle`() throws {
    let package = try Self.install().issue("GOR", "2026-10-07")
    let json = try package.json()
    #expect(json["document"]["counts"]["events"] == 48)
    #expect(try package.rows(ofSheet: "Olaylar").count == 48)
    let limited = json["event_types"].list.first { $0["event_type"] == "rate_limited" }
    #expect(limited?["events"] == 40)
    let own = json["own_event_types"].list.map { [$0["event_type"].text, $0["severity"].text] }
    #expect(own == [["file_clean_up", "info"], ["session_identifier_collision", "high"]])
    let source = json["sources"].list.first
    #expect(source?["ip"] == "198.51.100.66" && source?["events"] == 41)
    #expect(json["unmapped"].list.isEmpty)
  }

  @Test func `keys of files are nowhere`() throws { try Canary.expectNone(in: Self.install()) }
}
