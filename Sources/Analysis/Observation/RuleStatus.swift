/// How far a rule, or a branch of it, was evaluated: never a silent pass (docs/domain/evaluation.md, 8).
package enum RuleStatus: String, Sendable, CaseIterable {
  case evaluated
  case partly = "evaluated_partial"
  case notEvaluated = "not_evaluated"
  case disabled = "disabled_by_config"
}

/// Why a rule was not evaluated, or in part only.
package struct RuleReason: Sendable, Equatable {
  /// The code used in files.
  package enum Code: String, Sendable, CaseIterable {
    case columnMissing = "COLUMN_MISSING"
    case columnEmpty = "COLUMN_EMPTY"
    case eventTypeAbsent = "EVENT_TYPE_ABSENT"
    case historyTooShort = "HISTORY_TOO_SHORT"
    case configurationMissing = "CONFIG_MISSING"
    /// More than a fifth of the rows had no key.
    case nullKeys = "NULL_KEYS"
    /// Users have more rows than are held at a time, and were not looked at.
    case tooManyRows = "TOO_MANY_ROWS"
    /// The report looks at chosen users, and the rule at everybody.
    case userFilter = "USER_FILTER"
  }

  /// The code.
  package let code: Code
  /// What is missing: columns, types, a key of the configuration; of rows without a key the percentage; a limit.
  package let detail: String

  /// A reason from its parts.
  package init(_ code: Code, _ detail: String) {
    self.code = code
    self.detail = detail
  }
}

/// What became of one rule.
package struct RuleOutcome: Sendable {
  /// What became of one branch.
  package struct Branch: Sendable, Equatable {
    /// `a`, `b`, … or empty.
    package let id: String
    /// How far it was evaluated.
    package let status: RuleStatus
    /// Why not, or why in part.
    package let reason: RuleReason?
  }

  /// The rule.
  package let definition: RuleDefinition
  /// Its numbers in this run.
  package let values: [String: Int64]
  /// How far it was evaluated.
  package let status: RuleStatus
  /// Why not, or why in part.
  package let reason: RuleReason?
  /// Its branches.
  package let branches: [Branch]
  /// How many findings it reported.
  package let findings: Int
  /// Rows of the period it would have counted but for a missing key.
  package let excludedNull: Int
  /// Findings taken out, by the list that took them.
  package let suppressed: [String: Int]
  /// Remarks with their numbers.
  package let remarks: [RuleRemark: Int]
}
