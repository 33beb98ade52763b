@testable import Analysis
import Messages
import Model
import Testing

/// 2026-03-02, the day of the period, is a Monday.
@Suite struct `B03, off-hours or rare-hour sign-in` {
  private func trial(holidays: Set<CivilDate> = []) -> RuleTrial {
    var trial = RuleTrial()
    trial.settings.lists.holidays = holidays
    trial.settings.configured.insert("holidays")
    return trial
  }

  /// Ali, with so many sign-ins on Tuesdays at noon before the period.
  private func trial(withTuesdays count: Int) -> RuleTrial {
    var trial = RuleTrial()
    trial.addSignIns(count, "ali", from: "2026-02-03 12:00", every: 1)
    return trial
  }

  private func branches(_ trial: RuleTrial) throws -> [String] {
    try trial.run(UnusualHour.self).findings.map(\.branch)
  }

  @Test(arguments: [
    ("00:00", 1), ("07:59:59.999999", 1), ("08:00", 0), ("18:59:59.999999", 0), ("19:00", 1), ("23:59:59.999999", 1),
  ]) func `knows working hours, the end excluded`(_ moment: String, _ findings: Int) throws {
    var trial = trial()
    trial.add(.loginSuccess, "ali", moment)
    let result = try trial.run(UnusualHour.self)
    #expect(result.findings.count == findings)
    #expect(result.findings.allSatisfy { $0.branch == "a" && $0.severity == .info })
  }

  @Test func `knows weekends and holidays`() throws {
    var trial = trial(holidays: [CivilDate(year: 2026, month: 3, day: 4)])
    trial.period = Period(from: RuleTrial.time("00:00"), to: RuleTrial.time("2026-03-09 00:00"))
    for day in 2...8 { trial.add(.loginSuccess, "ali", "2026-03-0\(day) 12:00") }
    trial.add(.loginSuccess, "ali", "2026-03-05 20:00")
    #expect(
      try trial.run(UnusualHour.self).findings.map { Array($0.measured[1...2]) } == [
        [.init("day", .text("2026-03-04")), .init("day_kind", .text("holiday"))],
        [.init("day", .text("2026-03-05")), .init("day_kind", .text("working_day"))],
        [.init("day", .text("2026-03-07")), .init("day_kind", .text("weekend"))],
        [.init("day", .text("2026-03-08")), .init("day_kind", .text("weekend"))],
      ])
  }

  @Test func `makes one finding of a user's local day`() throws {
    var trial = trial()
    trial.zone = "Europe/Istanbul"
    // 20:30, 23:59:59, 00:00 and 07:30 there; 08:00 is working time.
    for moment in ["17:30", "20:59:59.999999", "21:00", "2026-03-03 04:30", "2026-03-03 05:00"] {
      trial.add(.loginSuccess, "ali", moment)
    }
    trial.add(.loginSuccess, "veli", "17:30")
    trial.period = Period(from: RuleTrial.time("2026-03-01 21:00"), to: RuleTrial.time("2026-03-03 21:00"))
    let result = try trial.run(UnusualHour.self)
    #expect(
      result.lines == [
        "a ali 17:30:00–20:59:59 2 info", "a veli 17:30:00–17:30:00 1 info", "a ali 21:00:00–04:30:00 2 info",
      ])
    #expect(result.findings.allSatisfy { !$0.continues })
  }

  @Test func `takes what lies in the period of a day that is cut`() throws {
    var trial = trial()
    trial.period = Period(from: RuleTrial.time("05:00"), to: RuleTrial.time("21:00"))
    for moment in ["04:59:59.999999", "05:00", "20:59:59.999999", "21:00"] { trial.add(.loginSuccess, "ali", moment) }
    let result = try trial.run(UnusualHour.self)
    #expect(result.lines == ["a ali 05:00:00–20:59:59 2 info"] && result.findings.first?.continues == true)
  }

  @Test(arguments: [(99, 0, [.historyTooShort: 1]), (100, 1, [:])] as [(Int, Int, [RuleRemark: Int])])
  func `needs a hundred earlier sign-ins for a rare hour`(
    _ count: Int, _ findings: Int, _ remarks: [RuleRemark: Int]
  ) throws {
    var trial = trial(withTuesdays: count)
    trial.add(.loginSuccess, "ali", "12:00")
    let result = try trial.run(UnusualHour.self)
    #expect(result.findings.count == findings && result.outcome.remarks == remarks)
    #expect(result.outcome.status == (findings == 0 ? .notEvaluated : .partly))
  }

  @Test(arguments: [(100, 0, 1), (100, 1, 0), (200, 1, 1), (200, 2, 0), (201, 2, 1)])
  func `fires below one percent, exactly that excluded`(_ total: Int, _ near: Int, _ findings: Int) throws {
    var trial = trial(withTuesdays: total - near)
    trial.addSignIns(near, "ali", from: "2026-02-23 12:30", every: 1)
    trial.add(.loginSuccess, "ali", "12:59:59.999999")
    #expect(try branches(trial) == Array(repeating: "b", count: findings))
  }

  @Test(arguments: [
    ("2026-02-23 10:59:59.999999", "12:00", 1), ("2026-02-23 11:00", "12:59", 0), ("2026-02-23 13:59:59", "12:00", 0),
    ("2026-02-23 14:00", "12:59", 1), ("2026-03-01 23:00", "00:30", 0), ("2026-03-01 22:59", "00:00", 1),
    ("2026-02-23 00:59", "2026-03-08 23:00", 0), ("2026-02-23 01:00", "2026-03-08 23:59", 1),
  ]) func `looks at the hours beside it, across the week's end`(
    _ earlier: String, _ moment: String, _ findings: Int
  ) throws {
    var trial = trial(withTuesdays: 99)
    trial.period = Period(from: RuleTrial.time("00:00"), to: RuleTrial.time("2026-03-09 00:00"))
    trial.add(.loginSuccess, "ali", earlier)
    trial.add(.loginSuccess, "ali", moment)
    #expect(try branches(trial).count == findings)
  }

  @Test func `takes the wall clock's hour, once for each sign-in of an hour that comes twice`() throws {
    var trial = RuleTrial()
    trial.zone = "America/New_York"
    trial.settings.values["B03"] = ["share": 2]
    trial.period = Period(from: RuleTrial.time("2026-11-08 05:00"), to: RuleTrial.time("2026-11-09 05:00"))
    trial.asOf = RuleTrial.time("2026-11-10 00:00")
    trial.addSignIns(98, "ali", from: "2026-10-06 12:00", every: 1)
    trial.add(.loginSuccess, "ali", "2026-11-01 05:30")
    trial.add(.loginSuccess, "ali", "2026-11-08 06:30")
    #expect(try branches(trial) == [])
    trial.settings.values["B03"] = ["share": 2, "successes": 99]
    // One of ninety-nine, at 01:30 of a Sunday, is rare; the same hour's second round makes it two of a hundred.
    #expect(try branches(trial) == ["b"])
    trial.add(.loginSuccess, "ali", "2026-11-01 06:30")
    #expect(try branches(trial) == [])
  }

  @Test(arguments: [("2025-12-01 23:59:59.999999", 0), ("2025-12-02 00:00", 1)])
  func `compares with the ninety days before the period`(_ first: String, _ findings: Int) throws {
    var trial = trial(withTuesdays: 99)
    trial.add(.loginSuccess, "ali", first)
    for moment in ["12:00", "20:00"] { trial.add(.loginSuccess, "ali", moment) }
    #expect(try branches(trial).count == findings)
  }

  @Test func `is low where a sign-in came from a new network and device`() throws {
    func severity(_ known: Int, _ ip: String, _ device: String?, _ change: (inout RuleTrial) -> Void = { _ in }) throws
      -> Severity?
    {
      var trial = trial()
      trial.addSignIns(known, "ali", from: "2026-02-03 12:00", every: 1) { $0.device = "laptop" }
      trial.add(.loginSuccess, "ali", "20:00") { $0.device = "laptop" }
      trial.add(.loginSuccess, "ali", "21:00", ip: ip) { $0.device = device }
      change(&trial)
      let low = try trial.run(FirstSeenNetworkAndDevice.self).findings.count
      let finding = try #require(try trial.run(UnusualHour.self).findings.first)
      #expect(finding.measured.last == .init("from_new_sources", low))
      return finding.severity
    }
    #expect(try severity(9, "10.9.0.1", "phone") == .low)
    #expect(try severity(8, "10.9.0.1", "phone") == .info)
    #expect(try severity(9, "10.0.0.9", "phone") == .info)
    #expect(try severity(9, "10.9.0.1", "laptop") == .info)
    // A sign-in whose device is not known, of a user whose others are: nothing can be said.
    #expect(try severity(9, "10.9.0.1", nil) == .info)
    #expect(
      try severity(9, "10.9.0.1", nil) { trial in
        for index in trial.events.indices { trial.events[index].device = nil }
      } == .low)
    #expect(
      try severity(9, "10.9.0.1", "phone") { $0.settings.lists.trustedEgress = [AddressRange("10.9.0.0/16")!] } == .info
    )
  }

  @Test func `takes rows of one moment in the order of their identifiers`() throws {
    var trial = trial()
    for id in ["c", "a", "b"] as [Identifier] { trial.add(.loginSuccess, "ali", "20:00", id: id) }
    #expect(try trial.run(UnusualHour.self).findings.map(\.evidence.sha256) == ["a b c"])
  }

  @Test func `counts what programs' accounts take out, and sign-ins of nobody`() throws {
    var trial = trial(withTuesdays: 100)
    trial.settings.lists.holidays = []
    trial.settings.configured.insert("holidays")
    trial.add(.loginSuccess, "ali", "20:00")
    trial.add(.loginSuccess, nil, "20:00")
    #expect(try branches(trial) == ["a", "b"])
    trial.settings.lists.serviceAccounts = ["ali"]
    let result = try trial.run(UnusualHour.self)
    #expect(result.findings.isEmpty && result.outcome.suppressed == ["service_accounts": 2])
    #expect(result.outcome.excludedNull == 1 && result.outcome.reason == RuleReason(.inputExcluded, "50"))
  }

  @Test func `goes by the days and hours that are configured`() throws {
    var trial = trial()
    trial.settings.lists.workingHours = WorkingHours(days: [.sun, .mon])
    trial.settings.values["B03"] = ["opens": 6, "closes": 22]
    trial.add(.loginSuccess, "ali", "21:59")
    #expect(try trial.run(UnusualHour.self).findings.isEmpty)
    trial.add(.loginSuccess, "ali", "22:00")
    #expect(try trial.run(UnusualHour.self).findings.count == 1)
    trial.settings.lists.workingHours.days = [.tue]
    let found = try trial.run(UnusualHour.self).findings
    #expect(found.map { $0.measured.contains(.init("day_kind", .text("weekend"))) } == [true])
  }

  @Test func `evaluates its branches each by itself`() throws {
    var trial = trial(withTuesdays: 100)
    trial.add(.loginSuccess, "ali", "20:00")
    var outcome = try trial.run(UnusualHour.self).outcome
    #expect(RuleTrial.status(outcome, "a") == .notEvaluated && RuleTrial.status(outcome, "b") == .evaluated)
    #expect(outcome.status == .partly && outcome.reason == RuleReason(.configurationMissing, "holidays"))
    #expect(outcome.findings == 1)
    trial.missing = ["events.user_id"]
    trial.settings.configured = ["holidays"]
    outcome = try trial.run(UnusualHour.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.columnMissing, "events.user_id"))
    var quiet = RuleTrial()
    outcome = try quiet.run(UnusualHour.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.configurationMissing, "holidays"))
    quiet.settings.configured = ["holidays"]
    outcome = try quiet.run(UnusualHour.self).outcome
    #expect(outcome.status == .notEvaluated && outcome.reason == RuleReason(.eventTypeAbsent, "login_success"))
    outcome = try self.trial(withTuesdays: 1).run(UnusualHour.self).outcome
    #expect(outcome.findings == 0 && RuleTrial.status(outcome, "b") == .evaluated)
  }

  @Test func `says none where no earlier sign-in fell on these hours`() throws {
    var trial = trial(withTuesdays: 150)
    trial.add(.loginSuccess, "ali", "20:00")
    let found = try trial.run(UnusualHour.self).findings.filter { $0.branch == "b" }
    #expect(
      found.map { $0.text[.tr] } == [
        "seyrek saatlerde 1 başarılı giriş, 20:00:00; önceki 150 girişin hiçbiri bu saatlerde değil"
      ])
  }

  @Test func `names what it measured`() throws {
    var trial = trial(withTuesdays: 150)
    trial.settings.lists.holidays = []
    trial.add(.loginSuccess, "ali", "2026-02-23 19:30")
    trial.add(.loginSuccess, "ali", "20:00")
    trial.add(.loginSuccess, "ali", "22:10")
    let findings = try trial.run(UnusualHour.self).findings
    #expect(
      findings.map { $0.text[.tr] } == [
        "mesai saatleri dışında 2 başarılı giriş, 20:00:00–22:10:00",
        "seyrek saatlerde 2 başarılı giriş, 20:00:00–22:10:00; önceki 151 girişten en çok 1 tanesi bu saatlerde",
      ])
    #expect(
      findings.map { $0.text[.en] } == [
        "2 successful sign-ins outside working hours, 20:00:00–22:10:00",
        "2 successful sign-ins at rare hours, 20:00:00–22:10:00; at most 1 of 151 earlier ones at these hours",
      ])
    #expect(
      findings.last?.measured == [
        .init("successes", 2), .init("day", .text("2026-03-02")), .init("most_at_these_hours", 1),
        .init("baseline_successes", 151), .init("from_new_sources", 0),
      ])
  }

  @Test(arguments: 1...300) func `agrees with looking at every pair of sign-ins on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = trial(holidays: [CivilDate(year: 2026, month: 3, day: 4)])
    trial.zone = "Europe/Istanbul"
    trial.period = Period(from: RuleTrial.time("06:00"), to: RuleTrial.time("2026-03-08 12:00"))
    trial.settings.values["B03"] = ["opens": 7, "closes": 16, "successes": 8, "share": 9]
    for _ in 0..<random.next(in: 5...60) {
      let minute = random.next(in: 0...3) == 0 ? random.next(in: 0...10_000) : random.next(in: -20_000...0)
      trial.add(
        [.loginSuccess, .loginSuccess, .loginFailed][random.next(in: 0...2)], ["a", "b"][random.next(in: 0...1)],
        after: Int64(minute) * 60_000_000)
    }
    let expected = ["a", "b"].flatMap { reference($0, trial) }
    trial.events.shuffle(using: &random)
    let found = try trial.run(UnusualHour.self).findings.map { "\($0.branch) \($0.evidence.sha256)" }
    #expect(found.sorted() == expected.sorted())
  }

  /// Hours are numbers here, counted from a Monday's begin in Istanbul.
  private func reference(_ user: Identifier, _ trial: RuleTrial) -> [String] {
    let monday = RuleTrial.time("2026-03-01 21:00").microseconds
    func hour(_ event: SecurityEvent) -> Int64 {
      let past = event.at - monday
      return (past >= 0 ? past : past - 3_599_999_999) / 3_600_000_000
    }
    let own = trial.events.filter { $0.userKey == user && $0.type == .loginSuccess }.sorted(by: NaiveEpisodes.precedes)
    let earlier = own.filter { $0.at < trial.period.from.microseconds }
    let judged = own.filter { $0.at >= trial.period.from.microseconds && $0.at < trial.period.to.microseconds }
    var result: [String] = []
    for day in Int64(0)...6 {
      let rows = judged.filter { hour($0) / 24 == day }
      let outside = rows.filter { day >= 5 || day == 2 || hour($0) % 24 < 7 || hour($0) % 24 >= 16 }
      let rare = rows.filter { row in
        let near = earlier.count { [0, 1, 167].contains(((hour(row) - hour($0)) % 168 + 168) % 168) }
        return earlier.count >= 8 && 100 * near < 9 * earlier.count
      }
      for (branch, found) in [("a", outside), ("b", rare)] where !found.isEmpty {
        result.append("\(branch) " + found.map(\.id).joined(separator: " "))
      }
    }
    return result
  }
}
