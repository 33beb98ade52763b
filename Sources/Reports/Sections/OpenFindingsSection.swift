import Analysis
package import Documents
import Model
import Records

/// Findings of earlier documents that nobody has decided on, each with the document it comes from.
package enum OpenFindingsSection: SectionComposer {
  package static let id = "open_findings"
  package static let title = AccessWordKey.sectionOpenFindings
  package static let inputs = SectionInputs.needs(.accesses)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    let found = context.openFindings
    let decided = try decided(choice, found, context)
    guard found.documents > 0 else {
      return Section(
        id: id, title: words[title], sheet: .page(words[title]),
        blocks: [.notice(words[.noIssuedFindings])] + notices(found, context))
    }
    let rows = found.findings.map { finding -> [Cell] in
      [
        .text(finding.document), .text(PeriodText.days(of: finding.period, context)), .severity(finding.severity),
        .text(finding.rule), .text(title(of: finding.rule, words)), context.cell(finding.last),
        finding.continues ? .text(words[.yes]) : .empty, .json(finding.continues ? "true" : "false"),
        finding.breach.map { .text(words[$0.word]) } ?? .empty, finding.breach.map { .text($0.rawValue) } ?? .empty,
        .text(finding.id),
      ]
    }
    let columns: [Column] = [
      context.column(.document, .text, 20, json: true), context.column(.documentPeriod, .text, 22),
      context.column(.severity, .severity, 12, json: true), context.column(.rule, .text, 8, json: true),
      context.column(.ruleName, .text, 34), context.column(.last, .moment, 19, json: true),
      .named(.continues, words, .text, width: 8, for: .readersWithRoom),
      .named(.continues, words, .json, width: 1, for: .programs), context.column(.statedBreach, .text, 12),
      Column(id: "breach_candidate", title: "", kind: .text, width: 1, audience: .programs),
      .named(.findingID, words, .text, width: 34, for: .readersWithRoomAndPrograms),
    ]
    let documents = ["documents": context.formats.integer(Int64(found.documents))]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]), isLandscape: !rows.isEmpty,
      blocks: [
        .paragraph(words(.openFindingsMethod, documents))
      ] + notices(found, context) + [
        .table(
          Table(
            id: id, columns: columns, rows: try TableRows(rows, in: context.folder), pagedRowLimit: choice.pagedRows,
            emptyText: words[.noOpenFindings]))
      ] + decided)
  }

  /// Findings that are not open any more, with what was decided.
  private static func decided(
    _ choice: ReportDefinition.SectionChoice, _ found: ArchiveHistory.OpenFindings, _ context: SectionContext
  ) throws -> [Block] {
    if found.decided.isEmpty { return [] }
    let words = context.words
    let rows = found.decided.map { finding, standing -> [Cell] in
      [
        .text(finding.document), .severity(finding.severity), .text(finding.rule), context.cell(finding.last),
        .text(words[standing.state.word]), .text(standing.state.rawValue), .text(standing.review.decision.rawValue),
        .text(words[standing.review.decision.word]),
        .text(ReviewText.reviewer(standing, context.rowContext.mask)), context.cell(standing.review.decidedAt),
        standing.review.until.map { .date($0) } ?? .empty, ReviewText.reason(standing, context.rowContext.mask, words),
        standing.review.breach.map { .text(words[$0.word]) } ?? .empty,
        standing.review.breach.map { .text($0.rawValue) } ?? .empty, .text(standing.document), .text(finding.id),
      ]
    }
    let columns: [Column] = [
      context.column(.document, .text, 18, json: true), context.column(.severity, .severity, 10, json: true),
      context.column(.rule, .text, 6, json: true), context.column(.last, .moment, 17, json: true),
      context.column(.reviewState, .text, 18),
      Column(id: "state", title: "", kind: .text, width: 1, audience: .programs),
      Column(id: "decision", title: "", kind: .text, width: 1, audience: .programs),
      context.column(.reviewDecision, .text, 14), context.column(.reviewedBy, .text, 16, json: true),
      context.column(.reviewedAt, .moment, 17, json: true), context.column(.validUntil, .date, 11, json: true),
      context.column(.statedReason, .text, 28, json: true), context.column(.statedBreach, .text, 8),
      Column(id: "breach_candidate", title: "", kind: .text, width: 1, audience: .programs),
      context.column(.reviewedDocument, .text, 18, json: true),
      .named(.findingID, words, .text, width: 34, for: .readersWithRoomAndPrograms),
    ]
    return [
      .paragraph(words(ReviewWordKey.decided, ReviewText.counts(found, context))),
      .table(
        Table(
          id: "decided_findings", title: words[ReviewWordKey.decidedTitle], columns: columns,
          rows: try TableRows(rows, in: context.folder), pagedRowLimit: choice.pagedRows, emptyText: words[.noRows])),
    ]
  }

  /// Documents whose findings are not known, by their numbers.
  private static func notices(_ found: ArchiveHistory.OpenFindings, _ context: SectionContext) -> [Block] {
    let kinds: [(AccessWordKey, [String])] = [(.unreadFindings, found.unread), (.countedFindings, found.counted)]
    var unused = ReviewedFindings()
    (unused.unused, unused.otherKeys) = (found.unusedReviews, found.otherKeys)
    return ReviewsSection.notices(unused, context)
      + kinds.filter { !$1.isEmpty }.map { key, numbers in
        let values = [
          "count": context.formats.integer(Int64(numbers.count)), "numbers": numbers.joined(separator: ", "),
        ]
        return .notice(context.words(key, values))
      }
  }

  /// A rule by its title; one that is not there any more by its identifier.
  private static func title(of rule: String, _ words: TextCatalog) -> String {
    RuleList.all.first { $0.definition.id == rule }.map { words.title($0.definition) } ?? rule
  }
}
