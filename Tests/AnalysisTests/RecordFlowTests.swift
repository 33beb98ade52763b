import Analysis
import Model
import Testing

/// Whether a newest record is older than usual (docs/domain/record-flow.md).
@Suite struct RecordFlowTests {
  /// Hours with a record, counted from the epoch, the last hour before the end, and what follows.
  struct Trial: Sendable, CustomTestStringConvertible {
    let name: String
    let hours: [Int64]
    let end: Int64
    /// Hours of silence and the longest gap; nil where all is as usual.
    let stale: (silent: Int64, longest: Int64)?

    var testDescription: String { name }

    init(_ name: String, _ hours: [Int64], end: Int64, _ stale: (Int64, Int64)? = nil) {
      (self.name, self.hours, self.end, self.stale) = (name, hours, end, stale)
    }

    /// Every hour of so many.
    static func every(_ step: Int64, _ count: Int64) -> [Int64] { (0..<count).map { $0 * step } }

    /// Three weeks of an office from nine to six, Monday to Friday.
    static let office: [Int64] = (0..<21).filter { $0 % 7 < 5 }.flatMap { day in (9..<18).map { Int64(day * 24 + $0) } }
  }

  static let trials: [Trial] = [
    Trial("a record in the last hour", Trial.every(1, 200), end: 199),
    Trial("one hour of silence", Trial.every(1, 200), end: 200),
    Trial("two, where there never were", Trial.every(1, 200), end: 201, (2, 1)),
    Trial("as long as the longest gap", Trial.every(1, 200) + [205], end: 211),
    Trial("longer than that", Trial.every(1, 200) + [205], end: 212, (7, 6)),
    Trial("an office on Sunday", Trial.office, end: 20 * 24 + 23),
    Trial("an office on Monday evening", Trial.office, end: 21 * 24 + 18, (73, 64)),
    Trial("six days are no habit", Trial.every(1, 160), end: 400),
    Trial("forty-nine hours are none", Trial.every(10, 49), end: 2000),
    Trial("fifty are", Trial.every(10, 50), end: 501, (11, 10)),
    Trial("nothing at all", [], end: 100),
  ]

  @Test(arguments: trials) func `is longer silent than it ever was, or not`(_ trial: Trial) {
    let hour = 3600 * microsecondsPerSecond
    let newest = Instant(microseconds: (trial.hours.last ?? 0) * hour + 1)
    let expected = trial.stale.map { RecordFlow.stale(newest: newest, silent: $0.silent, longest: $0.longest) }
    // The end is the first moment after its hour, or any within it.
    for within in [1, hour] {
      let end = Instant(microseconds: trial.end * hour + within)
      let flow = RecordFlow(hours: trial.hours, newest: newest, end: end)
      #expect(flow == expected ?? .usual)
      if RecordFlow.isFresh(newest, at: end) { #expect(flow == .usual) }
    }
  }
}
