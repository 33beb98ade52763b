package import Documents
import Model
import Records

/// Accounts that nobody used for as long as rows were read.
package enum UnusedAccountsSection: SectionComposer {
  package static let id = "unused_accounts"
  package static let title = AccountWordKey.sectionUnused
  package static let inputs = SectionInputs.needs(.accounts)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let accounts = try context.givenAccounts
    let words = context.words
    var section = context.accountListing(
      choice, title, id, AccountListing.unused.numbered(words, missing: context.missing), accounts.unused,
      emptyText: .noUnused)
    guard accounts.source.hasUsers, let since = accounts.unusedSince,
      let days = accounts.unusedDays(until: context.facts.countedUntil)
    else {
      section.blocks = [.notice(words[accounts.source.hasUsers ? AccountWordKey.unusedUnknown : .noUsers])]
      return section
    }
    let values = ["since": context.moment(since), "days": context.formats.integer(days)]
    section.blocks.insert(.paragraph(words(.unusedMethod, values)), at: 0)
    return section
  }
}
