@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `A04, password spraying` {
  /// A log of which only branch a makes anything.
  private static var quick: RuleTrial {
    var trial = RuleTrial()
    trial.settings.values["A04"] = ["slow_users": 1000, "small_users": 1000]
    return trial
  }

  /// Fails once for each of some users.
  private func spray(
    _ trial: inout RuleTrial, _ users: Int, from start: String, every seconds: Double, ip: String? = "10.0.0.1"
  ) {
    for index in 0..<users {
      trial.addFailures(1, "u\(index)", from: start, every: 0, ip: ip)
      let last = trial.events.count - 1
      trial.events[last].occurredAt = trial.events[last].occurredAt?.advanced(by: Int64(Double(index) * seconds * 1e6))
    }
  }

  @Test(arguments: [(9, 0), (10, 1), (11, 1)]) func `fires at ten users`(_ users: Int, _ findings: Int) throws {
    var trial = Self.quick
    spray(&trial, users, from: "10:00", every: 60)
    spray(&trial, 9, from: "10:00", every: 1, ip: "10.0.0.2")
    let result = try trial.run(PasswordSpraying.self)
    #expect(result.findings.count == findings)
    #expect(result.findings.first?.evidence.count ?? users == users)
  }

  @Test(arguments: [("10:30", 1), ("10:30:00.000001", 0)])
  func `takes a window with both its ends`(_ last: String, _ findings: Int) throws {
    var trial = Self.quick
    spray(&trial, 9, from: "10:00", every: 0)
    trial.addFailures(1, "u9", from: last, every: 0)
    #expect(try trial.run(PasswordSpraying.self).findings.count == findings)
  }

  @Test func `counts users, not rows, and rows of one moment in the order of their identifiers`() throws {
    var trial = Self.quick
    trial.addFailures(50, "u0", from: "10:00", every: 0)
    trial.addFailures(50, nil, from: "10:00", every: 0)
    trial.addFailures(50, "u1", from: "10:00", every: 0, ip: nil)
    #expect(try trial.run(PasswordSpraying.self).findings.isEmpty)
    spray(&trial, 12, from: "10:00", every: 0)
    let result = try trial.run(PasswordSpraying.self)
    #expect(result.lines == ["a 10.0.0.1 10:00:00–10:00:00 112 medium"])
    #expect(result.outcome.excludedNull == 50)
    #expect(result.outcome.reason == RuleReason(.inputExcluded, "30"))
  }

  @Test func `merges windows that touch and parts those that do not`() throws {
    var trial = Self.quick
    spray(&trial, 10, from: "10:00", every: 1)
    spray(&trial, 1, from: "10:30:09", every: 1)
    spray(&trial, 10, from: "10:20:09", every: 0)
    spray(&trial, 10, from: "12:00", every: 0)
    #expect(
      try trial.run(PasswordSpraying.self).lines == [
        "a 10.0.0.1 10:00:00–10:30:09 21 medium", "a 10.0.0.1 12:00:00–12:00:00 10 medium",
      ])
  }

  /// Who succeeds, from where and when, and what that makes of a spraying from 10:00:00 to 10:00:09.
  @Test(
    arguments: [
      ("u3", "10.0.0.1", "10:05", "high"), ("u3", "10.0.0.2", "10:05", "medium"), ("x", "10.0.0.1", "10:05", "medium"),
      ("u3", "10.0.0.1", "10:15:09", "high"), ("u3", "10.0.0.1", "10:15:09.000001", "medium"),
      ("u3", "10.0.0.1", "10:00", "high"), ("u3", "10.0.0.1", "09:59:59.999999", "medium"),
      ("u9", "10.0.0.1", "10:00:01", "high"),
    ])
  func `is high when one of the users gets in`(_ user: Identifier, _ ip: String, _ at: String, _ severity: String)
    throws
  {
    // Whoever gets in from there within half an hour is evidence.
    let counted = ip == "10.0.0.1" && at >= "10:00" ? 1 : 0
    for identifier in ["000000", "999999"] as [Identifier] {
      var trial = Self.quick
      spray(&trial, 10, from: "10:00", every: 1)
      trial.add(.loginSuccess, user, at, ip: ip, id: identifier)
      #expect(
        try trial.run(PasswordSpraying.self).lines == [
          "a 10.0.0.1 10:00:00–10:00:09 \(10 + counted) \(severity)"
        ])
    }
  }

  @Test(arguments: [(9, 1, 0), (10, 0, 1), (11, 0, 1)])
  func `is left out when no fewer users succeed than fail`(_ users: Int, _ findings: Int, _ suppressed: Int) throws {
    for start in ["10:00", "10:00:05", "10:00:09"] {
      var trial = Self.quick
      for index in 0..<users { trial.add(.loginSuccess, "s\(index)", start, id: "00000\(index)s") }
      spray(&trial, 10, from: "10:00", every: 1)
      let result = try trial.run(PasswordSpraying.self)
      #expect(result.findings.count == findings)
      #expect(result.outcome.suppressed == (suppressed == 0 ? [:] : ["nat": suppressed]))
      #expect(trial.suspicions.hasTarget("u1", within: .max, before: trial.asOf) == (findings == 1))
    }
  }

  @Test func `counts successes between two triggers, and not those after the last`() throws {
    var trial = Self.quick
    spray(&trial, 10, from: "10:00", every: 0)
    for index in 0..<10 { trial.add(.loginSuccess, "s\(index)", "10:20") }
    trial.add(.loginSuccess, "u1", "10:20")
    #expect(try trial.run(PasswordSpraying.self).lines == ["a 10.0.0.1 10:00:00–10:00:00 21 medium"])
    trial.addFailures(1, "u1", from: "10:30", every: 0)
    #expect(try trial.run(PasswordSpraying.self).outcome.suppressed == ["nat": 1])
  }

  @Test func `waits for a success longer than for a failure where it is told to`() throws {
    var trial = Self.quick
    trial.settings.values["A04"]?["success_within"] = 3 * 3_600_000_000
    spray(&trial, 10, from: "10:00", every: 0)
    spray(&trial, 10, from: "11:00", every: 0)
    trial.add(.loginSuccess, "u1", "12:00")
    trial.addFailures(1, "u1", from: "20:00", every: 0, ip: "10.0.0.9")
    #expect(
      try trial.run(PasswordSpraying.self).lines == [
        "a 10.0.0.1 10:00:00–10:00:00 10 high", "a 10.0.0.1 11:00:00–11:00:00 10 high",
      ])
  }

  @Test func `says what it could not look at`() throws {
    var trial = Self.quick
    spray(&trial, 10, from: "10:00", every: 0)
    var outcome = try trial.run(PasswordSpraying.self).outcome
    #expect(outcome.status == .partly && outcome.reason == RuleReason(.eventTypeAbsent, "login_success"))
    trial.add(.loginSuccess, "x", "11:00")
    #expect(try trial.run(PasswordSpraying.self).outcome.status == .evaluated)
    trial.missing = ["events.reason"]
    #expect(try trial.run(PasswordSpraying.self).outcome.reason == RuleReason(.columnMissing, "events.reason"))
    for column in ["events.ip", "events.user_id"] {
      trial.missing = [column]
      outcome = try trial.run(PasswordSpraying.self).outcome
      #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, column))
    }
    outcome = try Self.quick.run(PasswordSpraying.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.eventTypeAbsent, "login_failed"))
  }

  @Test func `belongs to the period its last trigger lies in`() throws {
    var trial = Self.quick
    spray(&trial, 10, from: "2026-03-01 23:59:55", every: 1)
    spray(&trial, 10, from: "2026-03-01 23:50", every: 1, ip: "10.0.0.2")
    spray(&trial, 10, from: "23:59:50", every: 1, ip: "10.0.0.3")
    spray(&trial, 10, from: "23:59:51", every: 1, ip: "10.0.0.4")
    let result = try trial.run(PasswordSpraying.self)
    #expect(
      result.lines == ["a 10.0.0.1 23:59:55–00:00:04 10 medium", "a 10.0.0.3 23:59:50–23:59:59 10 medium"])
    #expect(result.findings.map(\.continues) == [false, true])
    #expect(trial.suspicions.hasTarget("u9", within: 0, before: RuleTrial.time("2026-03-01 23:50:09")))
  }

  @Test func `tells those who judge users in time`() throws {
    var trial = Self.quick
    spray(&trial, 10, from: "10:00", every: 0)
    trial.add(.loginSuccess, "veli", "11:00")
    trial.add(.loginSuccess, "u3", "11:00", ip: "10.0.0.2")
    let result = try trial.run(SuspicionProbe.self, after: [PasswordSpraying.self])
    #expect(result.findings.map(\.key) == (0..<10).map { .user("u\($0)") })
  }

  @Test func `names what it measured`() throws {
    var trial = Self.quick
    spray(&trial, 11, from: "10:00", every: 1)
    trial.addFailures(2, "u4", from: "10:00:03", every: 1)
    trial.addFailures(1, nil, from: "10:00:04", every: 1)
    let first = trial.add(.loginSuccess, "veli", "10:00:05")
    trial.add(.loginSuccess, "u4", "10:05")
    let finding = try #require(try trial.run(PasswordSpraying.self).findings.first)
    #expect(
      finding.text[.tr]
        == "bir adresten 11 kullanıcıyla 14 başarısız giriş, 10:00:00–10:00:10, 1 kullanıcının başarılı girişi")
    #expect(
      finding.text[.en]
        == "14 failed sign-ins of 11 users from one address, 10:00:00–10:00:10, 1 of them signed in")
    let others = (0..<11).filter { $0 != 4 }.map { "u\($0)" }.sorted().map { Finding.Measure.UserCount($0, 1) }
    #expect(
      finding.measured == [
        .init("failures", 14), .init("users", 11), .init("without_user", 1), .init("most_per_user", 3),
        .init("successes", 2), .init("succeeding_users", 2), .init("succeeding_users_meanwhile", 1),
        .init("tried_users_succeeding", 1), .init("top_users", .users([.init("u4", 3)] + others)),
        .init("first_success", .event(first)),
      ])
  }

  @Test(arguments: 1...400) func `agrees with the plainest counting on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = Self.quick
    let hold = Int64(random.next(in: 0...12)) * 1_000_000
    let aftermath = Int64(random.next(in: 0...12)) * 1_000_000
    trial.settings.values["A04"]?.merge([
      "users": 3, "window": 5_000_000, "success_within": hold, "aftermath": aftermath,
    ]) { $1 }
    for _ in 0..<random.next(in: 3...50) {
      let second = random.next(in: 0...80)
      trial.add(
        random.next(in: 0...5) == 0 ? .loginSuccess : .loginFailed, ["a", "b", "c", "d", nil][random.next(in: 0...4)],
        "10:00", ip: ["10.0.0.1", "10.0.0.2"][random.next(in: 0...1)]
      ) { $0.occurredAt = $0.occurredAt?.advanced(by: Int64(second) * 1_000_000) }
    }
    let result = try trial.run(PasswordSpraying.self)
    var expected: [String] = []
    var suppressed = 0
    for ip in ["10.0.0.1", "10.0.0.2"] {
      let own = trial.events.filter { $0.address?.description == ip }
      let successes = own.filter { $0.type == .loginSuccess }
      let episodes = NaiveEpisodes.windows(within: 5_000_000, in: own.filter { $0.type == .loginFailed }) {
        Set($0.compactMap(\.userKey)).count >= 3
      }
      for rows in episodes {
        guard let first = rows.first?.at, let last = rows.last?.at else { continue }
        let tried = Set(rows.compactMap(\.userKey))
        func succeeding(until end: Int64) -> Set<Identifier> {
          Set(successes.filter { first <= $0.at && $0.at <= end }.compactMap(\.userKey))
        }
        let isHigh = !succeeding(until: last + hold).isDisjoint(with: tried)
        let all = (rows + successes.filter { first <= $0.at && $0.at <= last + aftermath })
          .sorted(by: NaiveEpisodes.precedes)
        let line = "\(ip) \(isHigh ? "high" : "medium") \(all.map(\.id).joined(separator: " "))"
        if succeeding(until: last).count >= tried.count { suppressed += 1 } else { expected.append(line) }
      }
    }
    let found = result.findings.map { "\($0.key.value) \($0.severity.key) \($0.evidence.sha256)" }
    #expect(found.sorted() == expected.sorted())
    #expect(result.outcome.suppressed["nat", default: 0] == suppressed)
  }
}

/// Reports every user that was noted as a target when its turn comes.
private struct SuspicionProbe: Rule {
  static let definition = RuleDefinition(
    id: "X01", techniques: [], severities: [.info], parameters: [], branches: [RuleBranch(needs: [])],
    subject: RuleSubject(.user), sentences: [])
  static let passes: Set<RulePass> = [.users]
  private let context: RuleContext

  init(_ context: RuleContext) {
    self.context = context
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    guard context.suspicions.hasTarget(user.key, within: .max, before: context.asOf) else { return }
    try sink.report(
      Finding(
        severity: .info, key: .user(user.key), first: context.asOf, last: context.asOf, evidence: context.evidence([]),
        sentence: FindingSentence(rule: "X01", name: "")))
  }
}
