import Records
import Messages
import Analysis
import Documents
import Model

/// The table of rules: how far each was evaluated, with which numbers, and what came of it.
enum RuleTable {
  static func columns(_ words: TextCatalog) -> [Column] {
    let shown: Set<Output> = [.workbook, .paged, .csv]
    let sheet: Set<Output> = [.workbook, .csv]
    return [
      .named(.rule, words, .text, width: 6, in: shown), .named(.ruleName, words, .text, width: 34, in: shown),
      .named(.ruleStatus, words, .text, width: 36, in: shown), .named(.findings, words, .integer, width: 9, in: shown),
      .named(.excludedNull, words, .integer, width: 11, in: shown),
      .named(.suppressed, words, .integer, width: 10, in: shown),
      .named(.thresholds, words, .text, width: 50, in: shown),
      .named(.reasonCode, words, .text, width: 20, in: sheet),
      .named(.techniques, words, .text, width: 20, in: sheet), .named(.remarks, words, .text, width: 34, in: sheet),
    ] + machineColumns
  }

  private static let machineColumns: [Column] = [
    ("id", Column.Kind.text), ("version", .integer), ("required", .json), ("status", .text), ("reason", .text),
    ("detail", .text),
    ("findings", .integer), ("excluded_null", .integer), ("suppressed", .integer), ("suppressed_by", .json),
    ("thresholds", .json), ("remarks", .json), ("branches", .json), ("techniques", .json),
  ].map { Column(id: $0.0, title: "", kind: $0.1, width: 1, outputs: [.json]) }

  /// One row a rule; their counts are parts of what all rules come to.
  static func rows(_ outcomes: [RuleOutcome], _ context: SectionContext) -> [[Cell]] {
    let findings = context.countCells(outcomes.map { Int64($0.findings) })
    let excluded = context.countCells(outcomes.map { Int64($0.excludedNull) })
    let suppressed = context.countCells(outcomes.map { Int64($0.suppressed.values.reduce(0, +)) })
    return outcomes.indices.map { index in
      cells(outcomes[index], [findings[index], excluded[index], suppressed[index]], context)
    }
  }

  private static func cells(_ outcome: RuleOutcome, _ counts: [Cell], _ context: SectionContext) -> [Cell] {
    let words = context.words
    let definition = outcome.definition
    let thresholds = FindingText.thresholds(definition, outcome.values)
    let isRequired = context.findings?.basis.settings.required.contains(definition.id) ?? false
    let remarks = RuleRemark.allCases.compactMap { remark in outcome.remarks[remark].map { (remark, Int64($0)) } }
    let remarkTexts = remarks.map { "\(words.name($0.0)): \(context.count($0.1))" }
    return [
      .text(definition.id), .text(definition.title[context.facts.language]), .text(status(outcome, context)),
      counts[0], counts[1], counts[2],
      .text(FindingText.numbers(definition, outcome.values, context.facts.language)),
      outcome.reason.map { .text($0.code.rawValue) } ?? .empty, .text(definition.techniques.joined(separator: ", ")),
      .text(remarkTexts.joined(separator: "; ")), .text(definition.id),
      .integer(Int64(definition.version)), .json(isRequired ? "true" : "false"), .text(outcome.status.rawValue),
      outcome.reason.map { .text($0.code.rawValue) } ?? .empty, outcome.reason.map { .text($0.detail) } ?? .empty,
      counts[0], counts[1], counts[2],
      .json(object(outcome.suppressed.map { ($0.key, Int64($0.value)) }.sorted { $0.0 < $1.0 }, context)),
      .json(FindingText.inline(.object(thresholds))), .json(object(remarks.map { ($0.0.rawValue, $0.1) }, context)),
      .json(FindingText.inline(.array(outcome.branches.map { branch($0) }))),
      .json(FindingText.inline(.array(definition.techniques.map { .string($0) }))),
    ]
  }

  /// How far a rule was evaluated, in words, and which lists took findings out: `evaluated; suppressed: nat 2`.
  static func status(_ outcome: RuleOutcome, _ context: SectionContext) -> String {
    let coverage = coverage(outcome, context)
    if outcome.suppressed.isEmpty { return coverage }
    let lists = outcome.suppressed.sorted { $0.key < $1.key }.map { "\($0.key) \(context.count(Int64($0.value)))" }
    return context.words(.ruleSuppressed, ["status": coverage, "lists": lists.joined(separator: ", ")])
  }

  /// How far a rule was evaluated, in words, its branches where they differ.
  private static func coverage(_ outcome: RuleOutcome, _ context: SectionContext) -> String {
    func text(_ status: RuleStatus, _ reason: RuleReason?) -> String {
      let why = ["reason": reason?.message[context.facts.language] ?? ""]
      switch status {
      case .evaluated: return context.words[.ruleEvaluated]
      case .partly: return context.words(.rulePartly, why)
      case .notEvaluated: return context.words(.ruleNotEvaluated, why)
      case .disabled: return context.words[.ruleDisabled]
      }
    }
    let differ = Set(outcome.branches.map(\.status)).count > 1
    guard differ else { return text(outcome.status, outcome.reason) }
    return outcome.branches.map { "\($0.id)) \(text($0.status, $0.reason))" }.joined(separator: "; ")
  }

  private static func branch(_ branch: RuleOutcome.Branch) -> JSONValue {
    .object([
      .init("id", .string(branch.id)), .init("status", .string(branch.status.rawValue)),
      .init("reason", branch.reason.map { .string($0.code.rawValue) } ?? .null),
      .init("detail", branch.reason.map { .string($0.detail) } ?? .null),
    ])
  }

  private static func object(_ counts: [(String, Int64)], _ context: SectionContext) -> String {
    FindingText.inline(.object(counts.map { .init($0.0, context.countValue($0.1)) }))
  }
}
