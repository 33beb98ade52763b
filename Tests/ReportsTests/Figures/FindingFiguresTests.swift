import Analysis
import Documents
import Records
import Messages
import Model
import Reports
import Support
import Testing

/// Every figure a report of findings prints, against counting them one by one, in random zones.
@Suite struct `The figures of a report of findings` {
  private struct Trial {
    let period: SteppedPeriod
    let findings: [LoggedFinding]
    let composed: ComposedDocument
    let scratch: ScratchFolder

    init(_ seed: Int) throws {
      var random = FixedGenerator(seed: seed + 2_000_000)
      period = try SteppedPeriod(&random)
      findings = RandomFindings.make(period, &random)
      scratch = try ScratchFolder()
      composed = try ComposedDocument.findings(findings, period, seed % 2 == 0 ? .tr : .en, in: scratch.path)
    }

    var comment: Comment {
      "\(period.zone.name), \(period.count) steps of \(period.step) µs from \(period.from), as of \(period.asOfStep)"
    }

    func moment(_ moment: Int64?) -> Cell {
      moment.map { .moment(Instant(microseconds: $0), zoneOffset: period.offset($0)) } ?? .empty
    }

    /// Findings by local hour.
    func hours(_ findings: [LoggedFinding]) -> [Int64] {
      (0..<24).map { hour in Int64(findings.count { $0.last.map { period.hour($0) } == hour }) }
    }
  }

  @Test(arguments: Fuzzing.seeds(40)) func `are what counting one by one finds`(_ seed: Int) throws {
    let trial = try Trial(seed)
    checkTiles(trial)
    checkCharts(trial)
    try checkUsers(trial)
    try checkListing(trial)
  }

  private func checkTiles(_ trial: Trial) {
    let (findings, words) = (trial.findings, trial.composed.words)
    func count(_ severity: Severity) -> String { String(findings.count { $0.severity == severity }) }
    if !trial.composed.isOnePage {
      #expect(
        trial.composed.tiles.first == [
          words[.tileFindings], String(findings.count),
          words(
            .tileFindingSeverities,
            ["critical": count(.critical), "high": count(.high), "medium": count(.medium)]),
        ], trial.comment)
      let users = Set(findings.compactMap(\.user)).count
      #expect(trial.composed.tiles.last?.prefix(2) == [words[.tileFindingUsers], String(users)], trial.comment)
    }
    for severity in Severity.allCases {
      #expect(
        trial.composed.summary("counts", "findings_\(severity)")
          == .integer(Int64(findings.count { $0.severity == severity })), trial.comment)
    }
  }

  private func checkCharts(_ trial: Trial) {
    let (findings, period) = (trial.findings, trial.period)
    guard let days = trial.composed.figure("finding_days") else {
      #expect(findings.isEmpty, trial.comment)
      return
    }
    let rules = Dictionary(grouping: findings, by: \.rule.id).sorted { $0.key < $1.key }
    let byDay = rules.map { _, findings in
      period.dates.map { date in
        Int64(findings.count { $0.last.map { period.day($0) } == Int(date.dayNumber) })
      }
    }
    #expect(days.series.map(\.name) == rules.map(\.key), trial.comment)
    let byHour = rules.map { rule in period.hours.map { trial.hours(rule.value)[$0] } }
    #expect(
      days.series.map(\.values)
        == Self.whole(period.dates.count == 1 ? byHour : byDay, rules.map(\.value.count)), trial.comment)
    let bySeverity = Severity.allCases.reversed().map { severity in findings.filter { $0.severity == severity } }
    let times = Self.whole(bySeverity.map { trial.hours($0) }, bySeverity.map(\.count))
    #expect(trial.composed.figure("finding_times")?.series.map(\.values) == times, trial.comment)
    let ranked = rules.enumerated().sorted {
      ($1.element.value.count, $0.offset) < ($0.element.value.count, $1.offset)
    }.map(\.element)
    let figure = trial.composed.figure("finding_rules")
    #expect(figure?.series.map(\.values) == [ranked.map { Int64($0.value.count) }], trial.comment)
    #expect(figure?.labels.map { String($0.prefix(3)) } == ranked.map(\.key), trial.comment)
  }

  /// Rows of a chart with one column more where findings have no place in time, so that every finding is in it.
  private static func whole(_ rows: [[Int64]], _ counts: [Int]) -> [[Int64]] {
    let rests = zip(rows, counts).map { Int64($1) - $0.reduce(0, +) }
    return rests.allSatisfy { $0 == 0 } ? rows : zip(rows, rests).map { $0 + [$1] }
  }

  /// Users with the most findings of the highest severity first.
  private func checkUsers(_ trial: Trial) throws {
    let groups = Dictionary(grouping: trial.findings.filter { $0.user != nil }) { $0.user ?? "" }
    var users: [(String, [LoggedFinding], [Int])] = groups.map { user, findings in
      (user, findings, Severity.allCases.reversed().map { severity in findings.count { $0.severity == severity } })
    }
    users.sort { first, second in
      if first.2 == second.2 { return NameOrder.precedes(first.0, second.0, [:]) }
      return second.2.lexicographicallyPrecedes(first.2)
    }
    let expected = users.enumerated().map { index, user -> [Cell] in
      let rules = Set(user.1.map(\.rule.id)).sorted().joined(separator: ", ")
      return [.integer(Int64(index + 1)), .text(user.0)] + user.2.map { .integer(Int64($0)) }
        + [
          .text(rules), trial.moment(user.1.compactMap(\.first).min()), trial.moment(user.1.compactMap(\.last).max()),
        ]
    }
    let table = try #require(try trial.composed.rows("users").first)
    let found = table.cells(
      "row_no", "user_key", "severity_critical", "severity_high", "severity_medium", "severity_low", "severity_info",
      "rule", "first", "last")
    #expect(found == expected, trial.comment)
  }

  /// Highest severity first, then by begin, rule, user and end.
  private func checkListing(_ trial: Trial) throws {
    func key(_ finding: LoggedFinding) -> [[UInt8]] {
      [
        (Int64(5 - finding.severity.rawValue)).ascendingBytes, (finding.first ?? .max).ascendingBytes,
        Array(finding.rule.id.utf8), Array((finding.user ?? "").utf8), (finding.last ?? .max).ascendingBytes,
      ]
    }
    let sorted = trial.findings.sorted { first, second in
      key(first).lexicographicallyPrecedes(key(second)) { $0.lexicographicallyPrecedes($1) }
    }
    let expected = sorted.enumerated().map { index, finding -> [Cell] in
      [
        .integer(Int64(index + 1)), .severity(finding.severity), .text(finding.rule.id), trial.moment(finding.first),
        trial.moment(finding.last),
      ]
    }
    let listing = try #require(try trial.composed.rows("findings").first)
    #expect(listing.cells("row_no", "severity", "rule", "first", "last") == expected, trial.comment)
    let severe = expected.filter { $0[1] == .severity(.critical) || $0[1] == .severity(.high) }
    let breaches = try #require(try trial.composed.rows("breach_assessment").first)
    #expect(
      breaches.cells("row_no", "severity", "rule", "last") == severe.map { [$0[0], $0[1], $0[2], $0[4]] },
      trial.comment)
  }
}
