@testable import Analysis
import Messages
import Model
import Testing

@Suite struct `D02, log silence or cleared log` {
  /// A log whose last row before the period and first row in it lie an hour from its begin.
  private func trial(_ moments: String...) -> RuleTrial {
    var trial = RuleTrial()
    for moment in ["2026-03-01 23:00", "01:00"] + moments { trial.add(.activity, "ali", moment) }
    return trial
  }

  private func maintain(_ trial: inout RuleTrial, _ from: String, _ to: String) {
    trial.settings.lists.maintenanceWindows.append(
      RuleLists.MaintenanceWindow(from: RuleTrial.time(from), to: RuleTrial.time(to)))
  }

  @Test(arguments: [("06:59:59.999999", 0), ("07:00", 0), ("07:00:00.000001", 1)])
  func `fires over six hours, exactly that excluded`(_ next: String, _ findings: Int) throws {
    let trial = trial(next, "12:00", "18:00")
    let result = try trial.run(LogSilence.self)
    #expect(result.findings.count == findings && result.outcome.status == .evaluated)
    #expect(result.findings.allSatisfy { $0.branch == "a" && $0.severity == .medium && $0.key == .tenant })
  }

  @Test func `looks at rows of every type and of nobody`() throws {
    var trial = trial("07:00")
    trial.add(.unmapped, nil, "12:00", ip: nil)
    trial.add(.logout, "ali", "18:00")
    #expect(try trial.run(LogSilence.self).findings.isEmpty)
    // A row without a time says nothing of when; a copy stands beside its original.
    trial.add(.activity, "ali", "20:00") { $0.occurredAt = nil }
    trial.events.removeAll { $0.type == .unmapped }
    trial.add(.activity, "ali", "12:00") { $0.identity = .exactCopy }
    #expect(try trial.run(LogSilence.self).lines == ["a  07:00:00–18:00:00 2 medium"])
  }

  @Test(arguments: [("18:00", 0), ("17:59:59.999999", 1)])
  func `looks until the end of the period`(_ last: String, _ findings: Int) throws {
    let result = try trial("07:00", "12:00", last).run(LogSilence.self)
    #expect(result.findings.count == findings)
    #expect(result.findings.allSatisfy { $0.continues && $0.last == RuleTrial.time("2026-03-03 00:00") })
  }

  @Test func `finds no silence where the source has no log at all`() throws {
    var trial = RuleTrial()
    trial.missing = Set(EventColumn.allCases.map { SourceColumn.event($0).text })
    let result = try trial.run(LogSilence.self)
    #expect(result.findings.isEmpty && result.outcome.status == .notEvaluated)
    #expect(result.outcome.reason == RuleReason(.columnMissing, "events.occurred_at"))
  }

  @Test func `looks until the report's moment`() throws {
    var trial = trial("07:00", "20:00")
    trial.asOf = RuleTrial.time("13:00")
    #expect(try trial.run(LogSilence.self).findings.isEmpty)
    trial.asOf = RuleTrial.time("13:00:00.000001")
    #expect(try trial.run(LogSilence.self).lines == ["a  07:00:00–13:00:00 1 medium"])
    trial.asOf = RuleTrial.time("00:00")
    #expect(try trial.run(LogSilence.self).findings.isEmpty)
  }

  @Test(arguments: [("06:00", 0), ("06:00:00.000001", 1)])
  func `looks from the begin of the period where nothing lies before it`(_ first: String, _ findings: Int) throws {
    var trial = RuleTrial()
    for moment in [first, "12:00", "18:00"] { trial.add(.activity, "ali", moment) }
    let result = try trial.run(LogSilence.self)
    #expect(result.findings.count == findings)
    #expect(result.findings.allSatisfy { $0.first == RuleTrial.time("00:00") && $0.evidence.count == 1 })
  }

  @Test func `is of the period its end lies in`() throws {
    var trial = RuleTrial()
    trial.settings.values["D02"] = ["factor": 1]
    for moment in ["2026-03-01 04:00", "2026-03-01 12:00", "05:00", "14:00", "2026-03-03 05:00"] {
      trial.add(.activity, "ali", moment)
    }
    let result = try trial.run(LogSilence.self)
    #expect(
      result.lines == [
        "a  12:00:00–05:00:00 2 medium", "a  05:00:00–14:00:00 2 medium", "a  14:00:00–00:00:00 1 medium",
      ])
    #expect(result.findings.map(\.continues) == [false, false, true])
  }

  @Test func `finds a period without rows in any case`() throws {
    let empty = try RuleTrial().run(LogSilence.self)
    #expect(empty.lines == ["a  00:00:00–00:00:00 0 medium"] && empty.findings.first?.continues == true)
    #expect(empty.outcome.status == .evaluated)
    #expect(
      empty.findings.first?.text[.tr] == """
        dönemde hiç olay kaydı yok; 24:00:00 sessizlik, 02.03.2026 00:00:00–03.03.2026 00:00:00
        """)
    #expect(
      empty.findings.first?.text[.en] == """
        no event in the period; silence of 24:00:00, 2026-03-02 00:00:00–2026-03-03 00:00:00
        """)
    var short = RuleTrial()
    short.add(.activity, "ali", "2026-03-01 23:00")
    short.period = Period(from: RuleTrial.time("00:00"), to: RuleTrial.time("01:00"))
    #expect(try short.run(LogSilence.self).lines == ["a  23:00:00–01:00:00 1 medium"])
    maintain(&short, "2026-03-01 00:00", "00:59:59.999999")
    #expect(
      try short.run(LogSilence.self).findings.map { $0.measured.last } == [
        .init("maintenance_us", 2 * 3_600_000_000 - 1)
      ])
    maintain(&short, "00:30", "01:00")
    let covered = try short.run(LogSilence.self)
    #expect(covered.findings.isEmpty && covered.outcome.suppressed == ["maintenance_windows": 1])
  }

  private static let lastBefore = RuleTrial.time("2026-03-01 23:59:59.999999")

  /// A hundred gaps before the period, some of them long and the others of a second; then one of some microseconds.
  private func trial(longGaps: Int, then gap: Int64, length: Int64 = 7200) -> RuleTrial {
    var trial = RuleTrial()
    var moment = Self.lastBefore
    trial.add(.activity, "ali", "23:00")
    for moment in [moment, moment.advanced(by: gap)] {
      trial.add(.activity, "ali", "00:00") { $0.occurredAt = moment }
    }
    for index in 0..<100 {
      moment = moment.advanced(by: (index < longGaps ? -length : -1) * 1_000_000)
      trial.add(.activity, "ali", "00:00") { $0.occurredAt = moment }
    }
    return trial
  }

  @Test(
    arguments: [
      (1, 21_600_000_000, 0), (1, 21_600_000_001, 1), (2, 72_000_000_000, 0), (2, 72_000_000_001, 1),
    ] as [(Int, Int64, Int)])
  func `allows ten times the usual gap before the period`(_ longGaps: Int, _ gap: Int64, _ findings: Int) throws {
    let result = try trial(longGaps: longGaps, then: gap).run(LogSilence.self)
    #expect(result.findings.count { $0.first == Self.lastBefore } == findings)
    let usual = result.findings.first?.measured.first { $0.name == "usual_gap_us" }
    if findings == 1 { #expect((usual == nil) == (longGaps == 1)) }
  }

  @Test(
    arguments: [(2160, 21_600_000_001, 1), (2161, 21_600_000_001, 0), (2161, 21_610_000_001, 1)]
      as [(Int64, Int64, Int)])
  func `takes six hours where ten times the usual gap is less`(
    _ length: Int64, _ gap: Int64, _ findings: Int
  ) throws {
    let result = try trial(longGaps: 2, then: gap, length: length).run(LogSilence.self)
    #expect(result.findings.count { $0.first == Self.lastBefore } == findings)
  }

  /// From 01:00 to 11:00 are ten hours, of which four have to lie in maintenance.
  @Test(arguments: [
    ("07:00", "11:00", 0), ("07:00:00.000001", "12:00", 1), ("00:00", "05:00", 0), ("00:00", "04:59:59.999999", 1),
    ("06:00", "10:00", 0), ("00:00", "23:00", 0), ("12:00", "20:00", 1),
  ]) func `takes off the time of maintenance`(_ from: String, _ to: String, _ findings: Int) throws {
    var trial = trial("11:00", "16:00", "20:00")
    maintain(&trial, from, to)
    let result = try trial.run(LogSilence.self)
    #expect(result.findings.count == findings)
    #expect(result.outcome.suppressed == (findings == 0 ? ["maintenance_windows": 1] : [:]))
  }

  @Test func `takes off overlapping maintenance once`() throws {
    var trial = trial("11:00", "16:00", "20:00")
    maintain(&trial, "03:00", "05:00")
    maintain(&trial, "02:00", "04:00")
    maintain(&trial, "04:30", "04:40")
    let finding = try #require(try trial.run(LogSilence.self).findings.first)
    #expect(finding.measured.last == .init("maintenance_us", 3 * 3_600_000_000))
    maintain(&trial, "05:00", "06:00")
    #expect(try trial.run(LogSilence.self).outcome.suppressed == ["maintenance_windows": 1])
  }

  @Test func `finds every record of a cleared log, maintenance or not`() throws {
    var trial = trial("06:00", "12:00", "18:00")
    for moment in ["2026-03-01 23:59:59.999999", "00:00", "23:59:59.999999", "2026-03-03 00:00"] {
      trial.add(.logCleared, nil, moment)
    }
    trial.add(.auditDisabled, "root", "12:30")
    maintain(&trial, "00:00", "23:00")
    let findings = try trial.run(LogSilence.self).findings
    try #require(findings.map(\.branch) == ["b", "b", "b"])
    #expect(findings.allSatisfy { $0.severity == .high })
    #expect(findings.map(\.evidence.sha256) == ["000007", "000010", "000008"])
    #expect(
      findings.map { $0.measured } == [
        [.init("event", .text("log_cleared"))], [.init("event", .text("audit_disabled"))],
        [.init("event", .text("log_cleared"))],
      ])
    #expect(
      findings[0].text[.tr] == "günlüğün silindiğini bildiren kayıt"
        && findings[0].text[.en] == "record of the log being cleared")
    #expect(findings[1].text[.tr] == "denetim kaydının kapatıldığını bildiren kayıt")
    #expect(findings[1].text[.en] == "record of auditing being switched off")
  }

  @Test func `takes rows of one moment in the order of their identifiers`() throws {
    var trial = RuleTrial()
    for id in ["c", "a", "b"] as [Identifier] { trial.add(.activity, "ali", "05:00", id: id) }
    for id in ["f", "d", "e"] as [Identifier] { trial.add(.activity, "ali", "12:00", id: id) }
    trial.add(.activity, "ali", "18:00", id: "g")
    #expect(try trial.run(LogSilence.self).findings.map(\.evidence.sha256) == ["c d"])
  }

  @Test func `names what it measured`() throws {
    let finding = try #require(try trial("07:30", "12:00", "18:00").run(LogSilence.self).findings.first)
    #expect(finding.text[.tr] == "olay kaydında 06:30:00 sessizlik, 01:00:00–07:30:00")
    #expect(finding.text[.en] == "silence of 06:30:00 in the event log, 01:00:00–07:30:00")
    #expect(
      finding.measured == [
        .init("gap_us", 23_400_000_000), .init("limit_us", 21_600_000_000), .init("baseline_gaps", 0),
      ])
  }

  @Test(arguments: 1...300) func `agrees with looking at every second by itself on random logs`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var trial = RuleTrial()
    trial.period = Period(from: RuleTrial.second(60), to: RuleTrial.second(120))
    trial.asOf = RuleTrial.second(random.next(in: 90...130))
    trial.settings.values["D02"] = ["minimum": 7_000_000, "factor": 2, "percentile": 80]
    for _ in 0..<random.next(in: 0...25) {
      let second = random.next(in: 0...125)
      trial.add([.activity, .logCleared][random.next(in: 0...9) / 9], nil, "00:00") {
        $0.occurredAt = RuleTrial.second(second)
      }
    }
    for _ in 0..<random.next(in: 0...2) {
      let from = random.next(in: 50...120)
      trial.settings.lists.maintenanceWindows.append(
        .init(from: RuleTrial.second(from), to: RuleTrial.second(from + random.next(in: 0...30))))
    }
    let expected = reference(trial)
    trial.events.shuffle(using: &random)
    let result = try trial.run(LogSilence.self)
    let found = result.findings.map { "\($0.branch) \($0.first.iso8601) \($0.last.iso8601) \($0.evidence.sha256)" }
    #expect(found.sorted() == expected.found.sorted())
    #expect(result.outcome.suppressed["maintenance_windows", default: 0] == expected.suppressed)
  }

  private func reference(_ trial: RuleTrial) -> (found: [String], suppressed: Int) {
    let end = min(trial.period.to, trial.asOf)
    let rows = trial.events.sorted(by: NaiveEpisodes.precedes).filter { $0.at < end.microseconds }
    let before = rows.filter { $0.at < trial.period.from.microseconds }
    let inside = rows.dropFirst(before.count)
    let gaps = zip(before, before.dropFirst()).map { $1.at - $0.at }
    // The smallest gap that at least four fifths do not exceed.
    let usual = gaps.filter { gap in gaps.count { $0 <= gap } * 5 >= gaps.count * 4 }.min() ?? 0
    let limit = max(7_000_000, 2 * usual)
    var result = inside.filter { $0.type == .logCleared }.map { "b \(RuleTrial.iso($0)) \(RuleTrial.iso($0)) \($0.id)" }
    var suppressed = 0
    var begin = before.last
    for row in inside.map(Optional.some) + [nil] {
      let from = begin?.occurredAt ?? trial.period.from
      let to = row?.occurredAt ?? end
      let silent = (from.microseconds / 1_000_000)..<(to.microseconds / 1_000_000)
      let left = silent.filter { second in
        !trial.settings.lists.maintenanceWindows.contains {
          $0.from.microseconds <= second * 1_000_000 && second * 1_000_000 < $0.to.microseconds
        }
      }
      let inPeriod = left.filter { $0 * 1_000_000 >= trial.period.from.microseconds }
      let isSilence = inside.isEmpty || Int64(silent.count) * 1_000_000 > limit
      let isExcused = inside.isEmpty ? inPeriod.isEmpty : Int64(left.count) * 1_000_000 <= limit
      if isSilence, isExcused { suppressed += 1 }
      if isSilence, !isExcused {
        let ids = [begin?.id, row?.id].compactMap { $0 }.joined(separator: " ")
        result.append("a \(from.iso8601) \(to.iso8601) \(ids)")
      }
      begin = row
    }
    return (result, suppressed)
  }
}

extension RuleTrial {
  fileprivate static func iso(_ event: SecurityEvent) -> String { (event.occurredAt ?? .infinity).iso8601 }
}
