import Messages
import Model
import Testing

@Suite struct `A period` {
  /// A Wednesday night in Istanbul.
  static let asOf = "2026-10-08T02:15:00+03:00"

  /// What is written, first moment, first moment after.
  static let expressions: [(String, String, String)] = [
    ("2026-10-07", "2026-10-06T21:00:00.000000Z", "2026-10-07T21:00:00.000000Z"),
    ("2026-W41", "2026-10-04T21:00:00.000000Z", "2026-10-11T21:00:00.000000Z"),
    ("2026-W01", "2025-12-28T21:00:00.000000Z", "2026-01-04T21:00:00.000000Z"),
    ("2020-W53", "2020-12-27T21:00:00.000000Z", "2021-01-03T21:00:00.000000Z"),
    ("2026-10", "2026-09-30T21:00:00.000000Z", "2026-10-31T21:00:00.000000Z"),
    ("2025-12", "2025-11-30T21:00:00.000000Z", "2025-12-31T21:00:00.000000Z"),
    ("2026-Q4", "2026-09-30T21:00:00.000000Z", "2026-12-31T21:00:00.000000Z"),
    ("2026", "2025-12-31T21:00:00.000000Z", "2026-12-31T21:00:00.000000Z"),
    ("yesterday", "2026-10-06T21:00:00.000000Z", "2026-10-07T21:00:00.000000Z"),
    ("last-week", "2026-09-27T21:00:00.000000Z", "2026-10-04T21:00:00.000000Z"),
    ("last-month", "2026-08-31T21:00:00.000000Z", "2026-09-30T21:00:00.000000Z"),
    ("last-quarter", "2026-06-30T21:00:00.000000Z", "2026-09-30T21:00:00.000000Z"),
    ("2026-10-01..2026-10-15", "2026-09-30T21:00:00.000000Z", "2026-10-15T21:00:00.000000Z"),
    ("2026-10-01T08:00..2026-10-01T10:00", "2026-10-01T05:00:00.000000Z", "2026-10-01T07:00:00.000000Z"),
    ("2026-10-01T08:00:30.5..2026-10-01T24:00", "2026-10-01T05:00:30.500000Z", "2026-10-01T21:00:00.000000Z"),
    ("2026-10-01T08:00Z..2026-10-01T10:00+01:00", "2026-10-01T08:00:00.000000Z", "2026-10-01T09:00:00.000000Z"),
  ]

  @Test(arguments: expressions) func `is read as people write it`(_ text: String, _ from: String, _ to: String) throws {
    let zone = try zone("Europe/Istanbul")
    let period = try PeriodExpression(text).resolve(in: zone, asOf: try Instant(Self.asOf, in: zone))
    #expect(period.from.iso8601 == from)
    #expect(period.to.iso8601 == to)
  }

  @Test(arguments: [
    "", "2026-13", "2026-02-30", "2026-W54", "2025-W53", "2026-Q5", "tomorrow", "07.10.2026", "2026-10-7",
    "2026-10-01..", "2026-10-01T25:00..2026-10-02T00:00", "2026-10-01T8:00..2026-10-01T10:00", "20261007", "26",
    "2026-10-01T08:00..2026-10-02",
  ])
  func `is refused in any other form`(_ text: String) {
    #expect(throws: PeriodError.self) { try PeriodExpression(text) }
  }

  @Test(arguments: ["2026-10-15..2026-10-01", "2026-10-01T10:00..2026-10-01T10:00"])
  func `must not be reversed`(_ text: String) throws {
    let error = #expect(throws: PeriodError.self) {
      try PeriodExpression(text).resolve(in: .utc, asOf: Instant("2026-12-01T00:00Z", in: .utc))
    }
    guard case .reversed = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `must not lie in the future`() throws {
    let error = #expect(throws: PeriodError.self) {
      try PeriodExpression("2026-10-08").resolve(in: .utc, asOf: Instant("2026-10-08T00:00Z", in: .utc))
    }
    #expect(error?.message[.tr].contains("henüz başlamadı") == true)
  }

  @Test func `names no hour that the clocks skipped or repeated`() throws {
    let berlin = try zone("Europe/Berlin")
    let asOf = try Instant("2026-12-01T00:00Z", in: .utc)
    let skipped = #expect(throws: PeriodError.self) {
      try PeriodExpression("2026-03-29T02:30..2026-03-29T05:00").resolve(in: berlin, asOf: asOf)
    }
    let repeated = #expect(throws: PeriodError.self) {
      try PeriodExpression("2026-10-25T02:30..2026-10-25T05:00").resolve(in: berlin, asOf: asOf)
    }
    #expect(skipped?.message[.en].contains("does not exist") == true)
    #expect(repeated?.message[.en].contains("happened twice") == true)
    // With an offset the hour is one moment.
    let period = try PeriodExpression("2026-10-25T02:30+02:00..2026-10-25T05:00").resolve(in: berlin, asOf: asOf)
    #expect(period.from.iso8601 == "2026-10-25T00:30:00.000000Z")
  }

  @Test func `leaves no gap and no overlap between adjacent days`() throws {
    for name in ["Europe/Istanbul", "America/Havana", "America/St_Johns", "America/Sao_Paulo", "Pacific/Apia"] {
      let zone = try zone(name)
      // 2006 to 2027, with every change of these zones' rules, would take long: the days around the odd ones do.
      let odd = [13_450, 15_340, 17_839, 20_394].flatMap { $0 - 40..<$0 + 40 }
      let days = odd.map { CivilDate(dayNumber: Int32($0)) }
      for (day, next) in zip(days, days.dropFirst()) {
        #expect(zone.start(of: day) <= zone.start(of: next))
      }
    }
  }
}
