package import Documents

/// Records that take part in no total, each with its reason.
package enum QuarantineSection: SectionComposer {
  package static let id = "quarantine"

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section? {
    guard context.mask.showsPersons,
      let rows = context.sessions?.rows.quarantine ?? context.events?.rows.quarantine
    else { return nil }
    return context.listing(
      choice, title: .sectionQuarantine, note: .quarantineNote, id: "quarantine",
      UserDurationsTable.quarantineColumns(context.words), rows)
  }
}
