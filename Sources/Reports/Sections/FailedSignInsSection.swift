package import Documents

/// Failed sign-ins by user and address.
package enum FailedSignInsSection: SectionComposer {
  package static let id = "failed_sign_ins"

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section? {
    guard let events = context.events, context.mask.showsPersons else { return nil }
    return try SourcesSection.top(
      choice, context, id: "failures", title: .sectionFailures, EventListing.failureColumns(context.words),
      events.rows.failures, emptyText: .noFailures)
  }
}
