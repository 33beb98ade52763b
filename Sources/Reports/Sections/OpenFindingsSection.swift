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
    guard found.documents > 0 else {
      return Section(
        id: id, title: words[title], sheet: .page(words[title]),
        blocks: [.notice(words[.noIssuedFindings])] + notices(found, context))
    }
    let rows = found.findings.map { finding -> [Cell] in
      [
        .text(finding.document), .text(PeriodText.days(of: finding.period, context)), .severity(finding.severity),
        .text(finding.rule), .text(title(of: finding.rule, words)), context.cell(finding.last),
        finding.continues ? .text(words[.yes]) : .empty, .json(finding.continues ? "true" : "false"), .text(finding.id),
      ]
    }
    let columns: [Column] = [
      context.column(.document, .text, 20, json: true), context.column(.documentPeriod, .text, 22),
      context.column(.severity, .severity, 12, json: true), context.column(.rule, .text, 8, json: true),
      context.column(.ruleName, .text, 34), context.column(.last, .moment, 19, json: true),
      .named(.continues, words, .text, width: 8, for: .readersWithRoom),
      .named(.continues, words, .json, width: 1, for: .programs),
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
      ])
  }

  /// Documents whose findings are not known, by their numbers.
  private static func notices(_ found: ArchiveHistory.OpenFindings, _ context: SectionContext) -> [Block] {
    let kinds: [(AccessWordKey, [String])] = [(.unreadFindings, found.unread), (.countedFindings, found.counted)]
    return kinds.filter { !$1.isEmpty }.map { key, numbers in
      let values = ["count": context.formats.integer(Int64(numbers.count)), "numbers": numbers.joined(separator: ", ")]
      return .notice(context.words(key, values))
    }
  }

  /// A rule by its title; one that is not there any more by its identifier.
  private static func title(of rule: String, _ words: TextCatalog) -> String {
    RuleList.all.first { $0.definition.id == rule }.map { words.title($0.definition) } ?? rule
  }
}
