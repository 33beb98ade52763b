/// How far a rule, or a branch of it, was evaluated: never a silent pass (docs/domain/evaluation.md, 8).
public enum RuleStatus: String, Sendable, CaseIterable {
  case evaluated
  case partly = "evaluated_partial"
  case notEvaluated = "not_evaluated"
  case disabled = "disabled_by_config"
}

/// Why a rule was not evaluated, or in part only.
public struct RuleReason: Sendable, Equatable {
  /// The code used in files.
  public enum Code: String, Sendable, CaseIterable {
    case columnMissing = "COLUMN_MISSING"
    case columnEmpty = "COLUMN_EMPTY"
    case eventTypeAbsent = "EVENT_TYPE_ABSENT"
    case historyTooShort = "HISTORY_TOO_SHORT"
    case configurationMissing = "CONFIG_MISSING"
    /// Rows were left out: all of them, or more than a fifth.
    case inputExcluded = "INPUT_EXCLUDED"
    /// The relation holds no row at all, neither in the period nor before it.
    case noRows = "NO_ROWS"
    /// Users have more rows than are held at a time, and were not looked at.
    case tooManyRows = "TOO_MANY_ROWS"
    /// The report looks at chosen users, and the rule at everybody.
    case userFilter = "USER_FILTER"
    /// The rule holds sessions against events, and the two were read at two moments, by two clocks.
    case readApart = "READ_APART"
    /// The source has no live store.
    case liveStoreAbsent = "LIVE_STORE_ABSENT"
    /// A live store shows the present only, and the report is of another time.
    case liveStorePast = "LIVE_STORE_PAST"
    /// The live store could not be read to its end.
    case liveStoreUnread = "LIVE_STORE_UNREAD"
    /// Some values of the live store could not be read.
    case liveValuesUnreadable = "LIVE_VALUES_UNREADABLE"

    /// Whether a live store that should have been read was not, or not wholly.
    public var isLiveGap: Bool { self == .liveStoreUnread || self == .liveValuesUnreadable }
  }

  /// The code.
  public let code: Code
  /// What is missing: columns, types, a relation, a key of the configuration; of rows left out the percentage; a limit.
  public let detail: String

  /// A reason from its parts.
  public init(_ code: Code, _ detail: String) {
    self.code = code
    self.detail = detail
  }

  /// The reason that is told where there are several: what is chosen or configured stays so whatever the rows hold.
  static func first(of reasons: [RuleReason]) -> RuleReason? {
    let told = [Code.userFilter, .configurationMissing, .liveStoreAbsent].lazy.compactMap { code in
      reasons.first { $0.code == code }
    }
    return told.first ?? reasons.first
  }
}

/// Why a row of a rule's own input was left out, each row for one cause.
public enum RuleExclusion: String, Sendable, CaseIterable {
  /// It lacks the value rows are counted by.
  case nullKey = "null_key"
  /// Its reason says nothing of a wrong credential: configuration, consent, a step that was broken off.
  case excludedReason = "excluded_reason"
  /// The source's word for its reason is not mapped.
  case unmappedReason = "unmapped_reason"
  /// Nobody knows where it happened.
  case placeUnknown = "place_unknown"
  /// A session that could not be judged: no end, no address, or a host name.
  case sessionLeftOut = "session_left_out"
}

/// What became of one rule.
public struct RuleOutcome: Sendable {
  /// What became of one branch.
  public struct Branch: Sendable, Equatable {
    /// `a`, `b`, … or empty.
    public let id: String
    /// How far it was evaluated.
    public let status: RuleStatus
    /// Why not, or why in part.
    public let reason: RuleReason?
  }

  /// The rule.
  public let definition: RuleDefinition
  /// Its numbers in this run.
  public let values: [String: Int64]
  /// How far it was evaluated.
  public let status: RuleStatus
  /// Why not, or why in part.
  public let reason: RuleReason?
  /// Its branches.
  public let branches: [Branch]
  /// How many findings it reported.
  public let findings: Int
  /// Rows of the period of its own types that it left out, by cause; causes that did not occur are not listed.
  public let excluded: [RuleExclusion: Int]
  /// Findings taken out, by the list that took them.
  public let suppressed: [String: Int]
  /// Remarks with their numbers.
  public let remarks: [RuleRemark: Int]

  /// Rows of the period it would have counted but for a missing key.
  public var excludedNull: Int { excluded[.nullKey, default: 0] }
}
