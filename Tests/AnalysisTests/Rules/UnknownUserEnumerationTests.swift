@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `A06, unknown-user enumeration` {
  /// Fails once for each of some names.
  private func enumerate(
    _ trial: inout RuleTrial, _ names: Int, from start: String, every seconds: Double = 0, ip: String? = "10.0.0.1",
    reason: FailureReason? = .unknownUser, prefix: String = "n"
  ) {
    for index in 0..<names {
      trial.add(.loginFailed, "\(prefix)\(index)", start, ip: ip, reason: reason) { event in
        event.occurredAt = event.occurredAt?.advanced(by: Int64(Double(index) * seconds * 1e6))
      }
    }
  }

  @Test(arguments: [(9, 0), (10, 1), (11, 1)]) func `fires at ten names`(_ names: Int, _ findings: Int) throws {
    var trial = RuleTrial()
    enumerate(&trial, names, from: "10:00", every: 60)
    enumerate(&trial, 9, from: "10:00", ip: "10.0.0.2")
    let result = try trial.run(UnknownUserEnumeration.self)
    #expect(result.findings.count == findings)
    #expect(result.findings.first?.evidence.count ?? names == names)
  }

  @Test(arguments: [("10:30", 1), ("10:30:00.000001", 0)])
  func `takes a window with both its ends`(_ last: String, _ findings: Int) throws {
    var trial = RuleTrial()
    enumerate(&trial, 9, from: "10:00")
    enumerate(&trial, 1, from: last, prefix: "other")
    #expect(try trial.run(UnknownUserEnumeration.self).findings.count == findings)
  }

  @Test func `counts names, not rows, in the order of their identifiers`() throws {
    var trial = RuleTrial()
    for _ in 0..<3 { enumerate(&trial, 9, from: "10:00") }
    trial.addFailures(5, nil, from: "10:00", every: 0, reason: .unknownUser)
    enumerate(&trial, 30, from: "10:00", ip: nil)
    let quiet = try trial.run(UnknownUserEnumeration.self)
    #expect(quiet.findings.isEmpty && quiet.outcome.excludedNull == 30)
    #expect(quiet.outcome.reason == RuleReason(.inputExcluded, "48"))
    enumerate(&trial, 12, from: "10:00")
    #expect(try trial.run(UnknownUserEnumeration.self).lines == ["10.0.0.1 10:00:00–10:00:00 44 medium"])
  }

  @Test func `merges windows that touch and parts those that do not`() throws {
    var trial = RuleTrial()
    for start in ["10:00", "10:30", "11:00:00.000001"] { enumerate(&trial, 10, from: start) }
    #expect(
      try trial.run(UnknownUserEnumeration.self).lines == [
        "10.0.0.1 10:00:00–10:30:00 20 medium", "10.0.0.1 11:00:00–11:00:00 10 medium",
      ])
  }

  @Test func `takes the source's word, or the table of users`() throws {
    var trial = RuleTrial()
    enumerate(&trial, 20, from: "10:00", reason: .badPassword)
    enumerate(&trial, 5, from: "10:00", reason: .unknownUser, prefix: "other")
    #expect(try trial.run(UnknownUserEnumeration.self).findings.isEmpty)
    for index in 0..<10 { trial.users["n\(index)"] = User(key: "n\(index)") }
    #expect(try trial.run(UnknownUserEnumeration.self).lines == ["10.0.0.1 10:00:00–10:00:00 15 medium"])
    for index in 10..<16 { trial.users["n\(index)"] = User(key: "n\(index)") }
    #expect(try trial.run(UnknownUserEnumeration.self).findings.isEmpty)
  }

  @Test func `knows a user that was tried by name only`() throws {
    var trial = RuleTrial()
    enumerate(&trial, 10, from: "10:00", reason: .badPassword, prefix: "name:n")
    var known = User(key: "17")
    known.name = "N3"
    trial.users["17"] = known
    #expect(try trial.run(UnknownUserEnumeration.self).findings.isEmpty)
    // The key of a name that was tried is folded.
    for event in trial.events.indices where trial.events[event].userKey == "name:n3" {
      trial.events[event].userKey = "name:strasse"
    }
    known.name = "Straße "
    trial.users["17"] = known
    #expect(try trial.run(UnknownUserEnumeration.self).findings.isEmpty)
    known.name = "x"
    trial.users["17"] = known
    #expect(try trial.run(UnknownUserEnumeration.self).findings.count == 1)
  }

  @Test func `leaves out failures that say nothing of a credential`() throws {
    var trial = RuleTrial()
    trial.users["veli"] = User(key: "veli")
    enumerate(&trial, 9, from: "10:00")
    enumerate(&trial, 10, from: "10:00", reason: .configuration, prefix: "other")
    #expect(try trial.run(UnknownUserEnumeration.self).findings.isEmpty)
    enumerate(&trial, 1, from: "10:00", reason: nil, prefix: "last")
    #expect(try trial.run(UnknownUserEnumeration.self).findings.count == 1)
  }

  @Test func `says what it could not look at`() throws {
    var trial = RuleTrial()
    enumerate(&trial, 10, from: "10:00")
    trial.missing = ["users.user_id"]
    #expect(try trial.run(UnknownUserEnumeration.self).outcome.status == .evaluated)
    trial.missing = ["events.reason"]
    var outcome = try trial.run(UnknownUserEnumeration.self).outcome
    #expect(outcome.status == .partly && outcome.reason == RuleReason(.columnMissing, "events.reason"))
    trial.missing = ["events.reason", "users.user_id"]
    outcome = try trial.run(UnknownUserEnumeration.self).outcome
    #expect(outcome.status == .notEvaluated)
    #expect(outcome.reason == RuleReason(.columnMissing, "events.reason / users.user_id"))
    trial.missing = ["events.ip"]
    outcome = try trial.run(UnknownUserEnumeration.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, "events.ip"))
  }

  @Test func `is not evaluated where the source hides who is unknown`() throws {
    var trial = RuleTrial()
    trial.missing = ["users.user_id"]
    enumerate(&trial, 10, from: "10:00", reason: .badPassword)
    var outcome = try trial.run(UnknownUserEnumeration.self).outcome
    #expect(outcome.status == .notEvaluated)
    #expect(outcome.reason == RuleReason(.eventTypeAbsent, "login_failed (unknown_user)"))
    enumerate(&trial, 1, from: "2026-02-01 10:00")
    outcome = try trial.run(UnknownUserEnumeration.self).outcome
    #expect(outcome.status == .evaluated)
    outcome = try RuleTrial().run(UnknownUserEnumeration.self).outcome
    #expect(outcome.reason == RuleReason(.eventTypeAbsent, "login_failed"))
  }

  @Test func `belongs to the period its last trigger lies in`() throws {
    var trial = RuleTrial()
    enumerate(&trial, 10, from: "2026-03-01 23:59:55", every: 1)
    enumerate(&trial, 10, from: "2026-03-01 12:00", ip: "10.0.0.2")
    enumerate(&trial, 10, from: "23:59:50", every: 1, ip: "10.0.0.3")
    enumerate(&trial, 10, from: "23:59:51", every: 1, ip: "10.0.0.4")
    let result = try trial.run(UnknownUserEnumeration.self)
    #expect(
      result.lines == ["10.0.0.1 23:59:55–00:00:04 10 medium", "10.0.0.3 23:59:50–23:59:59 10 medium"])
    #expect(result.findings.map(\.continues) == [false, true])
  }

  @Test func `names what it measured`() throws {
    var trial = RuleTrial()
    enumerate(&trial, 30, from: "10:00", every: 1)
    trial.addFailures(2, "n1", from: "10:00:05", every: 1, reason: .unknownUser)
    trial.addFailures(1, nil, from: "10:00:05", every: 1, reason: .unknownUser)
    let finding = try #require(try trial.run(UnknownUserEnumeration.self).findings.first)
    #expect(finding.text[.tr] == "bir adresten 30 bilinmeyen kullanıcı adıyla 33 başarısız giriş, 10:00:00–10:00:29")
    #expect(
      finding.text[.en] == "33 failed sign-ins with 30 unknown user names from one address, 10:00:00–10:00:29")
    #expect(
      finding.measured == [
        .init("failures", 33), .init("names", 30), .init("without_name", 1),
        .init("first_names", .users((0..<25).map { .init("n\($0)", $0 == 1 ? 3 : 1) })),
      ])
  }

  @Test(arguments: 1...300) func `agrees with the plainest counting on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["A06"] = ["users": 3, "window": 5_000_000]
    trial.users["a"] = User(key: "a")
    for _ in 0..<random.next(in: 3...50) {
      let second = random.next(in: 0...80)
      trial.add(
        .loginFailed, ["a", "b", "c", "d", nil][random.next(in: 0...4)], "10:00",
        ip: ["10.0.0.1", "10.0.0.2"][random.next(in: 0...1)],
        reason: [.unknownUser, .badPassword, .configuration, nil][random.next(in: 0...3)]
      ) { $0.occurredAt = $0.occurredAt?.advanced(by: Int64(second) * 1_000_000) }
    }
    let counted = trial.events.filter { event in
      let isOther = event.userKey != nil && event.userKey != "a" && event.failureReason != .configuration
      return event.failureReason == .unknownUser || isOther
    }
    var expected: [String] = []
    for ip in ["10.0.0.1", "10.0.0.2"] {
      let own = counted.filter { $0.address?.description == ip }
      expected += NaiveEpisodes.distinct(3, within: 5_000_000, in: own) { $0.userKey }.map { "\(ip) \($0)" }
    }
    let found = try trial.run(UnknownUserEnumeration.self).findings.map { "\($0.key.value) \($0.evidence.sha256)" }
    #expect(found.sorted() == expected.sorted())
  }
}
