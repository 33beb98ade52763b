package import Documents

/// Every finding, with columns for the human who reviews it.
package enum FindingsSection: SectionComposer {
  package static let id = "findings"

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section? {
    guard let findings = context.findings, context.mask.showsPersons else { return nil }
    var section = context.listing(
      choice, title: .sectionFindings, note: .findingsNote, id: "findings", FindingListing.columns(context.words),
      findings.findings)
    if findings.findings.count == 0 { section.blocks.insert(.paragraph(context.words[.noFindings]), at: 0) }
    return section
  }
}
