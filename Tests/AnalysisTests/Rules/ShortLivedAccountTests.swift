@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `C04, short-lived or instantly privileged account` {
  private func trial(_ created: String = "10:00") -> RuleTrial {
    var trial = RuleTrial()
    trial.configureRoles()
    trial.period = Period(from: RuleTrial.time("00:00"), to: RuleTrial.time("2026-03-05 00:00"))
    trial.add(.userCreated, "ali", created)
    return trial
  }

  @Test(arguments: [
    ("09:59:59.999999", 0), ("10:00", 1), ("2026-03-03 10:00", 1), ("2026-03-03 10:00:00.000001", 0),
  ]) func `takes a day with both its ends`(_ moment: String, _ findings: Int) throws {
    var closed = trial()
    closed.add(.userDeleted, "ali", moment)
    #expect(try closed.run(ShortLivedAccount.self).findings.map(\.branch) == Array(repeating: "a", count: findings))
    var granted = trial()
    granted.addRole(.roleGranted, "auditor", of: "ali", moment)
    #expect(try granted.run(ShortLivedAccount.self).findings.map(\.branch) == Array(repeating: "b", count: findings))
  }

  @Test func `does not ask for the order within one microsecond`() throws {
    var trial = RuleTrial()
    trial.configureRoles()
    trial.addRole(.roleGranted, "admin", of: "ali", "10:00", id: "1")
    trial.add(.userCreated, "ali", "10:00", id: "2")
    trial.add(.userDisabled, "ali", "10:00", id: "3")
    trial.addRole(.roleGranted, "admin", of: "veli", "10:00", id: "4")
    let findings = try trial.run(ShortLivedAccount.self).findings
    #expect(findings.map(\.branch) == ["a", "b"])
    #expect(findings.map(\.evidence.identifiers) == [["2", "3"], ["1", "2"]])
  }

  @Test func `reports the first closing and the first privileged grant after each creation`() throws {
    var trial = trial()
    trial.addRole(.roleGranted, "user", of: "ali", "10:01")
    trial.addRole(.roleChanged, "admin", of: "ali", "10:02")
    trial.addRole(.roleGranted, "auditor", of: "ali", "10:03")
    trial.add(.userDisabled, "ali", "11:00")
    trial.add(.userDeleted, "ali", "12:00")
    trial.add(.userCreated, "ali", "13:00")
    trial.add(.userDeleted, "ali", "14:00")
    #expect(
      try trial.run(ShortLivedAccount.self).lines == [
        "a ali 10:00:00–11:00:00 2 high", "b ali 10:00:00–10:02:00 2 high", "a ali 13:00:00–14:00:00 2 high",
      ])
  }

  @Test func `knows the account by the target where one is named`() throws {
    var trial = RuleTrial()
    trial.configureRoles()
    trial.add(.userCreated, "root", "10:00") { $0.targetID = "ali" }
    trial.add(.userDeleted, "root", "11:00") { $0.targetID = "veli" }
    #expect(try trial.run(ShortLivedAccount.self).findings.isEmpty)
    trial.add(.userDeleted, "root", "12:00") { $0.targetID = "ali" }
    trial.add(.userDeleted, nil, "12:00")
    let result = try trial.run(ShortLivedAccount.self)
    #expect(result.lines == ["a ali 10:00:00–12:00:00 2 high"])
    #expect(result.outcome.excludedNull == 1)
  }

  @Test func `says what was measured`() throws {
    var trial = trial()
    trial.addRole(.roleGranted, "admin", of: "ali", "10:00:30")
    trial.add(.userDeleted, "ali", "11:00")
    let findings = try trial.run(ShortLivedAccount.self).findings
    #expect(
      findings.map { $0.text[.tr] } == [
        "hesap, oluşturulmasından 01:00:00 sonra silindi",
        "hesaba, oluşturulmasından 00:00:30 sonra ayrıcalıklı rol verildi",
      ])
    #expect(
      findings.map { $0.text[.en] } == [
        "account deleted 01:00:00 after it was created",
        "privileged role granted 00:00:30 after the account was created",
      ])
    #expect(findings.first?.measured == [.init("after_us", 3_600_000_000), .init("event", .text("user_deleted"))])
  }

  @Test func `counts grants made by a ticket`() throws {
    var trial = trial()
    trial.settings.lists.approvedChanges = [trial.addRole(.roleGranted, "admin", of: "ali", "10:01")]
    let result = try trial.run(ShortLivedAccount.self)
    #expect(result.findings.isEmpty && result.outcome.suppressed == ["approved_changes": 1])
  }

  @Test func `evaluates its branches each by itself`() throws {
    var trial = RuleTrial()
    trial.add(.userCreated, "ali", "10:00")
    trial.add(.userDeleted, "ali", "10:30")
    trial.addRole(.roleGranted, "admin", of: "ali", "10:10")
    let outcome = try trial.run(ShortLivedAccount.self).outcome
    #expect(RuleTrial.status(outcome, "a") == .evaluated && RuleTrial.status(outcome, "b") == .notEvaluated)
    #expect(outcome.status == .partly && outcome.reason == RuleReason(.configurationMissing, "privileged_roles"))
    trial.configureRoles()
    trial.missing = ["events.role"]
    #expect(try trial.run(ShortLivedAccount.self).outcome.reason == RuleReason(.columnMissing, "events.role"))
    // What is not configured is told before what did not happen.
    let empty = try RuleTrial().run(ShortLivedAccount.self).outcome
    #expect(empty.reason == RuleReason(.configurationMissing, "privileged_roles"))
    #expect(empty.branches.first?.reason == RuleReason(.eventTypeAbsent, "user_created"))
  }

  @Test func `belongs to the period of what followed`() throws {
    var trial = RuleTrial()
    for (user, created, deleted) in [
      ("ali", "2026-03-01 22:00", "2026-03-01 23:59:59.999999"), ("ayşe", "2026-03-01 22:00", "00:00"),
      ("can", "23:00", "2026-03-03 00:00"),
    ] as [(Identifier, String, String)] {
      trial.add(.userCreated, user, created)
      trial.add(.userDeleted, user, deleted)
    }
    #expect(try trial.run(ShortLivedAccount.self).lines == ["a ayşe 22:00:00–00:00:00 2 high"])
  }

  @Test(arguments: 1...300) func `agrees with looking for what followed each creation`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.configureRoles()
    let window: Int64 = 5_000_000
    trial.settings.values["C04"] = ["window": window]
    let types: [EventType] = [.userCreated, .userCreated, .userDeleted, .userDisabled, .roleGranted, .roleChanged]
    for _ in 0..<random.next(in: 2...30) {
      let role = ["admin", "user"][random.next(in: 0...1)]
      trial.add(
        types[random.next(in: 0...5)], ["a", "b"][random.next(in: 0...1)],
        after: Int64(random.next(in: 0...60)) * 1_000_000
      ) { $0.role = role }
    }
    let rows = trial.events.sorted { ($0.occurredAt ?? .infinity, $0.id) < ($1.occurredAt ?? .infinity, $1.id) }
    func at(_ event: SecurityEvent) -> Int64 { event.occurredAt?.microseconds ?? 0 }
    var expected: [String] = []
    for (index, creation) in rows.enumerated() where creation.type == .userCreated {
      let own = rows.enumerated().filter { $0.element.userKey == creation.userKey }
      // A later creation takes over; so does one of the same microsecond that stands behind this one.
      let next = own.first { $0.offset > index && $0.element.type == .userCreated }
      for isGrant in [false, true] {
        let sequel = own.first { row in
          let wanted: [EventType] = isGrant ? [.roleGranted, .roleChanged] : [.userDeleted, .userDisabled]
          let distance = at(row.element) - at(creation)
          // What stands before the creation in its microsecond lies no further from it than what stands behind it.
          return wanted.contains(row.element.type) && (!isGrant || row.element.role == "admin") && distance >= 0
            && distance <= window && (next.map { row.offset < $0.offset } ?? true)
        }
        guard let sequel else { continue }
        let ids = sequel.offset < index ? [sequel.element.id, creation.id] : [creation.id, sequel.element.id]
        expected.append((isGrant ? "b " : "a ") + ids.joined(separator: " "))
      }
    }
    let found = try trial.run(ShortLivedAccount.self).findings.map { $0.branch + " " + $0.evidence.sha256 }
    #expect(found.sorted() == expected.sorted())
  }
}
