// Which columns documents over all sources have.

extension ColumnName {
  /// Whether a management summary has the column.
  var isOfManagement: Bool {
    switch self {
    case .indicator, .formula, .target, .actual, .previousActual, .indicatorState, .responsible, .basedOn, .sourceName,
      .unknownBecause, .month, .readState, .document, .reportCode, .documentPeriod, .rule, .ruleName, .severityCritical,
      .severityHigh, .severityMedium, .severityLow, .severityInfo, .decisionNone, .decisionOpen, .decisionExpired,
      .decisionUnderReview, .decisionConfirmed, .decisionExplained, .decisionFalsePositive, .decisionRepeat,
      .decisionSevereOpen, .decisionBreach:
      true
    default: false
    }
  }
}
