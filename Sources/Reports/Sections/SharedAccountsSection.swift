import Analysis
package import Documents
import Model
import Records

/// Accounts that several people may use.
package enum SharedAccountsSection: SectionComposer {
  package static let id = "shared_accounts"
  package static let title = AccountWordKey.sectionShared
  package static let inputs = SectionInputs.needs(.accounts)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let accounts = try context.givenAccounts
    let words = context.words
    var section = context.accountListing(
      choice, title, id, AccountListing.shared.numbered(words, missing: context.missing), accounts.shared,
      emptyText: .noShared)
    let seconds = String(SharedUse.leastOverlap / microsecondsPerSecond)
    let missing: [Block] = accounts.source.hasSessions ? [] : [.notice(words[.noSessions])]
    section.blocks = missing + [.paragraph(words(.sharedMethod, ["seconds": seconds]))] + section.blocks
    return section
  }
}
