import Analysis
import Model

/// What all findings of a report come to.
package struct FindingTotals: Sendable {
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

  init() {}

  mutating func add(_ rule: String, _ finding: Finding, _ local: LocalTime) {
    count += 1
    severities[finding.severity.rawValue] += 1
    rules[rule, default: 0] += 1
    ruleSeverities[rule, default: Array(repeating: 0, count: Severity.allCases.count)][finding.severity.rawValue] += 1
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
