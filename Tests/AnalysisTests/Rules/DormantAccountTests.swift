@testable import Analysis
import Messages
import Model
import Testing

/// Ninety days before 2026-03-02 is 2025-12-02; before the end of that day, 2025-12-03.
@Suite struct `B04, dormant account` {
  /// A log that reaches back far enough.
  private func trial(from begin: String = "2025-12-01 10:00") -> RuleTrial {
    var trial = RuleTrial()
    trial.add(.loginSuccess, "old", begin)
    return trial
  }

  private func addUser(
    _ trial: inout RuleTrial, _ key: Identifier = "ali", created: String? = "2025-01-01 00:00", disabled: String? = nil
  ) {
    var user = User(key: key)
    user.createdAt = created.map { RuleTrial.time($0) }
    user.disabledAt = disabled.map { RuleTrial.time($0) }
    trial.users[key] = user
  }

  @Test(arguments: [
    ("2025-12-02 09:59:59.999999", 1), ("2025-12-02 10:00", 1), ("2025-12-02 10:00:00.000001", 0),
    ("2026-03-01 10:00", 0),
  ]) func `fires from ninety days on`(_ last: String, _ findings: Int) throws {
    var trial = trial()
    trial.add(.loginSuccess, "ali", last)
    trial.add(.loginSuccess, "ali", "10:00")
    let result = try trial.run(DormantAccount.self)
    #expect(result.findings.count == findings)
    #expect(result.findings.allSatisfy { $0.branch == "a" && $0.severity == .medium && $0.evidence.count == 2 })
  }

  @Test(arguments: [
    ("2025-12-02 09:59:59.999999", 1), ("2025-12-02 10:00", 1), ("2025-12-02 10:00:00.000001", 0),
  ]) func `fires for an old account's first sign-in`(_ created: String, _ findings: Int) throws {
    var trial = trial()
    addUser(&trial, created: created)
    trial.add(.loginSuccess, "ali", "10:00")
    trial.add(.loginSuccess, "ali", "10:01")
    let result = try trial.run(DormantAccount.self)
    #expect(result.lines == (findings == 0 ? [] : ["a ali 10:00:00–10:00:00 1 medium"]))
    #expect(result.outcome.remarks.isEmpty)
  }

  @Test func `looks at successful sign-ins only`() throws {
    var trial = trial()
    trial.add(.loginSuccess, "ali", "2025-12-01 10:00")
    trial.addFailures(3, "ali", from: "2026-02-01 10:00", every: 1)
    trial.add(.activity, "ali", "2026-02-01 10:00")
    trial.add(.loginSuccess, "ali", "10:00")
    trial.add(.loginSuccess, "ali", "10:00")
    let finding = try #require(try trial.run(DormantAccount.self).findings.first)
    #expect(finding.evidence.sha256 == "000002 000007")
  }

  @Test(arguments: [("2025-12-05 10:00", true), ("2025-12-05 10:00:00.000001", false)])
  func `needs a log that covers the time`(_ begin: String, _ isJudged: Bool) throws {
    var trial = trial(from: begin)
    addUser(&trial)
    trial.add(.loginSuccess, "ali", "10:00")
    let result = try trial.run(DormantAccount.self)
    #expect(result.findings.map(\.branch) == (isJudged ? ["a"] : []))
    #expect(result.outcome.remarks == (isJudged ? [:] : [.historyTooShort: 1]))
    #expect(isJudged || result.outcome.reason == RuleReason(.historyTooShort, "2025-12-05"))
  }

  @Test func `counts users of whom nobody knows when they were created`() throws {
    var trial = trial()
    addUser(&trial, created: nil)
    trial.add(.loginSuccess, "ali", "10:00")
    trial.add(.loginSuccess, "stranger", "10:00")
    let result = try trial.run(DormantAccount.self)
    #expect(result.findings.isEmpty && result.outcome.remarks == [.historyTooShort: 2])
    // The second sign-in of the period is judged by the first.
    trial.add(.loginSuccess, "ali", "11:00")
    #expect(try trial.run(DormantAccount.self).outcome.remarks == [.historyTooShort: 1])
  }

  @Test(arguments: [
    ("2025-12-02 23:59:59.999999", 1), ("2025-12-03 00:00", 0), ("23:59:59.999999", 0), ("2026-03-03 00:00", 1),
  ]) func `finds accounts without a sign-in in the ninety days before the end`(
    _ last: String, _ findings: Int
  ) throws {
    var trial = trial()
    addUser(&trial)
    trial.add(.loginSuccess, "ali", last)
    let result = try trial.run(DormantAccount.self).findings.filter { $0.branch == "b" }
    #expect(result.count == findings && result.allSatisfy { $0.severity == .low && $0.continues })
    #expect(result.allSatisfy { $0.last == RuleTrial.time("23:59:59.999999") })
  }

  @Test(arguments: [("2025-12-02 23:59:59", 1), ("2025-12-03 00:00", 1), ("2025-12-03 00:00:00.000001", 0)])
  func `leaves young accounts out`(_ created: String, _ findings: Int) throws {
    var trial = trial()
    addUser(&trial, created: created)
    #expect(try trial.run(DormantAccount.self).findings.count == findings)
  }

  @Test(
    arguments: [
      (nil, [], 1), ("2026-03-03 00:00", [], 0), ("2026-03-03 00:00:00.000001", [], 1),
      (nil, [(EventType.userDisabled, "2026-02-01 10:00")], 0), (nil, [(.userDeleted, "2026-02-01 10:00")], 0),
      (nil, [(.userDisabled, "2026-03-03 00:00")], 1),
      (nil, [(.userDisabled, "2026-02-01 10:00"), (.userEnabled, "2026-02-01 10:00")], 1),
      (nil, [(.userEnabled, "2026-02-01 10:00"), (.userDisabled, "2026-02-01 10:00")], 0),
      (nil, [(.userDeleted, "2026-02-01 10:00"), (.userCreated, "2026-02-02 10:00")], 1),
      ("2026-02-01 10:00", [(.userEnabled, "2026-02-01 10:00")], 0),
      ("2026-02-01 10:00", [(.userEnabled, "2026-02-01 10:00:00.000001")], 1),
    ] as [(String?, [(EventType, String)], Int)])
  func `takes the last word on whether an account is enabled`(
    _ disabled: String?, _ changes: [(EventType, String)], _ findings: Int
  ) throws {
    var trial = trial()
    addUser(&trial, disabled: disabled)
    for (type, moment) in changes {
      trial.add(type, "root", moment) { $0.targetID = "ali" }
      trial.add(type == .userDisabled ? .userEnabled : .userDisabled, "ali", moment) { $0.targetID = "veli" }
    }
    #expect(try trial.run(DormantAccount.self).findings.count == findings)
  }

  @Test func `ends at the report's moment`() throws {
    var trial = trial()
    addUser(&trial)
    trial.add(.loginSuccess, "ali", "2025-12-02 12:00")
    trial.asOf = RuleTrial.time("12:00")
    #expect(try trial.run(DormantAccount.self).findings.isEmpty)
    trial.asOf = RuleTrial.time("12:00:00.000001")
    #expect(try trial.run(DormantAccount.self).lines == ["b ali 12:00:00–12:00:00 1 low"])
    trial.asOf = RuleTrial.time("00:00")
    #expect(try trial.run(DormantAccount.self).findings.isEmpty)
  }

  @Test func `says nothing of absence without a log that covers the time`() throws {
    var trial = RuleTrial()
    addUser(&trial)
    trial.add(.userEnabled, "veli", "2025-12-01 10:00")
    let empty = try trial.run(DormantAccount.self).outcome
    #expect(empty.findings == 0 && empty.reason == RuleReason(.eventTypeAbsent, "login_success"))
    trial.add(.loginSuccess, "veli", "2025-12-06 00:00:00.000001")
    let short = try trial.run(DormantAccount.self).outcome
    #expect(short.findings == 0 && short.reason == RuleReason(.historyTooShort, "2025-12-01"))
    trial.add(.loginSuccess, "veli", "2025-12-06 00:00")
    #expect(try trial.run(DormantAccount.self).findings.count == 1)
  }

  @Test func `evaluates its branches each by itself, and counts sign-ins of nobody`() throws {
    var trial = trial()
    trial.missing = ["users.user_id", "users.created_at", "users.disabled_at"]
    trial.add(.loginSuccess, "ali", "2025-12-01 10:00")
    trial.add(.loginSuccess, "ali", "10:00")
    trial.add(.loginSuccess, nil, "10:00")
    var outcome = try trial.run(DormantAccount.self).outcome
    #expect(RuleTrial.status(outcome, "a") == .partly && RuleTrial.status(outcome, "b") == .notEvaluated)
    #expect(outcome.findings == 1 && outcome.reason == RuleReason(.columnMissing, "users.user_id"))
    #expect(outcome.excludedNull == 1)
    trial.missing = ["users.disabled_at"]
    outcome = try trial.run(DormantAccount.self).outcome
    #expect(RuleTrial.status(outcome, "a") == .evaluated && RuleTrial.status(outcome, "b") == .partly)
    #expect(outcome.reason == RuleReason(.inputExcluded, "50"))
    trial.missing = ["events.user_id"]
    #expect(try trial.run(DormantAccount.self).outcome.reason == RuleReason(.columnMissing, "events.user_id"))
  }

  @Test func `names what it measured`() throws {
    var trial = trial()
    for key in ["ali", "can", "veli"] as [Identifier] { addUser(&trial, key) }
    trial.add(.loginSuccess, "ali", "2025-12-01 11:00")
    trial.add(.loginSuccess, "ali", "10:00")
    trial.add(.loginSuccess, "can", "10:00")
    let findings = try trial.run(DormantAccount.self).findings
    let begin = Finding.Measure("log_begin", .instant(RuleTrial.time("2025-12-01 10:00")))
    #expect(
      findings.map { $0.text[.tr] } == [
        "önceki başarılı girişten 90 gün sonra başarılı giriş",
        "açık hesapta dönem sonundan önceki 90 günde başarılı giriş yok",
        "günlükteki ilk başarılı giriş; hesap 425 gün önce açılmış",
      ])
    #expect(
      findings.map { $0.text[.en] } == [
        "successful sign-in 90 days after the one before",
        "enabled account without a successful sign-in in the 90 days before the end of the period",
        "first successful sign-in in the log; the account was created 425 days before",
      ])
    #expect(findings.first?.measured == [.init("gap_us", (91 * 24 - 1) * 3_600_000_000), begin])
    try #require(findings.count == 3)
    #expect(findings[1].measured == [.init("created", .instant(RuleTrial.time("2025-01-01 00:00"))), begin])
    #expect(findings.last?.measured == [.init("account_age_us", (425 * 24 + 10) * 3_600_000_000), begin])
  }

  @Test(arguments: 1...300) func `agrees with asking of every account and sign-in by itself`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.period = Period(from: RuleTrial.second(30), to: RuleTrial.second(60))
    trial.asOf = RuleTrial.second(random.next(in: 50...70))
    trial.settings.values["B04"] = ["dormant": 20_000_000, "slack": 4_000_000]
    for key in ["a", "b", "c", "d"] as [Identifier] where random.next(in: 0...3) > 0 {
      var user = User(key: key)
      if random.next(in: 0...2) > 0 { user.createdAt = RuleTrial.second(random.next(in: -10...60)) }
      if random.next(in: 0...3) == 0 { user.disabledAt = RuleTrial.second(random.next(in: 0...70)) }
      trial.users[key] = user
    }
    let types: [EventType] = [.loginSuccess, .loginSuccess, .userDisabled, .userEnabled, .userDeleted, .userCreated]
    for _ in 0..<random.next(in: 0...25) {
      trial.add(types[random.next(in: 0...5)], ["a", "b", "c", "d", "e"][random.next(in: 0...4)], "00:00") {
        $0.occurredAt = RuleTrial.second(random.next(in: 0...64))
      }
    }
    let expected = signIns(trial) + unused(trial)
    trial.events.shuffle(using: &random)
    let found = try trial.run(DormantAccount.self).findings.map {
      "\($0.branch) \($0.key.value) \($0.evidence.sha256)"
    }
    #expect(found.sorted() == expected.sorted())
  }

  private func successes(_ trial: RuleTrial) -> [SecurityEvent] {
    trial.events.filter { $0.type == .loginSuccess && $0.at < min(trial.period.to, trial.asOf).microseconds }
      .sorted(by: NaiveEpisodes.precedes)
  }

  private func signIns(_ trial: RuleTrial) -> [String] {
    let all = successes(trial)
    return all.compactMap { success in
      guard success.at >= trial.period.from.microseconds else { return nil }
      let before = all.last { $0.userKey == success.userKey && NaiveEpisodes.precedes($0, success) }
      let since = success.at - 20_000_000
      if let before { return before.at <= since ? "a \(success.userKey ?? "") \(before.id) \(success.id)" : nil }
      guard let created = trial.users[success.userKey ?? ""]?.createdAt, created.microseconds <= since,
        all.contains(where: { $0.at <= since + 4_000_000 })
      else { return nil }
      return "a \(success.userKey ?? "") \(success.id)"
    }
  }

  private func unused(_ trial: RuleTrial) -> [String] {
    let end = min(trial.period.to, trial.asOf).microseconds
    let all = successes(trial)
    guard all.contains(where: { $0.at <= end - 16_000_000 }) else { return [] }
    return trial.users.values.compactMap { user in
      let last = all.last { $0.userKey == user.key }
      let state = trial.events.filter { $0.type != .loginSuccess && $0.userKey == user.key && $0.at < end }
        .max(by: NaiveEpisodes.precedes)
      let isOpen = state.map { $0.type == .userEnabled || $0.type == .userCreated }
      let disabled = user.disabledAt.flatMap { $0.microseconds <= end ? $0.microseconds : nil }
      let isEnabled = disabled.map { isOpen == true && state?.at ?? 0 > $0 } ?? (isOpen ?? true)
      guard isEnabled, user.createdAt?.microseconds ?? 0 <= end - 20_000_000, last?.at ?? 0 < end - 20_000_000 else {
        return nil
      }
      return "b \(user.key) \(last?.id ?? "")"
    }
  }
}
