package import Documents

/// The charts of findings.
package enum FindingFiguresSection: SectionComposer {
  package static let id = "finding_figures"

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section? {
    guard let findings = context.findings, findings.totals.count > 0 else { return nil }
    return Section(
      id: id, title: context.words[.sectionFindingFigures], sheet: .summary,
      blocks: context.figureNotice
        + [
          FindingFigures.days(findings, context), FindingFigures.times(findings, context),
          FindingFigures.rules(findings, context),
        ].compactMap { figure in figure.map { .figure($0) } })
  }
}
