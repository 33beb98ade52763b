import Analysis
package import Documents
import Model
import Records

/// What the month's documents on findings list, by source and rule.
package enum ManagementFindingsSection: SectionComposer {
  package static let id = "management_findings"
  package static let title = ManagementWordKey.sectionKinds
  package static let inputs = SectionInputs.needs(.management)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let summary = try context.givenManagement
    let words = context.words
    let titles = Dictionary(
      RuleList.all.map { ($0.definition.id, words.title($0.definition)) }, uniquingKeysWith: { first, _ in first })
    let rows = summary.kinds.map { kind -> [Cell] in
      [.text(kind.source), .text(kind.rule), .text(titles[kind.rule] ?? "")]
        + context.countCells(kind.severities.reversed().map { $0 })
    }
    let names: [ColumnName] = [.severityCritical, .severityHigh, .severityMedium, .severityLow, .severityInfo]
    let columns: [Column] =
      [
        .named(.sourceName, words, .text, width: 18, for: .everyone),
        .named(.rule, words, .text, width: 8, for: .everyone),
        .named(.ruleName, words, .text, width: 40, for: .readers),
      ] + names.map { .named($0, words, .integer, width: 11, for: .everyone) }
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [
        .paragraph(words[.kindsMethod]),
        .table(
          Table(
            id: id, columns: columns, rows: try TableRows(rows, in: context.folder), pagedRowLimit: choice.pagedRows,
            emptyText: words[.noKinds])),
      ])
  }
}
