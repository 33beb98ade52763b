package import Documents
import Records

/// Every session of the applicant.
package enum SubjectSessionsSection: SectionComposer {
  package static let id = "subject_sessions"
  package static let title = RequestWordKey.sectionSubjectSessions
  package static let inputs = SectionInputs.needs(.answers)
  package static let listsPersons = true
  package static let isRegister = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    guard let rows = try context.givenAnswers.subject, context.sessions != nil, rows.sessions.count > 0 else {
      let text = context.sessions == nil ? words[.sessionsNotKept] : words[.noSubjectSessions]
      return Section(id: id, title: words[title], sheet: .summary, blocks: [.paragraph(text)])
    }
    return context.listing(
      choice, title: title, caption: .sessionsNote, id: id,
      SubjectListing.sessions.columns(words, missing: context.missing, filledIn: rows.sessions), rows.sessions)
  }
}
