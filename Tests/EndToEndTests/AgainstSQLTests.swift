import Foundation
import Support
import Testing

/// Each report at each mask level, in each format, against what SQL finds in the source.
@Suite struct AgainstSQLTests {
  /// Numbered rows with holes, of four users, the first in the afternoon of the second day; every tenth without a time.
  private static let rows = """
    SELECT setseed(0.25);
    INSERT INTO users SELECT 'u' || n, 'kişi.' || n FROM generate_series(1, 4) n;
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
      SELECT n, CASE WHEN n % 10 > 0 THEN '2026-10-06 13:00Z'::timestamptz + n * interval '5 min' END,
        'u' || 1 + n % 4, (ARRAY['login_success', 'login_failed', 'logout'])[1 + floor(random() * 3)],
        '203.0.113.' || n % 7
      FROM generate_series(100, 399) n WHERE n % 17 > 0;
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, ip)
      SELECT n, 'u' || 1 + n % 4, t, t + (CASE WHEN n % 10 > 0 THEN random() ELSE -1 END) * interval '3 hours',
        '203.0.113.' || n % 7
      FROM generate_series(100, 399) n, LATERAL (SELECT '2026-10-06 13:00Z'::timestamptz + n * interval '5 min' AS t) x
      WHERE n % 17 > 0;
    """
  private static let period = "2026-10-05..2026-10-07"
  private static let days = ["2026-10-05", "2026-10-06", "2026-10-07"]
  private static let inPeriod = "BETWEEN '2026-10-05Z' AND '2026-10-07 23:59:59.999999Z'"

  private static func issue(_ code: String, _ level: String) throws -> (IssuedPackage, TestDatabase) {
    let installation = try PlainSystem.install(rows)
    let key = try installation.folder.write("key", String(repeating: "k", count: 32))
    chmod(key, 0o600)
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: ["zone": "UTC", "formats": "[pdf, xlsx, json]", "mask_key": key, "mask": level])
    return (try installation.issue(code, period, "--locale", "en", asOf: "2026-10-08T12:00Z"), installation.database)
  }

  /// A count as a document of a level writes it.
  private static func shown(_ count: Int, _ level: String) -> JSON {
    if level != "M3" { return .integer(count) }
    return count == 0 ? 0 : count < 5 ? "<5" : .integer(count - count % 5)
  }

  private static func number(_ database: TestDatabase, _ sql: String) throws -> Int {
    try #require(try database.query(sql).first?.first.flatMap { $0.flatMap { Int($0) } })
  }

  /// The numbers between the first and the last of the period that no row carries.
  private static func missing(_ database: TestDatabase, _ table: String, _ id: String, _ rows: String) throws -> Int {
    try number(
      database,
      """
      SELECT count(*) FROM (SELECT min(\(id)::int) AS first, max(\(id)::int) AS last FROM \(table) WHERE \(rows)) ends,
        generate_series(first, last) n WHERE NOT EXISTS (SELECT FROM \(table) WHERE \(id) = n::text)
      """)
  }

  @Test(arguments: ["M0", "M1", "M2", "M3"]) func `the events report`(level: String) throws {
    let (package, database) = try Self.issue("GOR", level)
    let document = try package.json()
    let count = try Self.number(database, "SELECT count(*) FROM events WHERE occurred_at \(Self.inPeriod)")
    let missing = try Self.missing(database, "events", "event_id", "occurred_at \(Self.inPeriod)")
    let (facts, counts) = (document["document"], document["document"]["counts"])
    #expect(count > 100 && missing > 5)
    #expect(counts["events"] == Self.shown(count, level))
    #expect(facts["identifiers"]["missing"] == Self.shown(missing, level))
    let untimed = try Self.number(database, "SELECT count(*) FROM events WHERE occurred_at IS NULL")
    #expect(facts["excluded"]["time_missing"] == Self.shown(untimed, level))
    let byDay = try Self.days.map { day in
      try Self.number(database, "SELECT count(*) FROM events WHERE (occurred_at AT TIME ZONE 'UTC')::date = '\(day)'")
    }
    // On the first day there are no records at all.
    let expected: [JSON] = [.null] + byDay.dropFirst().map { Self.shown($0, level) }
    #expect(document["days"].list.map { $0["events"] } == expected)
    #expect(try package.rows(ofSheet: "Days").map { $0["Events"] ?? .null } == expected)
    let addresses = try Self.number(
      database, "SELECT count(DISTINCT ip) FROM events WHERE occurred_at \(Self.inPeriod)")
    let found = document["sources"].list.compactMap { $0["ip"].text }
    #expect(level == "M3" ? found.isEmpty : found.count == addresses && Set(found).count == addresses)
    let text = try package.text()
    let first = level == "M3" ? "2026-10-06." : "2026-10-06 21:25:00"
    #expect(text.contains("first record of this kind is of \(first)"))
    #expect(text.contains(level == "M3" ? "Identifiers of the period that no row read" : "that no row read carries"))
    #expect(text.contains("\(level) – "))
  }

  @Test(arguments: ["M0", "M1", "M2", "M3"]) func `the session register`(level: String) throws {
    let (package, database) = try Self.issue("OTR", level)
    let document = try package.json()
    let counted = "ended_at >= started_at AND started_at \(Self.inPeriod)"
    let count = try Self.number(database, "SELECT count(*) FROM sessions WHERE \(counted)")
    let counts = document["document"]["counts"]
    #expect(counts["sessions"] == Self.shown(count, level))
    let missing = try Self.missing(database, "sessions", "session_id", counted)
    #expect(document["document"]["identifiers"]["missing"] == Self.shown(missing, level))
    let reversed = try Self.number(database, "SELECT count(*) FROM sessions WHERE ended_at < started_at")
    #expect(document["document"]["excluded"]["end_before_start"] == Self.shown(reversed, level))
    let users = document["users"].list
    #expect(
      users.count == (level == "M3" ? 0 : 4) && Set(users.compactMap { $0["user_name"].text }).count == users.count)
    if level != "M3" {
      let length = try Self.number(
        database,
        """
        SELECT sum(extract(epoch FROM least(ended_at, '2026-10-08Z') - started_at) * 1000000)::bigint
        FROM sessions WHERE \(counted)
        """)
      #expect(document["document"]["durations"]["recorded_sum_us"] == .integer(length))
      #expect(try package.rows(ofSheet: "Sessions").count == count)
    }
    #expect(try package.says("first record of this kind is of 2026-10-06"))
  }

  @Test(arguments: ["M0", "M1", "M2", "M3"]) func `the findings report`(level: String) throws {
    let (package, _) = try Self.issue("ANM", level)
    let document = try package.json()
    let counts = document["document"]["counts"]
    let listed = document["findings"].list
    #expect(level == "M3" ? listed.isEmpty : counts["findings"] == .integer(listed.count) && !listed.isEmpty)
    guard level != "M3" else { return }
    // Whatever the last trigger was, each finding is in the chart once: what all of its cells come to is their number.
    let sheet = try package.sheet("Summary")
    let header = try #require(sheet.firstIndex { $0.contains("23") && $0.contains("00") })
    let columns = sheet[header].indices.dropFirst().filter { sheet[header][$0].text.map { $0.count <= 2 } == true }
    let cells = sheet[(header + 1)...(header + 5)].flatMap { row in columns.compactMap { row[$0].integer } }
    #expect(cells.reduce(0, +) == listed.count, "\(cells)")
  }
}
