@testable import Analysis
import Model
import Testing

/// How far rules say that they were evaluated, whatever the rule.
@Suite struct RuleStatusTests {
  /// Failures whose reasons nobody mapped, and a success: what every rule about guessing makes of them.
  @Test(arguments: ["A01", "A02", "A03", "A04", "A05"])
  func `no rule about failures says that it looked where no reason is mapped`(_ id: String) throws {
    let rule = try #require(RuleList.all.first { $0.definition.id == id })
    var trial = RuleTrial()
    trial.addFailures(30, "ali", from: "10:00", every: 1, reason: .other)
    trial.add(.loginSuccess, "ali", "10:01")
    var outcome = try trial.run(rule).outcome
    #expect(outcome.excluded == [.unmappedReason: 30] && outcome.reason?.code == .inputExcluded)
    // The success is a row of A03 that was not left out.
    #expect(outcome.status == (id == "A03" ? .partly : .notEvaluated))
    #expect(outcome.reason?.detail == (id == "A03" ? "96" : "100"))
    trial.addFailures(120, "ali", from: "12:00", every: 60)
    outcome = try trial.run(rule).outcome
    #expect(outcome.reason?.code != .inputExcluded && outcome.excluded == [.unmappedReason: 30])
  }

  @Test(arguments: [(20, RuleStatus.evaluated), (21, .partly), (80, .partly)])
  func `more than a fifth left out, for whatever cause, is evaluated in part`(_ left: Int, _ status: RuleStatus) throws
  {
    var trial = RuleTrial()
    trial.addFailures(100 - left, "ali", from: "10:00", every: 60)
    trial.addFailures(7, nil, from: "10:00", every: 60)
    trial.addFailures(6, "ali", from: "10:00", every: 60, reason: .consent)
    trial.addFailures(left - 13, "ali", from: "10:00", every: 60, reason: .other)
    let outcome = try trial.run(AccountBruteForce.self).outcome
    #expect(outcome.status == status)
    #expect(outcome.excluded == [.nullKey: 7, .excludedReason: 6, .unmappedReason: left - 13])
    #expect(outcome.reason == (status == .partly ? RuleReason(.inputExcluded, String(left)) : nil))
  }

  @Test func `rows left out before the period are not the period's`() throws {
    var trial = RuleTrial()
    trial.addFailures(30, "ali", from: "2026-03-01 10:00", every: 1, reason: .other)
    let outcome = try trial.run(AccountBruteForce.self).outcome
    #expect(outcome.status == .evaluated && outcome.excluded == [:])
  }

  /// A column that only other rows fill is as empty as one that nothing fills, and one filled before the period is not.
  @Test func `a column is empty where no row of the rule's own types fills it, in the period or before it`() throws {
    var trial = RuleTrial()
    trial.addFailures(3, "ali", from: "10:00", every: 1, ip: nil)
    trial.add(.loginSuccess, "ali", "10:01")
    #expect(try trial.run(SourceBruteForce.self).outcome.reason == RuleReason(.columnEmpty, "events.ip"))
    trial.addFailures(1, "ali", from: "2026-02-01 10:00", every: 1)
    let outcome = try trial.run(SourceBruteForce.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.inputExcluded, "100"))
    trial.addFailures(1, "ali", from: "10:00", every: 1)
    #expect(try trial.run(SourceBruteForce.self).outcome.status == .partly)
  }

  @Test(arguments: ["S04", "S05", "S07", "S08", "B01", "C01"])
  func `a rule about sessions is not evaluated without any, and is with those before the period`(_ id: String) throws {
    let rule = try #require(RuleList.all.first { $0.definition.id == id })
    var trial = RuleTrial()
    trial.add(.passwordChange, "ali", "10:00")
    #expect(try trial.run(rule).outcome.status == .notEvaluated)
    #expect(try trial.run(rule).outcome.branches.contains { $0.reason == RuleReason(.noRows, "sessions") })
    trial.add(.activity, "ali", "10:00") { $0.sessionID = "s1" }
    trial.addSession("ali", "2026-02-01 10:00", "2026-02-01 11:00") { $0.lastSeenAt = $0.endedAt }
    let outcome = try trial.run(rule).outcome
    #expect(outcome.status == (id == "C01" ? .partly : .evaluated) && outcome.reason?.code != .noRows)
  }

  @Test func `a missing setting is told before whatever the day's rows lack`() throws {
    var trial = RuleTrial()
    #expect(try trial.run(PrivilegedGrant.self).outcome.reason == RuleReason(.configurationMissing, "privileged_roles"))
    trial.addRole(.roleGranted, nil, of: "ali")
    #expect(try trial.run(PrivilegedGrant.self).outcome.reason == RuleReason(.configurationMissing, "privileged_roles"))
    trial.configureRoles()
    #expect(try trial.run(PrivilegedGrant.self).outcome.reason?.code == .columnEmpty)
  }
}
