package import Documents
import Records

/// The events of severity high and critical, in full.
package enum SevereEventsSection: SectionComposer {
  package static let id = "severe_events"
  package static let title = WordKey.sectionSevereEvents
  package static let inputs = SectionInputs.needs(.events)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let events = try context.givenEvents
    let words = context.words
    let columns = EventListing.table.columns(words, missing: context.missing, filledIn: events.rows.severe)
    let table = Table(
      id: "severe_events",
      // What a person fills in stands once, beside all events.
      columns: columns.filter { $0.audience != .desk }, audience: .viewers, rows: events.rows.severe,
      pagedRowLimit: choice.pagedRows, emptyText: words[.noSevereEvents])
    return Section(
      id: id, title: words[title], sheet: .own(words[title]), isLandscape: events.rows.severe.count > 0,
      blocks: [.table(table)])
  }
}
