import Messages
import Records
package import Documents

/// The documents and backups that were sealed, and the time stamps that could not be obtained.
package enum SealsSection: SectionComposer {
  package static let id = "seals"
  package static let title = WordKey.sectionSeals
  package static let inputs = SectionInputs.needs(.seals)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let history = try context.givenSeals
    let words = context.words
    let columns = SealListing.columns
    let rows = try TableRowsWriter(in: context.folder)
    for sealed in history.sealed { try rows.append(columns.cells(of: .init(sealed: sealed, context: context))) }
    let failures = history.failedStamps.map { failure -> [Cell] in
      [context.cell(failure.moment), .text(failure.name), .text(failure.reason[context.facts.language])]
    }
    return Section(
      id: id, title: words[title], sheet: .own(words[title]), isLandscape: true,
      blocks: [
        .paragraph(words[.sealsMethod]),
        .table(
          Table(
            id: "seals", title: words[.sealsListed], columns: columns.columns(words), rows: try rows.finish(),
            pagedRowLimit: choice.pagedRows, emptyText: words[.noSeals])),
      ] + (history.stamps ? [try failed(failures, context)] : [.notice(words[.notStamped])]))
  }

  private static func failed(_ rows: [[Cell]], _ context: SectionContext) throws -> Block {
    let columns = [
      context.column(.moment, .moment, 18, json: true), context.column(.document, .text, 20, json: true),
      context.column(.failureReason, .text, 70, json: true),
    ]
    return .table(
      Table(
        id: "failed_stamps", title: context.words[.failedStamps], columns: columns,
        rows: try TableRows(rows, in: context.folder), emptyText: context.words[.noFailedStamps]))
  }
}
