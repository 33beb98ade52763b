package import Documents

/// Every session that matches the question; that there are none, or that the source keeps none.
package enum AnswerSessionsSection: SectionComposer {
  package static let id = "answer_sessions"
  package static let title = RequestWordKey.sectionAnswerSessions
  package static let inputs = SectionInputs.uses(.sessions)
  package static let listsPersons = true
  package static let isRegister = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let sessions = context.sessions else {
      return Section(
        id: id, title: context.words[title], sheet: .summary, blocks: [.paragraph(context.words[.sessionsNotKept])])
    }
    return context.listing(
      choice, title: title, caption: .sessionsNote, id: id,
      SessionListing.table.numbered(context.words, missing: context.missing, filledIn: sessions.rows.listing),
      sessions.rows.listing)
  }
}
