import Files
import Support
import Testing

/// At M1 people and addresses that look alike when hidden stay apart, and are the same wherever a package names them.
@Suite struct KeptApartTests {
  /// Two people with names that look alike, each guessed at from many addresses of one network, and signed in.
  private static let rows = """
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
      SELECT 'f' || n, '2026-10-07 09:00Z'::timestamptz + n * interval '1 second',
        CASE n % 2 WHEN 0 THEN 'ayşe.kaya' ELSE 'ayhan.kara' END, 'login_failed', '203.0.113.' || n % 120
      FROM generate_series(1, 240) n;
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, ip) VALUES
      ('s1', 'ayşe.kaya', '2026-10-07 10:00Z', '2026-10-07 11:00Z', '203.0.113.2'),
      ('s2', 'ayhan.kara', '2026-10-07 10:00Z', '2026-10-07 12:00Z', '203.0.113.3');
    """

  private static func install() throws -> Installation {
    try PlainSystem.install(
      rows, files: ["system.yaml": "title: { tr: Deneme, en: Trial }\nuser_key: name\n"],
      settings: ["zone": "UTC", "formats": "[pdf, xlsx, csv, json]"])
  }

  @Test func `people have one name each in all reports, tables and findings`() throws {
    let installation = try Self.install()
    let packages = try ["OTR", "GOR", "ANM"].map { try installation.issue($0, "2026-10-07") }
    let keys = try packages.map { try Set($0.json()["users"].list.compactMap { $0["user_key"].text }) }
    let people = keys[0]
    #expect(
      people.count == 2 && people.allSatisfy { $0.wholeMatch(of: /ay\*\*\*\.ka\*\*\* #[0-9a-z]{6}/) != nil },
      "\(people)")
    #expect(keys[1] == people)
    let findings = try packages[2].json()["findings"].list.filter { $0["key_kind"] == "user" }
    let found = Set(findings.compactMap { $0["key"].text })
    #expect(!found.isEmpty && found.isSubset(of: people), "\(found)")
    for name in people { #expect(try packages[0].says(name) && packages[1].says(name), "\(name)") }
    for name in found { #expect(try packages[2].says(name), "\(name)") }
    #expect(try Set(packages[0].rows("sessions").map { $0["user_name"] }) == Set(people.map { $0 }))
  }

  @Test func `addresses have one number each, in every format`() throws {
    let installation = try Self.install()
    let package = try installation.issue("GOR", "2026-10-07")
    let addresses = try package.json()["sources"].list.compactMap { $0["ip"].text }
    #expect(addresses.count == 120 && Set(addresses).count == 120)
    #expect(addresses.allSatisfy { $0.wholeMatch(of: /203\.0\.113\.\*\*\* #\d{1,3}/) != nil }, "\(addresses.prefix(3))")
    #expect(try Set(package.rows("events").map { $0["ip"] }) == Set(addresses.map { $0 }))
    let sheet = try package.rows(ofSheet: "Olaylar").compactMap { $0["Kaynak IP Adresi"]?.text }
    #expect(Set(sheet) == Set(addresses))
    let again = try installation.issue("OTR", "2026-10-07")
    #expect(try Set(again.rows("sessions").compactMap { $0["ip"] }).isSubset(of: Set(addresses)))
  }
}
