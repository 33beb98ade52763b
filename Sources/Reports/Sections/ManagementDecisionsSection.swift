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
    let findings = try summary.kinds.map { kind -> [Cell] in
      try [.text(kind.source), .text(kind.rule), .text(titles[kind.rule] ?? "")]
        + counts(kind.states, [kind.severeOpen, kind.breaches], context)
        + documents(kind.documents, of: kind.source, context)
    }
    let incidents = try summary.incidents.map { kind -> [Cell] in
      try [.text(kind.source), .text(kind.rules)]
        + counts(DecisionState.ofIncidents.map { kind.states[$0.rawValue] }, [kind.breaches], context)
        + documents(kind.documents, of: kind.source, context)
    }
    let source = Column.named(.sourceName, words, .text, width: 18, for: .everyone)
    let rule = Column.named(.rule, words, .text, width: 8, for: .everyone)
    let name = Column.named(.ruleName, words, .text, width: 32, for: .readers)
    let rules = Column.named(.rule, words, .text, width: 40, for: .everyone)
    let unused = summary.unusedReviews
    let notice = words(
      .decisionsUnused, ["count": String(unused.count), "names": unused.joined(separator: ", ")])
    return Section(
      id: id, title: words[title], sheet: .page(words[title]), isLandscape: true,
      blocks: (unused.isEmpty ? [] : [.notice(notice)]) + [
        .paragraph(words[.decisionsMethod]),
        .table(
          Table(
            id: id,
            columns: [source, rule, name] + columns(words) + origin(words),
            rows: try TableRows(findings, in: context.folder), pagedRowLimit: choice.pagedRows,
            emptyText: words[.noKinds])),
        .paragraph(words[.incidentDecisionsMethod]),
        .table(
          Table(
            id: "management_incidents",
            columns: [source, rules] + incidentColumns(words) + origin(words),
            rows: try TableRows(incidents, in: context.folder), pagedRowLimit: choice.pagedRows,
            emptyText: words[.noIncidentKinds])),
      ])
  }

  /// Counts of states, which make up a whole, and others, of which each is one of its own.
  private static func counts(_ states: [Int64], _ others: [Int64], _ context: SectionContext) -> [Cell] {
    context.countCells(states) + others.flatMap { context.countCells([$0]) }
  }

  /// More ranges of numbers would not fit beside a row on a page.
  private static let rangeLimit = 1

  /// The documents that a row was counted from.
  ///
  /// Where small counts are hidden, how many list it would tell its number:
  /// there it is all that were read of the source.
  private static func documents(_ numbers: [String], of source: String, _ context: SectionContext) throws -> [Cell] {
    let read = try context.givenManagement.kindDocuments[source] ?? []
    var value = ManagementValue()
    value.documents = context.mask.showsPersons ? numbers : read
    return [
      .text(context.origin(value, limit: rangeLimit)), .text(context.origin(value)),
      SectionContext.json(value.documents),
    ]
  }

  private static func origin(_ words: TextCatalog) -> [Column] {
    [
      .named(.basedOn, words, .text, width: 22, for: .paper), .named(.basedOn, words, .text, width: 60, for: .desk),
      Column(id: "documents", title: "", kind: .json, width: 1, audience: .programs),
    ]
  }

  private static func columns(_ words: TextCatalog) -> [Column] {
    (DecisionState.allCases.map { name(of: $0) } + [.decisionSevereOpen, .decisionBreach]).map {
      .named($0, words, .integer, width: 12, for: .everyone)
    }
  }

  /// The same of incidents, of which one without a decision is open: others of its findings may have one.
  private static func incidentColumns(_ words: TextCatalog) -> [Column] {
    (DecisionState.ofIncidents.map { $0 == .undecided ? .decisionOpen : name(of: $0) } + [.decisionBreach]).map {
      .named($0, words, .integer, width: 12, for: .everyone)
    }
  }

  private static func name(of state: DecisionState) -> ColumnName {
    switch state {
    case .undecided: .decisionNone
    case .expired: .decisionExpired
    case .underReview: .decisionUnderReview
    case .confirmed: .decisionConfirmed
    case .explained: .decisionExplained
    case .falsePositive: .decisionFalsePositive
    case .repeated: .decisionRepeat
    }
  }
}
