import Support
import Testing

/// What documents say of numbers that no row carries: a row that was read is no gap, whatever became of it.
@Suite struct IdentifierGapTests {
  /// Six sessions and six events of two users; of each table 3 is quarantined, 5 lies outside the day, 6 was deleted.
  private static func install(_ settings: [String: String] = [:]) throws -> Installation {
    try PlainSystem.install(
      """
      INSERT INTO users VALUES ('u1', 'ayşe'), ('u2', 'ali');
      INSERT INTO sessions (session_id, user_id, started_at, ended_at) VALUES
        ('1', 'u1', '2026-10-06 23:00Z', '2026-10-07 01:00Z'), ('2', 'u1', '2026-10-07 08:00Z', '2026-10-07 09:00Z'),
        ('3', 'u1', '2026-10-07 08:00Z', '2026-10-07 07:00Z'), ('4', 'u2', '2026-10-07 10:00Z', '2026-10-07 11:00Z'),
        ('5', 'u2', '2026-10-05 10:00Z', '2026-10-05 11:00Z'), ('7', 'u1', '2026-10-07 12:00Z', '2026-10-07 13:00Z');
      INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES
        ('2', '2026-10-07 08:00Z', 'u1', 'login_success'), ('2', '2026-10-07 08:00Z', 'u1', 'login_success'),
        ('3', NULL, 'u1', 'logout'), ('4', '2026-10-07 10:00Z', 'u2', 'login_success'),
        ('5', '2026-10-05 10:00Z', 'u2', 'logout'), ('7', '2026-10-07 12:00Z', 'u1', 'logout');
      """, settings: ["zone": "UTC", "formats": "[pdf, xlsx, json]"].merging(settings) { $1 })
  }

  @Test(arguments: ["OTR", "GOR"]) func `are looked for between the rows of the period`(code: String) throws {
    let package = try Self.install().issue(code, "2026-10-07", "--locale", "en")
    let found = try package.json()["document"]["identifiers"]
    #expect(found["missing"] == 1 && found["missing_ranges"] == [[6, 6]])
    #expect(found["numbering"] == "dense" && found["examined"] == [2, 7])
    #expect(found["first"].text == (code == "OTR" ? "1" : "2") && found["last"] == "7")
    let text = try package.text()
    #expect(text.contains("between 2 and 7 that no row read carries 1: 6"), "\(text)")
    #expect(text.contains("the source does not say which") && !text.contains("rolled"))
  }

  @Test(arguments: ["OTR", "GOR"]) func `of chosen users nothing is said`(code: String) throws {
    let package = try Self.install().issue(code, "2026-10-07", "--locale", "en", "--user", "u1")
    let found = try package.json()["document"]["identifiers"]
    #expect(found["missing"] == .null && found["numbering"] == .null && found["examined"] == .null)
    #expect(found["last"] == "7")
    #expect(try !package.says("that no row read carries"))
  }

  @Test func `numbers far apart are said to be such, and texts are passed over`() throws {
    let installation = try Self.install()
    try installation.database.execute("UPDATE events SET event_id = event_id || '000000'")
    let sparse = try installation.issue("GOR", "2026-10-07", "--locale", "en")
    #expect(try sparse.json()["document"]["identifiers"]["numbering"] == "sparse")
    #expect(try sparse.json()["document"]["identifiers"]["missing"] == .null)
    #expect(try sparse.says("3 are in use; the numbers are not consecutive"))
    try installation.database.execute("UPDATE events SET event_id = 'e' || event_id")
    let texts = try installation.issue("GOR", "2026-10-07", "--locale", "en")
    #expect(try texts.json()["document"]["identifiers"]["numbering"] == .null)
    #expect(try texts.says("e2000000 – e7000000") && !texts.says("that no row read carries"))
  }

  @Test func `M3 says how many, and between which nowhere`() throws {
    let package = try Self.install(["mask": "M3"]).issue("OTR", "2026-10-07", "--locale", "en")
    let found = try package.json()["document"]["identifiers"]
    #expect(found["missing"] == "<5" && found["missing_ranges"] == [] && found["examined"] == .null)
    #expect(try package.says("Identifiers of the period that no row read carries <5"))
  }
}
