import Archive
import Documents
import Excel
@testable import Jobs
import Model
import Reports
import Support
import Testing

/// Findings and incidents of a month's nights, and the nights that are missing.
@Suite struct MonthFindingTests {
  private static func finding(_ id: String, _ rule: String, _ severity: String) -> String {
    """
    { "id": "\(id)", "rule": "\(rule)", "severity": "\(severity)", "repeat_key": "k\(id)", \
    "first": "2026-10-05T08:00:00Z" }
    """
  }

  private static func incident(_ rules: String, _ findings: [String]) -> String {
    #"{ "rules": ["\#(rules)"], "findings": [\#(findings.map { "\"\($0)\"" }.joined(separator: ", "))] }"#
  }

  private static let counts: [String: PackageSummary.Count] = ["high": .exact(10), "critical": .shown("<5")]

  @Test func `a document of counts leaves a span, and says nothing of decisions`() throws {
    var month = try SampleMonth()
    month.owe("ANM", [0, 5, 6])
    try month.issue(
      "ANM", SampleMonth.night(5), mask: "M3",
      tables: [
        "findings": [], "incidents": [],
        "incident_severities": [
          #"{ "severity": "high", "count": 5 }"#, #"{ "severity": "low", "count": "<5" }"#,
          #"{ "severity": "info", "count": 0 }"#,
        ],
      ], summary: Self.counts)
    try month.issue(
      "ANM", SampleMonth.night(6),
      tables: [
        "findings": [Self.finding("f1", "A02", "high"), Self.finding("f2", "A01", "low")],
        "incidents": [Self.incident("A02", ["f1"])],
      ], summary: ["high": .exact(1), "critical": .exact(0)])
    let severe = try month.value(.severeFindings).value
    // Cut to a multiple of five, ten may be fourteen; what is hidden may be none or four.
    #expect(severe.least == 11 && severe.most == 19, "\(severe)")
    let incidents = try month.value(.incidents).value
    #expect(incidents.least == 6 && incidents.most == 14, "\(incidents)")
    let unreviewed = try month.value(.unreviewed, Self.reviews(["f9": .confirmed])).value
    #expect(unreviewed.least == 1 && unreviewed.whole == 1)
    #expect(unreviewed.gaps.map(\.reason) == [.countsOnly] && unreviewed.gaps[0].detail == "2026/ANM-000001")
    let kinds = try KindsOfMonth(month.reading(), "a")
    #expect(kinds.documents == ["2026/ANM-000002"] && kinds.findings.map(\.rule) == ["A01", "A02"])
  }

  private static func reviews(
    _ decisions: [String: FindingReview.Decision], until: String = "2026-12-31", breaches: Set<String> = []
  ) -> FindingReviews {
    let reviews = decisions.sorted { $0.key < $1.key }.map { id, decision in
      FindingReview(
        finding: id, repeatKey: nil, rule: "A02", decision: decision, reviewer: "r",
        decidedAt: SampleMonth.moment("2026-10-09T08:00:00Z"), reason: "x",
        until: decision.isHarmless ? WrittenMoment.day(.text(until)) : nil,
        breach: breaches.contains(id) ? .yes : nil)
    }
    return FindingReviews([
      .init(
        document: "2026/ANM-000001", period: SampleMonth.night(5), name: "2026-ANM-000001/001", sequence: 9, mask: .M1,
        key: "k", reviews: reviews)
    ])
  }

  @Test func `what is still to be decided on is the same in the scorecard and in the table`() throws {
    var month = try SampleMonth()
    month.owe("ANM", [0, 5, 6])
    let decisions: [String: FindingReview.Decision] = [
      "h1": .underReview, "h2": .confirmed, "h3": .explained, "c1": .falsePositive, "m1": .underReview,
    ]
    for (day, prefix) in [(5, ""), (6, "x")] {
      let findings = [
        ("h1", "high"), ("h2", "high"), ("h3", "high"), ("h4", "high"), ("c1", "critical"), ("m1", "medium"),
      ]
      try month.issue(
        "ANM", SampleMonth.night(day),
        tables: [
          "findings": findings.map { Self.finding(prefix + $0, "A02", $1) },
          "incidents": [
            Self.incident("A02", [prefix + "h1", prefix + "h3"]), Self.incident("A02", [prefix + "c1"]),
            Self.incident("A02", [prefix + "h3", prefix + "c1"]),
          ],
        ], summary: ["high": .exact(4), "critical": .exact(1)])
    }
    let reviews = Self.reviews(decisions, breaches: ["h2", "h1"])
    let kind = try #require(try KindsOfMonth(month.reading(reviews), "a").findings.first)
    let unreviewed = try month.value(.unreviewed, reviews).value
    #expect(kind.severeOpen == 7 && unreviewed.least == kind.severeOpen && unreviewed.whole == 10)
    func states(_ states: [Int64]) -> [DecisionState: Int64] {
      Dictionary(uniqueKeysWithValues: DecisionState.allCases.map { ($0, states[$0.rawValue]) }).filter { $1 > 0 }
    }
    #expect(
      states(kind.states)
        == [.undecided: 7, .underReview: 2, .confirmed: 1, .explained: 1, .falsePositive: 1])
    #expect(kind.breaches == 2 && kind.documents == ["2026/ANM-000001", "2026/ANM-000002"])
    let incidents = try #require(try KindsOfMonth(month.reading(reviews), "a").incidentKinds.first)
    #expect(states(incidents.states) == [.undecided: 3, .underReview: 1, .explained: 1, .falsePositive: 1])
    #expect(incidents.breaches == 1)
    // A judgement whose last day is over leaves its findings open in both.
    let over = Self.reviews(decisions, until: "2026-10-20")
    let expired = try #require(try KindsOfMonth(month.reading(over), "a").findings.first)
    #expect(try expired.severeOpen == 9 && month.value(.unreviewed, over).value.least == 9)
    #expect(states(expired.states)[.expired] == 2)
  }

  @Test func `nights without rows are not missing where the ledger vouches for them`() throws {
    func month(_ vouched: [Int]) throws -> (value: ManagementValue, state: ManagementState) {
      var month = try SampleMonth()
      month.owe("OTR", Array(1...31), empty: [3, 4], vouched: vouched)
      for day in 1...31 where day != 3 && day != 4 { try month.issue("OTR", SampleMonth.night(day)) }
      return try month.value(.registersMissing)
    }
    let met = try month([3, 4])
    #expect(met.state == .met && met.value.whole == 29 && met.value.gaps == [], "\(met.value)")
    let partly = try month([3])
    #expect(partly.state == .partly && partly.value.gaps.map(\.reason) == [.saidEmpty])
    #expect(partly.value.gaps[0].detail == "1")
    // A month in which nothing was to be issued at all has nothing that could be missing.
    var empty = try SampleMonth()
    empty.owe("OTR", [0, 3, 4], empty: [3, 4], vouched: [3, 4])
    let none = try empty.value(.registersMissing)
    #expect(none.state == .none && none.value.whole == 0 && none.value.gaps == [], "\(none.value)")
    var never = try SampleMonth()
    try never.issue("OTR", SampleMonth.night(3))
    let unscheduled = try never.value(.registersMissing)
    #expect(unscheduled.state == .unknown && unscheduled.value.gaps.map(\.reason) == [.neverScheduled])
  }

  @Test func `the run's line of the ledger says which periods were empty`() throws {
    let night = SampleMonth.night(3)
    var empty = RunStep(.issue(report: "OTR"), source: "a", period: night, .nothingDue)
    empty.isEmptyPeriod = true
    // What was issued before is as little due, and not empty.
    let steps = [empty, RunStep(.issue(report: "GOR"), source: "a", period: night, .nothingDue)]
    let month = try SampleMonth()
    try month.note(.run, at: SampleMonth.after, source: nil, EmptyPeriodNote.facts(steps))
    let found = EmptyPeriodNote.all(in: try month.reading().ledger)
    #expect(found == [EmptyPeriodNote(report: "OTR", source: "a", period: night)])
    #expect(EmptyPeriodNote.facts([steps[1]]).isEmpty)
  }
}
