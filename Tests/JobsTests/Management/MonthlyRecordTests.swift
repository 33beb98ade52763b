import Documents
@testable import Jobs
import Model
import Reports
import Support
import Testing

/// What the monthly records say of a month, and what they leave unknown: a number is taken, or a reason stands there.
@Suite struct MonthlyRecordTests {
  private static func reasons(_ value: ManagementValue) -> [ManagementValue.Gap.Reason] { value.gaps.map(\.reason) }

  @Test func `a drill that failed misses the target, and none that was held meets nothing`() throws {
    var failed = try SampleMonth()
    try failed.issue("YDK", counts: ["failed_tests": .integer(1), "tests": .integer(3)])
    let (value, state) = try failed.value(.drillsFailed)
    #expect(value.least == 1 && value.whole == 3 && state == .missed && value.documents == ["2026/YDK-000001"])
    var held = try SampleMonth()
    try held.issue("YDK", counts: ["failed_tests": .integer(0), "tests": .integer(2)])
    #expect(try held.value(.drillsFailed).state == .met)
    var none = try SampleMonth()
    try none.issue("YDK", counts: ["failed_tests": .integer(0), "tests": .integer(0)])
    #expect(try none.value(.drillsFailed).state == .none)
    var silent = try SampleMonth()
    try silent.issue("YDK")
    #expect(try silent.value(.drillsFailed).state == .unknown)
    #expect(try SampleMonth().value(.drillsFailed).state == .unknown)
  }

  @Test func `documents without a time stamp are counted only where an authority was named`() throws {
    var stamping = try SampleMonth()
    let counts: [String: JSONValue] = ["unstamped": .integer(2), "sealed": .integer(40), "damages": .integer(0)]
    try stamping.issue("MHR", counts: counts, head: ["stamping": .bool(true)], tables: ["seals": []])
    let (value, state) = try stamping.value(.unstamped)
    #expect(value.least == 2 && value.whole == 40 && state == .missed)
    var without = try SampleMonth()
    try without.issue("MHR", counts: counts, head: ["stamping": .bool(false)], tables: ["seals": []])
    let unknown = try without.value(.unstamped)
    #expect(unknown.state == .unknown && Self.reasons(unknown.value) == [.noAuthority])
  }

  @Test func `records beyond their time are counted of those with a rule, and what is not counted is told`() throws {
    let rows = [
      #"{ "retention_rule": "r1", "kept_rows": 70 }"#, #"{ "retention_rule": "r2", "kept_rows": 30 }"#,
      #"{ "retention_rule": "", "kept_rows": 500 }"#,
    ]
    func month(_ overdue: Int64, unread: Int64 = 0, without: Int64 = 0, undated: Int64 = 0) throws -> SampleMonth {
      var month = try SampleMonth()
      try month.issue(
        "SKL",
        counts: [
          "overdue": .integer(overdue), "unread": .integer(unread), "without_rule": .integer(without),
          "undated": .integer(undated),
        ], tables: ["retention_status": rows])
      return month
    }
    let (value, state) = try month(4).value(.retentionOverdue)
    #expect(value.least == 4 && value.whole == 100 && state == .missed && value.gaps == [])
    #expect(try month(0).value(.retentionOverdue).state == .met)
    let partly = try month(0, unread: 1, without: 500, undated: 2).value(.retentionOverdue)
    #expect(partly.state == .partly && Self.reasons(partly.value) == [.uncounted, .withoutRule, .undated])
    // Where no rules are configured there is no record, and nothing is met.
    let none = try SampleMonth().value(.retentionOverdue)
    #expect(none.state == .unknown && Self.reasons(none.value) == [.noRules])
  }

  @Test func `clear values without an approval are counted of all documents with clear values`() throws {
    func month(_ all: Int64, _ approvals: [String]?) throws -> SampleMonth {
      var month = try SampleMonth()
      let rows = approvals.map { ["trail_unmasked": $0] } ?? [:]
      try month.issue(
        "RIZ", counts: ["unmasked": .integer(all), "failed_runs": .integer(0), "runs": .integer(9)], tables: rows)
      return month
    }
    let rows = [
      #"{ "approval": "–" }"#, #"{ "approval": "" }"#, #"{ "document": "2026/OTR-000001" }"#,
      #"{ "approval": "2026/0001" }"#,
    ]
    let (value, state) = try month(4, rows).value(.unapproved)
    #expect(value.least == 3 && value.whole == 4 && state == .missed, "\(value)")
    #expect(try month(1, [rows[3]]).value(.unapproved).state == .met)
    #expect(try month(0, nil).value(.unapproved).state == .none)
    let counted = try month(2, nil).value(.unapproved)
    #expect(counted.state == .unknown && Self.reasons(counted.value) == [.countsOnly])
  }

  @Test(arguments: [(ManagementSummary.Indicator.breachesLate, "IHL"), (.authoritiesLate, "ADL")])
  func `answers are late from the moment the ledger names on`(
    indicator: ManagementSummary.Indicator, code: String
  ) throws {
    let end = SampleMonth.moment("2026-10-10T12:00:00Z")
    func question(_ reference: String, _ late: Instant?) -> [JSONValue.Member] {
      [
        .init(
          "question",
          .object([
            .init("reference", .string(reference)), .init("received_at", .null),
            .init("late_from", late.map { .string($0.iso8601) } ?? .null),
          ]))
      ]
    }
    var month = try SampleMonth()
    try month.issue(code, at: end.advanced(by: -1), facts: question("1", end))
    #expect(try month.value(indicator).state == .met)
    try month.issue(code, at: end, facts: question("2", end))
    let (value, state) = try month.value(indicator)
    #expect(value.least == 1 && value.whole == 2 && state == .missed)
    // A second answer to the same letter is no other one, and one of November is of November.
    try month.issue(code, at: end.advanced(by: 99), facts: question("1", end))
    try month.issue(code, at: SampleMonth.after, facts: question("3", end))
    #expect(try month.value(indicator).value.whole == 2)
    // One that says no deadline is not in time.
    var open = try SampleMonth()
    try open.issue(code, at: end, facts: question("4", nil))
    let unknown = try open.value(indicator)
    #expect(unknown.state == .partly && Self.reasons(unknown.value) == [.noDeadline])
  }
}
