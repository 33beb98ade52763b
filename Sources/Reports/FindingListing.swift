import Records
import Analysis
import Documents
import Messages
import Model

/// The table of findings: its columns and how a finding becomes a row.
enum FindingListing {
  static func columns(_ words: TextCatalog) -> [Column] {
    let shown: Set<Output> = [.workbook, .paged, .csv]
    let sheet: Set<Output> = [.workbook, .csv]
    func column(
      _ name: ColumnName, _ kind: Column.Kind, _ width: Int, _ outputs: Set<Output>, choices: [String] = []
    ) -> Column {
      var column = Column.named(name, words, kind, width: width, in: outputs)
      column.choices = choices
      return column
    }
    let reviews = [words[.reviewOpen], words[.reviewConfirmed], words[.reviewExplained], words[.reviewFalsePositive]]
    return [
      column(.rowNumber, .integer, 7, shown), column(.severity, .severity, 10, shown.union([.json])),
      column(.rule, .text, 6, shown.union([.json])), column(.ruleName, .text, 26, sheet),
      column(.branch, .text, 5, sheet.union([.json])), column(.observation, .text, 48, shown),
      column(.key, .text, 20, shown), column(.first, .moment, 19, shown.union([.json])),
      column(.last, .moment, 19, shown.union([.json])), column(.continues, .text, 8, sheet),
      column(.evidenceCount, .integer, 8, shown.union([.json])), column(.measured, .text, 40, sheet),
      column(.thresholds, .text, 28, sheet), column(.mitigations, .text, 16, sheet),
      column(.evidence, .text, 40, sheet),
      column(.evidenceDigest, .text, 24, sheet.union([.json])), column(.findingID, .text, 24, sheet),
      column(.humanReview, .text, 20, [.workbook], choices: reviews), column(.reviewer, .text, 16, [.workbook]),
      column(.decidedAt, .text, 18, [.workbook]),
      column(.breachCandidate, .text, 14, [.workbook], choices: [words[.yes], words[.no], words[.reviewOpen]]),
    ] + machineColumns
  }

  /// What only the JSON copy has, under the names of its contract.
  private static let machineColumns: [Column] = [
    ("id", Column.Kind.text), ("version", .integer), ("key", .text), ("key_kind", .text), ("continues", .json),
    ("evidence", .json),
    ("measured", .json), ("thresholds", .json), ("mitigations", .json), ("text", .json),
  ].map { Column(id: $0.0, title: "", kind: $0.1, width: 1, outputs: [.json]) }

  /// The cells after the row's number, in the order of the columns.
  static func cells(
    _ definition: RuleDefinition, _ values: [String: Int64], _ finding: Finding, id: String, _ context: RowContext
  ) -> [Cell] {
    let words = context.words
    let language = context.language
    let thresholds = FindingText.thresholds(definition, values)
    let measured = finding.measured.map { ($0.name, FindingText.value($0.value, context)) }
    let evidence = FindingText.evidence(finding.evidence, context)
    let shortened = finding.evidence.count > evidence.count ? " … " : ", "
    let parts = finding.evidence.count > evidence.count ? [evidence.prefix(25), evidence.suffix(25)] : [evidence[...]]
    return [
      .severity(finding.severity), .text(definition.id), .text(definition.title[language]),
      finding.branch.isEmpty ? .empty : .text(finding.branch), .text(finding.text[language]),
      FindingText.subject(finding.key, context), context.moment(finding.first), context.moment(finding.last),
      finding.continues ? .text(words[.yes]) : .empty, .integer(Int64(finding.evidence.count)),
      .text(measured.map { "\($0.0) = \(FindingText.plain($0.1))" }.joined(separator: "; ")),
      .text(FindingText.numbers(definition, values, language)),
      finding.mitigations.isEmpty ? .empty : .text(finding.mitigations.joined(separator: ", ")),
      .text(parts.map { $0.joined(separator: ", ") }.joined(separator: shortened)),
      .text(finding.evidence.sha256),
      .text(id), .empty, .empty, .empty, .empty, .text(id), .integer(Int64(definition.version)),
      FindingText.key(finding.key, context), .text(finding.key.kind.rawValue),
      .json(finding.continues ? "true" : "false"),
      .json(FindingText.inline(.array(evidence.map { .string($0) }))),
      .json(FindingText.inline(.object(measured.map { .init($0.0, $0.1) }))),
      .json(FindingText.inline(.object(thresholds))),
      .json(FindingText.inline(.array(finding.mitigations.map { .string($0) }))),
      .json(
        FindingText.inline(.object([.init("tr", .string(finding.text.tr)), .init("en", .string(finding.text.en))]))),
    ]
  }
}
