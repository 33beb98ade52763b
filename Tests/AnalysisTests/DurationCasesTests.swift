import Analysis
import Foundation
import Model
import Testing

@Suite struct `The duration cases of the catalogue` {
  /// The period of T01 to T34: the UTC day of the base date.
  static let day = "2026-03-02 00:00..2026-03-03 00:00"
  /// The period of T35 to T38: March in Istanbul.
  static let month = "2026-02-28 21:00..2026-03-31 21:00"

  static let cases: [DurationCase] = [
    .init(id: "T01", sessions: "09:00..10:00", sum: 3600, union: 3600, peak: 1, period: day, count: 1),
    .init(id: "T02", sessions: "09:00..10:00, 11:00..12:00", sum: 7200, union: 7200, peak: 1, period: day),
    .init(id: "T03", sessions: "09:00..11:00, 10:00..12:00", sum: 14400, union: 10800, peak: 2, period: day),
    .init(id: "T04", sessions: "09:00..13:00, 10:00..11:00", sum: 18000, union: 14400, peak: 2, period: day),
    .init(
      id: "T05", sessions: "09:00..10:00 #a, 09:00..10:00 #b", sum: 7200, union: 3600, peak: 2, period: day, count: 2),
    .init(id: "T06", sessions: "09:00..10:00, 10:00..11:00", sum: 7200, union: 7200, peak: 1, period: day),
    .init(
      id: "T07", sessions: "09:00..10:00:00.000001, 10:00..11:00", sum: 7200.000001, union: 7200, peak: 2, period: day),
    .init(
      id: "T08", sessions: "09:00..12:00, 10:00..13:00, 11:00..14:00", sum: 32400, union: 18000, peak: 3, period: day),
    .init(id: "T09", sessions: "09:00..11:00, 10:00..10:00", sum: 7200, union: 7200, peak: 1, period: day, count: 2),
    .init(id: "T10", sessions: "10:00..10:00", sum: 0, union: 0, peak: 0, period: day, count: 1),
    .init(id: "T11", sessions: "03-01 22:00..02:00", sum: 7200, union: 7200, peak: 1, period: day),
    .init(id: "T12", sessions: "23:00..03-03 01:00", sum: 3600, union: 3600, peak: 1, period: day),
    .init(
      id: "T13", sessions: "00:00..2026-03-05 00:00", sum: 86400, union: 86400, peak: 1, base: "2026-02-28", period: day
    ),
    .init(id: "T14", sessions: "03-01 20:00..00:00", sum: 0, union: 0, peak: 0, period: day, count: 0),
    .init(
      id: "T15", sessions: "00:00..01:00", sum: 0, union: 0, peak: 0, base: "2026-03-03", period: day,
      asOf: "2026-03-04 00:00", count: 0),
    .init(
      id: "T16", sessions: "00:00..00:00, 03-03 00:00..03-03 00:00", sum: 0, union: 0, peak: 0, period: day, count: 1),
    .init(
      id: "T17", sessions: "20:00..null active", sum: 9000, union: 9000, peak: 1, period: day, asOf: "22:30",
      recorded: 0,
      basis: .asOf),
    .init(
      id: "T18", sessions: "20:00..null exp 20:30 expired", sum: 1800, union: 1800, peak: 1, period: day, recorded: 0,
      basis: .expiry),
    .init(
      id: "T19", sessions: "20:00..null exp 03-03 04:00 active", sum: 7200, union: 7200, peak: 1, period: day,
      asOf: "22:00", basis: .asOf),
    .init(
      id: "T21", sessions: "20:00..null abandoned", sum: 0, union: 0, peak: 0, period: day, count: 1,
      basis: EndBasis.none),
    .init(id: "T23", sessions: "10:00:02..10:00", sum: 0, union: 0, peak: 0, period: day, count: 1, basis: .skew),
    .init(id: "T24", sessions: "10:05..10:00", sum: 0, union: 0, peak: 0, period: day, count: 1, basis: .skew),
    .init(
      id: "T25", sessions: "12:00..10:00, 09:00..10:00", sum: 3600, union: 3600, peak: 1, period: day, count: 1,
      invalid: 1),
    .init(id: "T26", sessions: "null..10:00", sum: 0, union: 0, peak: 0, period: day, count: 0, invalid: 1),
    .init(
      id: "T27", sessions: "18:00..19:00", sum: 0, union: 0, peak: 0, period: day, asOf: "12:00", count: 0, invalid: 1),
    .init(
      id: "T29", sessions: "20:00..null exp infinity active", sum: 3600, union: 3600, peak: 1, period: day,
      asOf: "21:00",
      basis: .asOf),
    .init(
      id: "T30", sessions: "09:00..11:00, 10:00..null active", sum: 14400, union: 10800, peak: 2, period: day,
      asOf: "12:00", recorded: 7200),
    .init(
      id: "T32", sessions: "09:00..10:00 #a, 09:00..10:00 #a", sum: 3600, union: 3600, peak: 1, period: day, count: 1,
      copies: 1, basis: .end),
    .init(
      id: "T33", sessions: "09:00..09:00:00.333333, 10:00..10:00:00.333333, 11:00..11:00:00.333333", sum: 0.999999,
      union: 0.999999, peak: 1, period: day),
    .init(
      id: "T35", sessions: "20:30..22:00", sum: 5400, union: 5400, peak: 1, zone: "Europe/Istanbul", period: month,
      days: "03-02: 1800; 03-03: 3600"),
    .init(
      id: "T36", sessions: "20:00..22:00", sum: 3600, union: 3600, peak: 1, base: "2026-02-28", zone: "Europe/Istanbul",
      period: month, days: "03-01: 3600"),
    .init(
      id: "T37", sessions: "21:00..03-29 21:00", sum: 86400, union: 86400, peak: 1, base: "2026-03-28",
      zone: "Europe/Istanbul", period: month, days: "03-29: 86400"),
    .init(
      id: "T39", sessions: "21:00..11-08 22:00", sum: 90000, union: 90000, peak: 1, base: "2015-11-07",
      zone: "Europe/Istanbul", days: "11-08: 90000"),
    .init(
      id: "T40", sessions: "22:00..03-27 21:00", sum: 82800, union: 82800, peak: 1, base: "2016-03-26",
      zone: "Europe/Istanbul", days: "03-27: 82800"),
    .init(
      id: "T41", sessions: "23:00..03-29 22:00", sum: 82800, union: 82800, peak: 1, base: "2026-03-28",
      zone: "Europe/Berlin", days: "03-29: 82800"),
    .init(
      id: "T42", sessions: "22:00..10-25 23:00", sum: 90000, union: 90000, peak: 1, base: "2026-10-24",
      zone: "Europe/Berlin", days: "10-25: 90000"),
    .init(
      id: "T43", sessions: "00:30..01:10", sum: 2400, union: 2400, peak: 1, base: "2026-10-25", zone: "Europe/Berlin",
      days: "10-25: 2400"),
    .init(
      id: "T44", sessions: "00:30..01:30", sum: 3600, union: 3600, peak: 1, base: "2026-03-29", zone: "Europe/Berlin",
      days: "03-29: 3600"),
    .init(
      id: "T45", sessions: "04:00..11-02 05:00", sum: 90000, union: 90000, peak: 1, base: "2026-11-01",
      zone: "America/New_York", days: "11-01: 90000"),
    .init(
      id: "T47", sessions: "03:00..11-05 02:00", sum: 82800, union: 82800, peak: 1, base: "2018-11-04",
      zone: "America/Sao_Paulo", days: "11-04: 82800"),
    .init(
      id: "T51", sessions: "23:00..03-01 01:00", sum: 93600, union: 93600, peak: 1, base: "2028-02-28",
      days: "02-28: 3600; 02-29: 86400; 03-01: 3600"),
    .init(
      id: "T52", sessions: "17:45..18:45", sum: 3600, union: 3600, peak: 1, zone: "Asia/Kathmandu",
      days: "03-02: 1800; 03-03: 1800"),
  ]

  @Test(arguments: cases) func `come out as the table says`(_ example: DurationCase) throws {
    let (user, totals, bases) = try example.run()
    func microseconds(_ seconds: Double) -> Int64 { Int64((seconds * 1_000_000).rounded()) }
    #expect(user?.sum ?? 0 == microseconds(example.sum))
    #expect(user?.union ?? 0 == microseconds(example.union))
    #expect(user?.peak.count ?? 0 == example.peak)
    if let count = example.count { #expect(totals.counted == count) }
    #expect(totals.quarantinedCount == example.invalid)
    #expect(totals.copies == example.copies)
    if let recorded = example.recorded {
      #expect(user?.recordedSum == microseconds(recorded))
      #expect(user?.estimatedSum == microseconds(example.sum - recorded))
    }
    if let basis = example.basis { #expect(bases == [basis]) }
    if let days = example.days {
      let found = user?.days.map { "\($0.date.iso8601.dropFirst(5)): \($0.union / 1_000_000)" }
      #expect(found?.joined(separator: "; ") == days)
      #expect(user?.days.allSatisfy { $0.sum == $0.union } == true)
    }
  }

  @Test(arguments: cases) func `do not depend on the order of the rows`(_ example: DurationCase) throws {
    #expect(try example.run().user == example.run(shuffled: true).user)
  }
}
