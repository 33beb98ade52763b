package import Documents

/// The charts of findings.
package enum FindingFiguresSection: SectionComposer {
  package static let id = "finding_figures"
  package static let title = WordKey.sectionFindingFigures
  package static let inputs = SectionInputs.needs(.findings)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let findings = try context.givenFindings
    guard findings.totals.count > 0 else {
      let nothing = [Block.paragraph(context.words[.noFindings])]
      return Section(id: id, title: context.words[title], sheet: .summary, blocks: nothing)
    }
    let severities =
      IncidentsSection.isOnFirstPage(context)
      ? [try FindingsSummarySection.severities(findings, context, for: .paper)] : []
    return Section(
      id: id, title: context.words[title], sheet: .summary,
      blocks: context.figureNotice
        + [
          FindingFigures.days(findings, context), FindingFigures.times(findings, context),
          FindingFigures.rules(findings, context),
        ].compactMap { figure in figure.map { .figure($0) } } + severities)
  }
}
