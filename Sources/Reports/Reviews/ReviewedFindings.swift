import Analysis
import Documents
import Messages
import Model
package import Records

/// What was decided before on the findings of a document: how many there are of each state, and one row each.
package struct ReviewedFindings: Sendable {
  /// How many findings there are of each state.
  package var states: [FindingReviews.State: Int64] = [:]
  /// The same of those of severity high or critical.
  package var severeStates: [FindingReviews.State: Int64] = [:]
  /// How many findings a decision marks as possible breaches of personal data.
  package var breaches: Int64 = 0
  /// The rows, in the order of the findings; none where no person is shown.
  package var rows: TableRows?
  /// The names of records that could not be used.
  package var unused: [String] = []
  /// How many decisions were made with a key that is not known.
  package var otherKeys = 0

  /// Nothing decided.
  package init() {}

  mutating func add(_ standing: FindingReviews.Standing, _ severity: Severity) {
    states[standing.state, default: 0] += 1
    if severity >= .high { severeStates[standing.state, default: 0] += 1 }
    if standing.review.breach == .yes { breaches += 1 }
  }
}

/// A finding with what was decided on it.
struct ReviewedFinding {
  let rule: RuleDefinition
  let finding: Finding
  let id: String
  let standing: FindingReviews.Standing
  let context: RowContext
}

/// The table of findings that were decided on before.
enum ReviewedFindingListing {
  /// The rows' numbers come before.
  static let table = TableColumns<ReviewedFinding>([
    .init(.severity, .severity, 10) { .severity($0.finding.severity) },
    .init(.rule, .text, 6) { .text($0.rule.id) },
    .init(.key, .text, 20, for: .readers) { FindingText.subject($0.finding.key, $0.context) },
    .init(.last, .moment, 17) { $0.context.moment($0.finding.last) },
    .init(.reviewState, .text, 18, for: .readers) { .text($0.context.words[$0.standing.state.word]) },
    .init(.reviewDecision, .text, 14, for: .readers) { .text($0.context.words[$0.standing.review.decision.word]) },
    .init(.reviewedBy, .text, 16) { .text(ReviewText.reviewer($0.standing, $0.context.mask)) },
    .init(.reviewedAt, .moment, 17) { $0.context.moment($0.standing.review.decidedAt) },
    .init(.validUntil, .date, 11) { $0.standing.review.until.map { .date($0) } ?? .empty },
    .init(.statedReason, .text, 28) { ReviewText.reason($0.standing, $0.context.mask, $0.context.words) },
    .init(.statedBreach, .text, 8, for: .readers) { row in
      row.standing.review.breach.map { .text(row.context.words[$0.word]) } ?? .empty
    },
    .init(.reviewedDocument, .text, 17) { .text($0.standing.document) },
    .init(.findingID, .text, 34, for: .readersWithRoomAndPrograms) { .text($0.id) },
    .init(machine: "state", .text) { .text($0.standing.state.rawValue) },
    .init(machine: "decision", .text) { .text($0.standing.review.decision.rawValue) },
    .init(machine: "breach_candidate", .text) { $0.standing.review.breach.map { .text($0.rawValue) } ?? .empty },
  ])
}

/// How decisions are written.
enum ReviewText {
  /// Who decided: as written, as those are who sign; a pseudonym where the document has such.
  static func reviewer(_ standing: FindingReviews.Standing, _ mask: Mask) -> String {
    mask.level == .M0 || mask.level == .M1 ? standing.review.reviewer : mask.userName(standing.review.reviewer)
  }

  /// Why; not where the document hides more than the one whose reader wrote it, since reasons may name people.
  static func reason(_ standing: FindingReviews.Standing, _ mask: Mask, _ words: TextCatalog) -> Cell {
    guard let reason = standing.review.reason else { return .empty }
    guard mask.level.rawValue <= standing.mask.rawValue else {
      return .text(words(ReviewWordKey.withheld, ["mask": standing.mask.rawValue]))
    }
    return .text(reason)
  }

  /// The decision in a few words: `Açıklaması var; son gün 31.12.2026`.
  static func short(_ standing: FindingReviews.Standing, _ context: RowContext) -> String {
    let word = context.words[standing.review.decision.word]
    guard let until = standing.review.until else { return word }
    let parts = until.parts
    let day =
      context.language == .tr
      ? "\(padded(parts.day, 2)).\(padded(parts.month, 2)).\(padded(parts.year, 4))" : until.iso8601
    let key: ReviewWordKey = standing.state == .expired ? .wordExpired : .wordUntil
    return context.words(key, ["decision": word, "until": day])
  }

  /// How many findings of earlier documents were decided on, by what came of it.
  static func counts(_ found: ArchiveHistory.OpenFindings, _ context: SectionContext) -> [String: String] {
    [
      "judged": context.count(found.count(.judged)), "repeats": context.count(found.count(.repeated)),
      "confirmed": context.count(found.count(.confirmed)),
    ]
  }

  /// The decision for programs.
  static func json(_ standing: FindingReviews.Standing?) -> JSONValue {
    guard let standing else { return .null }
    return .object([
      .init("state", .string(standing.state.rawValue)),
      .init("decision", .string(standing.review.decision.rawValue)),
      .init("until", standing.review.until.map { .string($0.iso8601) } ?? .null),
      .init("document", .string(standing.document)),
    ])
  }
}
