import Messages
@testable import Analysis
import Model
import Testing

@Suite struct `S09, activity after session end` {
  private func trial(_ end: String? = "11:00") -> RuleTrial {
    var trial = RuleTrial()
    trial.addSession("ali", "10:00", end, id: "s")
    return trial
  }

  @Test(arguments: [("11:05", 0), ("11:05:00.000001", 1)])
  func `allows exactly five minutes`(_ at: String, _ findings: Int) throws {
    var trial = trial()
    trial.addUse(of: "s", "10:30")
    trial.addUse(of: "s", at)
    trial.addUse(of: "t", "11:30")
    #expect(try trial.run(ActivityAfterEnd.self).findings.count == findings)
  }

  @Test func `takes the earliest of end, expiry and revocation`() throws {
    for (expiry, revoked, basis) in [
      ("12:00", "12:00", "end"), ("10:45", "12:00", "expiry"), ("12:00", "10:45", "revocation"),
    ] {
      var trial = trial()
      trial.sessions[0].expiresAt = RuleTrial.time(expiry)
      trial.addUse(.sessionRevoked, of: "s", revoked, ip: "10.9.9.9")
      trial.addUse(of: "s", "10:50:00.000001")
      trial.addUse(of: "s", "11:05:00.000001")
      let finding = try #require(try trial.run(ActivityAfterEnd.self).findings.first)
      #expect(finding.measured.last == .init("end_basis", .text(basis)))
      #expect(finding.first == RuleTrial.time(basis == "end" ? "11:00" : "10:45"))
      #expect(finding.evidence.count == (basis == "end" ? 2 : 3))
    }
  }

  @Test func `takes a skewed end for the begin, and an early expiry too`() throws {
    var trial = trial("09:58")
    trial.addUse(of: "s", "10:05")
    trial.addSession("ali", "10:00", nil, id: "t") { $0.expiresAt = RuleTrial.time("09:00") }
    trial.addUse(of: "t", "10:05")
    #expect(try trial.run(ActivityAfterEnd.self).findings.isEmpty)
    trial.addUse(of: "s", "10:05:01")
    trial.addUse(of: "t", "10:05:01")
    #expect(try trial.run(ActivityAfterEnd.self).findings.count == 2)
  }

  @Test func `has no end for a session that is open or never expires`() throws {
    var trial = trial(nil)
    trial.sessions[0].expiresAt = .infinity
    trial.addUse(of: "s", "20:00")
    #expect(try trial.run(ActivityAfterEnd.self).findings.isEmpty)
  }

  @Test func `knows a revoked session the source has no row of`() throws {
    var trial = RuleTrial()
    trial.addUse(.sessionRevoked, of: "x", "10:00")
    trial.addUse(of: "x", "10:30")
    let result = try trial.run(ActivityAfterEnd.self)
    #expect(result.findings.map(\.evidence.sha256) == ["session:x 000002"])
  }

  @Test func `takes neither an end nor somebody else's act for activity`() throws {
    var trial = trial()
    for type in [EventType.sessionRevoked, .sessionEnd, .logout] { trial.addUse(type, of: "s", "12:00") }
    trial.addUse(.passwordReset, of: "s", "12:00") { $0.actorID = "admin" }
    #expect(try trial.run(ActivityAfterEnd.self).findings.isEmpty)
    // What was refused was no use, and of what is not mapped nobody knows.
    for type in [
      EventType.unmapped, .permissionDenied, .rateLimited, .loginFailed, .mfaDenied, .mfaTimeout, .sessionStart,
      .accountLocked,
    ] {
      trial.addUse(type, of: "s", "12:00")
    }
    #expect(try trial.run(ActivityAfterEnd.self).findings.isEmpty)
    trial.addUse(.tokenRefresh, of: "s", "12:00")
    trial.addUse(.bulkExport, of: "s", "12:00")
    #expect(try trial.run(ActivityAfterEnd.self).lines == ["ali 11:00:00–12:00:00 3 high"])
  }

  @Test func `takes events of one moment in the order of their identifiers`() throws {
    var trial = trial()
    for id in ["b", "a"] as [Identifier] { trial.addUse(of: "s", "12:00") { $0.id = id } }
    #expect(try trial.run(ActivityAfterEnd.self).findings.map(\.evidence.sha256) == ["session:s a b"])
  }

  @Test func `belongs to the period its last event lies in`() throws {
    var trial = RuleTrial()
    trial.addSession("ali", "2026-03-01 10:00", "2026-03-01 11:00", id: "s")
    trial.addUse(of: "s", "2026-03-01 23:59:59.999999")
    #expect(try trial.run(ActivityAfterEnd.self).findings.isEmpty)
    trial.addUse(of: "s", "00:00")
    let edge = try trial.run(ActivityAfterEnd.self)
    #expect(edge.lines == ["ali 11:00:00–00:00:00 3 high"] && edge.findings.first?.continues == false)
    trial.addUse(of: "s", "23:55")
    trial.addUse(of: "s", "2026-03-03 00:00")
    let late = try trial.run(ActivityAfterEnd.self)
    #expect(late.lines == ["ali 11:00:00–23:55:00 4 high"] && late.findings.first?.continues == true)
  }

  @Test func `counts events without user or session`() throws {
    var trial = trial()
    trial.addUse(of: "s", "12:00", by: nil)
    trial.addUse(of: nil, "12:00")
    trial.addUse(of: "s", "10:30")
    let outcome = try trial.run(ActivityAfterEnd.self).outcome
    #expect(outcome.findings == 0 && outcome.excludedNull == 2 && outcome.reason == RuleReason(.inputExcluded, "66"))
  }

  @Test func `needs sessions on events, and ends or revocations`() throws {
    var trial = trial()
    trial.addUse(of: "s", "10:30")
    for column in ["events.user_id", "events.session_id"] {
      trial.missing = [column]
      let outcome = try trial.run(ActivityAfterEnd.self).outcome
      #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, column))
    }
    trial.missing = ["sessions.ended_at", "sessions.expires_at"]
    let outcome = try trial.run(ActivityAfterEnd.self).outcome
    #expect(outcome.reason == RuleReason(.columnMissing, "sessions.ended_at / sessions.expires_at"))
    trial.addUse(.sessionRevoked, of: "s", "10:30")
    #expect(try trial.run(ActivityAfterEnd.self).outcome.status == .evaluated)
    #expect(try RuleTrial().run(ActivityAfterEnd.self).outcome.reason == RuleReason(.noRows, "sessions"))
  }

  @Test func `names what it measured`() throws {
    var trial = trial()
    trial.addUse(of: "s", "11:10")
    trial.addUse(of: "s", "12:00:30")
    let finding = try #require(try trial.run(ActivityAfterEnd.self).findings.first)
    #expect(
      finding.measured == [
        .init("events", 2), .init("after_end_us", 3_630_000_000), .init("first_after_end_us", 600_000_000),
        .init("end_basis", .text("end")),
      ])
    #expect(
      finding.text[.tr] == "oturumun bitiminden sonra olay: 2, 11:10:00–12:00:30, sonuncusu bitimden 01:00:30 sonra")
    #expect(
      finding.text[.en] == "events after the session's end: 2, 11:10:00–12:00:30, the last 01:00:30 after it")
  }

  @Test(arguments: 1...300) func `agrees with looking at every event by itself on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["S09"] = ["grace": 5_000_000]
    for id in ["s", "t", "u"] as [Identifier] {
      let (start, length, expiry) = (random.next(in: -60...0), random.next(in: 0...40), random.next(in: 0...2))
      trial.addSession("ali", "00:00", nil, id: id) { session in
        session.startedAt = RuleTrial.second(start)
        if expiry < 2 { session.endedAt = RuleTrial.second(start + length) }
        if expiry > 0 { session.expiresAt = RuleTrial.second(start + 20) }
      }
    }
    for _ in 0..<random.next(in: 3...30) {
      let second = random.next(in: -60...60)
      let type = [EventType.activity, .activity, .activity, .logout, .sessionRevoked][random.next(in: 0...4)]
      trial.addUse(type, of: ["s", "t", "u", "v"][random.next(in: 0...3)], "00:00") { event in
        event.occurredAt = RuleTrial.second(second)
      }
    }
    let found = try trial.run(ActivityAfterEnd.self).findings.map(\.evidence.sha256)
    #expect(found.sorted() == ["s", "t", "u", "v"].flatMap { reference($0, trial) }.sorted())
  }

  private func reference(_ id: Identifier, _ trial: RuleTrial) -> [String] {
    let session = trial.sessions.first { $0.id == id }
    let revoked = trial.rows(of: "ali", [.sessionRevoked]).first { $0.sessionID == id }?.occurredAt
    guard let end = [session?.endedAt, session?.expiresAt, revoked].compactMap({ $0 }).min() else { return [] }
    let late = trial.rows(of: "ali", [.activity])
      .filter { $0.sessionID == id && $0.occurredAt ?? .minusInfinity > end.advanced(by: 5_000_000) }
    guard let last = late.last?.occurredAt, last >= trial.period.from else { return [] }
    return [(["session:\(id)"] + late.map(\.id)).joined(separator: " ")]
  }
}
