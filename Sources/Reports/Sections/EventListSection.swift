package import Documents

/// Every security event of the period.
package enum EventListSection: SectionComposer {
  package static let id = "events"

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section? {
    guard let events = context.events, context.mask.showsPersons else { return nil }
    return context.listing(
      choice, title: .sectionEvents, note: .eventsNote, id: "events",
      EventListing.columns(context.words, missing: context.missing), events.rows.listing)
  }
}
