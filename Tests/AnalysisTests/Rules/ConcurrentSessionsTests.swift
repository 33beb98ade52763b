import Messages
@testable import Analysis
import Model
import Testing

@Suite struct `S04, concurrent sessions over the limit` {
  private func trial(_ sessions: [(String, String?)], user: Identifier? = "ali") -> RuleTrial {
    var trial = RuleTrial()
    trial.settings.lists.hasSessionLimit = true
    for (start, end) in sessions { trial.addSession(user, start, end) }
    return trial
  }

  @Test(arguments: [(2, []), (3, []), (4, ["ali 10:00:00–11:00:00 4 low"]), (5, ["ali 10:00:00–11:00:00 5 low"])])
  func `fires over three`(_ count: Int, _ lines: [String]) throws {
    #expect(
      try trial(Array(repeating: ("10:00", "11:00"), count: count)).run(ConcurrentSessions.self).lines == lines)
  }

  @Test(arguments: [(6, Severity.low), (7, .medium)])
  func `is medium over twice the limit`(_ count: Int, _ severity: Severity) throws {
    let result = try trial(Array(repeating: ("10:00", "11:00"), count: count)).run(ConcurrentSessions.self)
    #expect(result.findings.map(\.severity) == [severity])
  }

  @Test func `counts ends before begins`() throws {
    let three = [("10:00", "12:00"), ("10:00", "12:00"), ("10:00", "12:00")]
    #expect(try trial(three + [("12:00", "13:00")]).run(ConcurrentSessions.self).findings.isEmpty)
    let overlap = try trial(three + [("11:59:59.999999", "13:00")]).run(ConcurrentSessions.self)
    #expect(overlap.findings.first?.measured.last == .init("length_us", 1))
    // One ends at the moment another begins: the number never falls.
    let unbroken = try trial(three + [("10:30", "11:00"), ("11:00", "11:30")]).run(ConcurrentSessions.self)
    #expect(unbroken.lines == ["ali 10:30:00–11:30:00 4 low"])
    let broken = try trial(three + [("10:30", "11:00"), ("11:00:00.000001", "11:30")]).run(ConcurrentSessions.self)
    #expect(broken.lines == ["ali 10:30:00–11:00:00 4 low", "ali 11:00:00–11:30:00 4 low"])
  }

  @Test func `never counts a session without length, and says of whose end nothing is known`() throws {
    var trial = trial(Array(repeating: ("10:00", "10:00"), count: 9))
    trial.addSession("ali", "10:00", nil) { $0.status = .expired }
    trial.addSession("ali", "2026-02-27 10:00", nil) { $0.status = .expired }
    let result = try trial.run(ConcurrentSessions.self)
    #expect(result.findings.isEmpty && result.outcome.remarks == [.sessionsLeftOut: 1])
  }

  @Test func `shows the sessions open when the peak was first reached`() throws {
    let sessions = [
      ("09:00", "09:30"), ("10:00", "12:00"), ("10:00", "10:10"), ("10:00", "12:00"), ("10:05", "12:00"),
      ("10:20", "12:00"), ("10:30", "10:40"), ("10:50", "11:00"),
    ]
    let findings = try trial(sessions).run(ConcurrentSessions.self).findings
    #expect(findings.map(\.evidence.sha256) == ["s2 s3 s4 s5", "s2 s4 s5 s6 s7"])
    #expect(findings.map(\.first) == [RuleTrial.time("10:05"), RuleTrial.time("10:20")])
    #expect(findings.map(\.last) == [RuleTrial.time("10:10"), RuleTrial.time("12:00")])
  }

  @Test func `shows the first peak of several`() throws {
    let sessions = [
      ("10:00", "12:00"), ("10:00", "12:00"), ("10:00", "12:00"), ("10:05", "12:00"), ("10:30", "10:40"),
      ("10:50", "11:00"),
    ]
    let finding = try #require(try trial(sessions).run(ConcurrentSessions.self).findings.first)
    #expect(finding.evidence.sha256 == "s1 s2 s3 s4 s5")
    #expect(
      finding.measured == [
        .init("peak", 5), .init("peak_at", .instant(RuleTrial.time("10:30"))), .init("limit", 3),
        .init("length_us", 115 * 60_000_000),
      ])
    #expect(finding.text[.tr] == "aynı anda en çok 5 açık oturum, sınır 3, 10:05:00–12:00:00")
    #expect(finding.text[.en] == "at most 5 sessions open at once, limit 3, 10:05:00–12:00:00")
  }

  @Test func `cuts at the end of the period and leaves out what ended before it`() throws {
    let before = Array(repeating: ("2026-03-01 22:00", "2026-03-01 23:00"), count: 4)
    let touching = Array(repeating: ("2026-03-01 23:10", "00:00"), count: 4)
    #expect(try trial(before + touching).run(ConcurrentSessions.self).findings.isEmpty)
    let into = try trial(Array(repeating: ("2026-03-01 23:00", "00:00:00.000001"), count: 4))
      .run(ConcurrentSessions.self)
    #expect(into.lines == ["ali 23:00:00–00:00:00 4 low"] && into.findings.first?.continues == false)
    let beyond = try trial(Array(repeating: ("23:00", "2026-03-03 01:00"), count: 4)).run(ConcurrentSessions.self)
    #expect(beyond.lines == ["ali 23:00:00–23:59:59 4 low"] && beyond.findings.first?.continues == true)
    #expect(beyond.findings.first?.measured.last == .init("length_us", 3_600_000_000))
    let after = Array(repeating: ("2026-03-03 00:00", "2026-03-03 01:00"), count: 4)
    #expect(try trial(after).run(ConcurrentSessions.self).findings.isEmpty)
  }

  @Test func `ends at the report's moment`() throws {
    var trial = trial(Array(repeating: ("10:00", nil), count: 4))
    trial.asOf = RuleTrial.time("12:00")
    let result = try trial.run(ConcurrentSessions.self)
    #expect(result.lines == ["ali 10:00:00–11:59:59 4 low"] && result.findings.first?.continues == true)
  }

  @Test func `counts what shared and programs' accounts take out, once in the period`() throws {
    var trial = RuleTrial()
    for user in ["kiosk", "backup"] as [Identifier] {
      for day in ["2026-03-01", "2026-03-02"] {
        for _ in 0..<4 { trial.addSession(user, day + " 10:00", day + " 11:00") }
      }
    }
    trial.settings.lists.sharedAccounts = ["kiosk"]
    trial.settings.lists.serviceAccounts = ["backup"]
    let result = try trial.run(ConcurrentSessions.self)
    #expect(result.findings.isEmpty)
    #expect(result.outcome.suppressed == ["shared_accounts": 1, "service_accounts": 1])
  }

  @Test func `says how many ends are estimates`() throws {
    var trial = RuleTrial()
    for number in 1...4 {
      trial.addSession("ali", "10:00", number < 3 ? "11:00" : nil) { session in
        if number >= 3 { session.expiresAt = RuleTrial.time("11:00") }
      }
    }
    let finding = try #require(try trial.run(ConcurrentSessions.self).findings.first)
    #expect(finding.measured.last == .init("estimated_ends", 2))
    #expect(finding.text[.tr].hasSuffix("; 2 oturumun bitişi tahmindir"))
    #expect(finding.text[.en].hasSuffix("; the end is an estimate in 2 sessions"))
  }

  @Test func `says when its limit is the default, and takes another`() throws {
    var trial = trial([("10:00", "11:00"), ("10:00", "11:00")])
    #expect(try trial.run(ConcurrentSessions.self).outcome.remarks.isEmpty)
    trial.settings.lists.hasSessionLimit = false
    #expect(try trial.run(ConcurrentSessions.self).outcome.remarks == [.defaultLimit: 1])
    trial.settings.values["S04"] = ["max_concurrent": 1]
    #expect(try trial.run(ConcurrentSessions.self).lines == ["ali 10:00:00–11:00:00 2 low"])
  }

  @Test func `counts users apart, and sessions without one not at all`() throws {
    var trial = trial(Array(repeating: ("10:00", "11:00"), count: 3))
    for _ in 0..<3 { trial.addSession("veli", "10:00", "11:00") }
    for _ in 0..<4 { trial.addSession(nil, "10:00", "11:00") }
    let outcome = try trial.run(ConcurrentSessions.self).outcome
    #expect(outcome.findings == 0 && outcome.excludedNull == 4)
    #expect(outcome.status == .partly && outcome.reason == RuleReason(.inputExcluded, "40"))
  }

  @Test func `needs sessions and their begins, and wishes ends`() throws {
    var trial = trial([("10:00", "11:00")])
    trial.missing = ["sessions.started_at"]
    var outcome = try trial.run(ConcurrentSessions.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, "sessions.started_at"))
    let ends = ["sessions.ended_at", "sessions.expires_at", "sessions.status", "sessions.last_seen_at"]
    trial.missing = Set(ends)
    outcome = try trial.run(ConcurrentSessions.self).outcome
    #expect(outcome.status == .partly && outcome.reason == RuleReason(.columnMissing, ends.joined(separator: " / ")))
    #expect(try RuleTrial().run(ConcurrentSessions.self).outcome.reason == RuleReason(.noRows, "sessions"))
  }

  @Test(arguments: 1...300) func `agrees with counting at every moment on random sessions`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["S04"] = ["max_concurrent": 2]
    trial.period = Period(from: RuleTrial.second(20), to: RuleTrial.second(90))
    for _ in 0..<random.next(in: 3...30) {
      let start = random.next(in: 0...100)
      let end = start + random.next(in: 0...25)
      trial.addSession(["a", "b"][random.next(in: 0...1)], "00:00", "00:00") { session in
        session.startedAt = RuleTrial.second(start)
        session.endedAt = RuleTrial.second(end)
      }
    }
    let found = try trial.run(ConcurrentSessions.self).findings.map { finding in
      "\(finding.key.value) \(finding.first.iso8601) \(finding.last.iso8601) \(finding.evidence.sha256)"
    }
    #expect(found.sorted() == ["a", "b"].flatMap { reference($0, trial) }.sorted())
  }

  /// The open sessions of every second by themselves; nothing changes within one.
  private func reference(_ user: Identifier, _ trial: RuleTrial) -> [String] {
    let sessions = trial.sessions.filter { $0.userKey == user }
      .sorted { ($0.startedAt ?? .infinity, $0.id) < ($1.startedAt ?? .infinity, $1.id) }
    let open = (0..<90).map { second in
      sessions.filter { session in
        let moment = RuleTrial.second(second)
        return session.startedAt ?? .infinity <= moment && moment < session.endedAt ?? .infinity
      }.map(\.id)
    }
    var result: [String] = []
    for begin in open.indices where open[begin].count > 2 && (begin == 0 || open[begin - 1].count <= 2) {
      let end = open[begin...].firstIndex { $0.count <= 2 } ?? open.endIndex
      guard end > 20 else { continue }
      let peak = open[begin..<end].map(\.count).max() ?? 0
      let shown = open[begin..<end].first { $0.count == peak } ?? []
      let last = RuleTrial.second(end).advanced(by: end == 90 ? -1 : 0)
      result.append(
        "\(user) \(RuleTrial.second(begin).iso8601) \(last.iso8601) \(shown.joined(separator: " "))")
    }
    return result
  }
}
