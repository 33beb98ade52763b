package import Documents
import Records

/// The same indicators source by source, each with its documents.
package enum ManagementSourcesSection: SectionComposer {
  package static let id = "management_sources"
  package static let title = ManagementWordKey.sectionBySource
  package static let inputs = SectionInputs.needs(.management)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let summary = try context.givenManagement
    let words = context.words
    let parts = summary.month?.parts ?? [:]
    let names = summary.sources + [context.facts.source.name]
    let rows = names.flatMap { source -> [[Cell]] in
      ManagementSummary.Indicator.allCases.compactMap { indicator -> [Cell]? in
        guard let value = parts[source]?[indicator] else { return nil }
        func number(_ number: Int64?) -> Cell {
          value.isKnown ? number.map { context.value($0, indicator) } ?? .empty : .empty
        }
        return [
          .text(source), .text(context.sourceName(source)), .text(indicator.rawValue), .text(words.name(indicator)),
          .text(context.text(value, indicator)), number(value.least), number(value.most), number(value.whole),
          .text(context.origin(value, limit: 2)), .text(context.origin(value)), SectionContext.json(value.documents),
          SectionContext.json(value.gaps),
        ]
      }
    }
    func machine(_ id: String, _ kind: Column.Kind) -> Column {
      Column(id: id, title: "", kind: kind, width: 1, audience: .programs)
    }
    let columns: [Column] = [
      .named(.sourceName, words, .text, width: 16, for: .programs),
      .named(.sourceName, words, .text, width: 18, for: .readers),
      .named(.indicator, words, .text, width: 16, for: .programs),
      .named(.indicator, words, .text, width: 34, for: .readers),
      .named(.actual, words, .text, width: 14, for: .readers), machine("least", .integer), machine("most", .integer),
      machine("whole", .integer), .named(.basedOn, words, .text, width: 40, for: .paper),
      .named(.basedOn, words, .text, width: 60, for: .desk), machine("documents", .json), machine("gaps", .json),
    ]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [
        .paragraph(words[.bySourceMethod]),
        .table(
          Table(
            id: id, columns: columns, rows: try TableRows(rows, in: context.folder), pagedRowLimit: choice.pagedRows,
            emptyText: words[.noRows])),
      ])
  }
}
