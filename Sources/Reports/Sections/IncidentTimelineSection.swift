package import Documents
import Records

/// The timelines of all incidents on one sheet; pages have them as cards, the JSON copy beside each incident.
package enum IncidentTimelineSection: SectionComposer {
  package static let id = "incident_timeline"
  package static let title = WordKey.sectionIncidentTimeline
  package static let inputs = SectionInputs.needs(.findings)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    var section = context.listing(
      choice, title: title, caption: .incidentTimelineNote, id: id,
      IncidentTimelineListing.table.numbered(context.words), try context.givenFindings.incidents.timeline)
    section.isPaged = false
    return section
  }
}
