import Records
import Messages
import Analysis
package import Documents
import Model

/// What the rules observed, in a few lines: for the reports whose subject is another.
package enum FindingsSummarySection: SectionComposer {
  package static let id = "findings_summary"
  package static let title = WordKey.sectionFindingsSummary
  package static let inputs = SectionInputs.mentions(.findings)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    let title = words[Self.title]
    guard let rows = context.findings else {
      return Section(id: id, title: title, sheet: .summary, blocks: [.notice(words[.rulesUnread])])
    }
    var blocks: [Block] = [.paragraph(incidents(rows.incidents, context)), .paragraph(coverage(rows, context))]
    if !rows.missingRequired.isEmpty {
      blocks.append(.notice(words(.requiredMissing, ["rules": rows.missingRequired.joined(separator: ", ")])))
    }
    blocks.append(try severities(rows, context))
    if context.mask.showsPersons { blocks.append(try table(choice, rows, context)) }
    blocks += try machineBlocks(rows, context)
    return Section(id: id, title: title, sheet: .summary, blocks: blocks)
  }

  /// How many findings there are of each severity, for whom it is.
  static func severities(
    _ rows: FindingRows, _ context: SectionContext, for audience: Audience = .everyone
  ) throws -> Block {
    let counts = context.countCells(Severity.allCases.reversed().map { rows.totals.severities[$0.rawValue] })
    let columns = [context.column(.severity, .severity, 16), context.column(.findings, .integer, 14)]
    let cells = zip(Severity.allCases.reversed(), counts).map { [Cell.severity($0), $1] }
    return .table(
      Table(
        id: "finding_severities", columns: columns, audience: audience,
        rows: try TableRows(cells, in: context.folder), emptyText: context.words[.noRows]))
  }

  /// How many incidents the findings come to, and which one to look at first.
  private static func incidents(_ rows: IncidentRows, _ context: SectionContext) -> String {
    let count = context.count(Int64(rows.totals.count))
    guard context.mask.showsPersons else { return context.words(.incidentCount, ["count": count]) }
    guard let leading = rows.totals.leading else { return context.words[.noIncidents] }
    return context.words(
      .incidentSummary,
      [
        "count": count, "severity": context.words.name(leading.severity),
        "span": IncidentsSection.span(leading.first, leading.last, context),
        "findings": context.formats.integer(Int64(leading.findings)),
      ])
  }

  /// The first findings, highest severity first.
  private static func table(
    _ choice: ReportDefinition.SectionChoice, _ rows: FindingRows, _ context: SectionContext
  ) throws -> Block {
    let words = context.words
    let shown: [ColumnName] = [.severity, .rule, .observation, .key, .last]
    let columns = FindingListing.columns(words).map { column in
      var column = column
      // The JSON copy has columns of the same name beside those of readers.
      let isShown = column.audience != .programs && shown.contains { $0.rawValue == column.id }
      column.audience = isShown ? .viewers : .nobody
      return column
    }
    let first = try rows.findings.first(choice.pagedRows ?? 10, in: context.folder)
    let numbers = ["shown": String(first.count), "total": context.formats.integer(Int64(rows.findings.count))]
    return .table(
      Table(
        id: "notable_findings", columns: columns, rows: first,
        remark: first.count == 0 ? nil : words(.findingsRemark, numbers), emptyText: words[.noFindings]))
  }

  /// `Değerlendirilen kural: 24 / 30. …`, by their identifiers; the reasons stand in tables.
  static func coverage(_ rows: FindingRows, _ context: SectionContext) -> String {
    func list(_ status: RuleStatus) -> String {
      let rules = rows.outcomes.filter { $0.status == status }.map(\.definition.id)
      return rules.isEmpty ? "0" : "\(rules.count) (\(rules.joined(separator: ", ")))"
    }
    let evaluated = rows.outcomes.count { $0.status == .evaluated || $0.status == .partly }
    return context.words(
      .rulesCoverage,
      [
        "evaluated": String(evaluated), "total": String(rows.outcomes.count), "partial": list(.partly),
        "missing": list(.notEvaluated), "disabled": list(.disabled),
      ])
  }

  /// The arrays of the JSON copy, complete.
  private static func machineBlocks(_ rows: FindingRows, _ context: SectionContext) throws -> [Block] {
    func machine(_ id: String, _ columns: [Column], _ rows: TableRows) -> Block {
      .table(Table(id: id, columns: columns, audience: .programs, rows: rows, emptyText: ""))
    }
    var blocks: [Block] = []
    // An array stands in the copy once: where the report lists the same in full, it comes from there.
    if !context.definition.lists(RulesSection.self) {
      let rules = try TableRows(RuleTable.rows(rows.outcomes, context), in: context.folder)
      blocks.append(machine("rules", RuleTable.table.columns(context.words), rules))
    }
    if !context.definition.lists(FindingsSection.self) || !context.mask.showsPersons {
      blocks.append(machine("findings", FindingListing.columns(context.words), rows.findings))
    }
    if !context.definition.lists(IncidentsSection.self) {
      blocks.append(
        machine("incidents", IncidentListing.table.numbered(context.words), rows.incidents.list))
    }
    return blocks
  }
}
