@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `A07, sign-in to a disabled or deleted account` {
  /// An account that was disabled at 09:00.
  private func trial(_ users: [Identifier] = ["ali"], _ type: EventType = .userDisabled) -> RuleTrial {
    var trial = RuleTrial()
    for user in users { trial.add(type, user, "09:00", id: "closing-\(user)") }
    return trial
  }

  @Test(arguments: [("09:05", 1), ("09:04:59.999999", 0)])
  func `lets the closing spread for five minutes`(_ success: String, _ findings: Int) throws {
    for type in [EventType.userDisabled, .userDeleted] {
      var trial = trial(type)
      trial.add(.loginSuccess, "ali", success)
      trial.add(.loginSuccess, "veli", success)
      let result = try trial.run(ClosedAccountSignIn.self)
      #expect(result.findings.count == findings)
      #expect(result.findings.allSatisfy { $0.severity == .critical && $0.evidence.sha256 == "closing-ali 000002" })
    }
  }

  private func trial(_ type: EventType) -> RuleTrial { trial(["ali"], type) }

  @Test(arguments: [(1, "low"), (4, "low"), (5, "medium"), (6, "medium")])
  func `weighs failures by their number`(_ count: Int, _ severity: String) throws {
    var trial = trial()
    trial.addFailures(count, "ali", from: "10:00", every: 60, reason: .accountDisabled)
    let finding = try #require(try trial.run(ClosedAccountSignIn.self).findings.first)
    #expect(finding.severity.key == severity && finding.evidence.count == count + 1)
  }

  @Test(arguments: [("10:00", "medium"), ("10:00:00.000001", "low")])
  func `takes the window of five failures with both its ends`(_ last: String, _ severity: String) throws {
    var trial = trial()
    trial.period = Period(from: trial.period.from, to: RuleTrial.time("2026-03-04 00:00"))
    trial.addFailures(4, "ali", from: "10:00", every: 0)
    trial.addFailures(1, "ali", from: "2026-03-03 09:00", every: 0)
    trial.addFailures(1, "veli", from: "2026-03-03 \(last)", every: 0)
    for index in trial.events.indices where trial.events[index].userKey == "veli" {
      trial.events[index].userKey = "ali"
    }
    trial.events.removeAll { $0.id == "000006" }
    let result = try trial.run(ClosedAccountSignIn.self)
    #expect(result.findings.first?.severity.key == severity)
    #expect(result.findings.count == (severity == "medium" ? 1 : 2))
  }

  @Test(arguments: [(2, 0), (3, 1), (4, 1)])
  func `is high for an address that tries three closed accounts`(_ users: Int, _ findings: Int) throws {
    var trial = trial((0..<users).map { "u\($0)" })
    for index in 0..<users { trial.addFailures(1, "u\(index)", from: "10:00", every: 0) }
    trial.addFailures(3, "u0", from: "10:00", every: 0)
    trial.addFailures(9, "open", from: "10:00", every: 0)
    trial.addFailures(1, "u0", from: "10:00", every: 0, ip: nil)
    let high = try trial.run(ClosedAccountSignIn.self).lines.filter { $0.hasSuffix("high") }
    #expect(high == (findings == 0 ? [] : ["10.0.0.1 10:00:00–10:00:00 \(users + 3) high"]))
  }

  @Test(arguments: [("2026-03-03 10:00", 1), ("2026-03-03 10:00:00.000001", 0)])
  func `takes an address's window with both its ends`(_ last: String, _ findings: Int) throws {
    var trial = trial(["a", "b", "c"])
    trial.period = Period(from: trial.period.from, to: RuleTrial.time("2026-03-04 00:00"))
    trial.addFailures(1, "a", from: "10:00", every: 0)
    trial.addFailures(1, "b", from: "12:00", every: 0)
    trial.addFailures(1, "c", from: last, every: 0)
    #expect(try trial.run(ClosedAccountSignIn.self).findings.count { $0.severity == .high } == findings)
  }

  @Test func `ends where the account is opened again`() throws {
    for type in [EventType.userEnabled, .userCreated] {
      var trial = trial()
      trial.add(.loginSuccess, "ali", "09:30")
      trial.add(type, "ali", "10:00")
      trial.add(.loginSuccess, "ali", "10:00")
      trial.add(.loginSuccess, "ali", "11:00")
      trial.add(.userDeleted, "ali", "12:00")
      trial.add(.loginSuccess, "ali", "12:04")
      trial.add(.loginFailed, "ali", "12:05")
      let result = try trial.run(ClosedAccountSignIn.self)
      #expect(result.lines == ["ali 09:30:00–09:30:00 2 critical", "ali 12:05:00–12:05:00 2 low"])
      #expect(result.findings.last?.evidence.identifiers == ["000006", "000008"])
    }
  }

  @Test func `takes rows of one moment in the order of their identifiers`() throws {
    var trial = trial()
    trial.add(.loginSuccess, "ali", "10:00", id: "b")
    trial.add(.userEnabled, "ali", "10:00", id: "c")
    #expect(try trial.run(ClosedAccountSignIn.self).findings.count == 1)
    trial.add(.userEnabled, "ali", "10:00", id: "a")
    #expect(try trial.run(ClosedAccountSignIn.self).findings.isEmpty)
  }

  @Test func `takes the closing that is in force`() throws {
    var trial = trial()
    trial.add(.userDeleted, "ali", "09:58", id: "deletion")
    trial.add(.loginFailed, "ali", "10:00")
    #expect(try trial.run(ClosedAccountSignIn.self).findings.first?.evidence.identifiers == ["closing-ali", "000003"])
    trial.add(.loginSuccess, "ali", "10:03")
    #expect(try trial.run(ClosedAccountSignIn.self).findings.last?.evidence.identifiers == ["deletion", "000004"])
  }

  @Test func `closes the account the change was done to`() throws {
    var trial = RuleTrial()
    trial.add(.userDisabled, "admin", "09:00") { $0.targetID = "ali" }
    trial.add(.loginSuccess, "admin", "10:00")
    trial.add(.loginSuccess, "ali", "10:00")
    trial.add(.userEnabled, "admin", "11:00") { $0.targetID = "ali" }
    trial.add(.loginSuccess, "ali", "11:01")
    #expect(try trial.run(ClosedAccountSignIn.self).lines == ["ali 10:00:00–10:00:00 2 critical"])
  }

  /// When the table of users says the account was closed, against a sign-in at 10:00.
  @Test(arguments: [("09:55", 1), ("09:55:00.000001", 0), ("2025-01-01 00:00", 1), ("11:00", 0)])
  func `takes the word of the table of users`(_ disabled: String, _ findings: Int) throws {
    var trial = RuleTrial()
    var user = User(key: "ali")
    user.disabledAt = RuleTrial.time(disabled)
    trial.users["ali"] = user
    trial.add(.loginSuccess, "ali", "10:00")
    let result = try trial.run(ClosedAccountSignIn.self)
    #expect(result.findings.count == findings)
    #expect(result.findings.allSatisfy { $0.evidence.identifiers == ["000001"] })
    #expect(result.outcome.status == .partly)
    #expect(result.outcome.reason == RuleReason(.eventTypeAbsent, "user_disabled / user_deleted"))
  }

  @Test func `weighs the table of users against the events`() throws {
    var trial = trial()
    var user = User(key: "ali")
    user.disabledAt = RuleTrial.time("08:00")
    trial.users["ali"] = user
    trial.add(.loginSuccess, "ali", "08:30")
    trial.add(.loginFailed, "ali", "09:30")
    trial.add(.userEnabled, "ali", "10:00")
    trial.add(.loginSuccess, "ali", "11:00")
    let result = try trial.run(ClosedAccountSignIn.self)
    #expect(result.findings.map(\.evidence.identifiers) == [["000002"], ["closing-ali", "000003"]])
    user.disabledAt = .never
    trial.users["ali"] = user
    #expect(try trial.run(ClosedAccountSignIn.self).findings.count == 1)
  }

  @Test func `keeps tries together that are no more than a day apart`() throws {
    var trial = trial()
    trial.period = Period(from: trial.period.from, to: RuleTrial.time("2026-03-09 00:00"))
    for at in ["10:00", "2026-03-03 10:00", "2026-03-04 10:00:00.000001"] {
      trial.add(.loginSuccess, "ali", at)
      trial.add(.loginFailed, "ali", at)
    }
    #expect(
      try trial.run(ClosedAccountSignIn.self).lines.sorted() == [
        "ali 10:00:00–10:00:00 2 critical", "ali 10:00:00–10:00:00 2 low", "ali 10:00:00–10:00:00 3 critical",
        "ali 10:00:00–10:00:00 3 low",
      ])
  }

  @Test func `says what it could not look at`() throws {
    var trial = trial()
    trial.add(.loginSuccess, "ali", "10:00")
    trial.add(.loginFailed, nil, "10:00")
    #expect(try trial.run(ClosedAccountSignIn.self).outcome.reason == RuleReason(.inputExcluded, "33"))
    trial.missing = ["events.ip"]
    var outcome = try trial.run(ClosedAccountSignIn.self).outcome
    #expect(outcome.status == .partly && outcome.excludedNull == 1)
    trial.missing = ["events.user_id"]
    outcome = try trial.run(ClosedAccountSignIn.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, "events.user_id"))
    trial.missing = ["users.disabled_at"]
    trial.events.removeFirst()
    outcome = try trial.run(ClosedAccountSignIn.self).outcome
    #expect(outcome.status == .notEvaluated)
    #expect(outcome.reason == RuleReason(.eventTypeAbsent, "user_disabled / user_deleted"))
    outcome = try RuleTrial().run(ClosedAccountSignIn.self).outcome
    #expect(outcome.reason == RuleReason(.eventTypeAbsent, "login_success / login_failed"))
  }

  @Test func `is evaluated in a period without a sign-in`() throws {
    var trial = RuleTrial()
    trial.add(.userDisabled, "ali", "2026-02-01 10:00")
    trial.add(.loginSuccess, "ali", "2026-02-02 10:00")
    trial.add(.loginFailed, "ali", "2026-02-02 10:00")
    let result = try trial.run(ClosedAccountSignIn.self)
    #expect(result.outcome.status == .evaluated && result.findings.isEmpty)
  }

  @Test func `belongs to the period its last row lies in`() throws {
    var trial = RuleTrial()
    for user in ["ali", "can", "veli"] as [Identifier] { trial.add(.userDeleted, user, "2026-01-01 00:00") }
    for user in ["ali", "can"] as [Identifier] { trial.add(.loginFailed, user, "2026-03-01 23:00", ip: nil) }
    trial.add(.loginFailed, "ali", "00:00", ip: nil)
    trial.add(.loginFailed, "veli", "2026-03-03 00:00", ip: nil)
    let result = try trial.run(ClosedAccountSignIn.self)
    #expect(result.lines == ["ali 23:00:00–00:00:00 3 low"])
    #expect(result.findings.first?.continues == true)
    trial.period = Period(from: trial.period.from, to: RuleTrial.time("2026-03-03 00:00:00.000001"))
    #expect(try trial.run(ClosedAccountSignIn.self).findings.map(\.continues) == [false, true])
  }

  @Test func `names what it measured`() throws {
    var trial = trial(["ali", "can", "veli"])
    trial.addFailures(2, "ali", from: "10:00", every: 1)
    trial.addFailures(1, "can", from: "10:00:05", every: 1)
    trial.addFailures(1, "veli", from: "10:00:06", every: 1)
    trial.add(.loginSuccess, "ali", "10:01", ip: "10.0.0.2")
    let findings = try trial.run(ClosedAccountSignIn.self).findings
    let failures = try #require(findings.first { $0.key == .user("ali") })
    #expect(failures.text[.tr] == "kapatılmış hesaba 2 başarısız giriş, 10:00:00–10:00:01, 1 adres")
    #expect(failures.text[.en] == "2 failed sign-ins to a closed account, 10:00:00–10:00:01, 1 address")
    #expect(
      failures.measured == [
        .init("failures", 2), .init("addresses", 1), .init("closed_at", .instant(RuleTrial.time("09:00"))),
        .init("closed_before_us", Int64(3_600_000_000)), .init("closed_by", .event("closing-ali")),
      ])
    let success = try #require(findings.first { $0.severity == .critical })
    #expect(success.text[.tr] == "kapatılmış hesaba 1 başarılı giriş, 10:01:00, 1 adres")
    #expect(success.text[.en] == "1 successful sign-in to a closed account, 10:01:00, 1 address")
    let source = try #require(findings.first { $0.key.kind == .address })
    #expect(source.text[.tr] == "bir adresten kapatılmış 3 hesaba 4 başarısız giriş, 10:00:00–10:00:06")
    #expect(source.text[.en] == "4 failed sign-ins to 3 closed accounts from one address, 10:00:00–10:00:06")
    #expect(
      source.measured == [
        .init("failures", 4), .init("users", 3),
        .init("top_users", .users([.init("ali", 2), .init("can", 1), .init("veli", 1)])),
      ])
  }

  @Test(arguments: 1...300) func `agrees with the plainest counting on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["A07"] = ["grace": 3_000_000, "count": 3, "users": 2, "window": 5_000_000]
    let types: [EventType] = [.loginSuccess, .loginFailed, .loginFailed, .userDisabled, .userEnabled]
    for _ in 0..<random.next(in: 3...50) {
      let second = random.next(in: 0...60)
      trial.add(
        types[random.next(in: 0...4)], ["a", "b", "c"][random.next(in: 0...2)], "10:00",
        ip: ["10.0.0.1", "10.0.0.2"][random.next(in: 0...1)]
      ) { $0.occurredAt = $0.occurredAt?.advanced(by: Int64(second) * 1_000_000) }
    }
    let found = try trial.run(ClosedAccountSignIn.self).findings.map {
      "\($0.key.value) \($0.severity.key) \($0.evidence.sha256)"
    }
    #expect(found.sorted() == expected(trial.events).sorted())
  }

  private func expected(_ events: [SecurityEvent]) -> [String] {
    let tries = events.filter { [.loginSuccess, .loginFailed].contains($0.type) && closing(of: $0, events) != nil }
    var result: [String] = []
    for user in ["a", "b", "c"] as [Identifier] {
      for type in [EventType.loginSuccess, .loginFailed] {
        let own = tries.filter { $0.userKey == user && $0.type == type }
        for rows in NaiveEpisodes.windows(within: 5_000_000, in: own, fires: { _ in true }) {
          let isDense = !NaiveEpisodes.counting(3, within: 5_000_000, in: rows).isEmpty
          let severity = type == .loginSuccess ? "critical" : isDense ? "medium" : "low"
          let ids = [rows.first.flatMap { closing(of: $0, events) } ?? ""] + rows.map(\.id)
          result.append("\(user) \(severity) \(ids.joined(separator: " "))")
        }
      }
    }
    for ip in ["10.0.0.1", "10.0.0.2"] {
      let own = tries.filter { $0.type == .loginFailed && $0.address?.description == ip }
      result += NaiveEpisodes.distinct(2, within: 5_000_000, in: own) { $0.userKey }.map { "\(ip) high \($0)" }
    }
    return result
  }

  /// What closed the account a sign-in was tried with, looking at all changes before it.
  private func closing(of event: SecurityEvent, _ events: [SecurityEvent]) -> Identifier? {
    let changes = events.filter { $0.userKey == event.userKey && NaiveEpisodes.precedes($0, event) }
    let opening = changes.filter { $0.type == .userEnabled }.max(by: NaiveEpisodes.precedes)
    return changes.filter { change in
      change.type == .userDisabled && event.at - change.at >= 3_000_000
        && (opening.map { NaiveEpisodes.precedes($0, change) } ?? true)
    }.max(by: NaiveEpisodes.precedes)?.id
  }
}
