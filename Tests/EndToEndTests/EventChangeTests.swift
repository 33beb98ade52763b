import Support
import Testing

/// What the security events report says of the time before, and what a reader may answer.
@Suite struct EventChangeTests {
  /// Six failures and a sign-in on the day; two failures, a lockout and a sign-in the day before, a failure before that.
  private static let rows = """
    INSERT INTO events SELECT 'now-' || n, '2026-10-07 09:00Z'::timestamptz + n * interval '1 minute', 'u1', 'ayşe',
      'login_failed', '203.0.113.9' FROM generate_series(1, 6) n;
    INSERT INTO events VALUES
      ('0', '2026-10-05 23:59:59.999999Z', 'u1', 'ayşe', 'login_failed', '203.0.113.9'),
      ('1', '2026-10-06 00:00Z', 'u1', 'ayşe', 'login_failed', '203.0.113.9'),
      ('2', '2026-10-06 12:00Z', 'u1', 'ayşe', 'account_locked', '203.0.113.9'),
      ('3', '2026-10-06 13:00Z', 'u1', 'ayşe', 'login_success', '203.0.113.9'),
      ('4', '2026-10-06 23:59:59.999999Z', 'u1', 'ayşe', 'login_failed', '203.0.113.9'),
      ('5', '2026-10-07 00:00Z', 'u1', 'ayşe', 'login_success', '203.0.113.9');
    """

  private static func install(_ settings: [String: String] = [:]) throws -> Installation {
    try PlainSystem.install(
      rows, settings: ["zone": "UTC", "formats": "[pdf, xlsx, json]"].merging(settings) { $1 })
  }

  private static func changes(_ package: IssuedPackage) throws -> [[JSON]] {
    try package.json()["event_changes"].list.map { row in
      [row["event_type"], row["events"], row["previous"], row["change"]]
    }
  }

  @Test func `every type is compared with the time before, to the microsecond`() throws {
    let package = try Self.install().issue("GOR", "2026-10-07", asOf: "2026-10-08T02:15:00Z")
    #expect(
      try Self.changes(package) == [
        ["login_failed", .integer(6), .integer(2), .integer(4)],
        ["login_success", .integer(1), .integer(1), .integer(0)],
        ["account_locked", .integer(0), .integer(1), .integer(-1)],
      ])
    #expect(try package.says("06.10.2026 00:00:00 UTC+00:00 – 07.10.2026 00:00:00 UTC+00:00"))
    #expect(try package.says("ilk olayı: 06.10.2026 00:00:00"))
    #expect(try package.says("%200,0") && package.says("-%100,0"))
  }

  @Test func `a time before that was not read, or holds nothing, is said to be so`() throws {
    let short = try Self.install(["rules": "{ lookback: 23h }"]).issue("GOR", "2026-10-07", "--locale", "en")
    #expect(try Self.changes(short) == [])
    #expect(try short.says("The previous period was not read"))
    let empty = try Self.install().issue("GOR", "2026-10-05", "--locale", "en")
    #expect(try Self.changes(empty) == [["login_failed", .integer(1), .null, .null]])
    #expect(try empty.says("No records exist in the source for that time (first record: 2026-10-05 23:59:59"))
  }

  @Test func `a time before of which the source has a part is counted, and not compared`() throws {
    let package = try Self.install().issue("GOR", "2026-10-06", "--locale", "en")
    #expect(
      try Self.changes(package) == [
        ["login_failed", .integer(2), .integer(1), .null], ["account_locked", .integer(1), .integer(0), .null],
        ["login_success", .integer(1), .integer(0), .null],
      ])
    #expect(try package.says("No records exist in the source before 2026-10-05 23:59:59"))
  }

  @Test func `a period that is not over is compared with as much of the one before`() throws {
    let package = try Self.install().issue("GOR", "2026-10-07", asOf: "2026-10-07T12:30:00Z")
    // The day before, the second failure came at its end.
    #expect(
      try Self.changes(package) == [
        ["login_failed", .integer(6), .integer(1), .integer(5)],
        ["account_locked", .integer(0), .integer(1), .integer(-1)],
        ["login_success", .integer(1), .integer(0), .integer(1)],
      ])
    #expect(try package.says("06.10.2026 00:00:00 UTC+00:00 – 06.10.2026 12:30:00 UTC+00:00"))
  }

  @Test func `of chosen users nothing is said about what the source may have deleted`() throws {
    let package = try Self.install().issue("GOR", "2026-10-07", "--user", "u1")
    #expect(try Self.changes(package).count == 3)
    #expect(try !package.says("ilk olayı") && !package.says("silmiş"))
  }

  @Test func `a hidden count cannot be found by subtracting`() throws {
    let package = try Self.install(["mask": "M3"]).issue("GOR", "2026-10-07")
    // Six failures now and two before: with the rest, neither of them alone.
    #expect(try Self.changes(package) == [["other", 5, "<5", .null]])
  }

  @Test func `the reader chooses the state of review and response from lists`() throws {
    let package = try Self.install().issue("GOR", "2026-10-07")
    let rows = try package.sheet("Olaylar")
    #expect(rows[0].suffix(2) == ["İnceleme Durumu", "Müdahale"])
    let formulas = try package.choices(ofSheet: "Olaylar").map { $0["formula"] }
    #expect(
      formulas == [
        "\"İnceleniyor,Doğrulandı,Açıklaması var,Yanlış pozitif\"", "\"Yapılmadı,Sürüyor,Yapıldı,Gerekmedi\"",
      ])
  }
}
