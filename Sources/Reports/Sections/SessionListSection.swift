package import Documents

/// Every session of the period.
package enum SessionListSection: SectionComposer {
  package static let id = "sessions"
  package static let title = WordKey.sectionSessions
  package static let inputs = SectionInputs.needs(.sessions)
  package static let listsPersons = true
  package static let isRegister = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let sessions = try context.givenSessions
    return context.listing(
      choice, title: title, caption: .sessionsNote, id: "sessions",
      SessionListing.table.numbered(context.words, missing: context.missing, filledIn: sessions.rows.listing),
      sessions.rows.listing)
  }
}
