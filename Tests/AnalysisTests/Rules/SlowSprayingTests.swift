@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `A04 b and c, slow and small spraying` {
  /// One failure for each of some users, so many seconds apart.
  private func spray(
    _ trial: inout RuleTrial, _ users: Int, from start: String, every seconds: Double, ip: String? = "10.0.0.1",
    prefix: String = "u"
  ) {
    for index in 0..<users {
      trial.add(.loginFailed, Identifier("\(prefix)\(index)"), start, ip: ip, reason: .badPassword) { event in
        event.occurredAt = event.occurredAt?.advanced(by: Int64(Double(index) * seconds * 1e6))
      }
    }
  }

  private func lines(_ trial: RuleTrial) throws -> [String] { try trial.run(PasswordSpraying.self).lines }

  @Test(arguments: [(9, 0), (10, 1)]) func `b fires at ten names within a day`(_ users: Int, _ findings: Int) throws {
    var trial = RuleTrial()
    spray(&trial, users, from: "00:00", every: 7200)
    #expect(try lines(trial) == (findings == 0 ? [] : ["b 10.0.0.1 00:00:00–18:00:00 10 medium"]))
  }

  @Test(arguments: [("2026-03-02 12:00", 1), ("2026-03-02 12:00:00.000001", 0)])
  func `takes the day with both its ends`(_ last: String, _ findings: Int) throws {
    var trial = RuleTrial()
    spray(&trial, 9, from: "2026-03-01 12:00", every: 3600)
    trial.add(.loginFailed, "x", last)
    #expect(try lines(trial).count == findings)
  }

  @Test func `what a finds is not b's, however late a fires`() throws {
    var trial = RuleTrial()
    // The tenth name of the day comes before the tenth of the half hour.
    spray(&trial, 5, from: "04:00", every: 3600, prefix: "early")
    spray(&trial, 10, from: "10:00", every: 60)
    #expect(
      try lines(trial).filter { $0.hasPrefix("b") || $0.hasPrefix("a") } == ["a 10.0.0.1 10:00:00–10:09:00 10 medium"])
    // The trigger after a's episode is b's, and its evidence is everything within the day.
    trial.add(.loginFailed, "late", "12:00")
    #expect(
      try lines(trial).filter { $0.hasPrefix("b") } == ["b 10.0.0.1 04:00:00–12:00:00 16 medium"])
  }

  @Test(arguments: [("2026-03-02 09:00", "high"), ("2026-03-02 18:00", "high"), ("2026-03-02 18:00:01", "medium")])
  func `b is high when somebody gets in meanwhile`(_ success: String, _ severity: String) throws {
    var trial = RuleTrial()
    spray(&trial, 10, from: "00:00", every: 7200)
    trial.add(.loginSuccess, "veli", success)
    let result = try trial.run(PasswordSpraying.self)
    #expect(result.lines == ["b 10.0.0.1 00:00:00–18:00:00 10 \(severity)"])
    #expect(result.findings.first?.successes.isEmpty == (severity == "medium"))
  }

  @Test(arguments: [(5, 1, 0), (6, 1, 1), (6, 3, 1), (6, 4, 0), (9, 1, 1)])
  func `c fires at six names with at most three failures each`(_ users: Int, _ each: Int, _ findings: Int) throws {
    var trial = RuleTrial()
    // The first failures of all names come before the second, so that no shorter window fires.
    for index in 0..<each where index > 0 {
      trial.addFailures(1, "u0", from: "10:00:0\(index)", every: 0)
    }
    spray(&trial, users, from: "10:00:10", every: 60)
    let found = try lines(trial)
    #expect(found.count == findings && found.allSatisfy { $0.hasPrefix("c 10.0.0.1") && $0.hasSuffix("low") })
  }

  /// So many of six names signed in before, from the same or from another network.
  @Test(arguments: [(1, "10.0.0.77", 1), (2, "10.0.0.77", 0), (6, "10.0.1.1", 1)])
  func `c fires when four fifths are unknown to the network`(_ known: Int, _ ip: String, _ findings: Int) throws {
    var trial = RuleTrial()
    for index in 0..<known { trial.add(.loginSuccess, Identifier("u\(index)"), "2026-03-01 10:00", ip: ip) }
    spray(&trial, 6, from: "10:00", every: 60)
    #expect(try lines(trial).count == findings)
  }

  @Test func `c is medium when somebody gets in meanwhile, and nothing within b`() throws {
    var trial = RuleTrial()
    spray(&trial, 6, from: "10:00", every: 60)
    trial.add(.loginSuccess, "veli", "10:03")
    #expect(try lines(trial) == ["c 10.0.0.1 10:00:00–10:05:00 6 medium"])
    let finding = try #require(try trial.run(PasswordSpraying.self).findings.first)
    #expect(
      finding.text[.tr]
        == "bir adresten 6 kullanıcıyla, her biriyle 30 dk içinde en çok 3 kez, 6 başarısız giriş, 10:00:00–10:05:00;"
        + " bu sürede aynı adresten 1 başarılı giriş")
    // Four more names before the day is over make it a part of slow spraying.
    spray(&trial, 4, from: "18:00", every: 3600, prefix: "v")
    #expect(try lines(trial) == ["b 10.0.0.1 10:00:00–21:00:00 10 high"])
  }

  @Test func `takes out and counts an address users are known to go out by`() throws {
    var trial = RuleTrial()
    trial.settings.lists.trustedEgress = [AddressRange("10.0.0.0/24")].compactMap { $0 }
    spray(&trial, 10, from: "00:00", every: 7200)
    spray(&trial, 6, from: "10:00", every: 60, ip: "10.0.0.2")
    let result = try trial.run(PasswordSpraying.self)
    #expect(result.findings.isEmpty && result.outcome.suppressed == ["trusted_egress": 2])
    #expect(!trial.suspicions.hasTarget("u1", within: .max, before: trial.asOf))
  }

  @Test(arguments: 1...400) func `agrees with looking at every window on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["A04"] = [
      "users": 4, "window": 5_000_000, "slow_users": 4, "slow_window": 15_000_000, "small_users": 3,
      "small_window": 5_000_000, "small_most": 2, "small_unknown": 60,
    ]
    for _ in 0..<random.next(in: 3...70) {
      trial.add(
        random.next(in: 0...6) == 0 ? .loginSuccess : .loginFailed,
        ["a", "b", "c", "d", "e", nil][random.next(in: 0...5)], after: Int64(random.next(in: 0...120)) * 1_000_000,
        ip: ["10.0.0.1", "10.0.0.2", "10.0.1.1"][random.next(in: 0...2)])
    }
    let expected = ["10.0.0.1", "10.0.0.2", "10.0.1.1"].flatMap { NaiveSpraying($0, trial.events).lines }
    trial.events.shuffle(using: &random)
    let found = try trial.run(PasswordSpraying.self).findings.filter { $0.branch != "a" }
      .map { "\($0.branch) \($0.key.value) \($0.severity.key) \($0.evidence.sha256)" }
    #expect(found.sorted() == expected.sorted())
  }
}

/// Branches b and c in the plainest way: every trigger by looking at all rows, then what lies in quicker episodes taken out.
private struct NaiveSpraying {
  private typealias Trigger = (index: Int, first: Int)
  private typealias Span = (first: Int, last: Int)

  let lines: [String]

  init(_ ip: String, _ events: [SecurityEvent]) {
    let ordered = events.sorted(by: NaiveEpisodes.precedes)
    let rows = ordered.filter { $0.type == .loginFailed && $0.address?.description == ip }
    let successes = ordered.filter { $0.type == .loginSuccess && $0.address?.description == ip }
    let isUnknown = rows.map { row in
      row.userKey != nil
        && !ordered.contains { success in
          success.type == .loginSuccess && success.userKey == row.userKey && NaiveEpisodes.precedes(success, row)
            && success.address.flatMap { Network($0) } == row.address.flatMap { Network($0) }
        }
    }
    func triggers(_ window: Int64, _ fires: (ClosedRange<Int>) -> Bool) -> [Trigger] {
      rows.indices.compactMap { index in
        let first = rows.firstIndex { rows[index].at - $0.at <= window } ?? index
        return fires(first...index) ? (index, first) : nil
      }
    }
    func names(_ range: ClosedRange<Int>) -> [Identifier: Int] {
      rows[range].compactMap(\.userKey).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
    func spans(_ triggers: [Trigger], _ window: Int64) -> [Span] {
      triggers.reduce(into: [Span]()) { spans, trigger in
        if let last = spans.last, rows[trigger.index].at - window <= rows[last.last].at {
          spans[spans.count - 1].last = trigger.index
        } else {
          spans.append((trigger.first, trigger.index))
        }
      }
    }
    func outside(_ triggers: [Trigger], _ spans: [Span]) -> [Trigger] {
      triggers.filter { trigger in
        !spans.contains { rows[$0.first].at <= rows[trigger.index].at && rows[trigger.index].at <= rows[$0.last].at }
      }
    }
    let quick = spans(triggers(5_000_000) { names($0).count >= 4 }, 5_000_000)
    let slow = spans(outside(triggers(15_000_000) { names($0).count >= 4 }, quick), 15_000_000)
    let small = spans(
      outside(
        triggers(5_000_000) { range in
          names(range).count >= 3 && names(range).values.allSatisfy { $0 <= 2 }
            && range.count { isUnknown[$0] } * 100 >= 60 * range.count
        }, quick + slow), 5_000_000)
    func line(_ span: Span, _ branch: String, _ severities: (String, String)) -> String {
      let isEntered = successes.contains { rows[span.first].at <= $0.at && $0.at <= rows[span.last].at }
      let ids = rows[span.first...span.last].map(\.id).joined(separator: " ")
      return "\(branch) \(ip) \(isEntered ? severities.1 : severities.0) \(ids)"
    }
    lines = slow.map { line($0, "b", ("medium", "high")) } + small.map { line($0, "c", ("low", "medium")) }
  }
}
