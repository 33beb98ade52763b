package import Documents
import Records

/// Whose the accounts are that the letter asks about, and which accounts used an address.
package enum AuthorityRegistrationSection: SectionComposer {
  package static let id = "authority_registration"
  package static let title = AuthorityWordKey.authoritySectionRegistration
  package static let inputs = SectionInputs.needs(.answers)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let authority = context.authority else { return context.withoutLetter(choice) }
    let words = context.words
    let rows = authority.rows.registration
    let columns = AuthorityListing.registration.columns(words, missing: context.missing)
    return Section(
      id: id, title: words[title], sheet: .own(words[title]), isLandscape: rows.count > 0,
      blocks: [
        .table(
          Table(
            id: id, columns: columns, rows: rows, pagedRowLimit: choice.pagedRows,
            emptyText: words[.authorityNoRegistration]))
      ])
  }
}
