package import Documents
import Model

/// What was checked before the transaction was completed, and by what it can be checked again.
package enum DisposalVerificationSection: SectionComposer {
  package static let id = "disposal_verification"
  package static let title = DisposalWordKey.disposalSectionVerification
  package static let inputs = SectionInputs.needs(.disposal)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let record = try context.givenDisposal
    let (words, evidence) = (context.words, record.evidence)
    let fields = [
      Field(words[.disposalQuery], query(record, context)),
      Field(words(.disposalQueryDigest, ["file": evidence.query]), evidence.queryDigest),
      Field(words[.disposalStatement], evidence.statement),
      Field(words[.disposalStatementDigest], evidence.statementDigest),
      Field(words[.disposalRuleDigest], evidence.ruleDigest), Field(words[.disposalPlanDigest], evidence.planDigest),
      Field(words[.disposalRowsDigest], evidence.rowsDigest),
      Field(words[.disposalTransaction], evidence.transaction),
      Field(words[.disposalIsolation], words[.disposalIsolationValue]),
    ]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [
        .paragraph(words[.disposalChecked]), .fields(fields), .paragraph(words[.disposalDigestMethod]),
        .notice(words[.disposalUnchecked]),
      ])
  }

  /// What is counted to see whether any due record is left.
  private static func query(_ record: DisposalRecord, _ context: SectionContext) -> String {
    let words = context.words
    let selection = record.rule.selection.map { words(.disposalQuerySelection, ["selection": $0]) } ?? ""
    return words(
      .disposalQueryValue,
      [
        "file": record.evidence.query, "selection": selection, "column": record.rule.countedFrom.name,
        "cut_off": context.moment(record.cutOffMoment),
      ])
  }
}
