@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `A09, MFA push fatigue` {
  /// Requests that are denied, one every `seconds`.
  private func deny(
    _ trial: inout RuleTrial, _ count: Int, _ user: Identifier? = "ali", from start: String, every seconds: Double = 0,
    _ type: EventType = .mfaDenied
  ) {
    for index in 0..<count {
      trial.add(type, user, start) { event in
        event.occurredAt = event.occurredAt?.advanced(by: Int64(Double(index) * seconds * 1e6))
      }
    }
  }

  @Test(arguments: [(4, 0), (5, 1), (6, 1)]) func `fires at five requests`(_ count: Int, _ findings: Int) throws {
    var trial = RuleTrial()
    deny(&trial, count - 2, from: "10:00", every: 60)
    deny(&trial, 2, from: "10:05", .mfaTimeout)
    let result = try trial.run(PushFatigue.self)
    #expect(result.findings.count == findings)
    #expect(result.findings.allSatisfy { $0.severity == .high && $0.evidence.count == count })
  }

  @Test(arguments: [("10:10", 1), ("10:10:00.000001", 0)])
  func `takes a window with both its ends`(_ last: String, _ findings: Int) throws {
    var trial = RuleTrial()
    deny(&trial, 4, from: "10:00")
    deny(&trial, 1, from: last)
    #expect(try trial.run(PushFatigue.self).findings.count == findings)
  }

  @Test func `counts rows of one moment in the order of their identifiers, and users apart`() throws {
    var trial = RuleTrial()
    deny(&trial, 7, from: "10:00")
    deny(&trial, 4, "veli", from: "10:00")
    deny(&trial, 9, nil, from: "10:00")
    let result = try trial.run(PushFatigue.self)
    #expect(result.lines == ["ali 10:00:00–10:00:00 7 high"])
    #expect(result.outcome.excludedNull == 9 && result.outcome.reason == RuleReason(.inputExcluded, "45"))
  }

  @Test func `begins anew at every successful MFA, and at no other success`() throws {
    var trial = RuleTrial()
    deny(&trial, 4, from: "10:00")
    trial.add(.mfaSuccess, "ali", "10:01")
    deny(&trial, 4, from: "10:02")
    #expect(try trial.run(PushFatigue.self).findings.isEmpty)
    trial.add(.loginSuccess, "ali", "10:03")
    deny(&trial, 1, from: "10:04")
    #expect(try trial.run(PushFatigue.self).lines == ["ali 10:02:00–10:04:00 5 high"])
    trial.add(.mfaSuccess, "ali", "10:05")
    deny(&trial, 5, from: "10:06")
    #expect(
      try trial.run(PushFatigue.self).lines == ["ali 10:02:00–10:04:00 5 critical", "ali 10:06:00–10:06:00 5 high"])
  }

  @Test func `merges windows that touch and parts those that do not`() throws {
    var trial = RuleTrial()
    for start in ["10:00", "10:10", "10:20:00.000001"] { deny(&trial, 5, from: start) }
    #expect(
      try trial.run(PushFatigue.self).lines == ["ali 10:00:00–10:10:00 10 high", "ali 10:20:00–10:20:00 5 high"])
  }

  /// A success after requests from 10:00:00 to 10:00:04.
  @Test(
    arguments: [
      (EventType.loginSuccess, "10:10:04", "critical"), (.loginSuccess, "10:10:04.000001", "high"),
      (.mfaSuccess, "10:10:04", "critical"), (.mfaSuccess, "10:10:04.000001", "high"),
      (.loginSuccess, "10:00:03", "high"), (.loginSuccess, "10:00:04", "critical"), (.loginFailed, "10:00:05", "high"),
    ])
  func `is critical when a success follows`(_ type: EventType, _ at: String, _ severity: String) throws {
    var trial = RuleTrial()
    deny(&trial, 5, from: "10:00", every: 1)
    trial.add(type, "ali", at)
    trial.add(.loginSuccess, "veli", "10:01")
    #expect(try trial.run(PushFatigue.self).lines == ["ali 10:00:00–10:00:04 5 \(severity)"])
  }

  @Test func `stays critical when requests go on after the success`() throws {
    var trial = RuleTrial()
    deny(&trial, 5, from: "10:00")
    trial.add(.loginSuccess, "ali", "10:05")
    deny(&trial, 1, from: "10:09")
    #expect(try trial.run(PushFatigue.self).lines == ["ali 10:00:00–10:09:00 6 critical"])
    trial.add(.loginSuccess, "ali", "10:30")
    let finding = try trial.run(PushFatigue.self).findings.first
    #expect(finding?.measured.suffix(2).first == .init("success", .event("000006")))
  }

  @Test func `says what it could not look at`() throws {
    var trial = RuleTrial()
    trial.add(.loginFailed, "ali", "10:00", reason: .secondFactor)
    var outcome = try trial.run(PushFatigue.self).outcome
    #expect(outcome.status == .notEvaluated)
    #expect(outcome.reason == RuleReason(.eventTypeAbsent, "mfa_denied / mfa_timeout"))
    deny(&trial, 1, from: "2026-02-01 10:00", .mfaTimeout)
    outcome = try trial.run(PushFatigue.self).outcome
    #expect(outcome.status == .partly && outcome.reason == RuleReason(.eventTypeAbsent, "mfa_success"))
    trial.add(.mfaSuccess, "ali", "2026-02-01 10:00")
    outcome = try trial.run(PushFatigue.self).outcome
    #expect(outcome.status == .evaluated && outcome.findings == 0)
    trial.missing = ["events.user_id"]
    outcome = try trial.run(PushFatigue.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, "events.user_id"))
  }

  @Test func `belongs to the period its last trigger lies in`() throws {
    var trial = RuleTrial()
    deny(&trial, 5, "ali", from: "2026-03-01 23:59:56", every: 1)
    deny(&trial, 5, "can", from: "2026-03-01 23:59:55", every: 1)
    deny(&trial, 5, "veli", from: "23:59:55", every: 1)
    deny(&trial, 5, "zeki", from: "23:59:56", every: 1)
    var result = try trial.run(PushFatigue.self)
    #expect(result.lines == ["ali 23:59:56–00:00:00 5 high", "veli 23:59:55–23:59:59 5 high"])
    #expect(result.findings.map(\.continues) == [false, true])
    trial.add(.mfaSuccess, "veli", "23:59:59.5")
    result = try trial.run(PushFatigue.self)
    #expect(result.findings.last?.severity == .critical && result.findings.last?.continues == false)
  }

  @Test func `names what it measured`() throws {
    var trial = RuleTrial()
    deny(&trial, 4, from: "10:00", every: 1)
    deny(&trial, 2, from: "10:01", .mfaTimeout)
    trial.events[2].address = NetworkAddress("10.0.0.2")
    var finding = try #require(try trial.run(PushFatigue.self).findings.first)
    #expect(finding.text[.tr] == "4 reddedilen, 2 yanıtsız ÇFD isteği, 10:00:00–10:01:00")
    #expect(finding.text[.en] == "4 MFA requests denied, 2 timed out, 10:00:00–10:01:00")
    #expect(finding.measured == [.init("denied", 4), .init("timed_out", 2), .init("addresses", 2)])
    let success = trial.add(.mfaSuccess, "ali", "10:01:30")
    finding = try #require(try trial.run(PushFatigue.self).findings.first)
    #expect(finding.text[.tr] == "4 reddedilen, 2 yanıtsız ÇFD isteği, 10:00:00–10:01:00, ardından başarı")
    #expect(finding.text[.en] == "4 MFA requests denied, 2 timed out, 10:00:00–10:01:00, then a success")
    #expect(
      finding.measured.suffix(2) == [.init("success", .event(success)), .init("success_after_us", Int64(30_000_000))])
  }

  @Test(arguments: 1...300) func `agrees with the plainest counting on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["A09"] = ["count": 3, "window": 5_000_000, "success_within": 4_000_000]
    let types: [EventType] = [.mfaDenied, .mfaDenied, .mfaTimeout, .mfaDenied, .mfaTimeout, .mfaSuccess, .loginSuccess]
    for _ in 0..<random.next(in: 3...50) {
      let second = random.next(in: 0...60)
      trial.add(types[random.next(in: 0...6)], ["a", "b"][random.next(in: 0...1)], "10:00") { event in
        event.occurredAt = event.occurredAt?.advanced(by: Int64(second) * 1_000_000)
      }
    }
    let expected = (["a", "b"] as [Identifier]).flatMap { user in
      findings(of: user, trial.events.filter { $0.userKey == user }.sorted(by: NaiveEpisodes.precedes))
    }
    let found = try trial.run(PushFatigue.self).findings.map {
      "\($0.key.value) \($0.severity.key) \($0.evidence.sha256)"
    }
    #expect(found.sorted() == expected.sorted())
  }

  /// Counts between every two successful MFAs by itself.
  private func findings(of user: Identifier, _ events: [SecurityEvent]) -> [String] {
    events.split(omittingEmptySubsequences: false) { $0.type == .mfaSuccess }.flatMap { run in
      let requests = run.filter { $0.type != .loginSuccess }
      return NaiveEpisodes.counting(3, within: 5_000_000, in: requests).map { ids in
        let rows = ids.split(separator: " ").compactMap { id in requests.firstIndex { $0.id.text == id } }
        // A row is a trigger when it and the two before it lie in the window.
        let triggers = rows.filter { $0 >= 2 && requests[$0].at - requests[$0 - 2].at <= 5_000_000 }
        let isCritical = triggers.contains { trigger in
          events.contains { success in
            [.mfaSuccess, .loginSuccess].contains(success.type)
              && NaiveEpisodes.precedes(requests[trigger], success) && success.at - requests[trigger].at <= 4_000_000
          }
        }
        return "\(user) \(isCritical ? "critical" : "high") \(ids)"
      }
    }
  }
}
