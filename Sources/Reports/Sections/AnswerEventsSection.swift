package import Documents

/// Every event that matches the question; that there are none, or that the source keeps none.
package enum AnswerEventsSection: SectionComposer {
  package static let id = "answer_events"
  package static let title = RequestWordKey.sectionAnswerEvents
  package static let inputs = SectionInputs.uses(.events)
  package static let listsPersons = true
  package static let isRegister = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let events = context.events else {
      return Section(
        id: id, title: context.words[title], sheet: .summary, blocks: [.paragraph(context.words[.eventsNotKept])])
    }
    return context.listing(
      choice, title: title, caption: .eventsNote, id: id,
      EventListing.table.columns(context.words, missing: context.missing, filledIn: events.rows.listing),
      events.rows.listing)
  }
}
