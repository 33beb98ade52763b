package import Documents
import Records

/// Every indicator against its target, with the month before and the documents it comes from: the first page.
package enum ManagementScorecardSection: SectionComposer {
  package static let id = "management_scorecard"
  package static let title = ManagementWordKey.sectionScorecard
  package static let inputs = SectionInputs.needs(.management)

  /// More numbers would not fit beside an indicator on the first page.
  private static let rangeLimit = 1

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let summary = try context.givenManagement
    let words = context.words
    let rows = ManagementSummary.Indicator.allCases.map { row($0, summary, context) }
    return Section(
      id: id, title: words[title], sheet: .summary,
      blocks: [
        .table(
          Table(
            id: id, columns: columns(summary, context), rows: try TableRows(rows, in: context.folder),
            remark: words[.scorecardMethod], emptyText: words[.noRows]))
      ])
  }

  private static func columns(_ summary: ManagementSummary, _ context: SectionContext) -> [Column] {
    let words = context.words
    func column(_ name: ColumnName, _ width: Int, _ audience: Audience, _ kind: Column.Kind = .text) -> Column {
      .named(name, words, kind, width: width, for: audience)
    }
    var state = column(.indicatorState, 16, .readers)
    state.tones = context.stateTones
    func machine(_ id: String, _ kind: Column.Kind) -> Column {
      Column(id: id, title: "", kind: kind, width: 1, audience: .programs)
    }
    return [
      column(.indicator, 16, .programs), column(.indicator, 38, .readers),
      column(.formula, 60, .readersWithRoomAndPrograms),
      column(.target, 10, .readers), machine("target", .integer), machine("tolerated", .integer),
      column(.actual, 13, .readers), machine("known", .json), machine("least", .integer), machine("most", .integer),
      machine("whole", .integer),
      column(.previousActual, 13, .readers), machine("previous", .integer),
      state, column(.indicatorState, 10, .programs),
      column(.responsible, 18, summary.responsible.isEmpty ? .readersWithRoomAndPrograms : .everyone),
      column(.basedOn, 27, .paper), column(.basedOn, 60, .desk), machine("documents", .json), machine("gaps", .json),
    ]
  }

  private static func row(
    _ indicator: ManagementSummary.Indicator, _ summary: ManagementSummary, _ context: SectionContext
  ) -> [Cell] {
    let words = context.words
    let (value, before) = (
      summary.month?.value(indicator) ?? ManagementValue(), summary.previous?.value(indicator) ?? ManagementValue()
    )
    let (target, state) = (summary.targets[indicator], summary.state(indicator))
    func number(_ number: Int64?, _ value: ManagementValue) -> Cell {
      value.isKnown ? number.map { context.value($0, indicator) } ?? .empty : .empty
    }
    let first: [Cell] = [
      .text(indicator.rawValue), .text(words.name(indicator)), .text(words.formula(indicator)),
      .text(context.text(target)), target.map { .integer($0.limit) } ?? .empty,
      target.map { .integer($0.tolerated) } ?? .empty,
    ]
    let numbers: [Cell] = [
      .text(context.text(value, indicator)), .json(value.isKnown ? "true" : "false"), number(value.least, value),
      number(value.most, value), number(value.whole, value),
      .text(context.text(previous: before, now: value, indicator)),
      number(before.isWhole ? before.least : nil, before),
    ]
    return first + numbers + [
      .text(context.text(state, of: indicator)), .text(state.rawValue),
      summary.responsible[indicator].map { .text($0) } ?? .empty,
      .text(context.origin(value, limit: rangeLimit)), .text(context.origin(value)),
      SectionContext.json(value.documents), SectionContext.json(value.gaps),
    ]
  }
}
