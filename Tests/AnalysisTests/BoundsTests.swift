import Analysis
import Model
import Testing

@Suite struct `The bounds of an estimated end` {
  private static let day = Period(
    from: Instant(microseconds: 0), to: Instant(microseconds: 24 * 3_600_000_000))

  private static func hour(_ number: Double) -> Instant { Instant(microseconds: Int64(number * 3_600_000_000)) }

  private func resolve(_ change: (inout Session) -> Void, asOf: Double = 30) -> ResolvedSession? {
    var session = Session(id: "1", userKey: "u", startedAt: Self.hour(8))
    change(&session)
    guard case .resolved(let resolved) = ResolvedSession.resolve(session, asOf: Self.hour(asOf)) else { return nil }
    return resolved
  }

  @Test func `meet where the end was recorded`() {
    let resolved = resolve { $0.endedAt = Self.hour(9) }
    #expect(resolved?.earliestEnd == Self.hour(9) && resolved?.latestEnd == Self.hour(9))
  }

  @Test func `reach from the last sign of life to the expiry`() {
    let resolved = resolve {
      $0.expiresAt = Self.hour(16)
      $0.lastSeenAt = Self.hour(10)
    }
    #expect(resolved?.basis == .expiry)
    #expect(resolved?.earliestEnd == Self.hour(10) && resolved?.latestEnd == Self.hour(16))
  }

  @Test func `reach from the begin where nothing is known`() {
    let resolved = resolve { _ in }
    #expect(resolved?.basis == EndBasis.none && resolved?.length == 0)
    #expect(resolved?.earliestEnd == Self.hour(8) && resolved?.latestEnd == Self.hour(30))
  }

  @Test func `reach to the report's moment where only the last sign of life is known`() {
    let resolved = resolve { $0.lastSeenAt = Self.hour(12) }
    #expect(resolved?.basis == .lastActivity && resolved?.end == Self.hour(12))
    #expect(resolved?.latestEnd == Self.hour(30))
  }

  @Test func `become a user's interval of totals`() throws {
    var analysis = SessionAnalysis(period: Self.day, asOf: Self.hour(30), zone: .utc, lengths: NumberList())
    var user: UserDurations?
    var recorded = Session(id: "1", userKey: "u", startedAt: Self.hour(8), endedAt: Self.hour(9))
    recorded.address = NetworkAddress("10.0.0.1")
    var expired = Session(id: "2", userKey: "u", startedAt: Self.hour(8.5))
    expired.expiresAt = Self.hour(12)
    expired.address = NetworkAddress("10.0.0.2")
    _ = try analysis.observe(recorded) { user = $0 }
    _ = try analysis.observe(expired) { user = $0 }
    let totals = try analysis.finish { user = $0 }
    #expect(user?.minimumSum == 3_600_000_000 && user?.maximumSum == 16_200_000_000)
    #expect(user?.minimumUnion == 3_600_000_000 && user?.maximumUnion == 14_400_000_000)
    #expect(user?.recordedUnion == 3_600_000_000 && user?.union == 14_400_000_000)
    #expect(user?.addresses == 2)
    #expect(totals.durations.maximumUnion == 14_400_000_000)
  }
}
