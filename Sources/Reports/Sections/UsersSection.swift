package import Documents

/// One line a user.
package enum UsersSection: SectionComposer {
  package static let id = "users"
  package static let title = WordKey.sectionUsers
  package static let inputs = SectionInputs.needsSessionsOrEvents
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    if let sessions = context.sessions {
      return context.listing(
        choice, title: title, caption: .usersBySessionsNote, id: "users",
        UserDurationsTable.users.numbered(context.words),
        sessions.rows.users)
    }
    return context.listing(
      choice, title: title, caption: .usersByEventsNote, id: "users", EventListing.users.numbered(context.words),
      try context.givenEvents.rows.users)
  }
}
