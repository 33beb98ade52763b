@testable import Analysis
import Messages
import Model
import Testing

/// Privileged roles are `admin`, which is critical, and `auditor`.
@Suite struct `C05, privileged grant anomalies` {
  private func trial() -> RuleTrial {
    var trial = RuleTrial()
    trial.configureRoles()
    return trial
  }

  /// Grants a role to some users, one every `seconds`.
  private func grant(
    _ trial: inout RuleTrial, _ role: String = "auditor", to count: Int, by actor: Identifier? = "root",
    from start: String,
    every seconds: Int = 0
  ) {
    for index in 0..<count {
      trial.addRole(.roleGranted, role, of: "u\(index)", by: actor, start, after: Int64(index * seconds) * 1_000_000)
    }
  }

  @Test func `finds a grant to oneself`() throws {
    var trial = trial()
    trial.addRole(.roleGranted, "auditor", of: "ali", by: "ali", "10:00")
    trial.addRole(.roleChanged, "admin", of: "veli", by: "veli", "11:00")
    trial.add(.roleGranted, "veli", "12:00") { event in
      event.targetID = "ayşe"
      event.actorID = "ayşe"
      event.role = "admin"
    }
    trial.addRole(.roleGranted, "user", of: "can", by: "can")
    trial.addRole(.roleGranted, nil, of: "can", by: "can")
    trial.addRole(.roleGranted, "admin", of: "can", by: "root")
    trial.addRole(.roleGranted, "admin", of: "can")
    trial.addRole(.roleRevoked, "auditor", of: "can", by: "can")
    #expect(
      try trial.run(PrivilegedGrant.self).lines == [
        "a ali 10:00:00–10:00:00 1 critical", "a veli 11:00:00–11:00:00 1 critical",
        "a ayşe 12:00:00–12:00:00 1 critical",
      ])
  }

  @Test(arguments: [("10:00", 1), ("2026-03-03 10:00", 1), ("2026-03-03 10:00:00.000001", 0)])
  func `finds a role held for a day, both ends included`(_ moment: String, _ findings: Int) throws {
    for type in [EventType.roleRevoked, .roleChanged] {
      var trial = trial()
      trial.period = Period(from: RuleTrial.time("00:00"), to: RuleTrial.time("2026-03-05 00:00"))
      trial.addRole(type == .roleRevoked ? .roleGranted : .roleChanged, "auditor", of: "ali", "10:00")
      trial.addRole(type, type == .roleRevoked ? "auditor" : "user", of: "ali", moment)
      let result = try trial.run(PrivilegedGrant.self)
      #expect(result.findings.count == findings)
      #expect(result.findings.allSatisfy { $0.branch == "b" && $0.severity == .medium && $0.evidence.count == 2 })
    }
  }

  @Test func `takes the last grant before each revocation, and every grant once`() throws {
    var trial = trial()
    trial.addRole(.roleGranted, "admin", of: "ali", "10:00")
    trial.addRole(.roleGranted, "admin", of: "ali", "11:00")
    trial.addRole(.roleRevoked, "auditor", of: "ali", "11:10")
    trial.addRole(.roleRevoked, "admin", of: "veli", "11:20")
    trial.addRole(.roleRevoked, "admin", of: "ali", "12:00")
    trial.addRole(.roleRevoked, "admin", of: "ali", "13:00")
    #expect(try trial.run(PrivilegedGrant.self).findings.map(\.evidence.sha256) == ["000002 000005"])
  }

  @Test func `takes rows of one moment in the order of their identifiers`() throws {
    var trial = trial()
    trial.addRole(.roleRevoked, "admin", of: "ali", "10:00", id: "1")
    trial.addRole(.roleGranted, "admin", of: "ali", "10:00", id: "2")
    #expect(try trial.run(PrivilegedGrant.self).findings.isEmpty)
    trial.addRole(.roleRevoked, "admin", of: "ali", "10:00", id: "3")
    #expect(try trial.run(PrivilegedGrant.self).findings.map(\.evidence.sha256) == ["2 3"])
  }

  @Test func `takes a change from a privileged role as its end, and to another as its grant`() throws {
    var trial = trial()
    trial.addRole(.roleChanged, "auditor", of: "ali", "10:00")
    trial.addRole(.roleChanged, "auditor", of: "ali", "10:30")
    trial.addRole(.roleChanged, "admin", of: "ali", "11:00")
    trial.addRole(.roleChanged, "user", of: "ali", "12:00")
    trial.addRole(.roleChanged, "guest", of: "ali", "13:00")
    trial.addRole(.roleGranted, "admin", of: "veli", "10:00")
    trial.addRole(.roleChanged, "user", of: "veli", "11:00")
    #expect(try trial.run(PrivilegedGrant.self).findings.map(\.evidence.sha256) == ["000002 000003", "000003 000004"])
  }

  /// The change to admin is too old to end; whether other rows come between must make no difference.
  @Test(arguments: [false, true]) func `does not depend on rows of others`(_ hasOthers: Bool) throws {
    var trial = trial()
    trial.addRole(.roleChanged, "admin", of: "ali", "2026-03-01 10:00")
    trial.addRole(.roleGranted, "admin", of: "ali", "09:00")
    if hasOthers { trial.addRole(.roleGranted, "user", of: "veli", "10:00") }
    trial.addRole(.roleChanged, "user", of: "ali", "12:00")
    #expect(try trial.run(PrivilegedGrant.self).findings.isEmpty)
  }

  @Test(arguments: [(2, 0), (3, 1), (4, 1)])
  func `fires at three targets of a critical role`(_ targets: Int, _ findings: Int) throws {
    var trial = trial()
    grant(&trial, "admin", to: targets, from: "10:00", every: 1)
    grant(&trial, "admin", to: targets - 1, from: "10:01", every: 1)
    let result = try trial.run(PrivilegedGrant.self).findings
    #expect(result.count == findings)
    #expect(result.allSatisfy { $0.branch == "c1" && $0.severity == .high && $0.key == .user("root") })
  }

  @Test(arguments: [(4, []), (5, ["c2 root 10:00:00–10:00:04 5 high"]), (6, ["c2 root 10:00:00–10:00:05 6 high"])])
  func `fires at five targets of privileged roles`(_ targets: Int, _ lines: [String]) throws {
    var trial = trial()
    grant(&trial, "auditor", to: targets, from: "10:00", every: 1)
    grant(&trial, "user", to: 9, from: "10:00", every: 1)
    grant(&trial, "auditor", to: 4, by: "other", from: "10:00", every: 1)
    #expect(try trial.run(PrivilegedGrant.self).lines == lines)
  }

  @Test func `counts critical roles among the privileged`() throws {
    var trial = trial()
    grant(&trial, "auditor", to: 4, from: "10:00")
    trial.addRole(.roleChanged, "admin", of: "u9", by: "root", "10:00")
    #expect(try trial.run(PrivilegedGrant.self).lines == ["c2 root 10:00:00–10:00:00 5 high"])
  }

  @Test(arguments: [("10:00", "10:00:00.000001"), ("11:00", "11:00:00.000001")])
  func `takes the windows with both their ends`(_ inside: String, _ outside: String) throws {
    let isHour = inside == "11:00"
    for (moment, findings) in [(inside, 1), (outside, 0)] {
      var trial = trial()
      grant(&trial, isHour ? "auditor" : "admin", to: isHour ? 4 : 2, from: isHour ? "10:00" : "2026-03-01 10:00")
      trial.addRole(.roleGranted, isHour ? "auditor" : "admin", of: "x", by: "root", moment)
      #expect(try trial.run(PrivilegedGrant.self).findings.count == findings)
    }
  }

  @Test func `knows the actor by the user where the target is somebody else`() throws {
    var trial = trial()
    for target in ["a", "b", "c"] as [Identifier] {
      trial.add(.roleGranted, "root", "10:00") { event in
        event.targetID = target
        event.role = "admin"
      }
      trial.add(.roleGranted, "root", "10:00") { event in
        event.actorID = "other"
        event.targetID = "a"
        event.role = "admin"
      }
      trial.addRole(.roleGranted, "admin", of: target)
    }
    #expect(try trial.run(PrivilegedGrant.self).lines == ["c1 root 10:00:00–10:00:00 3 high"])
  }

  @Test func `merges windows that touch and parts those that do not`() throws {
    var trial = trial()
    for start in ["10:00", "11:00", "12:00:00.000001"] { grant(&trial, to: 5, from: start) }
    #expect(
      try trial.run(PrivilegedGrant.self).lines == [
        "c2 root 10:00:00–11:00:00 10 high", "c2 root 12:00:00–12:00:00 5 high",
      ])
  }

  @Test func `belongs to the period its last trigger lies in`() throws {
    var trial = trial()
    grant(&trial, to: 5, by: "a", from: "2026-03-01 12:00")
    grant(&trial, to: 5, by: "b", from: "2026-03-01 23:59:56", every: 1)
    grant(&trial, to: 5, by: "c", from: "23:00")
    grant(&trial, to: 5, by: "d", from: "22:59:59")
    grant(&trial, to: 5, by: "e", from: "23:59:56", every: 1)
    trial.addRole(.roleGranted, "auditor", of: "x", by: "x", "2026-03-01 23:59:59.999999")
    trial.addRole(.roleGranted, "auditor", of: "y", by: "y", "2026-03-03 00:00")
    trial.addRole(.roleRevoked, "auditor", of: "x", "00:00")
    let result = try trial.run(PrivilegedGrant.self)
    #expect(
      result.lines == [
        "c2 b 23:59:56–00:00:00 5 high", "b x 23:59:59–00:00:00 2 medium", "c2 d 22:59:59–22:59:59 5 high",
        "c2 c 23:00:00–23:00:00 5 high",
      ])
    #expect(result.findings.map(\.continues) == [false, false, false, true])
  }

  @Test func `counts what tickets take out`() throws {
    var trial = trial()
    let own = trial.addRole(.roleGranted, "auditor", of: "ali", by: "ali", "10:00")
    trial.addRole(.roleRevoked, "auditor", of: "ali", "11:00")
    grant(&trial, "admin", to: 3, from: "12:00")
    let ids: [Identifier] = ["000003", "000004", "000005"]
    trial.settings.lists.approvedChanges = Set([own] + ids.prefix(2))
    var result = try trial.run(PrivilegedGrant.self)
    #expect(result.lines == ["c1 root 12:00:00–12:00:00 3 high"])
    #expect(result.outcome.suppressed == ["approved_changes": 2])
    trial.settings.lists.approvedChanges.formUnion(ids)
    result = try trial.run(PrivilegedGrant.self)
    #expect(result.findings.isEmpty && result.outcome.suppressed == ["approved_changes": 3])
  }

  @Test func `evaluates its branches each by itself`() throws {
    func statuses(_ trial: RuleTrial) throws -> [Bool] {
      try trial.run(PrivilegedGrant.self).outcome.branches.map { $0.status == .evaluated }
    }
    var trial = trial()
    #expect(
      try trial.run(PrivilegedGrant.self).outcome.reason
        == RuleReason(.eventTypeAbsent, "role_granted / role_changed"))
    trial.add(.roleGranted, "ali", "10:00") { event in
      event.actorID = "root"
      event.targetID = "ali"
      event.role = "user"
    }
    #expect(try statuses(trial) == [true, false, true, true])
    trial.addRole(.roleRevoked, "user", of: "ali", "2026-02-01 10:00")
    #expect(try statuses(trial) == [true, true, true, true])
    trial.missing = ["events.actor_id"]
    #expect(try statuses(trial) == [false, true, true, true])
    trial.missing = ["events.actor_id", "events.target_id"]
    #expect(try statuses(trial) == [false, true, false, false])
    trial.missing = ["events.target_id", "events.user_id"]
    #expect(try statuses(trial) == [false, false, false, false])
    trial.missing = ["events.role"]
    #expect(try trial.run(PrivilegedGrant.self).outcome.reason == RuleReason(.columnMissing, "events.role"))
    trial.missing = []
    trial.settings.configured = ["privileged_roles"]
    #expect(try statuses(trial) == [true, true, false, true])
    trial.settings.configured = []
    #expect(
      try trial.run(PrivilegedGrant.self).outcome.reason == RuleReason(.configurationMissing, "privileged_roles"))
  }

  @Test func `counts changes of nobody`() throws {
    var trial = trial()
    trial.addRole(.roleRevoked, "admin", of: "ali", "2026-03-01 10:00")
    trial.addRole(.roleGranted, "admin", of: nil, by: "root")
    trial.addRole(.roleGranted, "admin", of: "ali", by: "root")
    let outcome = try trial.run(PrivilegedGrant.self).outcome
    #expect(outcome.excludedNull == 1 && outcome.reason == RuleReason(.inputExcluded, "50"))
  }

  @Test func `names what it measured`() throws {
    var trial = trial()
    trial.addRole(.roleGranted, "auditor", of: "ali", by: "ali", "10:00")
    trial.addRole(.roleRevoked, "auditor", of: "ali", "11:30")
    grant(&trial, "admin", to: 3, from: "12:00", every: 60)
    let findings = try trial.run(PrivilegedGrant.self).findings
    #expect(
      findings.map { $0.text[.tr] } == [
        "ayrıcalıklı rolü alan, veren kişinin kendisidir", "ayrıcalıklı rol verilişinden 01:30:00 sonra geri alındı",
        "bir kişiden 3 hedefe 3 kritik yetki, 12:00:00–12:02:00",
      ])
    #expect(
      findings.map { $0.text[.en] } == [
        "a privileged role granted by the one who received it", "privileged role revoked 01:30:00 after it was granted",
        "3 critical grants by one actor to 3 targets, 12:00:00–12:02:00",
      ])
    try #require(findings.count == 3)
    let change: [Finding.Measure] = [.init("target", .user("ali")), .init("role_after", .text("auditor"))]
    #expect(findings[0].measured == [.init("event", .text("role_granted"))] + change)
    #expect(findings[1].measured == [.init("held_us", 5_400_000_000)] + change)
    #expect(findings[2].measured.prefix(2) == [.init("grants", 3), .init("targets", 3)])
    #expect(findings[2].measured.map(\.name).suffix(2) == ["first_targets", "roles_after"])
  }

  @Test func `names the role before and after, as far as the source told`() throws {
    var trial = trial()
    trial.addRole(.roleChanged, "viewer", of: "ali", by: "root", "2026-02-01 10:00")
    trial.addRole(.roleChanged, "auditor", of: "ali", by: "ali", "10:00")
    let finding = try #require(try trial.run(PrivilegedGrant.self).findings.first)
    #expect(
      finding.measured == [
        .init("event", .text("role_changed")), .init("target", .user("ali")), .init("role_before", .text("viewer")),
        .init("role_after", .text("auditor")),
      ])
  }

  @Test(arguments: 1...300) func `agrees with looking at every pair and window on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = trial()
    trial.settings.values["C05"] = [
      "short_lived": 6_000_000, "critical_targets": 2, "critical_window": 8_000_000, "targets": 3, "window": 5_000_000,
    ]
    let types: [EventType] = [.roleGranted, .roleGranted, .roleRevoked, .roleChanged]
    for _ in 0..<random.next(in: 2...40) {
      trial.addRole(
        types[random.next(in: 0...3)], ["admin", "auditor", "user"][random.next(in: 0...2)],
        of: ["a", "b", "c", "d"][random.next(in: 0...3)], by: ["a", "x", nil][random.next(in: 0...2)],
        after: Int64(random.next(in: 0...60)) * 1_000_000)
    }
    let rows = trial.events.sorted(by: NaiveEpisodes.precedes)
    let expected = own(rows) + shortLived(rows) + bulk(rows)
    trial.events.shuffle(using: &random)
    let found = try trial.run(PrivilegedGrant.self).findings.map {
      "\($0.branch) \($0.key.value) \($0.evidence.sha256)"
    }
    #expect(found.sorted() == expected.sorted())
  }

  private func isGrant(_ event: SecurityEvent) -> Bool { event.type != .roleRevoked && event.role != "user" }

  private func own(_ rows: [SecurityEvent]) -> [String] {
    rows.filter { isGrant($0) && $0.actorID == $0.userKey }.map { "a \($0.userKey ?? "") \($0.id)" }
  }

  /// Every grant with the first row after it that ends, or grants again, the same role of the same target.
  private func shortLived(_ rows: [SecurityEvent]) -> [String] {
    rows.indices.compactMap { index in
      let grant = rows[index]
      guard isGrant(grant) else { return nil }
      let next = rows.indices.first { later in
        let row = rows[later]
        guard later > index, row.userKey == grant.userKey else { return false }
        return row.role == grant.role || (row.type == .roleChanged && changed(from: rows, before: later) == grant.role)
      }
      guard let next, !isGrant(rows[next]) || rows[next].role != grant.role else { return nil }
      guard rows[next].at - grant.at <= 6_000_000 else { return nil }
      return "b \(grant.userKey ?? "") \(grant.id) \(rows[next].id)"
    }
  }

  /// The role a target had been changed to lately, before it was changed again.
  private func changed(from rows: [SecurityEvent], before index: Int) -> String? {
    let last = rows[..<index].last { $0.type == .roleChanged && $0.userKey == rows[index].userKey }
    return last.flatMap { rows[index].at - $0.at <= 6_000_000 ? $0.role : nil }
  }

  private func bulk(_ rows: [SecurityEvent]) -> [String] {
    (["a", "x"] as [Identifier]).flatMap { actor in
      let grants = rows.filter { isGrant($0) && $0.actorID == actor }
      let critical = grants.filter { $0.role == "admin" }
      return NaiveEpisodes.distinct(2, within: 8_000_000, in: critical) { $0.userKey }.map { "c1 \(actor) \($0)" }
        + NaiveEpisodes.distinct(3, within: 5_000_000, in: grants) { $0.userKey }.map { "c2 \(actor) \($0)" }
    }
  }
}
