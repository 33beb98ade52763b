@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `B02, daily sign-in volume outlier` {
  /// Ali, known since `days` before the period, with so many sign-ins on each of the last days before it.
  private func trial(_ earlier: [Int] = [], since days: Int = 28, _ type: EventType = .loginSuccess) -> RuleTrial {
    var trial = RuleTrial()
    trial.add(.activity, "ali", "00:00") {
      $0.occurredAt = $0.occurredAt?.advanced(by: Int64(-days) * microsecondsPerDay)
    }
    for (index, count) in earlier.reversed().enumerated() {
      for second in 0..<count {
        trial.add(type, "ali", "12:00") { event in
          event.occurredAt = event.occurredAt?
            .advanced(by: Int64(-index - 1) * microsecondsPerDay + Int64(second) * 1_000_000)
        }
      }
    }
    return trial
  }

  @Test(arguments: [(9, 0), (10, 1), (11, 1)]) func `fires from ten on`(_ count: Int, _ findings: Int) throws {
    var trial = trial()
    trial.settings.values["B02"] = ["floor": 1]
    trial.addSignIns(count, "ali", from: "10:00", every: 1)
    #expect(try trial.run(SignInVolumeOutlier.self).findings.count == findings)
  }

  /// 6745 × 10 is below 35,000 × 2, and 6745 × 11 is not.
  @Test(arguments: [(10, 0), (11, 1)]) func `has a floor of two`(_ count: Int, _ findings: Int) throws {
    var trial = trial()
    trial.addSignIns(count, "ali", from: "10:00", every: 1)
    #expect(try trial.run(SignInVolumeOutlier.self).findings.count == findings)
  }

  /// 6745 × 200 is exactly 1000 × 1 × 1349.
  @Test(arguments: [(199, 0), (200, 0), (201, 1)])
  func `excludes the score itself`(_ count: Int, _ findings: Int) throws {
    var trial = trial()
    trial.settings.values["B02"] = ["floor": 1349, "score": 1]
    trial.addSignIns(count, "ali", from: "10:00", every: 1)
    #expect(try trial.run(SignInVolumeOutlier.self).findings.count == findings)
  }

  // Of 14 days with 10, 7 with 13 and 7 with 19 the median is 10; of the distances 0, 3 and 9 it is 0. With one day
  // of 10 less and one of 13 more the median is 13 and that of 0, 3 and 6 is 3: 35,000 × 3 ÷ 6745 is 15.6.
  @Test(arguments: [(14, 20, 0), (14, 21, 1), (13, 28, 0), (13, 29, 1)])
  func `measures deviation by the median of distances`(_ tens: Int, _ count: Int, _ findings: Int) throws {
    let days = Array(repeating: 10, count: tens) + Array(repeating: 13, count: 21 - tens)
    var trial = trial(days + Array(repeating: 19, count: 7))
    trial.addSignIns(count, "ali", from: "10:00", every: 1)
    #expect(try trial.run(SignInVolumeOutlier.self).findings.count == findings)
  }

  @Test(arguments: [(13, false), (14, true), (40, true)])
  func `needs fourteen days since the user's first event`(_ days: Int, _ isJudged: Bool) throws {
    var trial = trial(since: days)
    trial.addSignIns(30, "ali", from: "10:00", every: 1)
    let result = try trial.run(SignInVolumeOutlier.self)
    #expect(result.findings.count == (isJudged ? 1 : 0))
    #expect(result.outcome.remarks == (isJudged ? [:] : [.historyTooShort: 1]))
    #expect(isJudged || result.outcome.reason?.code == .historyTooShort)
    #expect(result.findings.first.map { $0.measured.last == .init("baseline_days", min(days, 28)) } != false)
  }

  @Test func `fills days with zero from the first event on, and looks back twenty-eight`() throws {
    // Thirty every day since the first event: no zeros before it.
    var known = trial(Array(repeating: 30, count: 14), since: 14)
    known.addSignIns(40, "ali", from: "10:00", every: 1)
    #expect(try known.run(SignInVolumeOutlier.self).findings.isEmpty)
    // Known for twice as long, half of the days are empty: their median is zero.
    var empty = trial(Array(repeating: 30, count: 14), since: 28)
    empty.addSignIns(12, "ali", from: "10:00", every: 1)
    #expect(try empty.run(SignInVolumeOutlier.self).findings.map { $0.measured[2] } == [.init("median", 0)])
    // The twenty-ninth day is too far back.
    var far = trial(Array(repeating: 30, count: 15) + Array(repeating: 0, count: 14), since: 40)
    far.addSignIns(12, "ali", from: "10:00", every: 1)
    #expect(try far.run(SignInVolumeOutlier.self).findings.map { $0.measured[2] } == [.init("median", 0)])
  }

  @Test func `judges failures with a wrong credential by themselves`() throws {
    var trial = trial()
    trial.addSignIns(8, "ali", from: "10:00", every: 1)
    trial.addFailures(8, "ali", from: "10:00", every: 1)
    trial.addFailures(30, "ali", from: "10:00", every: 1, reason: .accountLocked)
    #expect(try trial.run(SignInVolumeOutlier.self).findings.isEmpty)
    trial.addFailures(4, "ali", from: "11:00", every: 1, reason: nil)
    #expect(try trial.run(SignInVolumeOutlier.self).lines == ["b ali 10:00:00–11:00:03 12 medium"])
    trial.addSignIns(4, "ali", from: "12:00", every: 1)
    #expect(
      try trial.run(SignInVolumeOutlier.self).lines == [
        "a ali 10:00:00–12:00:03 12 low", "b ali 10:00:00–11:00:03 12 medium",
      ])
  }

  @Test func `counts days of the report's zone`() throws {
    var trial = trial(since: 40)
    trial.zone = "Europe/Istanbul"
    trial.period = Period(from: RuleTrial.time("2026-03-01 21:00"), to: RuleTrial.time("2026-03-03 21:00"))
    trial.addSignIns(6, "ali", from: "20:59", every: 1)
    trial.addSignIns(6, "ali", from: "21:00", every: 1)
    #expect(try trial.run(SignInVolumeOutlier.self).findings.isEmpty)
    trial.addSignIns(6, "ali", from: "2026-03-03 20:59:54", every: 1)
    let finding = try #require(try trial.run(SignInVolumeOutlier.self).findings.first)
    #expect(finding.measured[1] == .init("day", .text("2026-03-03")) && finding.evidence.count == 12)
  }

  @Test func `counts a day of twenty-five hours as one`() throws {
    var trial = RuleTrial()
    trial.zone = "America/New_York"
    trial.period = Period(from: RuleTrial.time("2026-11-01 04:00"), to: RuleTrial.time("2026-11-03 05:00"))
    trial.asOf = RuleTrial.time("2026-11-10 00:00")
    trial.add(.activity, "ali", "2026-10-01 10:00")
    trial.addSignIns(6, "ali", from: "2026-11-01 04:00", every: 1)
    trial.addSignIns(6, "ali", from: "2026-11-02 04:59:54", every: 1)
    trial.addSignIns(6, "ali", from: "2026-11-02 05:00", every: 1)
    #expect(try trial.run(SignInVolumeOutlier.self).lines == ["a ali 04:00:00–04:59:59 12 low"])
  }

  @Test func `judges every day of the period by the days before it`() throws {
    var trial = trial()
    trial.period = Period(from: RuleTrial.time("00:00"), to: RuleTrial.time("2026-03-05 00:00"))
    for (day, count) in [("2026-03-02", 12), ("2026-03-03", 3), ("2026-03-04", 12), ("2026-03-05", 12)] {
      trial.addSignIns(count, "ali", from: day + " 00:00", every: 1)
    }
    trial.addSignIns(30, "ali", from: "2026-03-01 10:00", every: 1)
    let findings = try trial.run(SignInVolumeOutlier.self).findings
    #expect(
      findings.map { $0.measured[1] } == [.init("day", .text("2026-03-02")), .init("day", .text("2026-03-04"))])
    #expect(findings.allSatisfy { !$0.continues })
  }

  @Test func `counts the whole of a day the period begins within, and goes on where it ends within one`() throws {
    var trial = trial()
    trial.period = Period(from: RuleTrial.time("12:00"), to: RuleTrial.time("2026-03-03 00:00"))
    trial.addSignIns(11, "ali", from: "08:00", every: 1)
    #expect(try trial.run(SignInVolumeOutlier.self).findings.isEmpty)
    trial.addSignIns(1, "ali", from: "12:00", every: 1)
    #expect(try trial.run(SignInVolumeOutlier.self).lines == ["a ali 08:00:00–12:00:00 12 low"])
    trial.asOf = RuleTrial.time("12:00:01")
    #expect(try trial.run(SignInVolumeOutlier.self).findings.map(\.continues) == [true])
    trial.asOf = RuleTrial.time("12:00")
    #expect(try trial.run(SignInVolumeOutlier.self).findings.isEmpty)
  }

  @Test func `takes rows of one moment in the order of their identifiers`() throws {
    var trial = trial()
    for number in [5, 3, 9, 1, 8, 2, 7, 4, 6, 11, 10] {
      trial.add(.loginSuccess, "ali", "10:00", id: "x\(number + 10)")
    }
    let finding = try #require(try trial.run(SignInVolumeOutlier.self).findings.first)
    #expect(finding.evidence.sha256 == (11...21).map { "x\($0)" }.joined(separator: " "))
  }

  @Test func `counts what programs' accounts take out, and sign-ins of nobody`() throws {
    var trial = trial()
    trial.addSignIns(12, "ali", from: "10:00", every: 1)
    trial.addFailures(12, "ali", from: "10:00", every: 1)
    trial.addSignIns(5, nil, from: "10:00", every: 1)
    trial.addFailures(5, nil, from: "10:00", every: 1)
    trial.addFailures(50, nil, from: "10:00", every: 1, reason: .configuration)
    trial.settings.lists.serviceAccounts = ["ali"]
    let result = try trial.run(SignInVolumeOutlier.self)
    #expect(result.findings.isEmpty && result.outcome.suppressed == ["service_accounts": 2])
    #expect(result.outcome.excludedNull == 10 && result.outcome.reason == RuleReason(.inputExcluded, "71"))
  }

  @Test func `evaluates its branches each by itself`() throws {
    var trial = trial()
    var outcome = try trial.run(SignInVolumeOutlier.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.eventTypeAbsent, "login_success"))
    trial.addSignIns(1, "ali", from: "2026-03-01 10:00", every: 1)
    outcome = try trial.run(SignInVolumeOutlier.self).outcome
    #expect(RuleTrial.status(outcome, "a") == .evaluated && RuleTrial.status(outcome, "b") == .notEvaluated)
    #expect(outcome.status == .partly && outcome.reason == RuleReason(.eventTypeAbsent, "login_failed"))
    trial.addFailures(1, "ali", from: "2026-03-01 10:00", every: 1)
    trial.missing = ["events.reason"]
    outcome = try trial.run(SignInVolumeOutlier.self).outcome
    #expect(RuleTrial.status(outcome, "a") == .evaluated && RuleTrial.status(outcome, "b") == .partly)
    trial.missing = ["events.user_id"]
    outcome = try trial.run(SignInVolumeOutlier.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, "events.user_id"))
  }

  @Test func `names what it measured`() throws {
    var trial = trial(Array(repeating: 2, count: 28))
    trial.addSignIns(20, "ali", from: "10:00", every: 1)
    let finding = try #require(try trial.run(SignInVolumeOutlier.self).findings.first)
    #expect(finding.text[.tr] == "bir günde 20 başarılı giriş; önceki 28 günün ortancası 2")
    #expect(finding.text[.en] == "20 successful sign-ins on one day; the median of the 28 days before is 2")
    #expect(
      finding.measured == [
        .init("sign_ins", 20), .init("day", .text("2026-03-02")), .init("median", 2), .init("mad", 0),
        .init("baseline_days", 28),
      ])
  }

  @Test(arguments: 1...300) func `agrees with counting every day by itself on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.zone = "Europe/Istanbul"
    trial.period = Period(from: RuleTrial.time("00:00"), to: RuleTrial.time("2026-03-05 00:00"))
    trial.settings.values["B02"] = ["days": 6, "minimum_days": 3, "score": 7, "floor": 1, "minimum": 2]
    for _ in 0..<random.next(in: 5...80) {
      let types: [EventType] = [.loginSuccess, .loginSuccess, .loginFailed, .activity]
      let hour = random.next(in: 0...2) == 0 ? random.next(in: 0...20) : random.next(in: -200...100)
      let reason: FailureReason? = [.badPassword, .accountLocked, nil][random.next(in: 0...2)]
      trial.add(types[random.next(in: 0...3)], ["a", "b"][random.next(in: 0...1)], "00:00") { event in
        event.occurredAt = event.occurredAt?.advanced(by: Int64(hour) * 3_600_000_000)
        event.failureReason = event.type == .loginFailed ? reason : nil
      }
    }
    let expected = ["a", "b"].flatMap { outliers($0, trial.events) }
    trial.events.shuffle(using: &random)
    let found = try trial.run(SignInVolumeOutlier.self).findings.map { "\($0.branch) \($0.evidence.sha256)" }
    #expect(found.sorted() == expected.sorted())
  }

  /// Days are numbers here: hours since the epoch, three hours east, by twenty-four; the period begins on day 0.
  private func outliers(_ user: Identifier, _ events: [SecurityEvent]) -> [String] {
    let (from, to) = (RuleTrial.time("00:00").microseconds, RuleTrial.time("2026-03-05 00:00").microseconds)
    func day(_ event: SecurityEvent) -> Int64 { (event.at + 10_800_000_000) / 86_400_000_000 - from / 86_400_000_000 }
    func middle(_ numbers: [Int64]) -> Int64 {
      numbers.filter { candidate in numbers.count { $0 <= candidate } * 2 >= numbers.count }.min() ?? 0
    }
    let own = events.filter { $0.userKey == user && $0.at < to }.sorted(by: NaiveEpisodes.precedes)
    guard let first = own.first, -day(first) >= 3 else { return [] }
    var result: [String] = []
    for branch in ["a", "b"] {
      let counted = own.filter {
        branch == "a" ? $0.type == .loginSuccess : $0.type == .loginFailed && $0.failureReason != .accountLocked
      }
      let earlier = (max(day(first), -6)..<0).map { number in Int64(counted.count { day($0) == number }) }
      let median = middle(earlier)
      let spread = max(1, middle(earlier.map { abs($0 - median) }))
      for number in Int64(0)...3 {
        let rows = counted.filter { day($0) == number }
        guard rows.count >= 2, rows.contains(where: { $0.at >= from }) else { continue }
        guard Int64(rows.count) - median > 7000 * spread / 6745 else { continue }
        result.append("\(branch) " + rows.map(\.id).joined(separator: " "))
      }
    }
    return result
  }
}
