import Files
import Foundation
import Support
import Testing

/// What an audit of accesses takes from issued documents on findings, and what it says of those it cannot read.
@Suite struct OpenFindingTests {
  private static let asOf = "2027-01-02T04:00:00Z"
  private static let rows = """
    INSERT INTO users (user_id, user_name, role) SELECT n::text, 'kişi' || n, 'viewer' FROM generate_series(1, 9) n;
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, ip)
      SELECT 'oturum-' || n, (n % 9 + 1)::text, t, t + interval '10 min', '10.0.0.' || n
      FROM generate_series(1, 90) n, LATERAL (SELECT timestamptz '2026-10-01 09:00Z' + n * interval '23 h' AS t) s;
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
      SELECT 'f' || n, timestamptz '2026-10-07 09:00Z' + n * interval '2 s', '4', 'login_failed', '203.0.113.9'
      FROM generate_series(1, 60) n;
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
      VALUES ('s', '2026-10-07 09:05Z', '4', 'login_success', '203.0.113.9');
    """

  private static func install(formats: String = "[json]") throws -> Installation {
    try PlainSystem.install(rows, settings: ["zone": "UTC", "formats": formats, "mask": "M0"])
  }

  private static func missing(_ json: JSON) -> [String] {
    json["document"]["highlights"]["missing"].list.compactMap { $0["code"].text }
  }

  @Test func `a day and its week list a finding once, from the newer document`() throws {
    let installation = try Self.install()
    let day = try installation.issue("ANM", "2026-10-07", asOf: "2026-10-08T02:15:00Z")
    let week = try installation.issue("ANM", "2026-W41", asOf: "2026-10-13T02:15:00Z")
    func severe(_ package: IssuedPackage) throws -> Set<String> {
      Set(
        try package.json()["findings"].list.filter { ["high", "critical"].contains($0["severity"].text) }
          .compactMap { $0["id"].text })
    }
    try #require(try !severe(day).isDisjoint(with: severe(week)))
    let json = try installation.issue("EDR", "2026-Q4", asOf: Self.asOf).json()
    let open = json["open_findings"].list
    let ids = open.compactMap { $0["finding_id"].text }
    #expect(Set(ids).count == ids.count)
    let number = try week.json()["document"]["number"].text
    let ofWeek = try severe(week)
    #expect(Set(ids).isSuperset(of: ofWeek))
    #expect(open.filter { ofWeek.contains($0["finding_id"].text ?? "") }.allSatisfy { $0["document"].text == number })
    let counts = json["document"]["counts"]
    #expect(counts["findings_documents"] == 2 && counts["open_findings"].integer == open.count)
  }

  @Test func `a document that cannot be read is named, and nothing is said of what is open`() throws {
    let installation = try Self.install(formats: "[json, pdf]")
    let findings = try installation.issue("ANM", "2026-10-07", asOf: "2026-10-08T02:15:00Z")
    let file = findings.path(".json")
    try (try InputFile.text(file) + " ").write(toFile: file, atomically: true, encoding: .utf8)
    let package = try installation.issue("EDR", "2026-Q4", asOf: Self.asOf)
    let json = try package.json()
    #expect(json["open_findings"].list.isEmpty && json["document"]["counts"]["open_findings"] == .null)
    #expect(json["document"]["counts"]["findings_unread"] == 1)
    #expect(Self.missing(json).contains("findings_unread"))
    #expect(try package.says("1 ANM belgesinin bulguları okunamamıştır (2026/ANM-000001)"))
    #expect(try package.says("Bu belgelerde neyin açık olduğu söylenemez: 2026/ANM-000001"))
    #expect(try package.schemaFaults() == "")
  }

  @Test func `a document of counts is not taken for one without findings`() throws {
    let installation = try Self.install()
    _ = try installation.issue("ANM", "2026-10-07", "--mask", "M3", asOf: "2026-10-08T02:15:00Z")
    let alone = try installation.issue("EDR", "2026-Q4", asOf: Self.asOf).json()
    #expect(alone["document"]["counts"]["open_findings"] == .null)
    #expect(alone["document"]["counts"]["findings_counted"] == 1)
    #expect(Self.missing(alone).contains("findings_counted"))
    _ = try installation.issue("ANM", "2026-10-07", asOf: "2026-10-08T02:15:00Z")
    let both = try installation.issue("EDR", "2026-Q4", asOf: Self.asOf).json()
    #expect(both["document"]["counts"]["open_findings"].integer ?? 0 > 0)
    #expect(both["document"]["counts"]["findings_counted"] == 1)
  }

  @Test func `at M3 no finding is listed, and days are hidden as parts of a whole`() throws {
    let installation = try Self.install(formats: "[json, pdf, xlsx]")
    _ = try installation.issue("ANM", "2026-10-07", asOf: "2026-10-08T02:15:00Z")
    let package = try installation.issue("EDR", "2026-Q4", "--mask", "M3", asOf: Self.asOf)
    let json = try package.json()
    #expect(json["open_findings"].list.isEmpty && json["document"]["counts"]["open_findings"] == "<5")
    let days = json["access_days"].list
    #expect(days.count == 92)
    for day in days {
      for column in ["day_sessions", "day_events"] {
        let count = day[column].integer ?? 0
        #expect(count % 5 == 0 && (day["day_coverage"] == "recorded" || day[column] == .null), "\(day)")
      }
    }
    #expect(days.contains { $0["day_sessions"] == "<5" })
    #expect(try package.schemaFaults() == "")
  }
}
