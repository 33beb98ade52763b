package import Documents

/// Failed sign-ins by user and address.
package enum FailedSignInsSection: SectionComposer {
  package static let id = "failed_sign_ins"
  package static let title = WordKey.sectionFailures
  package static let inputs = SectionInputs.needs(.events)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let events = try context.givenEvents
    return try SourcesSection.top(
      choice, context, id: "failures", title: title, EventListing.failures.numbered(context.words),
      events.rows.failures, emptyText: .noFailures)
  }
}
