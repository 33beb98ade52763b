import Records
package import Documents

/// Every finding, with columns for the human who reviews it.
package enum FindingsSection: SectionComposer {
  package static let id = "findings"
  package static let title = WordKey.sectionFindings
  package static let inputs = SectionInputs.needs(.findings)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let findings = try context.givenFindings
    var section = context.listing(
      choice, title: title, caption: .findingsNote, id: "findings", FindingListing.columns(context.words),
      findings.findings)
    if findings.findings.count == 0 { section.blocks.insert(.paragraph(context.words[.noFindings]), at: 0) }
    return section
  }
}
