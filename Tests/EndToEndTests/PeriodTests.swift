import Support
import Testing

/// What belongs to a period, to the microsecond, and what reports of adjacent periods add up to.
@Suite struct PeriodTests {
  private static let quick = ["formats": "[json, csv]"]

  /// A day in a zone, and the UTC moment it begins at.
  struct Midnight: CustomTestStringConvertible, Sendable {
    let zone: String
    let before: String
    let day: String
    let begin: String
    var testDescription: String { zone }
  }

  @Test(arguments: [
    Midnight(zone: "Europe/Istanbul", before: "2026-10-06", day: "2026-10-07", begin: "2026-10-06 21:00:00+00"),
    // 00:00 does not exist: the clock went from 23:59:59 to 01:00.
    Midnight(zone: "America/Sao_Paulo", before: "2018-11-03", day: "2018-11-04", begin: "2018-11-04 03:00:00+00"),
    // 00:00 is twice: at 01:00 the clock goes back to it.
    Midnight(zone: "America/Havana", before: "2025-11-01", day: "2025-11-02", begin: "2025-11-02 04:00:00+00"),
  ])
  func `the first instant of a day belongs to that day alone`(midnight: Midnight) throws {
    let begin = "'\(midnight.begin)'::timestamptz"
    let installation = try PlainSystem.install(
      """
      INSERT INTO events (event_id, occurred_at, event_type)
      VALUES ('before', \(begin) - interval '1 microsecond', 'logout'), ('at', \(begin), 'logout');
      INSERT INTO sessions (session_id, user_id, started_at, ended_at)
      VALUES ('ends', 'u', \(begin) - interval '1 hour', \(begin)), ('begins', 'u', \(begin), \(begin));
      """, settings: ["zone": midnight.zone, "formats": "[json, csv]"])
    let (first, second) = (
      try installation.issue("GOR", midnight.before), try installation.issue("GOR", midnight.day)
    )
    #expect(try first.rows("events").map { $0["event_id"] } == ["before"])
    #expect(try second.rows("events").map { $0["event_id"] } == ["at"])
    #expect(try first.json()["document"]["period"]["to"] == second.json()["document"]["period"]["from"])
    #expect(try installation.issue("OTR", midnight.before).rows("sessions").map { $0["session_id"] } == ["ends"])
    #expect(try installation.issue("OTR", midnight.day).rows("sessions").map { $0["session_id"] } == ["begins"])
  }

  @Test func `the first instant of a day, where the source keeps local time without a zone`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysEmpty)
    try database.execute(
      """
      INSERT INTO security_events (event_type, created_at) VALUES
        ('logout', '2026-10-06 23:59:59.999999'), ('logout', '2026-10-07 00:00:00.000000'),
        ('logout', '2026-10-07 23:59:59.999999'), ('logout', '2026-10-08 00:00:00.000000');
      """)
    let installation = try Installation(on: database, settings: Self.quick)
    let days = ["2026-10-06", "2026-10-07", "2026-10-08"]
    let events = try days.map { try installation.issue("GOR", $0).rows("events").map { $0["event_id"] ?? "" } }
    #expect(events == [["1"], ["2", "3"], ["4"]])
  }

  @Test func `three daily reports add up to a session over three days, cut and marked`() throws {
    let installation = try PlainSystem.install(
      """
      INSERT INTO sessions (session_id, user_id, started_at, ended_at) VALUES
        ('long', 'u', '2026-10-04 22:10:00.000001+03', '2026-10-06 09:30:00.5+03'),
        ('short', 'u', '2026-10-05 23:00+03', '2026-10-06 01:00+03');
      """, settings: Self.quick)
    func lengths(_ period: String) throws -> (sum: Int, union: Int, clipped: [String?]) {
      let package = try installation.issue("OTR", period)
      let durations = try package.json()["document"]["durations"]
      let rows = try package.rows("sessions")
      return (durations["sum_us"].integer ?? 0, durations["union_us"].integer ?? 0, rows.map { $0["clipping"] })
    }
    let days = try ["2026-10-04", "2026-10-05", "2026-10-06"].map { try lengths($0) }
    let all = try lengths("2026-10-04..2026-10-06")
    // 35 h 20 min and half a second less a microsecond; and two hours more for the sum.
    #expect(all.union == 127_200_499_999)
    #expect(all.sum == all.union + 7_200_000_000)
    #expect(days.map(\.sum).reduce(0, +) == all.sum)
    #expect(days.map(\.union).reduce(0, +) == all.union)
    #expect(days[1].union == 86_400_000_000)
    #expect(all.clipped == ["", ""])
    #expect(days.map { $0.clipped.filter { $0 != "" }.count } == [1, 2, 2])
    #expect(Set(days.map { $0.clipped[0] }).count == 3)
  }

  @Test func `every form of a period, as the program understands it`() throws {
    let installation = try PlainSystem.install()
    let forms = [
      ("2026-10-07", "2026-10-06T21:00:00.000000Z – 2026-10-07T21:00:00.000000Z"),
      ("yesterday", "2026-10-06T21:00:00.000000Z – 2026-10-07T21:00:00.000000Z"),
      ("last-week", "2026-09-27T21:00:00.000000Z – 2026-10-04T21:00:00.000000Z"),
      ("last-month", "2026-08-31T21:00:00.000000Z – 2026-09-30T21:00:00.000000Z"),
      ("last-quarter", "2026-06-30T21:00:00.000000Z – 2026-09-30T21:00:00.000000Z"),
      ("2026-W40", "2026-09-27T21:00:00.000000Z – 2026-10-04T21:00:00.000000Z"),
      ("2026-09", "2026-08-31T21:00:00.000000Z – 2026-09-30T21:00:00.000000Z"),
      ("2026-Q3", "2026-06-30T21:00:00.000000Z – 2026-09-30T21:00:00.000000Z"),
      ("2025", "2024-12-31T21:00:00.000000Z – 2025-12-31T21:00:00.000000Z"),
      ("2026-10-01..2026-10-03", "2026-09-30T21:00:00.000000Z – 2026-10-03T21:00:00.000000Z"),
      ("2026-10-01T08:00..2026-10-01T10:00", "2026-10-01T05:00:00.000000Z – 2026-10-01T07:00:00.000000Z"),
      (
        "2026-10-01T08:00Z..2026-10-01T10:00:30.5+01:00",
        "2026-10-01T08:00:00.000000Z – 2026-10-01T09:00:30.500000Z"
      ),
    ]
    for (form, bounds) in forms {
      let outcome = try installation.run("report", "OTR", "--period", form, "--dry-run", "--locale", "en")
      #expect(outcome.output == "back-office: would issue OTR (\(bounds)).\n", "\(form)")
    }
  }

  @Test(arguments: [
    (
      "2026-12-06",
      "“2026-12-06” dönemi henüz başlamadı. Geçmiş bir dönem verin; saati denetlemek için --as-of kullanılır.",
      "The period “2026-12-06” has not begun yet. Give a past period; --as-of sets the clock for reruns."
    ),
    (
      "2026-10-03..2026-10-01",
      "“2026-10-03..2026-10-01” döneminin bitişi başlangıcından önce veya onunla aynı. Başlangıcı önce yazın.",
      "The period “2026-10-03..2026-10-01” ends before it begins, or at once. Write its begin first."
    ),
  ])
  func `a period in the future or reversed is wrong usage`(period: String, turkish: String, english: String) throws {
    let installation = try PlainSystem.install()
    for (language, message) in [("tr", turkish), ("en", english)] {
      let outcome = try installation.run("report", "OTR", "--period", period, "--locale", language)
      #expect(outcome.status == 64)
      #expect(outcome.errors == "tutanak: \(message)\n")
      #expect(outcome.output == "")
    }
    #expect(installation.everything == [])
  }
}
