package import Documents
import Records

/// The documents of the month that were read, and those that could not be.
package enum ManagementDocumentsSection: SectionComposer {
  package static let id = "management_documents"
  package static let title = ManagementWordKey.sectionDocuments
  package static let inputs = SectionInputs.needs(.management)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let summary = try context.givenManagement
    let words = context.words
    // What could not be read comes first.
    let rows = (summary.unread + summary.documents.filter(\.isRead)).map { document -> [Cell] in
      [
        .text(document.number), .text(document.report), .text(context.sourceName(document.source)),
        document.period.map { .text(PeriodText.days(of: $0, context)) } ?? .empty,
        .text(words[document.isRead ? .read : .unread]), .json(document.isRead ? "true" : "false"),
      ]
    }
    let columns: [Column] = [
      .named(.document, words, .text, width: 20, for: .everyone),
      .named(.reportCode, words, .text, width: 8, for: .everyone),
      .named(.sourceName, words, .text, width: 18, for: .everyone),
      .named(.documentPeriod, words, .text, width: 24, for: .readers),
      .named(.readState, words, .text, width: 24, for: .readers),
      Column(id: "read", title: "", kind: .json, width: 1, audience: .programs),
    ]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [
        .paragraph(words(.documentsMethod, ["sources": summary.sources.joined(separator: ", ")])),
        .table(
          Table(
            id: id, columns: columns, rows: try TableRows(rows, in: context.folder), pagedRowLimit: choice.pagedRows,
            emptyText: words[.noDocuments])),
      ])
  }
}
