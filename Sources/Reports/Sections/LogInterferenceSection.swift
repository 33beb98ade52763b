package import Documents
import Model
import Records

/// Events that say a log was cleared or switched off.
package enum LogInterferenceSection: SectionComposer {
  package static let id = "log_interference"
  package static let title = AccountWordKey.sectionLogInterference
  package static let inputs = SectionInputs.needs(.accounts)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let accounts = try context.givenAccounts
    let (words, source) = (context.words, accounts.source)
    var section = context.accountListing(
      choice, title, id,
      AccountListing.acts.columns(words, missing: context.missing, filledIn: accounts.interference),
      accounts.interference, emptyText: .noInterference)
    guard source.hasEvents else {
      section.blocks = [.notice(words[.noEvents])]
      return section
    }
    let unmapped: [Block] =
      source.mapsLogActs || accounts.counts.interference > 0 ? [] : [.notice(words[.interferenceUnmapped])]
    section.blocks = unmapped + [.paragraph(words[.interferenceMethod])] + section.blocks
    return section
  }
}
