import Records
import Analysis
package import Documents
import Model

/// Events by type, severity and hour.
package enum EventTypesSection: SectionComposer {
  package static let id = "event_types"
  package static let title = WordKey.sectionEventTypes
  package static let inputs = SectionInputs.needs(.events)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let totals = try context.givenEvents.totals
    let words = context.words
    let all = Int64(totals.counted)
    let bySeverity = Severity.allCases.reversed().map { totals.severities[$0, default: 0] }
    let severities = zip(Severity.allCases.reversed(), zip(bySeverity, context.countCells(bySeverity))).map {
      severity, count -> [Cell] in [.severity(severity), count.1, share(count.0, of: all, context)]
    }
    let hours = context.hours(.events)
    let byHour = context.countCells(hours.map { $0.isRecorded ? totals.hours[$0.hour] : nil })
    let failedByHour = context.countCells(hours.map { $0.isRecorded ? totals.failedHours[$0.hour] : nil })
    return Section(
      id: id, title: words[title], sheet: .summary,
      blocks: [
        try context.table(
          "event_types",
          [
            .named(.eventType, words, .text, width: 20, for: .programs), context.column(.eventType, .text, 32),
            context.column(.events, .integer, 10, json: true, hasBar: true), context.column(.share, .share, 10),
            context.column(.first, .moment, 19, json: true), context.column(.last, .moment, 19, json: true),
          ], types(totals, context)),
        try context.table(
          "severities",
          [
            context.column(.severity, .severity, 16, json: true),
            context.column(.events, .integer, 10, json: true, hasBar: true), context.column(.share, .share, 10),
          ], severities),
        try context.table(
          "hours",
          [
            context.column(.hour, .text, 12, json: true),
            context.column(.events, .integer, 10, json: true, hasBar: true),
            context.column(.failed, .integer, 12, json: true),
          ],
          hours.enumerated().map { row, hour in
            [.text(padded(hour.hour, 2) + ":00"), byHour[row], failedByHour[row]]
          }, remark: context.unrecordedNotice(.events)),
      ])
  }

  /// The types that occur, most frequent first.
  private static func types(_ totals: EventTotals, _ context: SectionContext) -> [[Cell]] {
    let all = Int64(totals.counted)
    let sorted = totals.types.sorted { ($1.value.total, $0.key.rawValue) < ($0.value.total, $1.key.rawValue) }
    let (listed, rest) = context.merged(sorted.map { ($0, $0.value.total) })
    return listed.map { type, count in
      [
        .text(type.key.rawValue), .text(context.words.name(type.key)), context.countCell(count),
        share(count, of: all, context), cell(type.value.first, context), cell(type.value.last, context),
      ]
    }
      + (rest.map {
        [[.text("other"), .text(context.words[.others]), context.countCell($0)] + [.empty, .empty, .empty]]
      } ?? [])
  }

  /// The share of all; an exact one would give the count away that was cut.
  private static func share(_ count: Int64, of all: Int64, _ context: SectionContext) -> Cell {
    context.single(count).flatMap { all > 0 ? .share($0, of: all) : nil } ?? .empty
  }

  /// The moment of one event.
  private static func cell(_ microseconds: Int64, _ context: SectionContext) -> Cell {
    guard let microseconds = context.single(microseconds) else { return .empty }
    let instant = Instant(microseconds: microseconds)
    return .moment(instant, zoneOffset: context.facts.zone.offset(at: instant))
  }
}
