import Support
import Testing

/// Durations of the catalogue's cases and of the gravest complaints about comparable products, through the whole
/// program.
@Suite struct DurationTests {
  private static let quick = ["formats": "[json, csv]"]

  /// A user's sessions on 2026-03-02 (UTC) and what they come to, in microseconds (docs/domain/durations.md).
  struct Case: Sendable {
    let id: String
    let sessions: [String]
    let sum: Int
    let union: Int
    let peak: Int
  }

  private static let hour = 3_600_000_000

  /// Start, end, expiry, status; `+` is a time of the next day.
  private static let cases = [
    Case(id: "T03", sessions: ["09:00 11:00", "10:00 12:00"], sum: 4 * hour, union: 3 * hour, peak: 2),
    Case(id: "T05", sessions: ["09:00 10:00", "09:00 10:00"], sum: 2 * hour, union: hour, peak: 2),
    Case(id: "T06", sessions: ["09:00 10:00", "10:00 11:00"], sum: 2 * hour, union: 2 * hour, peak: 1),
    Case(
      id: "T07", sessions: ["09:00 10:00:00.000001", "10:00 11:00"], sum: 2 * hour + 1, union: 2 * hour, peak: 2),
    Case(id: "T09", sessions: ["09:00 11:00", "10:00 10:00"], sum: 2 * hour, union: 2 * hour, peak: 1),
    Case(id: "T10", sessions: ["10:00 10:00"], sum: 0, union: 0, peak: 0),
    Case(id: "T12", sessions: ["23:00 +01:00"], sum: hour, union: hour, peak: 1),
    Case(id: "T18", sessions: ["20:00 null 20:30 closed"], sum: hour / 2, union: hour / 2, peak: 1),
    Case(id: "T21", sessions: ["20:00 null"], sum: 0, union: 0, peak: 0),
    Case(id: "T23", sessions: ["10:00:02 10:00"], sum: 0, union: 0, peak: 0),
    Case(id: "T25", sessions: ["12:00 10:00", "09:00 10:00"], sum: hour, union: hour, peak: 1),
    Case(
      id: "T33", sessions: ["09:00 09:00:00.333333", "10:00 10:00:00.333333", "11:00 11:00:00.333333"], sum: 999_999,
      union: 999_999, peak: 1),
    Case(id: "X10", sessions: ["10:00 11:00", "10:30 11:30"], sum: 2 * hour, union: hour * 3 / 2, peak: 2),
  ]

  /// The row of a session; `sessions` of one user are numbered.
  private static func row(_ test: Case, _ number: Int) -> String {
    let words = test.sessions[number].split(separator: " ").map(String.init)
    func moment(_ index: Int) -> String {
      guard index < words.count, words[index] != "null" else { return "NULL" }
      let isNext = words[index].hasPrefix("+")
      return "'2026-03-0\(isNext ? 3 : 2) \(words[index].drop { $0 == "+" })Z'"
    }
    let status = words.count > 3 ? "'\(words[3])'" : "NULL"
    return "('\(test.id)-\(number)', '\(test.id)', \(moment(0)), \(moment(1)), \(moment(2)), \(status))"
  }

  @Test func `cases of the catalogue, a user each`() throws {
    let rows = Self.cases.flatMap { test in test.sessions.indices.map { Self.row(test, $0) } }
    let installation = try PlainSystem.install(
      "INSERT INTO sessions (session_id, user_id, started_at, ended_at, expires_at, status) VALUES "
        + rows.joined(separator: ", "), settings: ["zone": "UTC", "formats": "[json]"])
    let document = try installation.issue("OTR", "2026-03-02").json()
    for test in Self.cases {
      let user = document["users"].first(where: "user_key", is: .text(test.id))
      #expect(user["sum_us"].integer == test.sum, "\(test.id)")
      #expect(user["union_us"].integer == test.union, "\(test.id)")
      #expect(user["peak"].integer == test.peak, "\(test.id)")
    }
    #expect(document["users"].list.count == Self.cases.count)
    #expect(document["document"]["excluded"]["end_before_start"] == 1)
  }

  @Test(arguments: [
    ("Europe/Berlin", "2026-10-25", "2026-10-25 00:30Z", "2026-10-25 01:10Z", 2400),
    ("Europe/Berlin", "2026-10-25", "2026-10-24 22:00Z", "2026-10-25 23:00Z", 90_000),
    ("America/Sao_Paulo", "2018-11-04", "2018-11-04 03:00Z", "2018-11-05 02:00Z", 82_800),
    ("Europe/Istanbul", "2015-11-08", "2015-11-07 21:00Z", "2015-11-08 22:00Z", 90_000),
    ("Asia/Kathmandu", "2026-03-03", "2026-03-02 17:45Z", "2026-03-02 18:45Z", 1800),
  ])
  func `days on which clocks change`(
    zone: String, day: String, start: String, end: String, seconds: Int
  ) throws {
    let installation = try PlainSystem.install(
      "INSERT INTO sessions (session_id, user_id, started_at, ended_at) VALUES (1, 'u', '\(start)', '\(end)')",
      settings: ["zone": zone, "formats": "[json]"])
    let document = try installation.issue("OTR", day, asOf: "2026-12-01T00:00Z").json()
    #expect(document["users"][0]["union_us"].integer == seconds * 1_000_000)
    #expect(document["days"].list.map { $0["date"].text } == [day])
    #expect(document["days"][0]["union_us"] == document["users"][0]["union_us"])
  }

  @Test func `where an end is inferred, the bounds are what is known`() throws {
    let installation = try PlainSystem.install(
      """
      INSERT INTO sessions (session_id, user_id, started_at, ended_at, expires_at, last_seen_at, status) VALUES
        ('a', 'recorded', '2026-10-07 09:00Z', '2026-10-07 10:00Z', '2026-10-07 17:00Z', '2026-10-07 09:59Z', NULL),
        ('b', 'expired', '2026-10-07 09:00Z', NULL, '2026-10-07 17:00Z', '2026-10-07 09:40Z', 'kapalı'),
        ('c', 'silent', '2026-10-07 09:00Z', NULL, '2026-10-07 17:00Z', NULL, 'kapalı'),
        ('d', 'open', '2026-10-07 09:00Z', NULL, NULL, '2026-10-07 11:00Z', 'açık'),
        ('e', 'seen', '2026-10-07 09:00Z', NULL, NULL, '2026-10-07 11:30Z', NULL),
        ('f', 'lost', '2026-10-07 09:00Z', NULL, NULL, NULL, NULL);
      """, settings: ["zone": "UTC", "formats": "[json, csv]"])
    // It speaks from noon of the day.
    let package = try installation.issue("OTR", "2026-10-07", asOf: "2026-10-07T18:00Z")
    let document = try package.json()
    let minutes = 60_000_000
    let expected = [
      "recorded": (60, 60, 60), "expired": (480, 40, 480), "silent": (480, 0, 480), "open": (540, 120, 540),
      "seen": (150, 150, 540), "lost": (0, 0, 540),
    ]
    for (key, (sum, minimum, maximum)) in expected {
      let user = document["users"].first(where: "user_key", is: .text(key))
      #expect(user["sum_us"].integer == sum * minutes, "\(key)")
      #expect(user["minimum_sum_us"].integer == minimum * minutes, "\(key)")
      #expect(user["maximum_sum_us"].integer == maximum * minutes, "\(key)")
      #expect(user["recorded_sum_us"].integer == (key == "recorded" ? 60 * minutes : 0), "\(key)")
      let row = try #require(package.rows("sessions").first { $0["user_key"] == key })
      #expect(row["minimum_us"] == "\(minimum * minutes)", "\(key)")
      #expect(row["maximum_us"] == "\(maximum * minutes)", "\(key)")
    }
    let durations = document["document"]["durations"]
    #expect(durations["minimum_sum_us"].integer == (60 + 40 + 120 + 150) * minutes)
    #expect(durations["sum_us"].integer == (60 + 480 + 480 + 540 + 150) * minutes)
    #expect(durations["maximum_sum_us"].integer == (60 + 480 + 480 + 540 * 3) * minutes)
    #expect(durations["recorded_sum_us"].integer == 60 * minutes)
    #expect(
      document["document"]["end_bases"] == [
        "end": 1, "skew": 0, "expiry": 2, "as_of": 1, "last_activity": 1, "none": 1,
      ])
  }

  @Test func `a session without a begin is no session of 2020 years`() throws {
    let good = "('good', 'u', '2026-10-07 09:00Z', '2026-10-07 10:00Z')"
    let bad = """
      ('null', 'u', NULL, '2026-10-07 10:00Z'), ('go', 'u', '0001-01-01 00:00Z', '2026-10-07 10:00Z'),
      ('bc', 'u', '-infinity', '2026-10-07 10:00Z'), ('negative', 'u', '2026-10-07 12:00Z', '2026-10-07 10:00Z'),
      ('future', 'u', '2026-10-09 12:00Z', NULL), ('never', 'u', 'infinity', NULL),
      (NULL, 'u', '2026-10-07 12:00Z', '2026-10-07 13:00Z')
      """
    func document(_ rows: String) throws -> JSON {
      try PlainSystem.install(
        "INSERT INTO sessions (session_id, user_id, started_at, ended_at) VALUES \(rows)",
        settings: ["zone": "UTC", "formats": "[json]"]
      ).issue("OTR", "2026-10-07").json()
    }
    let (clean, dirty) = (try document(good), try document(good + ", " + bad))
    #expect(dirty["document"]["durations"] == clean["document"]["durations"])
    #expect(dirty["users"] == clean["users"])
    #expect(dirty["days"] == clean["days"])
    #expect(dirty["document"]["counts"]["sessions"] == 1)
    let excluded = dirty["document"]["excluded"]
    #expect(excluded["time_missing"] == 3)
    #expect(excluded["end_before_start"] == 1)
    #expect(excluded["future"] == 2)
    #expect(excluded["identifier_missing"] == 1)
    let listed = dirty["quarantine"].list.map { $0["record_id"].text ?? "" }
    #expect(Set(listed) == ["null", "go", "bc", "negative", "future", "never", ""])
  }

  @Test func `one row twice counts once, and a different one of the same name is listed`() throws {
    let installation = try PlainSystem.install(
      """
      INSERT INTO sessions (session_id, user_id, started_at, ended_at) VALUES
        ('a', 'u', '2026-10-07 09:00Z', '2026-10-07 10:00Z'), ('a', 'u', '2026-10-07 09:00Z', '2026-10-07 10:00Z'),
        ('b', 'u', '2026-10-07 11:00Z', '2026-10-07 12:00Z'), ('b', 'u', '2026-10-07 11:00Z', '2026-10-07 15:00Z');
      """, settings: ["zone": "UTC", "formats": "[json]"])
    let document = try installation.issue("OTR", "2026-10-07").json()
    #expect(document["document"]["counts"]["sessions"] == 2)
    #expect(document["document"]["durations"]["sum_us"].integer == 2 * Self.hour)
    #expect(document["document"]["excluded"]["exact_duplicate"] == 1)
    #expect(document["document"]["excluded"]["differing_duplicate"] == 1)
    #expect(document["quarantine"].list.map { $0["record_id"] } == ["b"])
  }

  @Test func `deleted rows leave a gap that is listed`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let installation = try Installation(on: database, settings: ["formats": "[json, pdf]"])
    let before = try installation.issue("GOR", "yesterday").json()["document"]["identifiers"]
    #expect(before["missing"] == 0)
    let last = try #require(before["last"].text.flatMap { Int($0) })
    try database.execute("DELETE FROM security_events WHERE id IN (\(last - 30), \(last - 20), \(last - 19))")
    let package = try installation.issue("GOR", "yesterday")
    let after = try package.json()["document"]["identifiers"]
    #expect(after["missing"] == 3)
    #expect(
      after["missing_ranges"] == [
        [.integer(last - 30), .integer(last - 30)], [.integer(last - 20), .integer(last - 19)],
      ])
    #expect(try package.says("3: \(last - 30), \(last - 20)–\(last - 19)"))
    #expect(after["first"] == before["first"])
  }
}
