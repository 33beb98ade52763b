package import Documents
import Model
import Records

/// Accounts that were created, enabled, closed or deleted in the period.
package enum AccountChangesSection: SectionComposer {
  package static let id = "account_changes"
  package static let title = AccountWordKey.sectionAccountChanges
  package static let inputs = SectionInputs.needs(.accounts)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let accounts = try context.givenAccounts
    let words = context.words
    var section = context.accountListing(
      choice, title, id, AccountListing.changes.numbered(words, missing: context.missing), accounts.changes,
      emptyText: .noAccountChanges)
    let missing: [AccountWordKey] =
      (accounts.source.hasEvents ? [] : [.noEvents]) + (accounts.source.hasUsers ? [] : [.noUsers])
    section.blocks = missing.map { .notice(words[$0]) } + [.paragraph(words[.changesMethod])] + section.blocks
    return section
  }
}
