package import Records
package import Analysis
import Documents

/// What the rules of a run reported, and how far each was evaluated.
package struct FindingRows {
  /// One row a finding, highest severity first.
  package let findings: TableRows
  /// The totals.
  package let totals: FindingTotals
  /// What became of every rule, in their order.
  package let outcomes: [RuleOutcome]
  /// What the rules were given.
  package let basis: RuleBasis
  /// The keyed digest of everything that was set, each rule's numbers included.
  package let settingsDigest: String
  /// What the sessions came to that the rules saw; nil when the source has none.
  package let sessions: SessionTotals?
  /// What the events came to that the rules saw; nil when the source has none.
  package let events: EventTotals?

  /// Required rules that could not be evaluated, or are switched off.
  package var missingRequired: [String] {
    outcomes.filter { outcome in
      basis.settings.required.contains(outcome.definition.id)
        && (outcome.status == .notEvaluated || outcome.status == .disabled)
    }.map(\.definition.id)
  }
}
