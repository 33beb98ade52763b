import Analysis
import Model
import Support
import Testing

/// Random logs against the plainest possible counting: one step for every second.
@Suite struct `Random sessions` {
  private static let second: Int64 = 1_000_000
  private static let period = Period(
    from: Instant(microseconds: 100 * second), to: Instant(microseconds: 400 * second))

  private func sessions(_ generator: inout FixedGenerator) -> [(start: Int64, end: Int64)] {
    (0..<Int.random(in: 1...12, using: &generator)).map { _ in
      let start = Int64.random(in: 0...450, using: &generator)
      return (start, start + Int64.random(in: 0...120, using: &generator))
    }.sorted { $0 < $1 }
  }

  @Test(arguments: Fuzzing.seeds(200)) func `come to what counting second by second finds`(_ seed: Int) throws {
    var generator = FixedGenerator(seed: seed)
    let log = sessions(&generator)
    var analysis = SessionAnalysis(
      period: Self.period, asOf: Instant(microseconds: 1_000 * Self.second), zone: .utc, lengths: NumberList())
    var user: UserDurations?
    for (index, session) in log.enumerated() {
      let row = Session(
        id: Identifier(String(index + 10)), userKey: "u", startedAt: Instant(microseconds: session.start * Self.second),
        endedAt: Instant(microseconds: session.end * Self.second))
      _ = try analysis.observe(row) { user = $0 }
    }
    let totals = try analysis.finish { user = $0 }
    let open = (100..<400).map { second in log.count { $0.start <= second && second < $0.end } }
    let peak = open.max() ?? 0
    #expect(user?.sum ?? 0 == Int64(open.reduce(0, +)) * Self.second)
    #expect(user?.union ?? 0 == Int64(open.count { $0 > 0 }) * Self.second)
    #expect(user?.peak.count ?? 0 == peak)
    if peak > 0 {
      #expect(user?.peak.duration == Int64(open.count { $0 == peak }) * Self.second)
      #expect(user?.peak.firstAt?.microseconds == Int64(100 + (open.firstIndex(of: peak) ?? 0)) * Self.second)
    }
    let lengths = log.filter { inPeriod($0) }.map { $0.end - $0.start }.sorted()
    #expect(totals.counted == lengths.count)
    if !lengths.isEmpty {
      let twoInTheMiddle = lengths[(lengths.count - 1) / 2] + lengths[lengths.count / 2]
      #expect(totals.medianLength == twoInTheMiddle * Self.second / 2)
    }
  }

  private func inPeriod(_ session: (start: Int64, end: Int64)) -> Bool {
    session.start == session.end
      ? (100..<400).contains(session.start) : session.start < 400 && session.end > 100
  }

  /// For Swift's strings these are one user; for the server, which orders by bytes, a third lies between them.
  @Test func `of users whose names only look alike are those of different users`() throws {
    var analysis = SessionAnalysis(
      period: Self.period, asOf: Instant(microseconds: 1_000 * Self.second), zone: .utc, lengths: NumberList())
    let keys: [Identifier] = ["e\u{301}", "zebra", "\u{e9}"]
    var ended: [Identifier?] = []
    for (index, key) in keys.enumerated() {
      for second in [200, 300] as [Int64] {
        let start = Instant(microseconds: (second - Int64(index)) * Self.second)
        let row = Session(id: Identifier("\(index)-\(second)"), userKey: key, startedAt: start, endedAt: start)
        _ = try analysis.observe(row) { ended.append($0.userKey) }
      }
    }
    let totals = try analysis.finish { ended.append($0.userKey) }
    #expect(ended == keys)
    #expect(totals.users == 3 && totals.counted == 6)
  }
}
