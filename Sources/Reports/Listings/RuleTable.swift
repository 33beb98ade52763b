import Records
import Messages
import Analysis
import Documents
import Model

/// The table of rules: how far each was evaluated, with which numbers, and what came of it.
enum RuleTable {
  /// A rule as the table lists it.
  struct Row {
    let outcome: RuleOutcome
    /// Findings and findings suppressed: parts of what all rules come to.
    let counts: (findings: Cell, suppressed: Cell)
    /// Rows left out by cause, where there are any; each the part of what all rules leave out for that cause.
    let excluded: [(cause: RuleExclusion, text: String, value: JSONValue)]
    /// Rows without a key.
    let excludedNull: Cell
    let context: SectionContext

    fileprivate var definition: RuleDefinition { outcome.definition }
    fileprivate var settings: RuleSettings { context.findings?.provenance.settings ?? RuleSettings() }
    fileprivate var isRequired: Bool { settings.required.contains(definition.id) }
    /// Why the source's system decided something of the rule, in the document's language.
    fileprivate var systemReason: String? { settings.systemReason(definition)?[context.facts.language] }
    fileprivate var remarks: [(remark: RuleRemark, count: Int64)] {
      RuleRemark.allCases.compactMap { remark in outcome.remarks[remark].map { (remark, Int64($0)) } }
    }
    fileprivate var reasonCode: Cell { outcome.reason.map { .text($0.code.rawValue) } ?? .empty }
  }

  static let table = TableColumns<Row>([
    .init(.rule, .text, 6, for: .readers) { .text($0.definition.id) },
    .init(.ruleName, .text, 34, for: .readers) { .text($0.context.words.title($0.definition)) },
    .init(.ruleStatus, .text, 36, for: .readers) { .text(status($0.outcome, $0.context)) },
    .init(.findings, .integer, 9, for: .readers) { $0.counts.findings },
    .init(.excluded, .text, 16, for: .readers) { row in
      let texts = row.excluded.map { "\(row.context.words.name($0.cause)): \($0.text)" }
      return texts.isEmpty ? .empty : .text(texts.joined(separator: "; "))
    },
    .init(.suppressed, .integer, 10, for: .readers) { $0.counts.suppressed },
    .init(.thresholds, .text, 45, for: .readers) {
      .text(numbers($0))
    },
    .init(.reasonCode, .text, 20, for: .readersWithRoom) { $0.reasonCode },
    .init(.techniques, .text, 20, for: .readersWithRoom) { .text($0.definition.techniques.joined(separator: ", ")) },
    .init(.remarks, .text, 34, for: .readersWithRoom) { row in
      let texts = row.remarks.map { "\(row.context.words.name($0.remark)): \(row.context.count($0.count))" }
      return .text(texts.joined(separator: "; "))
    },
    .init(machine: "id", .text) { .text($0.definition.id) },
    .init(machine: "version", .integer) { .integer(Int64($0.definition.version)) },
    .init(machine: "required", .json) { .json($0.isRequired ? "true" : "false") },
    .init(machine: "status", .text) { .text($0.outcome.status.rawValue) },
    .init(machine: "reason", .text) { $0.reasonCode },
    .init(machine: "detail", .text) { $0.outcome.reason.map { .text($0.detail) } ?? .empty },
    .init(machine: "findings", .integer) { $0.counts.findings },
    .init(machine: "excluded_null", .integer) { $0.excludedNull },
    .init(machine: "excluded", .json) { row in
      .json(FindingText.inline(.object(row.excluded.map { .init($0.cause.rawValue, $0.value) })))
    },
    .init(machine: "suppressed", .integer) { $0.counts.suppressed },
    .init(machine: "suppressed_by", .json) { row in
      .json(object(row.outcome.suppressed.map { ($0.key, Int64($0.value)) }.sorted { $0.0 < $1.0 }, row.context))
    },
    .init(machine: "thresholds", .json) {
      .json(FindingText.inline(.object(FindingText.thresholds($0.definition, $0.outcome.values))))
    },
    .init(machine: "thresholds_from", .json) { row in
      let origins = row.definition.parameters.map { parameter in
        JSONValue.Member(
          parameter.unit.isTime ? parameter.name + "_us" : parameter.name,
          .string(row.settings.origin(of: parameter, of: row.definition.id).rawValue))
      }
      return .json(FindingText.inline(.object(origins)))
    },
    .init(machine: "disabled_by", .text) { row in
      row.settings.whoDisabled(row.definition.id).map { .text($0.rawValue) } ?? .empty
    },
    .init(machine: "except_kinds", .json) { row in
      let kinds = row.settings.kindsLeftOut(by: row.definition.id).sorted()
      return .json(FindingText.inline(.array(kinds.map { .string($0) })))
    },
    .init(machine: "system_reason", .text) { $0.systemReason.map { .text($0) } ?? .empty },
    .init(machine: "remarks", .json) { .json(object($0.remarks.map { ($0.remark.rawValue, $0.count) }, $0.context)) },
    .init(machine: "branches", .json) {
      .json(FindingText.inline(.array($0.outcome.branches.map { branch($0) })))
    },
    .init(machine: "techniques", .json) {
      .json(FindingText.inline(.array($0.definition.techniques.map { .string($0) })))
    },
  ])

  /// One row a rule; their counts are parts of what all rules come to.
  static func rows(_ outcomes: [RuleOutcome], _ context: SectionContext) -> [[Cell]] {
    let findings = context.countCells(outcomes.map { Int64($0.findings) })
    let causes = RuleExclusion.allCases.map { cause in
      (cause, Excluded(outcomes.map { Int64($0.excluded[cause, default: 0]) }, context))
    }
    let withoutKey = context.countCells(outcomes.map { Int64($0.excludedNull) })
    let suppressed = context.countCells(outcomes.map { Int64($0.suppressed.values.reduce(0, +)) })
    return outcomes.indices.map { index in
      table.cells(
        of: Row(
          outcome: outcomes[index], counts: (findings[index], suppressed[index]),
          excluded: causes.compactMap { cause, all in
            outcomes[index].excluded[cause] == nil ? nil : (cause, all.texts[index], all.values[index])
          }, excludedNull: withoutKey[index], context: context))
    }
  }

  /// The rows all rules left out for one cause, as a reader and as a program sees them.
  private struct Excluded {
    let texts: [String]
    let values: [JSONValue]

    init(_ counts: [Int64], _ context: SectionContext) {
      texts = context.counts(counts)
      values = context.countValues(counts)
    }
  }

  /// The rule's numbers, and what the source's system says of them: `üst sınır = 60 gün; kaynak sistemin ayarı: …`.
  private static func numbers(_ row: Row) -> String {
    let words = row.context.words
    var parts = [FindingText.numbers(row.definition, row.outcome.values, words, row.context.facts.language)]
    let kinds = row.settings.kindsLeftOut(by: row.definition.id).sorted()
    if !kinds.isEmpty { parts.append(words(.ruleExceptKinds, ["kinds": kinds.joined(separator: ", ")])) }
    if let reason = row.systemReason, row.outcome.status != .disabled {
      parts.append(words(.ruleSetBySystem, ["reason": reason]))
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// How far a rule was evaluated, in words, and what took findings out: `evaluated; suppressed: shared way out 2`.
  ///
  /// An expert is told as well what the source and the configuration call that which is missing.
  static func status(_ outcome: RuleOutcome, _ context: SectionContext, isTechnical: Bool = false) -> String {
    let coverage = coverage(outcome, context, isTechnical)
    if outcome.suppressed.isEmpty { return coverage }
    let lists = outcome.suppressed.sorted { $0.key < $1.key }.map {
      "\(context.words.name(mitigation: $0.key)) \(context.count(Int64($0.value)))"
    }
    return context.words(.ruleSuppressed, ["status": coverage, "lists": lists.joined(separator: ", ")])
  }

  /// How far a rule was evaluated, in words, its branches where they differ.
  private static func coverage(_ outcome: RuleOutcome, _ context: SectionContext, _ isTechnical: Bool) -> String {
    func text(_ status: RuleStatus, _ reason: RuleReason?) -> String {
      let why = ["reason": reason.map { isTechnical ? context.words.technicalText($0) : context.words.text($0) } ?? ""]
      switch status {
      case .evaluated: return context.words[.ruleEvaluated]
      case .partly: return context.words(.rulePartly, why)
      case .notEvaluated: return context.words(.ruleNotEvaluated, why)
      case .disabled:
        let settings = context.findings?.provenance.settings
        guard let reason = settings?.systemReason(outcome.definition) else { return context.words[.ruleDisabled] }
        return context.words(.ruleDisabledBySystem, ["reason": reason[context.facts.language]])
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
