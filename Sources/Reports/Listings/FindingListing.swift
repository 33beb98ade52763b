import Analysis
import Documents
import Messages
import Model
import Records

/// A finding as the table of findings lists it.
struct ListedFinding {
  let definition: RuleDefinition
  /// The numbers the rule ran with.
  let values: [String: Int64]
  let finding: Finding
  let id: String
  /// The digest that repeats of it share; nil where it is about the whole source.
  var repeatKey: String?
  /// What was decided on it before.
  var standing: FindingReviews.Standing?
  let context: RowContext
  /// The words of every language: the JSON copy says it in both.
  let bothWords: @Sendable (Language) -> TextCatalog

  fileprivate var measured: [(name: String, value: JSONValue)] {
    finding.measured.map { ($0.name, FindingText.value($0.value, context)) }
  }

  fileprivate var evidence: [String] { FindingText.evidence(finding.evidence, context) }

  /// The first and last rows of the evidence, a gap between them where more are not listed.
  fileprivate var shownEvidence: String {
    let evidence = evidence
    let isCut = finding.evidence.count > evidence.count
    let parts = isCut ? [evidence.prefix(25), evidence.suffix(25)] : [evidence[...]]
    return parts.map { $0.joined(separator: ", ") }.joined(separator: isCut ? " … " : ", ")
  }
}

/// The table of findings.
enum FindingListing {
  private static let reviews = FindingReview.Decision.allCases.map(\.word)
  /// What a person may answer to whether a finding may be a data breach.
  static let breachAnswers = FindingReview.BreachAnswer.allCases.map(\.word)

  /// The columns of the document: the rows' numbers, the incident of each, and those of the table.
  static func columns(_ words: TextCatalog) -> [Column] {
    var columns = table.numbered(words)
    columns.insert(contentsOf: incident.columns(words), at: 1)
    return columns
  }

  /// Adds the cells of the incident that a finding belongs to.
  static func fill(_ row: inout TableRowBuilder, _ found: (number: Int64, id: String)?) { incident.fill(&row, found) }

  /// What is known once all findings are.
  private static let incident = TableColumns<(number: Int64, id: String)?>([
    .init(.incident, .integer, 7, for: .readersWithRoom) { $0.map { .integer($0.number) } ?? .empty },
    .init(machine: "incident", .text) { $0.map { .text($0.id) } ?? .empty },
  ])

  /// The rows' numbers, and the incident's, come before.
  static let table = TableColumns<ListedFinding>([
    .init(.severity, .severity, 10) { .severity($0.finding.severity) },
    .init(.rule, .text, 6) { .text($0.definition.id) },
    .init(.ruleName, .text, 26, for: .readersWithRoom) { .text($0.context.words.title($0.definition)) },
    .init(.branch, .text, 5, for: .readersWithRoomAndPrograms) {
      $0.finding.branch.isEmpty ? .empty : .text($0.finding.branch)
    },
    .init(.observation, .text, 48, for: .readers) {
      .text($0.context.words.sentence($0.finding.sentence, $0.context.language))
    },
    .init(.key, .text, 20, for: .readers) { FindingText.subject($0.finding.key, $0.context) },
    .init(.first, .moment, 19) { $0.context.moment($0.finding.first) },
    .init(.last, .moment, 19) { $0.context.moment($0.finding.last) },
    .init(.continues, .text, 8, for: .readersWithRoom) {
      $0.finding.continues ? .text($0.context.words[.yes]) : .empty
    },
    .init(.evidenceCount, .integer, 8) { .integer(Int64($0.finding.evidence.count)) },
    .init(.measured, .text, 58, for: .readersWithRoom) {
      .text(MeasureText.of($0.finding.measured, $0.context))
    },
    .init(.thresholds, .text, 44, for: .readersWithRoom) {
      .text(FindingText.numbers($0.definition, $0.values, $0.context.words, $0.context.language))
    },
    .init(.mitigations, .text, 16, for: .readersWithRoom) {
      $0.finding.mitigations.isEmpty
        ? .empty
        : .text(
          $0.finding.mitigations.map { [words = $0.context.words] in words.name(mitigation: $0) }.joined(
            separator: ", "))
    },
    .init(.evidence, .text, 58, for: .readersWithRoom) { .text($0.shownEvidence) },
    .init(.evidenceDigest, .text, 34, for: .readersWithRoomAndPrograms) { .text($0.finding.evidence.sha256) },
    .init(.findingID, .text, 34, for: .readersWithRoom) { .text($0.id) },
    .init(.repeatKey, .text, 34, for: .readersWithRoomAndPrograms) { row in row.repeatKey.map { .text($0) } ?? .empty },
    .init(.earlierReview, .text, 30, for: .readersWithRoom) { row in
      row.standing.map { .text(ReviewText.short($0, row.context)) } ?? .empty
    },
    .form(.humanReview, 20, choices: reviews), .form(.reviewer, 16), .form(.decidedAt, 18),
    .form(.breachCandidate, 14, choices: breachAnswers), .form(.reviewReason, 40), .form(.reviewUntil, 14),
    .init(machine: "id", .text) { .text($0.id) },
    .init(machine: "version", .integer) { .integer(Int64($0.definition.version)) },
    .init(machine: "key", .text) { FindingText.key($0.finding.key, $0.context) },
    .init(machine: "key_kind", .text) { .text($0.finding.key.kind.rawValue) },
    .init(machine: "continues", .json) { .json($0.finding.continues ? "true" : "false") },
    .init(machine: "evidence", .json) {
      .json(FindingText.inline(.array($0.evidence.map { .string($0) })))
    },
    .init(machine: "measured", .json) {
      .json(FindingText.inline(.object($0.measured.map { .init($0.name, $0.value) })))
    },
    .init(machine: "thresholds", .json) {
      .json(FindingText.inline(.object(FindingText.thresholds($0.definition, $0.values))))
    },
    .init(machine: "mitigations", .json) {
      .json(FindingText.inline(.array($0.finding.mitigations.map { .string($0) })))
    },
    .init(machine: "review", .json) { .json(FindingText.inline(ReviewText.json($0.standing))) },
    .init(machine: "text", .json) { row in
      let texts = Language.allCases.map { language in
        JSONValue.Member(
          language.rawValue, .string(row.bothWords(language).sentence(row.finding.sentence, language)))
      }
      return .json(FindingText.inline(.object(texts)))
    },
  ])
}
