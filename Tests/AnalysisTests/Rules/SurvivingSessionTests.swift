@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `C01, session survives credential change` {
  /// Ali's session from 09:00, and what happens to his account at 10:00.
  private func trial(_ type: EventType = .userDisabled, until end: String? = "10:06") -> RuleTrial {
    var trial = RuleTrial()
    trial.addSession("ali", "09:00", end)
    trial.add(type, "ali", "10:00") { $0.sessionID = "s9" }
    return trial
  }

  @Test(arguments: [("10:04:59", 0), ("10:05", 0), ("10:05:00.000001", 1), ("09:30", 0)])
  func `leaves the source its grace, limit excluded`(_ end: String, _ findings: Int) throws {
    #expect(try trial(until: end).run(SurvivingSession.self).findings.count == findings)
  }

  @Test(arguments: [("09:59:59.999999", 1), ("10:00", 0), ("10:01", 0)])
  func `looks at sessions that began before`(_ start: String, _ findings: Int) throws {
    var trial = RuleTrial()
    trial.addSession("ali", start, "12:00")
    trial.add(.userDisabled, "ali", "10:00") { $0.sessionID = "s9" }
    #expect(try trial.run(SurvivingSession.self).findings.count == findings)
  }

  @Test(arguments: [
    (EventType.userDisabled, "high"), (.userDeleted, "high"), (.passwordReset, "medium"), (.mfaReset, "medium"),
    (.roleRevoked, "medium"), (.passwordChange, "low"), (.mfaRemoved, "low"),
  ]) func `weighs what was changed`(_ type: EventType, _ severity: String) throws {
    #expect(try trial(type).run(SurvivingSession.self).lines == ["ali 10:00:00–10:00:00 2 \(severity)"])
  }

  @Test func `weighs a change by somebody else like a reset`() throws {
    var trial = RuleTrial()
    trial.addSession("ali", "09:00", "12:00")
    trial.add(.passwordChange, "ali", "10:00") { $0.actorID = "ali" }
    trial.add(.passwordChange, "ali", "11:00") { $0.actorID = "veli" }
    // Ali resets his own password, once named by his name.
    trial.add(.passwordReset, "ali", "11:10") { $0.actorID = "ali" }
    trial.add(.mfaReset, "ali", "11:20") { event in
      event.userName = "Ali"
      event.actorID = "Ali"
    }
    // The administrator's own row, with the account as target.
    trial.add(.passwordChange, "root", "11:30") { $0.targetID = "ali" }
    trial.add(.passwordChange, "ali", "11:31") { $0.targetID = "ayşe" }
    #expect(
      try trial.run(SurvivingSession.self).lines == [
        "ali 10:00:00–10:00:00 2 low", "ali 11:00:00–11:00:00 2 medium", "ali 11:10:00–11:10:00 2 low",
        "ali 11:20:00–11:20:00 2 low", "ali 11:30:00–11:30:00 2 medium",
      ])
  }

  @Test func `takes a change of role as revoked where the new role is known to be no privileged one`() throws {
    var trial = RuleTrial()
    trial.addSession("ali", "09:00", "12:00")
    trial.addRole(.roleChanged, "user", of: "ali", "10:00")
    trial.addRole(.roleChanged, "admin", of: "ali", "11:00")
    trial.addRole(.roleChanged, nil, of: "ali", "11:30")
    #expect(try trial.run(SurvivingSession.self).findings.isEmpty)
    trial.configureRoles()
    #expect(try trial.run(SurvivingSession.self).lines == ["ali 10:00:00–10:00:00 2 medium"])
  }

  @Test func `leaves out the session the change was made in`() throws {
    var trial = RuleTrial()
    trial.addSession("ali", "09:00", "12:00", id: "own")
    trial.addSession("ali", "09:00", "12:00", id: "other")
    trial.add(.passwordChange, "ali", "10:00") { $0.sessionID = "own" }
    let finding = try #require(try trial.run(SurvivingSession.self).findings.first)
    #expect(finding.evidence.identifiers == ["000001", "session:other"])
  }

  @Test func `says how long, and which ends are estimates`() throws {
    var trial = trial(.userDisabled, until: "12:30")
    trial.addSession("ali", "08:00", nil) { $0.expiresAt = RuleTrial.time("11:00") }
    let finding = try #require(try trial.run(SurvivingSession.self).findings.first)
    #expect(
      finding.text[.tr]
        == "hesabın kapatılmasından sonra 2 oturum açık kaldı, en uzunu 02:30:00; 1 oturumun bitişi tahmindir")
    #expect(
      finding.text[.en]
        == "2 sessions stayed open after the account was disabled, the longest for 02:30:00; the ends of 1 are estimates"
    )
    #expect(
      finding.measured == [
        .init("change", .text("user_disabled")), .init("sessions", 2), .init("longest_overhang_us", 9_000_000_000),
        .init("estimated_ends", 1),
      ])
    #expect(!finding.continues)
  }

  @Test func `belongs to the period the change lies in`() throws {
    var trial = RuleTrial()
    trial.addSession("ali", "2026-03-01 09:00", "2026-03-04 09:00")
    for moment in ["2026-03-01 23:59:59.999999", "00:00", "23:59:59.999999", "2026-03-03 00:00"] {
      trial.add(.userDisabled, "ali", moment)
    }
    let findings = try trial.run(SurvivingSession.self).findings
    #expect(findings.map { $0.evidence.identifiers.first } == ["000002", "000003"])
    #expect(findings.allSatisfy { $0.continues })
  }

  @Test func `is partly evaluated without sessions on events, and not at all without ends or changes`() throws {
    var trial = trial()
    trial.missing = ["events.session_id"]
    let partly = try trial.run(SurvivingSession.self).outcome
    #expect(partly.status == .partly && partly.reason == RuleReason(.columnMissing, "events.session_id"))
    trial.missing = ["sessions.ended_at", "sessions.expires_at", "sessions.status", "sessions.last_seen_at"]
    #expect(try trial.run(SurvivingSession.self).outcome.status == .notEvaluated)
    trial.missing = ["sessions.user_id"]
    let nobodys = try trial.run(SurvivingSession.self).outcome
    #expect(nobodys.status == .notEvaluated && nobodys.reason == RuleReason(.columnMissing, "sessions.user_id"))
    let empty = try RuleTrial().run(SurvivingSession.self).outcome
    #expect(empty.status == .notEvaluated && empty.reason?.code == .noRows)
  }

  @Test func `counts changes of nobody`() throws {
    var trial = trial()
    trial.add(.userDisabled, nil, "11:00")
    let outcome = try trial.run(SurvivingSession.self).outcome
    #expect(outcome.excludedNull == 1 && outcome.reason == RuleReason(.inputExcluded, "50"))
  }

  @Test(arguments: 1...300) func `agrees with looking at every session for every change`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["C01"] = ["grace": 5_000_000]
    for index in 0..<random.next(in: 0...12) {
      let start = Int64(random.next(in: 0...60))
      let length = Int64(random.next(in: 0...30))
      trial.addSession(["a", "b"][random.next(in: 0...1)], "10:00", "10:00", id: "s\(10 + index)") { session in
        session.startedAt = session.startedAt?.advanced(by: start * 1_000_000)
        session.endedAt = session.startedAt?.advanced(by: length * 1_000_000)
      }
    }
    for _ in 0..<random.next(in: 1...6) {
      let own: Identifier = "s\(10 + random.next(in: 0...12))"
      trial.add(.passwordReset, ["a", "b"][random.next(in: 0...1)], after: Int64(random.next(in: 0...60)) * 1_000_000) {
        $0.sessionID = own
      }
    }
    var expected: [String] = []
    for change in trial.events {
      guard let at = change.occurredAt else { continue }
      let surviving = trial.sessions.filter { session in
        session.userKey == change.userKey && session.id != change.sessionID && session.startedAt ?? at < at
          && session.endedAt ?? at > at.advanced(by: 5_000_000)
      }
      let ordered = surviving.sorted { ($0.startedAt ?? at, $0.id) < ($1.startedAt ?? at, $1.id) }
      if !ordered.isEmpty { expected.append(([change.id] + ordered.map { "session:\($0.id)" }).joined(separator: " ")) }
    }
    let found = try trial.run(SurvivingSession.self).findings.map(\.evidence.sha256)
    #expect(found.sorted() == expected.sorted())
  }
}
