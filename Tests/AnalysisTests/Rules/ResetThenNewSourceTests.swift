@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `C02, reset, then sign-in from a new source` {
  /// So many known sign-ins of Ali's, a reset at 09:00, and a sign-in from another network.
  private func trial(known: Int = 10, at moment: String = "10:00", ip: String? = "10.0.1.1") -> RuleTrial {
    var trial = RuleTrial()
    trial.addSignIns(known, "ali", from: "2026-02-20 08:00", every: 3600)
    trial.add(.passwordReset, "ali", "2026-03-02 09:00")
    trial.add(.loginSuccess, "ali", moment, ip: ip)
    return trial
  }

  @Test(arguments: [(9, 0, 1), (10, 1, 0), (11, 1, 0)])
  func `needs ten earlier sign-ins`(_ known: Int, _ findings: Int, _ tooShort: Int) throws {
    let result = try trial(known: known).run(ResetThenNewSource.self)
    #expect(result.findings.count == findings)
    #expect(result.outcome.remarks[.historyTooShort, default: 0] == tooShort)
    #expect(result.outcome.status == (tooShort == 1 ? .notEvaluated : .evaluated))
  }

  @Test(arguments: [
    ("09:00", 0), ("09:00:00.000001", 1), ("2026-03-03 09:00", 1), ("2026-03-03 09:00:00.000001", 0), ("08:59", 0),
  ]) func `looks at the day after the reset, without its begin and with its end`(_ at: String, _ findings: Int) throws {
    var trial = trial(at: at)
    trial.period = Period(from: RuleTrial.time("00:00"), to: RuleTrial.time("2026-03-04 00:00"))
    #expect(try trial.run(ResetThenNewSource.self).findings.count == findings)
  }

  @Test(
    arguments: [
      ("10.0.0.77", 0), ("10.0.1.1", 1), ("2a02:e0::1", 1), (nil, 0), ("n219.netvigator.com", 0),
    ] as [(String?, Int)]) func `asks for another network`(_ ip: String?, _ findings: Int) throws
  {
    #expect(try trial(ip: ip).run(ResetThenNewSource.self).findings.count == findings)
  }

  @Test func `forgets networks and sign-ins after ninety days, limit included`() throws {
    // Ninety days before 10:00 of 2 March.
    for (moment, findings) in [("2025-12-02 10:00", 0), ("2025-12-02 09:59:59.999999", 1)] {
      var trial = trial()
      trial.settings.lookback *= 2
      trial.add(.loginSuccess, "ali", moment, ip: "10.0.1.9")
      #expect(try trial.run(ResetThenNewSource.self).findings.count == findings, "\(moment)")
    }
    var trial = RuleTrial()
    trial.settings.lookback *= 2
    trial.addSignIns(10, "ali", from: "2025-12-02 09:59", every: 1)
    trial.add(.passwordReset, "ali", "09:00")
    trial.add(.loginSuccess, "ali", "10:00", ip: "10.0.1.1")
    #expect(try trial.run(ResetThenNewSource.self).outcome.remarks == [.historyTooShort: 1])
  }

  @Test func `counts the first sign-in from a network, and names every change before it`() throws {
    var trial = trial()
    trial.add(.passwordChange, "ali", "09:30")
    trial.add(.loginSuccess, "ali", "11:00", ip: "10.0.1.2")
    let result = try trial.run(ResetThenNewSource.self)
    #expect(result.lines == ["ali 09:00:00–10:00:00 3 high"])
    let finding = try #require(result.findings.first)
    #expect(finding.evidence.identifiers == ["000011", "000013", "000012"])
    #expect(
      finding.text[.tr]
        == "parola değişikliğinden 00:30:00 sonra, önceki 10 girişte görülen 1 ağın dışındaki bir ağdan başarılı giriş"
    )
    #expect(
      finding.text[.en]
        == "successful sign-in 00:30:00 after a password change from outside the 1 network of 10 earlier sign-ins")
    #expect(
      finding.measured.prefix(2) == [
        .init("change", .text("password_change")), .init("delay_us", 1_800_000_000),
      ])
  }

  @Test func `takes a reset that stands in an administrator's row`() throws {
    var trial = RuleTrial()
    trial.addSignIns(10, "ali", from: "2026-02-20 08:00", every: 3600)
    trial.add(.passwordReset, "root", "09:00") { $0.targetID = "ali" }
    trial.add(.loginSuccess, "ali", "10:00", ip: "10.0.1.1")
    #expect(try trial.run(ResetThenNewSource.self).lines == ["ali 09:00:00–10:00:00 2 high"])
  }

  @Test func `counts what came by the users' own way out`() throws {
    var trial = trial()
    trial.settings.lists.trustedEgress = [try #require(AddressRange("10.0.1.0/24"))]
    let result = try trial.run(ResetThenNewSource.self)
    #expect(result.findings.isEmpty && result.outcome.suppressed == ["trusted_egress": 1])
  }

  @Test func `belongs to the period the sign-in lies in`() throws {
    var trial = RuleTrial()
    for user in ["ali", "ayşe", "can"] as [Identifier] {
      trial.addSignIns(10, user, from: "2026-02-20 08:00", every: 3600)
      trial.add(.passwordReset, user, "2026-03-01 22:00")
    }
    trial.add(.loginSuccess, "ali", "2026-03-01 23:59:59.999999", ip: "10.0.1.1")
    trial.add(.loginSuccess, "ayşe", "00:00", ip: "10.0.1.1")
    trial.add(.passwordReset, "can", "23:00")
    trial.add(.loginSuccess, "can", "2026-03-03 00:00", ip: "10.0.1.1")
    #expect(try trial.run(ResetThenNewSource.self).lines == ["ayşe 22:00:00–00:00:00 2 high"])
  }

  @Test func `is not evaluated without addresses, resets or sign-ins`() throws {
    var trial = trial()
    trial.missing = ["events.ip"]
    #expect(try trial.run(ResetThenNewSource.self).outcome.reason == RuleReason(.columnMissing, "events.ip"))
    var quiet = RuleTrial()
    quiet.addSignIns(10, "ali", from: "08:00", every: 60)
    #expect(
      try quiet.run(ResetThenNewSource.self).outcome.reason
        == RuleReason(.eventTypeAbsent, "password_reset / password_change"))
    quiet.add(.passwordReset, nil, "11:00")
    let outcome = try quiet.run(ResetThenNewSource.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.inputExcluded, "100"))
  }

  @Test(arguments: 1...300) func `agrees with looking at everything before each sign-in`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["C02"] = ["window": 5_000_000, "history": 20_000_000, "successes": 2]
    for _ in 0..<random.next(in: 5...40) {
      let type: EventType = random.next(in: 0...3) == 0 ? .passwordReset : .loginSuccess
      trial.add(
        type, ["a", "b"][random.next(in: 0...1)], after: Int64(random.next(in: 0...60)) * 1_000_000,
        ip: "10.0.\(random.next(in: 0...4)).1")
    }
    let rows = trial.events.sorted { ($0.occurredAt ?? .infinity, $0.id) < ($1.occurredAt ?? .infinity, $1.id) }
    func seconds(_ event: SecurityEvent) -> Int64 { event.occurredAt?.microseconds ?? 0 }
    var expected: [String] = []
    for (index, success) in rows.enumerated() where success.type == .loginSuccess {
      let own = rows.filter { $0.userKey == success.userKey }
      let changes = own.filter { change in
        change.type == .passwordReset && seconds(change) < seconds(success)
          && seconds(success) - seconds(change) <= 5_000_000
      }
      let earlier = rows[..<index].filter { other in
        other.userKey == success.userKey && other.type == .loginSuccess
          && seconds(success) - seconds(other) <= 20_000_000
      }
      let isKnown = earlier.contains { $0.address == success.address }
      guard !changes.isEmpty, earlier.count >= 2, !isKnown else { continue }
      expected.append((changes.map(\.id) + [success.id]).joined(separator: " "))
    }
    let found = try trial.run(ResetThenNewSource.self).findings.map(\.evidence.sha256)
    #expect(found.sorted() == expected.sorted())
  }
}
