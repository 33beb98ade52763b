package import Documents

/// Every rule: how far it was evaluated, with which numbers.
package enum RulesSection: SectionComposer {
  package static let id = "rules"

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section? {
    guard let findings = context.findings else { return nil }
    let rows = try TableRows(in: context.folder)
    for outcome in findings.outcomes { try rows.append(RuleTable.cells(outcome, context)) }
    return context.listing(
      choice, title: .sectionRules, id: "rules", RuleTable.columns(context.words), rows,
      remark: FindingsSummarySection.coverage(findings, context))
  }
}
