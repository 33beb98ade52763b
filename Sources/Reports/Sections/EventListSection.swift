package import Documents

/// Every security event of the period.
package enum EventListSection: SectionComposer {
  package static let id = "events"
  package static let title = WordKey.sectionEvents
  package static let inputs = SectionInputs.needs(.events)
  package static let listsPersons = true
  package static let isRegister = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let events = try context.givenEvents
    return context.listing(
      choice, title: title, caption: .eventsNote, id: "events",
      EventListing.table.columns(context.words, missing: context.missing, filledIn: events.rows.listing),
      events.rows.listing,
      foldedColumns: [.rowNumber, .eventID, .occurredAt, .occurredUTC, .port])
  }
}
