package import Documents

/// Records that take part in no total, each with its reason.
package enum QuarantineSection: SectionComposer {
  package static let id = "quarantine"
  package static let title = WordKey.sectionQuarantine
  package static let inputs = SectionInputs.needsSessionsOrEvents
  package static let listsPersons = true
  package static let isRegister = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let rows = try context.sessions?.rows.quarantine ?? context.givenEvents.rows.quarantine
    return context.listing(
      choice, title: title, caption: .quarantineNote, id: "quarantine",
      UserDurationsTable.quarantine.columns(context.words), rows)
  }
}
