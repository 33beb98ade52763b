import Model
import Support
import Testing

@testable import Analysis

/// Which sessions were ended together.
@Suite struct MassEndsTests {
  private static let from = Instant(microseconds: 1_000_000)
  private static let to = Instant(microseconds: 2_000_000)

  private static func outcome(
    _ sessions: [(end: Int64, reason: EndReason?, user: String?)]
  ) throws -> MassEnds.Outcome {
    let ends = MassEnds(from: from, to: to, sorter: SortedRecords())
    for (number, row) in sessions.enumerated() {
      var session = Session(id: Identifier("s\(number)"))
      session.userKey = row.user.map { Identifier($0) }
      session.startedAt = Instant(microseconds: 1)
      session.endedAt = Instant(microseconds: row.end)
      session.endReason = row.reason
      guard case .resolved(let resolved) = ResolvedSession.resolve(session, asOf: to) else { continue }
      let scope = Scope(period: Period(from: from, to: to), asOf: to, zone: .utc)
      try ends.observe(session, .counted(CountedSession(resolved, in: scope)))
    }
    return try ends.finish()
  }

  /// Records sorted in memory.
  private final class SortedRecords: RecordSorter {
    private var records: [[UInt8]] = []
    func append(_ record: [UInt8]) { records.append(record) }
    func forEachInOrder(_ body: (ArraySlice<UInt8>) throws -> Void) rethrows {
      for record in records.sorted(by: { $0.lexicographicallyPrecedes($1) }) { try body(record[...]) }
    }
  }

  @Test func `equal ends of one reason are a group, users are counted once`() throws {
    let found = try Self.outcome([
      (1_500_000, .deleted, "a"), (1_500_000, .deleted, "b"), (1_500_000, .deleted, "a"), (1_500_001, .deleted, "c"),
      (1_500_000, .revoked, "d"), (1_600_000, .revoked, nil), (1_600_000, .revoked, nil),
    ])
    #expect(found.count == 2)
    #expect(found.listed.map(\.sessions) == [3, 2] && found.listed.map(\.users) == [2, 1])
    #expect(found.listed.map(\.reason) == [.deleted, .revoked] && found.largest?.sessions == 3)
  }

  @Test func `sign-outs, unknown reasons and ends outside the period are none`() throws {
    let found = try Self.outcome([
      (1_500_000, .logout, "a"), (1_500_000, .logout, "b"), (1_400_000, nil, "a"), (1_400_000, nil, "b"),
      (999_999, .deleted, "a"), (999_999, .deleted, "b"), (2_000_000, .deleted, "a"), (2_000_000, .deleted, "b"),
    ])
    #expect(found.count == 0 && found.largest == nil)
  }

  @Test func `of very many the largest hundred are kept`() throws {
    let found = try Self.outcome(
      (0..<500).flatMap { number in
        (0..<(number == 321 ? 3 : 2)).map { (1_000_000 + Int64(number), EndReason.deleted, "u\($0)") }
      })
    #expect(found.count == 500 && found.listed.count == 100)
    #expect(found.largest?.moment == Instant(microseconds: 1_000_321))
  }
}
