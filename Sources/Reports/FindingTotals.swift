import Analysis
import Model

/// What all findings of a report come to.
package struct FindingTotals: Sendable {
  /// What one user's findings come to.
  struct UserFindings: Sendable {
    /// By severity, in the order of ``Severity``.
    var severities = Array(repeating: Int64(0), count: Severity.allCases.count)
    /// The rules, in order.
    var rules: Set<String> = []
    /// The begin of the first.
    var first = Instant.infinity
    /// The end of the last.
    var last = Instant.minusInfinity

    mutating func add(_ rule: String, _ finding: Finding) {
      severities[finding.severity.rawValue] += 1
      rules.insert(rule)
      // Rows without a time have no place on a clock.
      guard finding.last.isMeaningful else { return }
      first = min(first, finding.first)
      last = max(last, finding.last)
    }

    /// For sorting: findings of the highest severity weigh most.
    var weight: Int64 {
      severities.reversed().reduce(0) { $0 << 12 | min($1, 4095) }
    }
  }

  /// All findings.
  package private(set) var count = 0
  /// By severity, in the order of ``Severity``.
  package private(set) var severities = Array(repeating: Int64(0), count: Severity.allCases.count)
  /// By rule.
  private(set) var rules: [String: Int64] = [:]
  /// By rule, those that go on at the end of the period: their last trigger is no end.
  private(set) var continuing: [String: Int64] = [:]
  /// The same by severity, in the order of ``Severity``.
  private(set) var continuingSeverities = Array(repeating: Int64(0), count: Severity.allCases.count)
  /// By rule and severity, in the order of ``Severity``.
  private(set) var ruleSeverities: [String: [Int64]] = [:]
  /// By rule and local day of the last trigger; those that go on are not among them.
  private(set) var days: [String: [CivilDate: Int64]] = [:]
  /// By severity and local hour of the last trigger; those that go on are not among them.
  private(set) var hours = Array(repeating: Array(repeating: Int64(0), count: 24), count: Severity.allCases.count)
  /// By rule and local hour of the last trigger; those that go on are not among them.
  private(set) var ruleHours: [String: [Int64]] = [:]
  /// By user key.
  private(set) var users: [Identifier: UserFindings] = [:]

  init() {}

  mutating func add(_ rule: String, _ finding: Finding, _ local: LocalTime) {
    count += 1
    severities[finding.severity.rawValue] += 1
    rules[rule, default: 0] += 1
    ruleSeverities[rule, default: Array(repeating: 0, count: Severity.allCases.count)][finding.severity.rawValue] += 1
    if finding.key.kind == .user { users[finding.key.value, default: UserFindings()].add(rule, finding) }
    if finding.continues {
      continuing[rule, default: 0] += 1
      continuingSeverities[finding.severity.rawValue] += 1
      return
    }
    guard finding.last.isMeaningful else { return }
    let hour = local.time.hour
    days[rule, default: [:]][local.date, default: 0] += 1
    hours[finding.severity.rawValue][hour] += 1
    ruleHours[rule, default: Array(repeating: 0, count: 24)][hour] += 1
  }
}
