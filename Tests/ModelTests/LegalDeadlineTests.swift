import Model
import Testing

@Suite struct `A legal deadline` {
  /// A rule, its zone, what it runs from, the last second in time and the last day.
  static let ends: [(LegalDeadline.Rule, String, String, String, String)] = [
    // Seventy-two hours from a Friday evening end on Monday evening: weekends count.
    (.hours(72), "Europe/Istanbul", "2026-10-09T18:30+03:00", "2026-10-12T15:30:00Z", "2026-10-12"),
    // The hours are hours: where the clock goes forward it shows one more, where it goes back one less.
    (.hours(72), "Europe/Berlin", "2026-03-27T12:00+01:00", "2026-03-30T11:00:00Z", "2026-03-30"),
    (.hours(72), "Europe/Berlin", "2026-10-23T12:00+02:00", "2026-10-26T10:00:00Z", "2026-10-26"),
    // The day of the event is not counted, be it its first or its last second.
    (.days(10), "Europe/Istanbul", "2026-10-08T00:00:00+03:00", "2026-10-18T20:59:59Z", "2026-10-18"),
    (.days(10), "Europe/Istanbul", "2026-10-08T23:59:59+03:00", "2026-10-18T20:59:59Z", "2026-10-18"),
    // A moment whose UTC day is the one before.
    (.days(15), "Europe/Istanbul", "2026-10-07T21:30:00Z", "2026-10-23T20:59:59Z", "2026-10-23"),
    (.days(30), "Europe/Istanbul", "2026-01-31T09:00+03:00", "2026-03-02T20:59:59Z", "2026-03-02"),
    // Days over a change of the clock end with the day, not after so many times 24 hours.
    (.days(30), "Europe/Berlin", "2026-03-10T09:00+01:00", "2026-04-09T21:59:59Z", "2026-04-09"),
    (.days(15), "Europe/Berlin", "2026-10-15T09:00+02:00", "2026-10-30T22:59:59Z", "2026-10-30"),
    // The day after has no midnight: the last day ends where it begins.
    (.days(3), "America/Sao_Paulo", "2018-10-31T12:00-03:00", "2018-11-04T02:59:59Z", "2018-11-03"),
    // Turkey changed its clocks until 2016.
    (.days(10), "Europe/Istanbul", "2015-10-30T10:00+03:00", "2015-11-09T21:59:59Z", "2015-11-09"),
    (.months(1), "Europe/Istanbul", "2026-10-15T09:00+03:00", "2026-11-15T20:59:59Z", "2026-11-15"),
    (.months(1), "Europe/Berlin", "2026-01-31T09:00+01:00", "2026-02-28T22:59:59Z", "2026-02-28"),
    (.months(1), "Europe/Berlin", "2028-01-31T09:00+01:00", "2028-02-29T22:59:59Z", "2028-02-29"),
    (.months(3), "Europe/Istanbul", "2026-11-30T09:00+03:00", "2027-02-28T20:59:59Z", "2027-02-28"),
    (
      .lastDay(CivilDate(year: 2026, month: 10, day: 22)), "Europe/Istanbul", "2026-10-08T09:00+03:00",
      "2026-10-22T20:59:59Z", "2026-10-22"
    ),
  ]

  @Test(arguments: ends) func `ends when its rule says`(
    _ rule: LegalDeadline.Rule, _ name: String, _ start: String, _ due: String, _ day: String
  ) throws {
    let deadline = LegalDeadline(rule, from: try Instant(start, in: .utc), in: try zone(name))
    #expect(deadline.due == (try Instant(due, in: .utc)))
    #expect(deadline.lastDay.iso8601 == day)
  }

  @Test func `runs from a day whose hour nobody noted as from any hour of it`() throws {
    let istanbul = try zone("Europe/Istanbul")
    let received = CivilDate(year: 2026, month: 10, day: 8)
    let dayAlone = LegalDeadline(.days(10), fromDay: received, in: istanbul)
    let noon = LegalDeadline(.days(10), from: try Instant("2026-10-08T12:00+03:00", in: .utc), in: istanbul)
    #expect(dayAlone.due == noon.due)
    #expect(dayAlone.startsWithDay && !noon.startsWithDay)
    let hours = LegalDeadline(.hours(72), fromDay: received, in: istanbul)
    #expect(hours.due == (try Instant("2026-10-10T21:00Z", in: .utc)))
  }

  /// A moment, what is left of 72 hours from noon, or by how much it is over, in seconds.
  static let standings: [(String, Int64)] = [
    ("2026-10-09T12:00:00Z", 259_200), ("2026-10-11T00:30:00Z", 127_800), ("2026-10-12T12:00:00Z", 0),
    ("2026-10-12T12:00:01Z", -1), ("2026-10-13T12:00:00Z", -86_400),
  ]

  @Test(arguments: standings) func `says what is left, and by how much it is over`(
    _ moment: String, _ seconds: Int64
  ) throws {
    let start = try Instant("2026-10-09T12:00:00Z", in: .utc)
    let deadline = LegalDeadline(.hours(72), from: start, in: .utc)
    let expected: LegalDeadline.Standing =
      seconds >= 0 ? .left(seconds * microsecondsPerSecond) : .overdue(-seconds * microsecondsPerSecond)
    #expect(deadline.standing(asOf: try Instant(moment, in: .utc)) == expected)
  }

  @Test func `of days is in time up to the day's last instant`() throws {
    let deadline = LegalDeadline(
      .days(10), fromDay: CivilDate(year: 2026, month: 10, day: 8), in: try zone("Europe/Istanbul"))
    #expect(!deadline.isOver(at: try Instant("2026-10-18T23:59:59.999999+03:00", in: .utc)))
    #expect(deadline.isOver(at: try Instant("2026-10-19T00:00+03:00", in: .utc)))
    #expect(deadline.endsOnWeekend)
  }

  @Test func `is told in days, hours and minutes`() {
    let left = TimeLeft(microseconds: ((2 * 24 + 3) * 3600 + 14 * 60 + 59) * microsecondsPerSecond)
    #expect((left.days, left.hours, left.minutes) == (2, 3, 14))
    #expect(left.allHours == 51)
  }
}
