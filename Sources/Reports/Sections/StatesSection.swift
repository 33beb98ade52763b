import Analysis
package import Documents
import Records

/// Findings of states: rule by rule what is new, then one line for each rule and person, new ones before those that
/// continue from the period before.
package enum StatesSection: SectionComposer {
  package static let id = "states"
  package static let title = WordKey.sectionStates
  package static let inputs = SectionInputs.needs(.findings)
  package static let listsPersons = true

  /// How many lines pages show of each table unless the definition says otherwise.
  private static let lineLimit = 200

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let rows = try context.givenFindings.incidents
    let words = context.words
    let columns = StateListing.table.numbered(words)
    let all = Table(
      id: id, columns: columns, audience: .everyone, rows: rows.states, emptyText: words[.noStates])
    var whole = all
    // Pages have the two tables below instead.
    whole.columns = columns.map { column in
      var column = column
      if column.audience == .readers { column.audience = .readersWithRoom }
      if column.audience == .everyone { column.audience = .readersWithRoomAndPrograms }
      return column
    }
    var blocks: [Block] = [.paragraph(words[.statesIntroduction])]
    if !rows.isBeforeKnown { blocks.append(.paragraph(words[.statesBeforeUnknown])) }
    if rows.isBeforeKnown, try context.givenFindings.totals.rules[RuleList.liveStore] != nil {
      blocks.append(.paragraph(words[.statesLiveUnknown]))
    }
    blocks.append(.table(whole))
    if !rows.totals.stateRules.isEmpty { blocks.append(try byRule(rows, context)) }
    let limit = choice.pagedRows ?? lineLimit
    let (continuing, count) = (rows.totals.continuing, rows.states.count)
    let parts: [(WordKey?, Range<Int>)] =
      rows.isBeforeKnown
      ? [(.statesNew, 0..<count - continuing), (.statesContinuing, count - continuing..<count)] : [(nil, 0..<count)]
    for (heading, range) in parts {
      blocks.append(.table(try part(rows.states, range, limit, heading, all, context)))
    }
    return Section(
      id: id, title: words[title], sheet: .own(words[title]), isLandscape: rows.states.count > 0, blocks: blocks)
  }

  /// The few lines that tell a reader whether to read on: rule by rule, whether something is new.
  private static func byRule(_ rows: IncidentRows, _ context: SectionContext) throws -> Block {
    let formats = context.formats
    func subjects(_ rule: IncidentRows.StateRule) -> Cell {
      if rule.subjects.isEmpty { return .empty }
      let more = rule.new - rule.subjects.count
      return .text(rule.subjects.joined(separator: ", ") + (more > 0 ? " +" + formats.integer(Int64(more)) : ""))
    }
    var columns: [Column] = [
      .named(.rule, context.words, .text, width: 8, for: .paper),
      .named(.ruleName, context.words, .text, width: 34, for: .paper),
      .named(.severity, context.words, .severity, width: 10, for: .paper),
      .named(.findings, context.words, .integer, width: 9, for: .paper),
    ]
    if rows.isBeforeKnown {
      columns += [
        .named(.continuingLines, context.words, .integer, width: 9, for: .paper),
        .named(.newLines, context.words, .integer, width: 9, for: .paper),
        .named(.newSubjects, context.words, .text, width: 44, for: .paper),
      ]
    }
    let cells = rows.totals.stateRules.map { rule -> [Cell] in
      let all: [Cell] = [
        .text(rule.rule), .text(rule.title), .severity(rule.severity), .integer(rule.findings),
        .integer(Int64(rule.continuing)), .integer(Int64(rule.new)), subjects(rule),
      ]
      return Array(all.prefix(columns.count))
    }
    return .table(
      Table(
        id: "state_rules", title: context.words[.statesByRule], columns: columns, audience: .paper,
        rows: try TableRows(cells, in: context.folder), emptyText: context.words[.noStates]))
  }

  /// Some of the rows as a table of pages.
  private static func part(
    _ rows: TableRows, _ range: Range<Int>, _ limit: Int, _ heading: WordKey?, _ all: Table, _ context: SectionContext
  ) throws -> Table {
    let shown = all.columns.enumerated().filter { index, column in
      column.audience.outputs.contains(.paged)
        && (heading == .statesContinuing || column.id != ColumnName.since.rawValue)
    }
    let lines = try TableRowsWriter(in: context.folder)
    var place = 0
    try rows.forEach(limit: min(range.upperBound, range.lowerBound + limit)) { row in
      place += 1
      guard place > range.lowerBound else { return }
      try lines.append(shown.map { row.cell(at: $0.offset) })
    }
    let numbers = ["shown": String(lines.count), "total": context.formats.integer(Int64(range.count))]
    return Table(
      id: "states_part", title: heading.map { context.words[$0] },
      columns: shown.map { _, column in
        var column = column
        column.audience = .paper
        return column
      }, audience: .paper, rows: try lines.finish(),
      remark: lines.count < range.count ? context.words(.statesShown, numbers) : nil,
      emptyText: context.words[.noStates])
  }
}
