package import Documents
import Model
import Records

/// Events that say a log was cleared or switched off, or a clock set.
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
    let counts = accounts.counts
    var blocks: [Block] = []
    if !source.mapsLogActs, counts.interference == counts.clockChanges {
      blocks.append(.notice(words[.interferenceUnmapped]))
    }
    if !source.mapsClock, counts.clockChanges == 0 { blocks.append(.notice(words[.clockUnmapped])) }
    blocks.append(.paragraph(words[.interferenceMethod]))
    blocks.append(.paragraph(words(.ownClock, ["clock": TechnicalSection.clock(context)])))
    section.blocks = blocks + section.blocks
    return section
  }
}
