package import Documents
import Model
import Records

/// Events that say somebody took many records out.
package enum BulkExportsSection: SectionComposer {
  package static let id = "bulk_exports"
  package static let title = AccessWordKey.sectionExports
  package static let inputs = SectionInputs.needs(.accesses)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let accesses = try context.givenAccesses
    let words = context.words
    let unmapped: [Block] =
      accesses.mapsExports || accesses.exportCount > 0 ? [] : [.notice(words[.exportsUnmapped])]
    return Section(
      id: id, title: words[title], sheet: .own(words[title]), isLandscape: accesses.exports.count > 0,
      blocks: unmapped + [
        .paragraph(words[.exportsMethod]),
        .table(
          Table(
            id: id, columns: AccessListing.exports.columns(words, missing: context.missing, filledIn: accesses.exports),
            rows: accesses.exports,
            pagedRowLimit: choice.pagedRows, emptyText: words[.noExports])),
      ])
  }
}
