package import Documents

/// Every rule: how far it was evaluated, with which numbers.
package enum RulesSection: SectionComposer {
  package static let id = "rules"

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section? {
    guard let findings = context.findings else { return nil }
    let rows = try TableRows(in: context.folder)
    for cells in RuleTable.rows(findings.outcomes, context) { try rows.append(cells) }
    return context.listing(
      choice, title: .sectionRules, id: "rules", RuleTable.columns(context.words), rows,
      remark: FindingsSummarySection.coverage(findings, context))
  }
}
