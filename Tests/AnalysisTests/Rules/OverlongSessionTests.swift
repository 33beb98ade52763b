import Messages
@testable import Analysis
import Model
import Testing

@Suite struct `S07, session longer than the absolute limit` {
  private func trial(_ start: String, _ end: String?, user: Identifier? = "ali") -> RuleTrial {
    var trial = RuleTrial()
    trial.addSession(user, start, end)
    return trial
  }

  @Test(arguments: [("22:00", 0), ("22:00:00.000001", 1)])
  func `allows exactly twelve hours`(_ end: String, _ findings: Int) throws {
    #expect(try trial("10:00", end).run(OverlongSession.self).findings.count == findings)
  }

  @Test func `takes another limit`() throws {
    var trial = trial("01:00", "21:00")
    trial.settings.values["S07"] = ["limit": 86_400_000_000]
    #expect(try trial.run(OverlongSession.self).findings.isEmpty)
  }

  @Test func `counts from the last re-authentication, every stretch by itself`() throws {
    var trial = trial("2026-03-01 06:00", "22:00")
    trial.addUse(.reauthentication, of: "s1", "2026-03-01 17:00")
    trial.addUse(.reauthentication, of: "other", "2026-03-01 23:00")
    trial.addUse(.activity, of: "s1", "2026-03-01 23:00")
    #expect(try trial.run(OverlongSession.self).lines == ["ali 17:00:00–22:00:00 2 medium"])
    trial.addUse(.reauthentication, of: "s1", "05:00")
    #expect(try trial.run(OverlongSession.self).lines == ["ali 05:00:00–22:00:00 2 medium"])
    trial.events[3].occurredAt = RuleTrial.time("05:00:00.000001")
    let both = try trial.run(OverlongSession.self)
    #expect(both.lines == ["ali 17:00:00–05:00:00 3 medium", "ali 05:00:00–22:00:00 2 medium"])
    #expect(
      both.findings.map(\.evidence.sha256) == ["session:s1 000001 000004", "session:s1 000004"])
  }

  @Test func `is low where the length is estimated`() throws {
    var trial = trial("01:00", nil)
    trial.sessions[0].expiresAt = RuleTrial.time("20:00")
    trial.addSession("ali", "2026-03-01 01:00", nil)
    let result = try trial.run(OverlongSession.self)
    #expect(result.lines == ["ali 01:00:00–23:59:59 1 low", "ali 01:00:00–20:00:00 1 low"])
    #expect(result.findings.map { $0.measured.last } == [.init("estimated", 1), .init("estimated", 1)])
    trial.addUse(.reauthentication, of: "s1", "19:00")
    #expect(try trial.run(OverlongSession.self).lines.last == "ali 01:00:00–19:00:00 2 medium")
  }

  @Test func `does not judge what has neither end nor expiry and is not active`() throws {
    var trial = trial("01:00", nil)
    trial.sessions[0].status = .expired
    trial.sessions[0].lastSeenAt = RuleTrial.time("23:00")
    trial.addSession("ali", "2026-02-01 01:00", nil) { $0.status = nil }
    let result = try trial.run(OverlongSession.self)
    #expect(result.findings.isEmpty && result.outcome.remarks == [.sessionsLeftOut: 1])
    trial.sessions[0].expiresAt = RuleTrial.time("2026-04-01 00:00")
    #expect(try trial.run(OverlongSession.self).lines == ["ali 01:00:00–23:00:00 1 low"])
  }

  @Test func `belongs to every period it is over the limit in, and is never cut`() throws {
    // Over the limit from 23:00 on.
    let long = try trial("2026-03-01 11:00", "00:30").run(OverlongSession.self)
    #expect(long.findings.first?.measured.first == .init("length_us", 48_600_000_000))
    #expect(long.lines == ["ali 11:00:00–00:30:00 1 medium"] && long.findings.first?.continues == false)
    #expect(try trial("2026-03-01 11:00", "00:00").run(OverlongSession.self).findings.isEmpty)
    let ahead = try trial("11:00", "2026-03-04 11:00").run(OverlongSession.self)
    #expect(ahead.lines == ["ali 11:00:00–23:59:59 1 medium"] && ahead.findings.first?.continues == true)
    #expect(ahead.findings.first?.measured.first == .init("length_us", 2 * 86_400_000_000))
    #expect(try trial("12:00", "2026-03-04 11:00").run(OverlongSession.self).findings.isEmpty)
    #expect(try trial("2026-03-03 00:00", "2026-03-04 11:00").run(OverlongSession.self).findings.isEmpty)
  }

  @Test func `takes sessions of one moment in the order of their identifiers`() throws {
    var trial = RuleTrial()
    for id in ["b", "a"] as [Identifier] { trial.addSession("ali", "01:00", "20:00", id: id) }
    #expect(try trial.run(OverlongSession.self).findings.map(\.evidence.sha256) == ["session:a", "session:b"])
  }

  @Test func `counts sessions without a user`() throws {
    var trial = trial("01:00", "20:00", user: nil)
    trial.addSession("ali", "01:00", "02:00")
    let outcome = try trial.run(OverlongSession.self).outcome
    #expect(outcome.findings == 0 && outcome.excludedNull == 1 && outcome.reason == RuleReason(.inputExcluded, "50"))
  }

  @Test func `needs sessions and their begins, and wishes ends`() throws {
    var trial = trial("01:00", "20:00")
    for column in ["sessions.user_id", "sessions.started_at"] {
      trial.missing = [column]
      let outcome = try trial.run(OverlongSession.self).outcome
      #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, column))
    }
    trial.missing = ["sessions.ended_at", "sessions.expires_at", "sessions.status"]
    #expect(try trial.run(OverlongSession.self).outcome.status == .partly)
    #expect(try RuleTrial().run(OverlongSession.self).outcome.reason == RuleReason(.noRows, "sessions"))
  }

  @Test func `names what it measured`() throws {
    let finding = try #require(try trial("01:00", "20:00:01.5").run(OverlongSession.self).findings.first)
    #expect(
      finding.measured == [
        .init("length_us", 68_401_500_000), .init("limit_us", 43_200_000_000), .init("estimated", 0),
      ])
    #expect(
      finding.text[.tr]
        == "yeniden kimlik doğrulama olmadan 19:00:01 oturum, sınır 12:00:00, 01:00:00–20:00:01")
    #expect(
      finding.text[.en] == "a session of 19:00:01 without re-authentication, limit 12:00:00, 01:00:00–20:00:01")
  }

  @Test(arguments: 1...300) func `agrees with a clock that ticks through every session`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["S07"] = ["limit": 10_000_000]
    trial.period = Period(from: RuleTrial.second(30), to: RuleTrial.second(70))
    for index in 0..<random.next(in: 1...8) {
      let start = random.next(in: 0...60)
      let end = start + random.next(in: 0...60)
      trial.addSession("ali", "00:00", "00:00", id: "s\(index)") { session in
        session.startedAt = RuleTrial.second(start)
        session.endedAt = RuleTrial.second(end)
      }
      for _ in 0..<random.next(in: 0...3) {
        let second = random.next(in: 0...69)
        trial.addUse(.reauthentication, of: "s\(index)", "00:00") { $0.occurredAt = RuleTrial.second(second) }
      }
    }
    let found = try trial.run(OverlongSession.self).findings.map { finding in
      "\(finding.evidence.identifiers.first ?? "") \(finding.first.iso8601) \(finding.last.iso8601)"
    }
    #expect(found.sorted() == reference(trial).sorted())
  }

  private func reference(_ trial: RuleTrial) -> [String] {
    var result: Set<String> = []
    for session in trial.sessions {
      let renewals = trial.rows(of: "ali", [.reauthentication]).filter { $0.sessionID == session.id }
      for second in 30..<70 {
        // In the second from here on the session is open, and the time since the last authentication over the limit.
        let moment = RuleTrial.second(second)
        guard let start = session.startedAt, let end = session.endedAt, start <= moment, moment < end else { continue }
        let anchors = [start] + renewals.compactMap(\.occurredAt).filter { start <= $0 && $0 <= end }
        let anchor = anchors.filter { $0 <= moment }.max() ?? start
        guard moment >= anchor.advanced(by: 10_000_000) else { continue }
        let next = anchors.filter { $0 > moment }.min() ?? end
        let last = next < RuleTrial.second(70) ? next : RuleTrial.second(70).advanced(by: -1)
        result.insert("session:\(session.id) \(anchor.iso8601) \(last.iso8601)")
      }
    }
    return Array(result)
  }
}
