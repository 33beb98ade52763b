import Messages
@testable import Analysis
import Model
import Testing

@Suite struct `S08, idle or abandoned session` {
  private func trial(_ activities: [String]) -> RuleTrial {
    var trial = RuleTrial()
    for at in activities { trial.addUse(of: "s", at) }
    return trial
  }

  @Test(arguments: [("10:30", 0), ("10:30:00.000001", 1)])
  func `allows exactly half an hour between two activities`(_ second: String, _ findings: Int) throws {
    #expect(try trial(["10:00", second]).run(IdleSession.self).findings.count == findings)
  }

  @Test func `looks at each session by itself, and at activity alone`() throws {
    var trial = trial(["10:00", "11:00"])
    trial.addUse(of: "t", "10:30")
    trial.addUse(of: nil, "10:30")
    trial.addUse(.tokenRefresh, of: "s", "10:30")
    #expect(try trial.run(IdleSession.self).lines == ["a ali 10:00:00–11:00:00 3 medium"])
    trial.addUse(.reauthentication, of: "t", "10:45")
    #expect(try trial.run(IdleSession.self).findings.count == 1)
    trial.addUse(.reauthentication, of: "s", "10:45")
    #expect(try trial.run(IdleSession.self).findings.isEmpty)
  }

  @Test func `makes one finding of stretches that touch`() throws {
    let result = try trial(["10:00", "11:00", "12:00", "12:10", "13:00"]).run(IdleSession.self)
    #expect(result.lines == ["a ali 10:00:00–12:00:00 4 medium", "a ali 12:10:00–13:00:00 3 medium"])
    #expect(result.findings.first?.evidence.sha256 == "session:s 000001 000002 000003")
  }

  @Test func `takes events of one moment in the order of their identifiers`() throws {
    var trial = trial(["10:00"])
    trial.addUse(of: "s", "11:00") { $0.id = "c" }
    trial.addUse(.reauthentication, of: "s", "11:00") { $0.id = "b" }
    #expect(try trial.run(IdleSession.self).findings.isEmpty)
    trial.events[2].id = "d"
    trial.addUse(of: "s", "11:00") { $0.id = "e" }
    trial.addUse(of: "s", "12:00") { $0.id = "f" }
    let result = try trial.run(IdleSession.self)
    #expect(result.findings.map(\.evidence.sha256) == ["session:s 000001 c e f"])
  }

  @Test func `belongs to the period its last activity lies in`() throws {
    #expect(try trial(["2026-03-01 22:00", "2026-03-01 23:59:59"]).run(IdleSession.self).findings.isEmpty)
    let edge = try trial(["2026-03-01 20:00", "2026-03-01 22:00", "00:00"]).run(IdleSession.self)
    #expect(edge.lines == ["a ali 20:00:00–00:00:00 4 medium"])
    #expect(try trial(["23:00", "2026-03-03 00:00"]).run(IdleSession.self).findings.isEmpty)
    #expect(try trial(["22:00", "23:30"]).run(IdleSession.self).findings.map(\.continues) == [true])
    #expect(try trial(["22:00", "23:29"]).run(IdleSession.self).findings.map(\.continues) == [false])
    #expect(try trial(["22:00", "23:30", "23:31"]).run(IdleSession.self).findings.map(\.continues) == [false])
  }

  @Test(arguments: [("2026-03-02 12:00", 1), ("2026-03-02 12:00:00.000001", 0)])
  func `takes a session for abandoned after a day without activity`(_ seen: String, _ findings: Int) throws {
    var trial = RuleTrial()
    trial.period = Period(from: RuleTrial.time("2026-03-03 00:00"), to: RuleTrial.time("2026-03-04 00:00"))
    trial.asOf = RuleTrial.time("2026-03-03 12:00")
    trial.addSession("ali", "01:00", nil) { $0.lastSeenAt = RuleTrial.time(seen) }
    let result = try trial.run(IdleSession.self)
    #expect(result.findings.count == findings)
    #expect(result.findings.first?.branch ?? "b" == "b" && result.findings.first?.severity ?? .low == .low)
  }

  @Test(arguments: [("11:54:59.999999", 1), ("11:55", 0)])
  func `takes a session for abandoned once its expiry is five minutes past`(_ expiry: String, _ findings: Int) throws {
    var trial = RuleTrial()
    trial.asOf = RuleTrial.time("12:00")
    trial.addSession("ali", "01:00", nil) { $0.expiresAt = RuleTrial.time(expiry) }
    #expect(try trial.run(IdleSession.self).findings.count == findings)
  }

  @Test func `judges only sessions that are active and have no end`() throws {
    var trial = RuleTrial()
    let seen = RuleTrial.time("2026-03-01 10:00")
    trial.addSession("ali", "2026-03-01 09:00", nil) {
      $0.lastSeenAt = seen
      $0.status = .expired
    }
    trial.addSession("ali", "2026-03-01 09:00", "2026-03-02 11:00") {
      $0.lastSeenAt = seen
      $0.status = .active
    }
    trial.addSession("ali", "2026-03-01 09:00", nil)
    trial.addSession("ali", "2026-03-01 09:00", nil) { $0.expiresAt = .infinity }
    let result = try trial.run(IdleSession.self)
    #expect(result.findings.isEmpty && result.outcome.remarks == [.sessionsLeftOut: 2])
  }

  @Test func `shows an abandoned session in every period until its end`() throws {
    var trial = RuleTrial()
    trial.addSession("ali", "2026-02-20 09:00", nil) { $0.lastSeenAt = RuleTrial.time("2026-02-20 10:00") }
    let open = try trial.run(IdleSession.self)
    #expect(open.lines == ["b ali 10:00:00–23:59:59 1 low"] && open.findings.first?.continues == true)
    trial.sessions[0].expiresAt = RuleTrial.time("09:30")
    let ended = try trial.run(IdleSession.self)
    #expect(ended.lines == ["b ali 10:00:00–09:30:00 1 low"] && ended.findings.first?.continues == false)
    trial.sessions[0].expiresAt = RuleTrial.time("00:00")
    #expect(try trial.run(IdleSession.self).findings.isEmpty)
    trial.sessions[0].lastSeenAt = nil
    #expect(try trial.run(IdleSession.self).lines == ["b ali 00:00:00–00:05:00 1 low"])
    trial.sessions[0].expiresAt = RuleTrial.time("2026-03-01 23:54:59")
    #expect(try trial.run(IdleSession.self).findings.isEmpty)
    trial.sessions[0].expiresAt = RuleTrial.time("23:56")
    #expect(try trial.run(IdleSession.self).findings.isEmpty)
  }

  @Test func `evaluates its branches each by itself`() throws {
    var trial = trial(["10:00", "11:00"])
    trial.addSession("ali", "2026-02-20 09:00", nil) { $0.lastSeenAt = RuleTrial.time("2026-02-20 10:00") }
    let whole = try trial.run(IdleSession.self)
    #expect(whole.outcome.status == .evaluated && whole.findings.map(\.branch) == ["b", "a"])
    trial.missing = ["sessions.last_seen_at", "sessions.expires_at"]
    var outcome = try trial.run(IdleSession.self).outcome
    let reason = RuleReason(.columnMissing, "sessions.last_seen_at / sessions.expires_at")
    #expect(outcome.status == .partly && outcome.branches.map(\.status) == [.evaluated, .notEvaluated])
    #expect(outcome.reason == reason && outcome.branches.map(\.reason) == [nil, reason])
    trial.missing = ["events.session_id"]
    outcome = try trial.run(IdleSession.self).outcome
    #expect(outcome.branches.map(\.status) == [.notEvaluated, .evaluated])
    trial.missing = ["sessions.status", "events.user_id"]
    #expect(try trial.run(IdleSession.self).outcome.status == .notEvaluated)
    let empty = try RuleTrial().run(IdleSession.self).outcome
    #expect(
      empty.branches.map(\.reason) == [RuleReason(.eventTypeAbsent, "activity"), RuleReason(.noRows, "sessions")])
  }

  @Test func `is evaluated in an empty period that has a history`() throws {
    var trial = trial(["2026-03-01 10:00", "2026-03-01 11:00"])
    trial.addSession("ali", "2026-03-01 10:00", "2026-03-01 11:00") { $0.lastSeenAt = $0.endedAt }
    let result = try trial.run(IdleSession.self)
    #expect(result.outcome.status == .evaluated && result.findings.isEmpty)
  }

  @Test func `counts rows without user or session`() throws {
    var trial = trial(["10:00"])
    trial.addUse(of: nil, "10:00")
    trial.addUse(of: "s", "10:00", by: nil)
    trial.addSession(nil, "10:00", "11:00")
    let outcome = try trial.run(IdleSession.self).outcome
    #expect(outcome.excludedNull == 3)
    #expect(outcome.branches.map(\.status) == [.evaluated, .notEvaluated])
  }

  @Test func `names what it measured`() throws {
    var trial = trial(["10:00", "11:00", "11:40"])
    let (seen, expiry) = (RuleTrial.time("2026-02-20 10:00"), RuleTrial.time("09:30"))
    trial.addSession("veli", "2026-02-20 09:00", nil) {
      $0.lastSeenAt = seen
      $0.expiresAt = expiry
    }
    trial.addSession("zoe", "09:00", nil) { $0.expiresAt = expiry }
    let findings = try trial.run(IdleSession.self).findings
    #expect(
      findings.map { $0.text[.tr] } == [
        "rapor anında açık görünen oturumda 422:00:00 süredir etkinlik yok",
        "rapor anında açık görünen oturumun süresi 182:30:00 önce dolmuş",
        "boşta geçen süre: 2, en uzunu 01:00:00, sınır 00:30:00, 10:00:00–11:40:00",
      ])
    #expect(findings.last?.text[.en] == "idle stretches: 2, the longest 01:00:00, limit 00:30:00, 10:00:00–11:40:00")
    #expect(
      findings.map(\.measured) == [
        [
          .init("unused_us", 422 * 3_600_000_000), .init("last_seen_at", .instant(seen)),
          .init("expires_at", .instant(expiry)),
        ],
        [.init("unused_us", 657_000_000_000), .init("expires_at", .instant(expiry))],
        [.init("stretches", 2), .init("longest_us", 3_600_000_000), .init("limit_us", 1_800_000_000)],
      ])
  }

  @Test(arguments: 1...300) func `agrees with looking at every pair of activities on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["S08"] = ["idle_limit": 5_000_000]
    for _ in 0..<random.next(in: 3...30) {
      let second = random.next(in: -60...60)
      let type: EventType = random.next(in: 0...4) == 0 ? .reauthentication : .activity
      trial.addUse(type, of: ["s", "t"][random.next(in: 0...1)], "00:00") { event in
        event.occurredAt = RuleTrial.second(second)
      }
    }
    let found = try trial.run(IdleSession.self).findings.map(\.evidence.sha256)
    #expect(found.sorted() == ["s", "t"].flatMap { reference($0, trial) }.sorted())
  }

  private func reference(_ session: Identifier, _ trial: RuleTrial) -> [String] {
    let rows = trial.rows(of: "ali", [.activity, .reauthentication]).filter { $0.sessionID == session }
    var episodes: [[SecurityEvent]] = []
    for (first, second) in zip(rows, rows.dropFirst()) where first.type == .activity && second.type == .activity {
      let (begin, end) = (first.occurredAt ?? .infinity, second.occurredAt ?? .infinity)
      guard end.microseconds - begin.microseconds > 5_000_000 else { continue }
      if let last = episodes.last?.last, begin <= last.occurredAt ?? .infinity {
        episodes[episodes.count - 1] += last.id == first.id ? [second] : [first, second]
      } else {
        episodes.append([first, second])
      }
    }
    return episodes.filter { $0.last?.occurredAt ?? .infinity >= trial.period.from }
      .map { "session:\(session) " + $0.map(\.id).joined(separator: " ") }
  }
}
