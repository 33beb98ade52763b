import Analysis
package import Documents
import Model
import Records

/// What privileged accounts did.
package enum PrivilegedActsSection: SectionComposer {
  package static let id = "privileged_acts"
  package static let title = AccountWordKey.sectionPrivilegedActs
  package static let inputs = SectionInputs.needs(.accounts)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let accounts = try context.givenAccounts
    let words = context.words
    var section = context.accountListing(
      choice, title, id,
      AccountListing.acts.columns(words, missing: context.missing, filledIn: accounts.acts), accounts.acts,
      emptyText: .noPrivilegedActs)
    guard accounts.source.hasEvents else {
      section.blocks = [.notice(words[.noEvents])]
      return section
    }
    let known = accounts.names.privileged.isKnown
    section.blocks =
      (known ? [] : AccountRemarks.privileged(accounts, context)) + [.paragraph(words[.actsMethod])] + section.blocks
    return section
  }
}
