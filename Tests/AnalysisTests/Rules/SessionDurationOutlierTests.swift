@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `B01, session duration outlier` {
  private static let second: Int64 = 1_000_000

  /// Adds a session by its end and its length in microseconds.
  private func add(_ trial: inout RuleTrial, _ user: Identifier? = "ali", until end: String, _ length: Int64) {
    trial.addSession(user, end, end) { $0.startedAt = $0.startedAt?.advanced(by: -length) }
  }

  /// Earlier sessions of some lengths in seconds, one a day, the latest at noon of the day before the period.
  private func trial(_ earlier: [Int64], user: Identifier? = "ali") -> RuleTrial {
    var trial = RuleTrial()
    for (index, length) in earlier.enumerated() {
      let end = RuleTrial.time("2026-03-01 12:00").advanced(by: -Int64(index) * microsecondsPerDay)
      trial.addSession(user, "10:00", "10:00") { session in
        session.startedAt = end.advanced(by: -length * Self.second)
        session.endedAt = end
      }
    }
    return trial
  }

  private func same(_ length: Int64, times count: Int = 20) -> [Int64] { Array(repeating: length, count: count) }

  @Test(arguments: [(3_659_999, 0), (3_660_000, 1), (3_660_001, 1)] as [(Int64, Int)])
  func `fires from an hour over the median on`(_ milliseconds: Int64, _ findings: Int) throws {
    var trial = trial(same(60))
    add(&trial, until: "10:00", milliseconds * 1000)
    #expect(try trial.run(SessionDurationOutlier.self).findings.count == findings)
  }

  /// 6745 × 35,000 ms is exactly 35,000 × 6745 ms.
  @Test(arguments: [(94_999_000, 0), (95_000_000, 0), (95_000_999, 0), (95_001_000, 1)] as [(Int64, Int)])
  func `judges whole milliseconds, the score itself excluded`(_ length: Int64, _ findings: Int) throws {
    var trial = trial(same(60))
    trial.settings.values["B01"] = ["floor": 6_745_000, "minimum": 0]
    add(&trial, until: "10:00", length)
    #expect(try trial.run(SessionDurationOutlier.self).findings.count == findings)
  }

  /// The floor is a minute, or a twentieth of the median: 500 s of 10,000 s.
  @Test(arguments: [(60, 371_341, 0), (60, 371_342, 1), (10_000, 12_594_514, 0), (10_000, 12_594_515, 1)])
  func `has a floor below the deviation`(_ median: Int64, _ milliseconds: Int64, _ findings: Int) throws {
    var trial = trial(same(median))
    trial.settings.values["B01"] = ["minimum": 0]
    add(&trial, until: "10:00", milliseconds * 1000)
    #expect(try trial.run(SessionDurationOutlier.self).findings.count == findings)
  }

  /// The median of 7 × 1000 s, 7 × 2000 s and 6 × 3000 s is 2000 s, the median of the distances 1000 s.
  @Test(arguments: [(7_189_028, 0), (7_189_029, 1)] as [(Int64, Int)])
  func `measures deviation by the median of distances`(_ milliseconds: Int64, _ findings: Int) throws {
    var trial = trial(same(1000, times: 7) + same(2000, times: 7) + same(3000, times: 6))
    add(&trial, until: "10:00", milliseconds * 1000)
    let result = try trial.run(SessionDurationOutlier.self)
    #expect(result.findings.count == findings)
    #expect(result.findings.first.map { $0.measured[2] == .init("mad_ms", 1_000_000) } != false)
  }

  @Test func `looks upwards only`() throws {
    var trial = trial(same(36_000))
    add(&trial, until: "11:00", 0)
    let result = try trial.run(SessionDurationOutlier.self)
    #expect(result.findings.isEmpty && result.outcome.status == .evaluated)
  }

  @Test func `needs twenty earlier sessions, and counts users that have fewer`() throws {
    var trial = trial(same(60, times: 19))
    add(&trial, until: "10:00", 36_000 * Self.second)
    var outcome = try trial.run(SessionDurationOutlier.self).outcome
    #expect(outcome.findings == 0 && outcome.remarks == [.historyTooShort: 1])
    #expect(outcome.status == .notEvaluated && outcome.reason?.code == .historyTooShort)
    for index in 0..<20 { add(&trial, "veli", until: "2026-02-\(index + 1 < 10 ? "0" : "")\(index + 1) 10:00", 60) }
    add(&trial, "veli", until: "10:00", 60)
    outcome = try trial.run(SessionDurationOutlier.self).outcome
    #expect(outcome.findings == 0 && outcome.remarks == [.historyTooShort: 1] && outcome.status == .evaluated)
    add(&trial, until: "2026-02-01 10:00", 60 * Self.second)
    #expect(try trial.run(SessionDurationOutlier.self).lines == ["ali 00:00:00–10:00:00 1 low"])
  }

  @Test(arguments: [
    ("2025-12-01 23:59:59.999999", 0), ("2025-12-02 00:00", 1), ("2026-03-01 23:59:59.999999", 1), ("00:00", 0),
  ]) func `compares with what ended in the ninety days before the period`(_ end: String, _ findings: Int) throws {
    var trial = trial(same(60, times: 19))
    add(&trial, until: end, 60 * Self.second)
    add(&trial, until: "10:00", 9 * 3600 * Self.second)
    #expect(try trial.run(SessionDurationOutlier.self).findings.count == findings)
  }

  @Test func `belongs to the period the session ended in`() throws {
    var trial = trial(same(60))
    for end in ["2026-03-01 23:59:59.999999", "00:00", "23:59:59.999999", "2026-03-03 00:00"] {
      add(&trial, until: end, 9 * 3600 * Self.second)
    }
    let result = try trial.run(SessionDurationOutlier.self)
    #expect(result.lines == ["ali 15:00:00–00:00:00 1 low", "ali 14:59:59–23:59:59 1 low"])
    #expect(result.findings.allSatisfy { !$0.continues })
    trial.asOf = RuleTrial.time("20:00")
    #expect(try trial.run(SessionDurationOutlier.self).findings.count == 1)
  }

  @Test func `neither judges estimated ends nor compares with them`() throws {
    var trial = trial(same(60))
    trial.addSession("ali", "2026-02-01 09:00", nil)
    trial.addSession("ali", "2026-02-01 09:00", nil) { $0.expiresAt = RuleTrial.time("20:00") }
    trial.addSession("ali", "2026-02-01 09:00", nil) { session in
      session.status = .expired
      session.lastSeenAt = RuleTrial.time("20:00")
    }
    #expect(try trial.run(SessionDurationOutlier.self).findings.isEmpty)
    add(&trial, until: "10:00", 9 * 3600 * Self.second)
    let finding = try #require(try trial.run(SessionDurationOutlier.self).findings.first)
    #expect(finding.measured.last == .init("baseline_sessions", 20))
  }

  @Test func `takes an end within the skew as a session without length, and one before it as none`() throws {
    var trial = trial(same(60, times: 19))
    trial.addSession("ali", "2026-02-01 10:05", "2026-02-01 10:00")
    trial.addSession("ali", "2026-02-01 12:05", "2026-02-01 12:04:59")
    trial.addSession("ali", "2026-02-01 12:00", "2026-02-01 10:00")
    add(&trial, until: "10:00", 9 * 3600 * Self.second)
    let finding = try #require(try trial.run(SessionDurationOutlier.self).findings.first)
    #expect(finding.measured.last == .init("baseline_sessions", 21))
  }

  @Test func `judges sessions of one moment each by itself`() throws {
    var trial = trial(same(60))
    for _ in 0..<2 { add(&trial, until: "10:00", 9 * 3600 * Self.second) }
    let findings = try trial.run(SessionDurationOutlier.self).findings
    #expect(findings.map(\.evidence.sha256) == ["s21", "s22"])
  }

  @Test func `counts what programs' accounts take out`() throws {
    var trial = trial(same(60))
    for _ in 0..<3 { add(&trial, until: "10:00", 9 * 3600 * Self.second) }
    add(&trial, until: "10:00", 60 * Self.second)
    trial.settings.lists.serviceAccounts = ["ali"]
    let result = try trial.run(SessionDurationOutlier.self)
    #expect(result.findings.isEmpty && result.outcome.suppressed == ["service_accounts": 3])
  }

  @Test func `needs users, begins and ends, and counts sessions of nobody`() throws {
    var trial = trial(same(60))
    add(&trial, until: "10:00", 60 * Self.second)
    add(&trial, nil, until: "10:00", 9 * 3600 * Self.second)
    var outcome = try trial.run(SessionDurationOutlier.self).outcome
    #expect(
      outcome.excludedNull == 1 && outcome.status == .partly && outcome.reason == RuleReason(.inputExcluded, "50"))
    for column in ["sessions.ended_at", "sessions.started_at", "sessions.user_id"] {
      trial.missing = [column]
      outcome = try trial.run(SessionDurationOutlier.self).outcome
      #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, column))
    }
    var open = RuleTrial()
    open.addSession("ali", "10:00", nil)
    outcome = try open.run(SessionDurationOutlier.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnEmpty, "sessions.ended_at"))
    #expect(try RuleTrial().run(SessionDurationOutlier.self).outcome.reason == RuleReason(.noRows, "sessions"))
  }

  @Test func `names what it measured`() throws {
    var trial = trial(same(90))
    add(&trial, until: "10:00", 9 * 3600 * Self.second + 1_234_567)
    let finding = try #require(try trial.run(SessionDurationOutlier.self).findings.first)
    #expect(finding.text[.tr] == "oturum süresi 09:00:01; önceki 20 oturumun ortancası 00:01:30")
    #expect(finding.text[.en] == "session of 09:00:01; the median of 20 earlier sessions is 00:01:30")
    #expect(
      finding.measured == [
        .init("duration_ms", 32_401_234), .init("median_ms", 90_000), .init("mad_ms", 0), .init("floor_ms", 60_000),
        .init("baseline_sessions", 20),
      ])
  }

  @Test(arguments: 1...300) func `agrees with dividing by the score on random sessions`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.settings.values["B01"] = ["sessions": 4, "score": 15, "floor": 3000, "minimum": 9000]
    for _ in 0..<random.next(in: 5...40) {
      let end = RuleTrial.time("00:00").advanced(by: Int64(random.next(in: -20...10)) * 3_600_000_000)
      let length = Int64(random.next(in: 0...9) == 0 ? random.next(in: 0...200_000) : random.next(in: 0...40_000))
      trial.addSession(["a", "b"][random.next(in: 0...1)], "10:00", "10:00") { session in
        session.startedAt = end.advanced(by: -length)
        session.endedAt = end
      }
    }
    let expected = (["a", "b"] as [Identifier]).flatMap { user in outliers(trial.sessions.filter { $0.userKey == user })
    }
    trial.sessions.shuffle(using: &random)
    #expect(try trial.run(SessionDurationOutlier.self).findings.map(\.evidence.sha256).sorted() == expected.sorted())
  }

  /// The sessions whose excess over the median passes the whole quotient of limit and weight.
  private func outliers(_ sessions: [Session]) -> [String] {
    let from = RuleTrial.time("00:00")
    func length(_ session: Session) -> Int64 {
      ((session.endedAt ?? from).microseconds - (session.startedAt ?? from).microseconds) / 1000
    }
    // The smallest number at or below which at least half of all lie.
    func middle(_ numbers: [Int64]) -> Int64 {
      numbers.filter { candidate in numbers.count { $0 <= candidate } * 2 >= numbers.count }.min() ?? 0
    }
    let earlier = sessions.filter { $0.endedAt ?? from < from }.map(length)
    guard earlier.count >= 4 else { return [] }
    let median = middle(earlier)
    let spread = [middle(earlier.map { abs($0 - median) }), 3, median / 20].max() ?? 0
    return sessions.filter { session in
      let excess = length(session) - median
      return session.endedAt ?? from >= from && excess >= 9 && excess > 15_000 * spread / 6745
    }.map(\.id.text)
  }
}
