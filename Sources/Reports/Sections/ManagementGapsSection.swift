package import Documents
import Records

/// What of the scorecard is not known, indicator by indicator, and why: an unknown number is no good one.
package enum ManagementGapsSection: SectionComposer {
  package static let id = "management_gaps"
  package static let title = ManagementWordKey.sectionGaps
  package static let inputs = SectionInputs.needs(.management)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let summary = try context.givenManagement
    let words = context.words
    let rows = ManagementSummary.Indicator.allCases.flatMap { indicator -> [[Cell]] in
      let value = summary.month?.value(indicator) ?? ManagementValue()
      // Nothing unknown stands without a reason.
      let gaps = value.gaps.isEmpty && !value.isKnown ? [.init(.noDocument, nil, "–")] : value.gaps
      return gaps.map { [.text(words.name(indicator)), .text(context.text($0))] }
    }
    let columns: [Column] = [
      .named(.indicator, words, .text, width: 30, for: .readers),
      .named(.unknownBecause, words, .text, width: 60, for: .readers),
    ]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [
        .paragraph(words[.gapsMethod]),
        .table(
          Table(
            id: id, columns: columns, rows: try TableRows(rows, in: context.folder), pagedRowLimit: choice.pagedRows,
            emptyText: words[.nothingUnknown])),
      ])
  }
}
