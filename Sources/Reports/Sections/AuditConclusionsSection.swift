package import Documents
import Records

/// Room for what the auditor concludes: finding, recommendation, who answers for it, and until when.
package enum AuditConclusionsSection: SectionComposer {
  package static let id = "audit_conclusions"
  package static let title = AccessWordKey.sectionAuditConclusions
  package static let inputs = SectionInputs.needs(.accesses)

  /// How many lines there are to fill in.
  private static let lines = 8

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    let rows = (1...lines).map { line -> [Cell] in [.integer(Int64(line))] + Array(repeating: .text(" "), count: 4) }
    var table = Table(
      id: id,
      columns: [
        .named(.rowNumber, words, .integer, width: 6, for: .viewers), context.column(.auditFinding, .text, 34),
        context.column(.recommendation, .text, 34), context.column(.responsible, .text, 18),
        context.column(.dueDate, .text, 12),
      ], rows: try TableRows(rows, in: context.folder), emptyText: words[.noRows])
    // Lines of ours to be filled in, and nothing that was read.
    table.holdsData = false
    return Section(
      id: id, title: words[title], sheet: .page(words[title]), isLandscape: true,
      blocks: [.paragraph(words[.conclusionsMethod]), .table(table)])
  }
}
