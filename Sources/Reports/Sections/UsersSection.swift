package import Documents

/// One line a user.
package enum UsersSection: SectionComposer {
  package static let id = "users"

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section? {
    guard context.mask.showsPersons else { return nil }
    if let sessions = context.sessions {
      return context.listing(
        choice, title: .sectionUsers, note: .usersBySessionsNote, id: "users",
        UserDurationsTable.columns(context.words),
        sessions.rows.users)
    }
    return context.events.map { events in
      context.listing(
        choice, title: .sectionUsers, note: .usersByEventsNote, id: "users", EventListing.userColumns(context.words),
        events.rows.users)
    }
  }
}
