package import Documents
import Model
import Records

/// Accounts that are closed and still used or privileged, and identifiers that belong to no account.
package enum OwnerlessAccountsSection: SectionComposer {
  package static let id = "ownerless_accounts"
  package static let title = AccountWordKey.sectionOwnerless
  package static let inputs = SectionInputs.needs(.accounts)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let accounts = try context.givenAccounts
    let words = context.words
    var section = context.accountListing(
      choice, title, id,
      AccountListing.ownerless.numbered(words, missing: context.missing), accounts.ownerless, emptyText: .noOwnerless)
    guard accounts.source.hasUsers else {
      section.blocks = [.notice(words[.noUsers])]
      return section
    }
    let closing: [Block] = accounts.source.keeps(UserColumn.disabledAt) ? [] : [.notice(words[.closingNotKept])]
    section.blocks = closing + [.paragraph(words[.ownerlessMethod])] + section.blocks
    return section
  }
}
