import Analysis
import Messages
import Model
import Support

/// One finding of a rule, as a test writes it down: its moments in microseconds, nil where its rows have none.
struct LoggedFinding {
  let rule: RuleDefinition
  let severity: Severity
  let user: String?
  let first: Int64?
  let last: Int64?

  func finding(_ evidence: EvidenceList) -> Finding {
    Finding(
      severity: severity, key: user.map { .user(identifier($0)) } ?? .tenant,
      first: first.map { Instant(microseconds: $0) } ?? .infinity,
      last: last.map { Instant(microseconds: $0) } ?? .infinity, evidence: evidence,
      sentence: FindingSentence(rule: "X01", name: "x"))
  }
}

/// Findings of a few rules about a few users, in no order.
enum RandomFindings {
  static func make(_ period: SteppedPeriod, _ random: inout FixedGenerator) -> [LoggedFinding] {
    let rules = RuleList.all.prefix(random.number(1...14)).map { $0.definition }
    let timelessRule = random.chance(40) ? rules[0].id : nil
    return (0..<random.number(0...60)).map { _ in
      let rule = random.one(of: rules)
      let last = random.number(0...period.counted - 1)
      let first = random.number(-period.count...last)
      let isTimeless = random.chance(5) || rule.id == timelessRule
      return LoggedFinding(
        rule: rule, severity: random.one(of: Severity.allCases),
        user: random.one(of: [nil, "1", "10", "2", "ç", "a", "Z"]),
        first: isTimeless ? nil : period.moment(first), last: isTimeless ? nil : period.moment(last))
    }
  }
}
