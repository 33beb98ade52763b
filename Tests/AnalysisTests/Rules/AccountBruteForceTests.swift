import Messages
@testable import Analysis
import Model
import Testing

@Suite struct `A01, account brute force` {
  @Test(arguments: [(9, 0), (10, 1), (11, 1)]) func `fires at ten failures`(_ count: Int, _ findings: Int) throws {
    var trial = RuleTrial()
    trial.addFailures(count, "ali", from: "10:00", every: 60)
    let result = try trial.run(AccountBruteForce.self)
    #expect(result.findings.count == findings)
    #expect(result.findings.first?.evidence.count ?? count == count)
  }

  @Test(arguments: [("10:10", 1), ("10:10:00.000001", 0)])
  func `takes a window with both its ends`(_ last: String, _ findings: Int) throws {
    var trial = RuleTrial()
    trial.addFailures(9, "ali", from: "10:00", every: 1)
    trial.add(.loginFailed, "ali", last, reason: .badPassword)
    #expect(try trial.run(AccountBruteForce.self).findings.count == findings)
  }

  @Test func `counts rows of one moment in the order of their identifiers`() throws {
    var trial = RuleTrial()
    trial.addFailures(12, "ali", from: "10:00", every: 0)
    #expect(try trial.run(AccountBruteForce.self).lines == ["ali 10:00:00–10:00:00 12 medium"])
  }

  @Test func `merges windows that touch and parts those that do not`() throws {
    var trial = RuleTrial()
    trial.addFailures(10, "ali", from: "10:00", every: 60)
    trial.addFailures(9, "ali", from: "10:10", every: 60)
    trial.addFailures(10, "ali", from: "12:00", every: 1)
    #expect(
      try trial.run(AccountBruteForce.self).lines == [
        "ali 10:00:00–10:18:00 19 medium", "ali 12:00:00–12:00:09 10 medium",
      ])
  }

  @Test func `counts users apart, and rows without one not at all`() throws {
    var trial = RuleTrial()
    trial.addFailures(9, "ali", from: "10:00", every: 1)
    trial.addFailures(9, "veli", from: "10:00", every: 1)
    trial.addFailures(30, nil, from: "10:00", every: 1)
    let result = try trial.run(AccountBruteForce.self)
    #expect(result.findings.isEmpty)
    #expect(result.outcome.excludedNull == 30)
    #expect(result.outcome.status == .partly)
    #expect(result.outcome.reason == RuleReason(.inputExcluded, "62"))
  }

  @Test func `leaves out failures that say nothing of a credential`() throws {
    var trial = RuleTrial()
    trial.addFailures(9, "ali", from: "10:00", every: 1)
    trial.addFailures(30, "ali", from: "10:00", every: 1, reason: .configuration)
    #expect(try trial.run(AccountBruteForce.self).findings.isEmpty)
    trial.addFailures(1, "ali", from: "10:01", every: 1, reason: nil)
    #expect(try trial.run(AccountBruteForce.self).lines == ["ali 10:00:00–10:01:00 10 medium"])
  }

  @Test func `is partly evaluated without reasons`() throws {
    var trial = RuleTrial()
    trial.missing = ["events.reason"]
    trial.addFailures(10, "ali", from: "10:00", every: 1, reason: nil)
    let outcome = try trial.run(AccountBruteForce.self).outcome
    #expect(outcome.status == .partly && outcome.reason == RuleReason(.columnMissing, "events.reason"))
  }

  @Test func `is not evaluated without users or failures`() throws {
    var trial = RuleTrial()
    trial.missing = ["events.user_id"]
    trial.addFailures(10, nil, from: "10:00", every: 1)
    let outcome = try trial.run(AccountBruteForce.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, "events.user_id"))
    #expect(outcome.reason?.message[.tr] == "kullanıcı kimliği sütunu yok")
    let empty = try RuleTrial().run(AccountBruteForce.self).outcome
    #expect(empty.status == .notEvaluated && empty.reason == RuleReason(.eventTypeAbsent, "login_failed"))
  }

  @Test func `is evaluated in an empty period that has a history`() throws {
    var trial = RuleTrial()
    trial.addFailures(10, "ali", from: "2026-03-01 10:00", every: 1)
    let result = try trial.run(AccountBruteForce.self)
    #expect(result.outcome.status == .evaluated && result.findings.isEmpty)
  }

  @Test func `belongs to the period its last trigger lies in`() throws {
    var trial = RuleTrial()
    trial.addFailures(20, "ali", from: "2026-03-01 23:55", every: 30)
    trial.addFailures(10, "veli", from: "23:59:51", every: 1)
    let result = try trial.run(AccountBruteForce.self)
    #expect(
      result.lines == ["ali 23:55:00–00:04:30 20 medium", "veli 23:59:51–23:59:59 9 medium"].prefix(1).map { $0 })
    trial.addFailures(1, "veli", from: "23:59:50", every: 1)
    let more = try trial.run(AccountBruteForce.self)
    #expect(more.findings.last?.continues == true && more.findings.first?.continues == false)
  }

  @Test func `is high for a privileged account and silent for a program's`() throws {
    var trial = RuleTrial()
    trial.addFailures(10, "root", from: "10:00", every: 1)
    trial.addFailures(10, "backup", from: "10:00", every: 1)
    var root = User(key: "root")
    root.isPrivileged = true
    trial.users["root"] = root
    trial.settings.lists.serviceAccounts = ["backup"]
    let result = try trial.run(AccountBruteForce.self)
    #expect(result.lines == ["root 10:00:00–10:00:09 10 high"])
    #expect(result.outcome.suppressed == ["service_accounts": 1])
  }

  @Test(
    arguments: [("admin", nil, "high"), ("auditor", nil, "high"), ("user", nil, "medium"), ("admin", false, "medium")]
      as [(String, Bool?, String)])
  func `knows a privileged account by its role where nobody says`(
    _ role: String, _ isPrivileged: Bool?, _ severity: String
  ) throws {
    var trial = RuleTrial()
    trial.configureRoles(privileged: ["auditor"], critical: ["admin"])
    trial.addFailures(10, "ali", from: "10:00", every: 1)
    var user = User(key: "ali")
    user.role = role
    user.isPrivileged = isPrivileged
    trial.users["ali"] = user
    #expect(try trial.run(AccountBruteForce.self).findings.map(\.severity.key) == [severity])
  }

  @Test func `names what it measured`() throws {
    var trial = RuleTrial()
    trial.addFailures(10, "ali", from: "10:00", every: 15)
    trial.addFailures(2, "ali", from: "10:03", every: 1, ip: "10.0.0.2", reason: .unknownUser)
    let success = trial.add(.loginSuccess, "ali", "11:00")
    let finding = try #require(try trial.run(AccountBruteForce.self).findings.first)
    #expect(finding.text[.tr] == "12 başarısız giriş, 10:00:00–10:03:01, 2 adres")
    #expect(
      finding.measured == [
        .init("failures", 12), .init("addresses", 2),
        .init("named_addresses", .addresses(["10.0.0.1", "10.0.0.2"].compactMap { NetworkAddress($0) })),
        .init("reasons", .text("bad_password, unknown_user")),
        .init("most_per_minute", 5), .init("later_success", .event(success)),
      ])
    #expect(finding.evidence.identifiers.count == 12 && finding.evidence.identifiers.first == "000001")
  }

  @Test(arguments: 1...300) func `agrees with the plainest counting on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["A01"] = ["count": 3, "window": 5_000_000]
    for _ in 0..<random.next(in: 3...40) {
      let second = random.next(in: 0...60)
      trial.add(.loginFailed, ["a", "b"][random.next(in: 0...1)], "10:00", reason: .badPassword) { event in
        event.occurredAt = event.occurredAt?.advanced(by: Int64(second) * 1_000_000)
      }
    }
    var expected: [String] = []
    for user in ["a", "b"] as [Identifier] {
      expected += NaiveEpisodes.counting(3, within: 5_000_000, in: trial.events.filter { $0.userKey == user })
        .map { "\(user) \($0)" }
    }
    let found = try trial.run(AccountBruteForce.self).findings.map { "\($0.key.value) \($0.evidence.sha256)" }
    #expect(found.sorted() == expected.sorted())
  }
}
