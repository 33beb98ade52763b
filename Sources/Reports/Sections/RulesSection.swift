import Records
package import Documents

/// Every rule: how far it was evaluated, with which numbers.
package enum RulesSection: SectionComposer {
  package static let id = "rules"
  package static let title = WordKey.sectionRules
  package static let inputs = SectionInputs.needs(.findings)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let findings = try context.givenFindings
    let rows = try TableRows(RuleTable.rows(findings.outcomes, context), in: context.folder)
    return context.listing(
      choice, title: title, id: "rules", RuleTable.table.columns(context.words), rows,
      remark: FindingsSummarySection.coverage(findings, context))
  }
}
