package import Analysis
import Documents
package import Messages
import Model
package import Records

/// Writes down what the rules report, finding by finding.
package final class FindingRecorder {
  private let context: RowContext
  private let words: @Sendable (Language) -> TextCatalog
  private let folder: String
  private let digest: @Sendable ([String]) -> String
  private let decisions: FindingDecisions
  private let rows: SortedTableRows
  private let reviewedRows: SortedTableRows
  private let users: FindingUsers
  private var totals = FindingTotals()
  private var reviewed = ReviewedFindings()

  /// Nothing recorded yet, with the decisions that the archive holds.
  ///
  /// `words` are those of every language, the rows will lie in `folder`, and `digest` is the keyed digest of several
  /// texts in hexadecimal digits.
  package init(
    _ context: RowContext, words: @escaping @Sendable (Language) -> TextCatalog, folder: String,
    decisions: FindingDecisions = .none, digest: @escaping @Sendable ([String]) -> String
  ) {
    self.decisions = decisions
    self.context = context
    self.words = words
    self.folder = folder
    self.digest = digest
    rows = SortedTableRows(in: folder)
    reviewedRows = SortedTableRows(in: folder)
    users = FindingUsers(context, folder: folder)
  }

  /// A finding as it was recorded.
  package struct Recorded {
    /// Its identifier.
    let id: String
    /// What people have decided on it.
    let decision: DecisionState
  }

  /// Records a finding of a rule that ran with the given numbers, and gives what it is known by.
  @discardableResult
  package func record(
    _ definition: RuleDefinition, _ values: [String: Int64], _ finding: Finding
  ) throws -> Recorded {
    let identity = FindingIdentity(definition, finding)
    let (id, repeatKey) = (digest(identity.parts), identity.repeatParts.map(digest))
    let standing = decisions.standing(
      of: identity, id: id, repeatKey: repeatKey, first: finding.first, in: context.zone)
    let recorded = Recorded(id: id, decision: DecisionState(standing))
    if let standing { reviewed.add(standing, finding.severity) }
    totals.add(definition.id, finding, context.zone.localTime(at: finding.last))
    try users.add(definition.id, finding)
    guard context.mask.level.showsPersons else { return recorded }
    // Highest severity first, then by time; the rest only makes the order total.
    let order = [
      finding.first.iso8601, definition.id, finding.branch, finding.key.value.text, finding.last.iso8601, id,
    ]
    let listed = ListedFinding(
      definition: definition, values: values, finding: finding, id: id, repeatKey: repeatKey, standing: standing,
      context: context, bothWords: words)
    let place = order.map { Identifier($0) }
    try rows.append(descending: Int64(finding.severity.rawValue), order: place) { row in
      FindingListing.table.fill(&row, listed)
    }
    guard let standing else { return recorded }
    let decided = ReviewedFinding(rule: definition, finding: finding, id: id, standing: standing, context: context)
    try reviewedRows.append(descending: Int64(finding.severity.rawValue), order: place) { row in
      ReviewedFindingListing.table.fill(&row, decided)
    }
    return recorded
  }

  /// The rows and totals, with what became of every rule.
  package func finish(
    _ outcomes: [RuleOutcome], incidents: IncidentRows, provenance: RuleProvenance, sessions: SessionTotals?,
    events: EventTotals?
  ) throws -> FindingRows {
    let findings = try rows.finish { id, row in FindingListing.fill(&row, incidents.incident(ofFinding: id)) }
    let users = try users.finish()
    reviewed.rows = try reviewedRows.finish()
    reviewed.unused = decisions.reviews.unused
    reviewed.otherKeys = decisions.unmatchedCount
    return FindingRows(
      findings: findings, reviewed: reviewed, users: users.rows, userCount: users.count, incidents: incidents,
      totals: totals,
      outcomes: outcomes, provenance: provenance,
      settingsDigest: digest(["settings"] + provenance.canonicalParts(outcomes)), sessions: sessions, events: events)
  }
}

/// What the rules of a run reported, and how far each was evaluated.
package struct FindingRows {
  /// One row a finding, highest severity first.
  package let findings: TableRows
  /// What was decided on them before.
  package let reviewed: ReviewedFindings
  /// One row a user with findings, those with the gravest first; empty where no person is shown.
  package let users: TableRows
  /// How many users have findings.
  package let userCount: Int
  /// The incidents they come to.
  package let incidents: IncidentRows
  /// The totals.
  package let totals: FindingTotals
  /// What became of every rule, in their order.
  package let outcomes: [RuleOutcome]
  /// What the rules were given.
  package let provenance: RuleProvenance
  /// The keyed digest of everything that was set, each rule's numbers included.
  package let settingsDigest: String
  /// What the sessions came to that the rules saw; nil when the source has none.
  package let sessions: SessionTotals?
  /// What the events came to that the rules saw; nil when the source has none.
  package let events: EventTotals?

  /// Whether a live store that should have been compared could not be read, or not wholly.
  package var hasLiveGap: Bool { outcomes.contains { $0.reason?.code.isLiveGap ?? false } }

  /// Required rules that could not be evaluated, or are switched off.
  package var missingRequired: [String] {
    outcomes.filter { outcome in
      provenance.settings.required.contains(outcome.definition.id)
        && (outcome.status == .notEvaluated || outcome.status == .disabled)
    }.map(\.definition.id)
  }
}
