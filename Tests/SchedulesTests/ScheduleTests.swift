import Model
import Files
import Messages
import Schedules
import Settings
import Support
import Testing

@Suite struct `A schedule` {
  private func schedule(_ yaml: String) throws -> Schedule {
    try Schedule(name: "nightly", SettingsNode(yaml: yaml, file: "nightly.yaml"))
  }

  private func zone(_ name: String) throws -> Zone {
    try Zone(name: name, compiled: try #require(try ZoneFiles.compiled(name)))
  }

  @Test func `says what is due`() throws {
    let schedule = try schedule("period: yesterday\nreports: [OTR, GOR]\nbackup: true\n")
    #expect(schedule.reports == ["OTR", "GOR"])
    #expect(schedule.hasBackup && schedule.expectsRows)
    #expect(try !self.schedule("period: yesterday\nreports: [OTR]\nexpect_rows: false").expectsRows)
    #expect(schedule.period.description == "yesterday")
  }

  @Test(arguments: [
    ("period: yesterdy\nreports: [OTR]", "“yesterdy” is not a period"), ("reports: [OTR]", "“period” is missing"),
    ("period: yesterday\nreports: OTR", "a list"), ("period: yesterday\nreports: [OTR, OTR]", "“OTR” stands twice"),
    ("period: yesterday\nreport: [OTR]", "Did you mean “reports”?"),
    ("period: yesterday\nreports: [OTR]\nbackup: ja", "true or false"),
    ("when: 15 25 * * *\nperiod: yesterday\nreports: [OTR]", "“25” in “15 25 * * *”"),
    ("wen: 15 2 * * *\nperiod: yesterday\nreports: [OTR]", "Did you mean “when”?"),
    ("period: yesterday\nreports: [OTR]\nzone: Europe/Berlin", "“when”, which is not there"),
  ])
  func `says what is wrong with it`(_ yaml: String, _ complaint: String) {
    let error = #expect(throws: SettingsError.self) { try self.schedule(yaml) }
    #expect(error?.message[.en].contains(complaint) == true, "\(String(describing: error))")
  }

  /// Days of October 2026 in Istanbul, `5-7` for three, as settled periods; which are due on the night of the 9th.
  static let nights: [(period: String, since: Int?, settled: [ClosedRange<Int>], due: [Int])] = [
    ("yesterday", nil, [], [8]), ("yesterday", 5, [5...5], [6, 7, 8]), ("yesterday", 5, [5...5, 7...7], [6, 8]),
    ("yesterday", 5, [5...8], [8]), ("yesterday", 5, [5...5, 6...6, 7...7, 8...8], []),
    // The first night failed: it is owed since then.
    ("yesterday", 6, [], [6, 7, 8]),
    // A night before the first is due by itself, and then all after it.
    ("yesterday", 20, [20...20], [8]),
    // Weeks before, days now: the past is covered.
    ("yesterday", 1, [1...7], [8]), ("last-week", 1, [28 - 30...4], []), ("2026-10-01..2026-10-05", 1, [], [1]),
  ]

  @Test(arguments: nights) func `owes every night since it began`(
    _ night: (period: String, since: Int?, settled: [ClosedRange<Int>], due: [Int])
  ) throws {
    let schedule = try schedule("period: \(night.period)\nreports: [OTR]")
    let zone = try zone("Europe/Istanbul")
    let first = CivilDate(year: 2026, month: 10, day: 1)
    func period(_ days: ClosedRange<Int>) -> Period {
      Period(
        from: zone.start(of: first.advanced(by: days.lowerBound - 1)),
        to: zone.start(of: first.advanced(by: days.upperBound)))
    }
    let due = try schedule.duePeriods(
      since: night.since.map { period($0...$0).from }, settled: night.settled.map(period), in: zone,
      asOf: try Instant("2026-10-09T02:15", in: zone))
    #expect(due.map { zone.localTime(at: $0.from).date.parts.day } == night.due)
  }

  @Test(arguments: [
    ("yesterday", 366), ("last-week", 53), ("last-month", 12), ("last-quarter", 4),
  ])
  func `owes a whole year after an outage, each period once and none between`(period: String, count: Int) throws {
    let schedule = try schedule("period: \(period)\nreports: [OTR]")
    // New York, whose days have 23 and 25 hours too.
    let zone = try zone("America/New_York")
    let since = zone.start(of: CivilDate(year: 2025, month: 10, day: period == "last-week" ? 6 : 1))
    let due = try schedule.duePeriods(
      since: since, settled: [], in: zone, asOf: try Instant("2026-10-13T02:15", in: zone))
    #expect(due.first?.from == since)
    for (earlier, later) in zip(due, due.dropFirst()) { #expect(earlier.to == later.from) }
    #expect(due.count == count + (period == "yesterday" ? 11 : 0))
  }

  @Test func `does not owe the past again where days begin elsewhere`() throws {
    let schedule = try schedule("period: yesterday\nreports: [OTR]")
    let (istanbul, utc) = (try zone("Europe/Istanbul"), Zone.utc)
    let asOf = try Instant("2026-10-09T02:15Z", in: utc)
    let settled = (1...8).map { day in
      let date = CivilDate(year: 2026, month: 10, day: day)
      return Period(from: istanbul.start(of: date), to: istanbul.start(of: date.advanced(by: 1)))
    }
    let due = try schedule.duePeriods(since: settled[0].from, settled: settled, in: utc, asOf: asOf)
    #expect(due.map(\.from.iso8601) == ["2026-10-08T00:00:00.000000Z"])
  }

  @Test func `ships for the night`() throws {
    for name in try Folder.entries(Repository.path + "/schedules") {
      let schedule = try Schedule(name: name, SettingsNode(file: "\(Repository.path)/schedules/\(name)"))
      #expect(schedule.when != nil)
    }
  }
}
