import Analysis
package import Documents
import Model
import Records

/// What people have decided on the month's findings and incidents, by kind.
package enum ManagementDecisionsSection: SectionComposer {
  package static let id = "management_decisions"
  package static let title = ManagementWordKey.sectionDecisions
  package static let inputs = SectionInputs.needs(.management)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let (summary, words) = (try context.givenManagement, context.words)
    let titles = Dictionary(
      RuleList.all.map { ($0.definition.id, words.title($0.definition)) }, uniquingKeysWith: { first, _ in first })
    let findings = summary.kinds.map { kind -> [Cell] in
      [.text(kind.source), .text(kind.rule), .text(titles[kind.rule] ?? "")]
        + context.countCells(kind.states.map { $0 })
    }
    let incidents = summary.incidents.map { kind -> [Cell] in
      [.text(kind.source), .text(kind.rules)]
        + context.countCells(ManagementSummary.DecisionState.ofIncidents.map { kind.states[$0.rawValue] })
    }
    let source = Column.named(.sourceName, words, .text, width: 18, for: .everyone)
    let rule = Column.named(.rule, words, .text, width: 8, for: .everyone)
    let name = Column.named(.ruleName, words, .text, width: 32, for: .readers)
    let rules = Column.named(.rule, words, .text, width: 40, for: .everyone)
    let unused = summary.unusedReviews
    let notice = words(
      .decisionsUnused, ["count": String(unused.count), "names": unused.joined(separator: ", ")])
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: (unused.isEmpty ? [] : [.notice(notice)]) + [
        .paragraph(words[.decisionsMethod]),
        .table(
          Table(
            id: id,
            columns: [source, rule, name] + columns(ManagementSummary.DecisionState.allCases, words),
            rows: try TableRows(findings, in: context.folder), pagedRowLimit: choice.pagedRows,
            emptyText: words[.noKinds])),
        .paragraph(words[.incidentDecisionsMethod]),
        .table(
          Table(
            id: "management_incidents",
            columns: [source, rules] + incidentColumns(words),
            rows: try TableRows(incidents, in: context.folder), pagedRowLimit: choice.pagedRows,
            emptyText: words[.noIncidentKinds])),
      ])
  }

  private static func columns(_ states: [ManagementSummary.DecisionState], _ words: TextCatalog) -> [Column] {
    states.map { .named(name(of: $0), words, .integer, width: 12, for: .everyone) }
  }

  /// The same of incidents, of which one without a decision is open: others of its findings may have one.
  private static func incidentColumns(_ words: TextCatalog) -> [Column] {
    ManagementSummary.DecisionState.ofIncidents.map {
      .named($0 == .undecided ? .decisionOpen : name(of: $0), words, .integer, width: 12, for: .everyone)
    }
  }

  private static func name(of state: ManagementSummary.DecisionState) -> ColumnName {
    switch state {
    case .undecided: .decisionNone
    case .expired: .decisionExpired
    case .underReview: .decisionUnderReview
    case .confirmed: .decisionConfirmed
    case .judged: .decisionJudged
    case .repeated: .decisionRepeat
    }
  }
}
