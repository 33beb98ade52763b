package import Documents

/// Every session of the period.
package enum SessionListSection: SectionComposer {
  package static let id = "sessions"

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section? {
    guard let sessions = context.sessions, context.mask.showsPersons else { return nil }
    return context.listing(
      choice, title: .sectionSessions, note: .sessionsNote, id: "sessions",
      SessionListing.columns(context.words, missing: context.missing), sessions.rows.listing)
  }
}
