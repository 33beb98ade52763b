import Messages
import Model
import Testing

@testable import Analysis

/// A user with more rows than the memory should hold is left out whole, and every rule that would have looked says so.
@Suite struct `A user with too many rows` {
  private static func trial(_ users: [(Identifier, rows: Int)]) -> RuleTrial {
    var trial = RuleTrial()
    trial.rowLimit = 30
    for (user, rows) in users {
      for number in 0..<rows { trial.add(.loginFailed, user, "10:00:\(number + 10)", reason: .badPassword) }
    }
    return trial
  }

  @Test(arguments: [(30, 1, RuleStatus.evaluated), (31, 0, .notEvaluated)])
  func `is judged up to the limit`(rows: Int, findings: Int, status: RuleStatus) throws {
    let result = try Self.trial([("u", rows)]).run(AccountBruteForce.self)
    #expect(result.findings.count == findings && result.outcome.status == status)
    let reason = RuleReason(.tooManyRows, "200000")
    #expect(result.outcome.reason == (findings == 0 ? reason : nil))
  }

  @Test func `hides nobody else, and is counted`() throws {
    let result = try Self.trial([("many", 40), ("few", 12)]).run(AccountBruteForce.self)
    #expect(result.findings.map(\.key.value) == ["few"])
    #expect(result.outcome.status == .partly && result.outcome.reason?.code == .tooManyRows)
    #expect(result.outcome.remarks == [.tooManyRows: 1])
    #expect(result.outcome.reason?.message.tr == "200000 satırdan çok satırı olan kullanıcılara bakılmadı")
  }

  @Test func `is not held`() {
    let history = UserHistory(key: "u", rowLimit: 2)
    for second in 0..<3 {
      var event = SecurityEvent(id: "\(second)", occurredAt: RuleTrial.time("10:00"), type: .loginSuccess)
      event.address = NetworkAddress("10.0.0.\(second)")
      history.append(event, at: RuleTrial.time("10:00"))
    }
    history.noteBegin(RuleTrial.time("10:00"))
    #expect(history.hasTooManyRows)
    #expect(history.events.isEmpty && history.addresses.isEmpty && history.uncountedBegins.isEmpty)
  }
}
