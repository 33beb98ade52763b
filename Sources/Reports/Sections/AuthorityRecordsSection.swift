package import Documents
import Records

/// Every record that answers an item, in Turkish time and in UTC.
package enum AuthorityRecordsSection: SectionComposer {
  package static let id = "authority_records"
  package static let title = AuthorityWordKey.authoritySectionRecords
  /// Sessions are read for what was found to the letter; events for the answers.
  package static let inputs = SectionInputs.uses(.sessions)
  package static let listsPersons = true
  package static let isRegister = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let authority = context.authority else { return context.withoutLetter(choice) }
    let words = context.words
    let rows = authority.rows.records
    return Section(
      id: id, title: words[title], caption: words[.authorityRecordsNote], sheet: .own(words[title]),
      isLandscape: rows.count > 0,
      blocks: [
        .table(
          Table(
            id: id, columns: AuthorityListing.records.numbered(words, missing: context.missing), rows: rows,
            pagedRowLimit: choice.pagedRows, pageLimit: choice.pages, remark: words[.authorityThirdPersons],
            emptyText: words[.authorityNoRecords]))
      ])
  }
}
