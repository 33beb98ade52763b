@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `A08, account lockouts` {
  /// Locks some users' accounts, one every `seconds`.
  private func lock(_ trial: inout RuleTrial, _ users: Int, from start: String, every seconds: Double = 0) {
    for index in 0..<users {
      trial.add(.accountLocked, "u\(index)", start) { event in
        event.occurredAt = event.occurredAt?.advanced(by: Int64(Double(index) * seconds * 1e6))
      }
    }
  }

  @Test(arguments: [(4, 0), (5, 1), (6, 1)]) func `fires at five users`(_ users: Int, _ findings: Int) throws {
    var trial = RuleTrial()
    lock(&trial, users, from: "10:00", every: 60)
    let result = try trial.run(AccountLockouts.self)
    #expect(result.findings.count == findings)
    #expect(
      result.findings.allSatisfy {
        $0.branch == "a" && $0.key == .tenant && $0.severity == .high && $0.evidence.count == users
      })
  }

  @Test(arguments: [(2, 0), (3, 1), (4, 1)]) func `fires at three locks of a user`(_ locks: Int, _ findings: Int) throws
  {
    var trial = RuleTrial()
    for index in 0..<locks { trial.add(.accountLocked, "ali", "1\(index):00") }
    let result = try trial.run(AccountLockouts.self)
    #expect(result.findings.count == findings)
    #expect(result.findings.allSatisfy { $0.branch == "b" && $0.severity == .medium && $0.evidence.count == locks })
  }

  @Test(arguments: [("10:10", 1), ("10:10:00.000001", 0)])
  func `takes the source's window with both its ends`(_ last: String, _ findings: Int) throws {
    var trial = RuleTrial()
    lock(&trial, 4, from: "10:00")
    trial.add(.accountLocked, "x", last)
    #expect(try trial.run(AccountLockouts.self).findings.count == findings)
  }

  @Test(arguments: [("10:00", 1), ("10:00:00.000001", 0)])
  func `takes a user's window with both its ends`(_ last: String, _ findings: Int) throws {
    var trial = RuleTrial()
    trial.add(.accountLocked, "ali", "2026-03-01 10:00")
    trial.add(.accountLocked, "ali", "2026-03-01 11:00")
    trial.add(.accountLocked, "ali", last)
    #expect(try trial.run(AccountLockouts.self).findings.count == findings)
  }

  @Test func `counts users, not rows, and rows of one moment in the order of their identifiers`() throws {
    var trial = RuleTrial()
    lock(&trial, 4, from: "10:00")
    lock(&trial, 4, from: "10:00")
    for _ in 0..<3 { trial.add(.accountLocked, nil, "10:00") }
    let quiet = try trial.run(AccountLockouts.self)
    #expect(quiet.findings.isEmpty && quiet.outcome.excludedNull == 3)
    #expect(quiet.outcome.reason == RuleReason(.inputExcluded, "27"))
    lock(&trial, 6, from: "10:00")
    #expect(
      try trial.run(AccountLockouts.self).lines == [
        "a  10:00:00–10:00:00 17 high", "b u0 10:00:00–10:00:00 3 medium", "b u1 10:00:00–10:00:00 3 medium",
        "b u2 10:00:00–10:00:00 3 medium", "b u3 10:00:00–10:00:00 3 medium",
      ])
  }

  @Test func `merges windows that touch and parts those that do not`() throws {
    var trial = RuleTrial()
    for start in ["10:00", "10:10", "10:20:00.000001"] { lock(&trial, 5, from: start) }
    let lines = try trial.run(AccountLockouts.self).lines.filter { $0.hasPrefix("a") }
    #expect(lines == ["a  10:00:00–10:10:00 10 high", "a  10:20:00–10:20:00 5 high"])
  }

  @Test func `counts the failures before the locks, each once`() throws {
    var trial = RuleTrial()
    trial.addFailures(1, "u0", from: "09:44:59.999999", every: 0)
    trial.addFailures(2, "u0", from: "09:45", every: 60)
    trial.addFailures(3, "u0", from: "09:50", every: 0, reason: .accountLocked)
    trial.addFailures(4, "x", from: "09:50", every: 0)
    trial.addFailures(5, nil, from: "09:50", every: 0)
    lock(&trial, 5, from: "10:00")
    trial.addFailures(7, "u0", from: "10:00", every: 0)
    trial.addFailures(1, "u4", from: "09:59", every: 0)
    #expect(try trial.run(AccountLockouts.self).findings.first?.measured[3] == .init("failures_before", 3))
    trial.add(.accountLocked, "u0", "10:05")
    trial.add(.accountLocked, "u0", "10:06")
    let findings = try trial.run(AccountLockouts.self).findings
    #expect(findings.first?.branch == "a" && findings.first?.measured[3] == .init("failures_before", 10))
    #expect(findings.last?.branch == "b" && findings.last?.measured.last == .init("failures_before", 9))
  }

  @Test func `says what it could not look at`() throws {
    var trial = RuleTrial()
    trial.addFailures(5, "ali", from: "10:00", every: 0, reason: .accountLocked)
    var outcome = try trial.run(AccountLockouts.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.eventTypeAbsent, "account_locked"))
    #expect(outcome.branches.map(\.status) == [.notEvaluated, .notEvaluated])
    trial.add(.accountLocked, "ali", "2026-02-01 10:00")
    outcome = try trial.run(AccountLockouts.self).outcome
    #expect(outcome.status == .evaluated && outcome.findings == 0)
    trial.missing = ["events.user_id"]
    outcome = try trial.run(AccountLockouts.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, "events.user_id"))
  }

  @Test func `belongs to the period its last trigger lies in`() throws {
    var trial = RuleTrial()
    lock(&trial, 5, from: "2026-03-01 12:00")
    lock(&trial, 5, from: "2026-03-01 23:59:56", every: 1)
    lock(&trial, 5, from: "23:59:55", every: 1)
    lock(&trial, 5, from: "23:59:56", every: 1)
    let result = try trial.run(AccountLockouts.self)
    #expect(
      result.lines == [
        "a  23:59:56–00:00:00 5 high", "b u0 23:59:56–23:59:56 3 medium", "b u1 23:59:57–23:59:57 3 medium",
        "b u2 23:59:58–23:59:58 3 medium", "b u3 23:59:59–23:59:59 3 medium", "a  23:59:55–23:59:59 9 high",
      ])
    #expect(result.findings.map(\.continues) == [false, true, true, true, true, true])
  }

  @Test func `names what it measured`() throws {
    var trial = RuleTrial()
    lock(&trial, 5, from: "10:00", every: 1)
    for at in ["11:00", "12:00"] { trial.add(.accountLocked, "u2", at) }
    trial.addFailures(6, "u2", from: "10:59", every: 1)
    let findings = try trial.run(AccountLockouts.self).findings
    let source = try #require(findings.first)
    #expect(source.text[.tr] == "5 kullanıcının 5 hesap kilitlenmesi, 10:00:00–10:00:04, öncesinde 0 başarısız giriş")
    #expect(source.text[.en] == "5 account lockouts of 5 users, 10:00:00–10:00:04, 0 failed sign-ins before")
    #expect(
      source.measured == [
        .init("lockouts", 5), .init("users", 5), .init("without_user", 0), .init("failures_before", 0),
        .init("top_users", .users((0..<5).map { .init("u\($0)", 1) })),
      ])
    let user = try #require(findings.last)
    #expect(user.text[.tr] == "3 hesap kilitlenmesi, 10:00:02–12:00:00, öncesinde 6 başarısız giriş")
    #expect(user.text[.en] == "3 account lockouts, 10:00:02–12:00:00, 6 failed sign-ins before")
    #expect(user.measured == [.init("lockouts", 3), .init("failures_before", 6)])
  }

  @Test(arguments: 1...300) func `agrees with the plainest counting on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["A08"] = [
      "users": 3, "window": 5_000_000, "count": 3, "user_window": 9_000_000, "before": 4_000_000,
    ]
    for _ in 0..<random.next(in: 3...60) {
      let second = random.next(in: 0...80)
      trial.add(
        random.next(in: 0...2) == 0 ? .loginFailed : .accountLocked, ["a", "b", "c", "d", nil][random.next(in: 0...4)],
        "10:00"
      ) { $0.occurredAt = $0.occurredAt?.advanced(by: Int64(second) * 1_000_000) }
    }
    let locks = trial.events.filter { $0.type == .accountLocked }
    var expected: [String] = NaiveEpisodes.windows(within: 5_000_000, in: locks) {
      Set($0.compactMap(\.userKey)).count >= 3
    }.map { line("a", "", $0, trial.events) }
    for user in ["a", "b", "c", "d"] as [Identifier] {
      let own = locks.filter { $0.userKey == user }
      for ids in NaiveEpisodes.counting(3, within: 9_000_000, in: own).map({ $0.split(separator: " ") }) {
        expected.append(line("b", user, ids.compactMap { id in own.first { $0.id.text == id } }, trial.events))
      }
    }
    let found = try trial.run(AccountLockouts.self).findings.map { finding in
      let before = finding.measured.first { $0.name == "failures_before" }?.value
      return "\(finding.branch) \(finding.key.value) \(before ?? .integer(-1)) \(finding.evidence.sha256)"
    }
    #expect(found.sorted() == expected.sorted())
  }

  /// A finding's line; the failures are those that have a lock of their user not long after them.
  private func line(_ branch: String, _ key: Identifier, _ locks: [SecurityEvent], _ events: [SecurityEvent]) -> String
  {
    let failures = events.filter { failure in
      failure.type == .loginFailed && failure.userKey != nil
        && locks.contains {
          $0.userKey == failure.userKey && NaiveEpisodes.precedes(failure, $0) && $0.at - failure.at <= 4_000_000
        }
    }
    let before = Finding.Measure.Value.integer(Int64(failures.count))
    return "\(branch) \(key) \(before) \(locks.map(\.id).joined(separator: " "))"
  }
}
