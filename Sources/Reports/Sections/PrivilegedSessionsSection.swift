package import Documents
import Model
import Records

/// Sessions of privileged accounts, and how much was done in each.
package enum PrivilegedSessionsSection: SectionComposer {
  package static let id = "privileged_sessions"
  package static let title = AccountWordKey.sectionPrivilegedSessions
  package static let inputs = SectionInputs.needs(.accounts)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let accounts = try context.givenAccounts
    let (words, source) = (context.words, accounts.source)
    var section = context.accountListing(
      choice, title, id,
      AccountListing.sessions.numbered(words, missing: context.missing, filledIn: accounts.sessions),
      accounts.sessions, emptyText: .noPrivilegedSessions)
    guard source.hasSessions else {
      section.blocks = [.notice(words[.noSessions])]
      return section
    }
    let method: AccountWordKey = source.keeps(EventColumn.sessionID) ? .sessionsMethodNamed : .sessionsMethodTimed
    section.blocks =
      AccountRemarks.privileged(accounts, context) + [.paragraph(words[source.hasEvents ? method : .noEvents])]
      + section.blocks
    return section
  }
}
