import Analysis
import Model
import Testing

/// Whether a newest record is older than usual (docs/domain/record-flow.md).
@Suite struct RecordFlowTests {
  /// Hours with a record, as the offsets from the first, the last hour before the end, and what follows.
  private static let cases: [(name: String, hours: [Int64], end: Int64, expected: RecordFlow)] = {
    let allDay = Array(Int64(0)..<200)
    let offices = (0..<21).flatMap { day in day % 7 < 5 ? (9..<18).map { Int64(day) * 24 + $0 } : [] }
    func stale(_ last: Int64, _ silent: Int64, _ longest: Int64) -> RecordFlow {
      .stale(newest: Instant(microseconds: last * 3600 * 1_000_000 + 1), silent: silent, longest: longest)
    }
    return [
      ("a record in the last hour", allDay, 199, .usual), ("one hour of silence", allDay, 200, .usual),
      ("two, where there never were", allDay, 201, stale(199, 2, 1)),
      ("as long as the longest gap", allDay + [205], 211, .usual),
      ("longer than that", allDay + [205], 212, stale(205, 7, 6)),
      ("an office on Sunday", offices, 20 * 24 + 23, .usual),
      ("an office on Monday evening", offices, 21 * 24 + 18, stale(18 * 24 + 17, 73, 64)),
      ("six days are no habit", Array(0..<160), 400, .usual),
      ("forty-nine hours are none", (0..<49).map { $0 * 10 }, 2000, .usual),
      ("fifty are", (0..<50).map { $0 * 10 }, 501, stale(490, 11, 10)), ("nothing at all", [], 100, .usual),
    ]
  }()

  @Test(arguments: cases) func `is longer silent than it ever was, or not`(
    _ trial: (name: String, hours: [Int64], end: Int64, expected: RecordFlow)
  ) {
    let newest = Instant(microseconds: (trial.hours.last ?? 0) * 3600 * 1_000_000 + 1)
    // The end is the first moment after its hour, or any within it.
    for within in [Int64(1), 3600 * 1_000_000] {
      let end = Instant(microseconds: trial.end * 3600 * 1_000_000 + within)
      let flow = RecordFlow(hours: trial.hours, newest: newest, end: end)
      #expect(flow == trial.expected, "\(trial.name)")
      if RecordFlow.isFresh(newest, at: end) { #expect(flow == .usual) }
    }
  }
}
