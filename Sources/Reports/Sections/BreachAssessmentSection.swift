import Records
package import Documents
import Model

/// The findings of severity high and critical, with room for a human to say whether they may be a data breach.
package enum BreachAssessmentSection: SectionComposer {
  package static let id = "breach_assessment"
  package static let title = WordKey.sectionBreachAssessment
  package static let inputs = SectionInputs.needs(.findings)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let findings = try context.givenFindings
    let words = context.words
    let severe = [Severity.high, .critical].reduce(0) { $0 + findings.totals.severities[$1.rawValue] }
    let all = FindingListing.columns(words)
    func column(_ name: ColumnName, _ width: Int, for audience: Audience = .viewers) -> (index: Int, column: Column)? {
      guard let index = all.firstIndex(where: { $0.id == name.rawValue }) else { return nil }
      return (index, .named(name, words, all[index].kind, width: width, for: audience))
    }
    let shown = [
      column(.rowNumber, 7), column(.severity, 10), column(.rule, 7), column(.key, 22), column(.last, 19),
      // In the workbook the same is filled in beside the findings.
      column(.breachCandidate, 18, for: .paper), column(.reviewer, 26, for: .paper),
      column(.decidedAt, 20, for: .paper),
    ].compactMap { $0 }
    let answers = FindingListing.breachAnswers.map { "[  ] " + words[$0] }.joined(separator: "  ")
    let rows = try TableRowsWriter(in: context.folder)
    // The rows come highest severity first.
    try findings.findings.forEach(limit: min(Int(severe), choice.pagedRows ?? .max)) { row in
      try rows.append(
        shown.map { place in
          switch place.column.id {
          case ColumnName.breachCandidate.rawValue: .text(answers)
          // Blank, not a dash: somebody writes here.
          case ColumnName.reviewer.rawValue, ColumnName.decidedAt.rawValue: .text(" ")
          default: row.cell(at: place.index)
          }
        })
    }
    let remark =
      rows.count < severe ? words(.breachShown, ["shown": String(rows.count), "total": String(severe)]) : nil
    let table = Table(
      id: id, columns: shown.map(\.column), rows: try rows.finish(), remark: remark,
      emptyText: words[.noBreachCandidates])
    return Section(
      id: id, title: words[title], sheet: .own(words[title]), isLandscape: rows.count > 0,
      blocks: [.paragraph(words[.breachAssessment]), .table(table)])
  }
}
