@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `C03, MFA removed and not restored` {
  /// A log that records enrolments, and Ali's factor removed at a moment.
  private func trial(_ removals: [String] = ["08:00"], restored: String? = nil) -> RuleTrial {
    var trial = RuleTrial()
    trial.add(.mfaEnrolled, "somebody", "2026-03-01 06:00")
    for moment in removals { trial.add(.mfaRemoved, "ali", moment) }
    if let restored { trial.add(.mfaEnrolled, "ali", restored) }
    return trial
  }

  @Test(arguments: [
    ("08:00", 1), ("08:00:00.000001", 0), ("12:00", 0), ("20:00", 0), ("20:00:00.000001", 1), ("07:59", 1),
  ]) func `waits twelve hours, without the begin and with the end`(_ restored: String, _ findings: Int) throws {
    #expect(try trial(restored: restored).run(RemovedFactor.self).findings.count == findings)
  }

  @Test func `has its moment when the time is up`() throws {
    let result = try trial().run(RemovedFactor.self)
    #expect(result.lines == ["ali 08:00:00–20:00:00 1 high"])
    let finding = try #require(result.findings.first)
    #expect(finding.text[.tr] == "1 ÇFD kaldırma veya sıfırlama; 12:00:00 içinde yeniden ÇFD kaydı yok")
    #expect(finding.text[.en] == "removals or resets of MFA: 1; no MFA enrolled within 12:00:00")
    #expect(finding.measured == [.init("removals", 1), .init("limit_us", 43_200_000_000)])
    #expect(!finding.continues)
  }

  @Test(arguments: [
    ("2026-03-01 11:59:59.999999", 0, 0), ("2026-03-01 12:00", 1, 0), ("11:59:59.999999", 1, 0), ("12:00", 0, 1),
  ]) func `belongs to the period in which its time is up, until then it is pending`(
    _ removed: String, _ findings: Int, _ pending: Int
  ) throws {
    let result = try trial([removed]).run(RemovedFactor.self)
    #expect(result.findings.count == findings)
    #expect(result.outcome.remarks[.pending, default: 0] == pending)
    #expect(result.outcome.status == .evaluated)
  }

  @Test func `is pending until the report's moment, too`() throws {
    var trial = trial(["08:00"])
    trial.asOf = RuleTrial.time("20:00")
    #expect(try trial.run(RemovedFactor.self).outcome.remarks == [.pending: 1])
    trial.asOf = RuleTrial.time("20:00:00.000001")
    #expect(try trial.run(RemovedFactor.self).findings.count == 1)
  }

  @Test func `merges removals before the one before is due`() throws {
    #expect(
      try trial(["2026-03-01 20:00", "08:00", "09:00"]).run(RemovedFactor.self).lines == [
        "ali 20:00:00–21:00:00 3 high"
      ])
    #expect(
      try trial(["2026-03-01 19:00", "07:00:00.000001"]).run(RemovedFactor.self).lines == [
        "ali 19:00:00–07:00:00 1 high", "ali 07:00:00–19:00:00 1 high",
      ])
    let chain = try trial(["06:00", "17:00"]).run(RemovedFactor.self)
    #expect(chain.lines == ["ali 06:00:00–18:00:00 1 high"])
    #expect(chain.findings.first?.continues == true && chain.outcome.remarks == [.pending: 1])
  }

  @Test func `judges by account, an administrator's rows by their target`() throws {
    var trial = trial([])
    trial.add(.mfaReset, "root", "01:00") { $0.targetID = "ali" }
    trial.add(.mfaReset, "root", "01:00") { $0.targetID = "veli" }
    trial.add(.mfaEnrolled, "veli", "02:00")
    trial.add(.mfaRemoved, nil, "03:00")
    let result = try trial.run(RemovedFactor.self)
    #expect(result.lines == ["ali 01:00:00–13:00:00 1 high"])
    #expect(result.outcome.excludedNull == 1)
  }

  @Test func `is not evaluated by a log that never records an enrolment`() throws {
    var trial = RuleTrial()
    trial.add(.mfaRemoved, "ali", "01:00")
    let result = try trial.run(RemovedFactor.self)
    #expect(result.findings.isEmpty && result.outcome.findings == 0)
    #expect(result.outcome.reason == RuleReason(.eventTypeAbsent, "mfa_enrolled"))
    trial.add(.mfaEnrolled, "veli", "22:00")
    #expect(try trial.run(RemovedFactor.self).findings.count == 1)
    let empty = try RuleTrial().run(RemovedFactor.self).outcome
    #expect(empty.reason == RuleReason(.eventTypeAbsent, "mfa_removed / mfa_reset"))
    trial.missing = ["events.user_id", "events.target_id"]
    #expect(
      try trial.run(RemovedFactor.self).outcome.reason
        == RuleReason(.columnMissing, "events.user_id / events.target_id"))
  }

  @Test(arguments: 1...300) func `agrees with asking for every removal what followed it`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    let limit: Int64 = 5_000_000
    trial.settings.values["C03"] = ["limit": limit]
    trial.add(.mfaEnrolled, "somebody", "09:00")
    for _ in 0..<random.next(in: 1...25) {
      trial.add(
        [.mfaRemoved, .mfaReset, .mfaEnrolled][random.next(in: 0...2)], ["a", "b"][random.next(in: 0...1)],
        after: Int64(random.next(in: 0...60)) * 1_000_000)
    }
    var expected: [String] = []
    for user in ["a", "b"] as [Identifier] {
      let rows = trial.events.filter { $0.userKey == user }.map {
        ($0.occurredAt?.microseconds ?? 0, $0.id.text, $0.type)
      }
      let lost = rows.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.filter { removal in
        removal.2 != .mfaEnrolled
          && !rows.contains { $0.2 == .mfaEnrolled && $0.0 > removal.0 && $0.0 <= removal.0 + limit }
      }
      var last: Int64 = .min
      for removal in lost {
        if removal.0 <= last, let line = expected.popLast() {
          expected.append(line + " " + removal.1)
        } else {
          expected.append(removal.1)
        }
        last = removal.0 + limit
      }
    }
    let found = try trial.run(RemovedFactor.self).findings.map(\.evidence.sha256)
    #expect(found.sorted() == expected.sorted())
  }
}
