package import Documents
import Records

/// What the applicant did, and what was done on the applicant's account; not by whom.
package enum SubjectEventsSection: SectionComposer {
  package static let id = "subject_events"
  package static let title = RequestWordKey.sectionSubjectEvents
  package static let inputs = SectionInputs.needs(.answers)
  package static let listsPersons = true
  package static let isRegister = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    guard let rows = try context.givenAnswers.subject, context.events != nil, rows.events.count > 0 else {
      let text = context.events == nil ? words[.eventsNotKept] : words[.noSubjectEvents]
      return Section(id: id, title: words[title], sheet: .summary, blocks: [.paragraph(text)])
    }
    return context.listing(
      choice, title: title, caption: .eventsNote, id: id,
      SubjectListing.events.columns(words, missing: context.missing, filledIn: rows.events), rows.events)
  }
}
