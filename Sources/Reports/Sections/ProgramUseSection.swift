package import Documents
import Records

/// Who ran the program on the source in the period, as the archive's ledger has it.
package enum ProgramUseSection: SectionComposer {
  package static let id = "program_use"
  package static let title = AccountWordKey.sectionProgramUse
  package static let inputs = SectionInputs.needs(.accounts)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let names = try context.givenAccounts.names
    let words = context.words
    let rows = context.programUses.map { use -> [Cell] in
      [
        .text(names.actor(use.user)), .integer(use.runs), .integer(use.failedRuns), .integer(use.documents),
        .integer(use.unmasked), .integer(use.acts), context.cell(use.first), context.cell(use.last),
      ]
    }
    let columns = [
      context.column(.actUser, .text, 22, json: true), context.column(.runs, .integer, 11, json: true),
      context.column(.failedRuns, .integer, 11, json: true), context.column(.documents, .integer, 11, json: true),
      context.column(.unmasked, .integer, 12, json: true), context.column(.ledgerActs, .integer, 14, json: true),
      context.column(.first, .moment, 18, json: true), context.column(.last, .moment, 18, json: true),
    ]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]), isLandscape: true,
      blocks: [
        .paragraph(words[.useMethod]),
        .table(
          Table(
            id: id, columns: columns, rows: try TableRows(rows, in: context.folder), emptyText: words[.noProgramUse])),
      ])
  }
}
