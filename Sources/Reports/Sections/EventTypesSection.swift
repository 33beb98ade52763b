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
    let types = try context.table(
      "event_types",
      [
        .named(.eventType, words, .text, width: 20, for: .programs), context.column(.eventType, .text, 32),
        context.column(.events, .integer, 10, json: true, hasBar: true), context.column(.share, .share, 10),
        context.column(.first, .moment, 19, json: true), context.column(.last, .moment, 19, json: true),
      ], types(totals, context))
    let others = [
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
    ]
    return Section(
      id: id, title: words[title], sheet: .summary, blocks: [types] + (try ownTypes(totals, context)) + others)
  }

  /// The types that occur, most frequent first.
  private static func types(_ totals: EventTotals, _ context: SectionContext) -> [[Cell]] {
    let all = Int64(totals.counted)
    let (listed, rest) = listed(totals, context)
    return listed.map { type, count in
      [
        .text(type.key.name), .text(context.name(type.key)), context.countCell(count),
        share(count, of: all, context), cell(type.value.first, context), cell(type.value.last, context),
      ]
    }
      + (rest.map {
        [[.text("other"), .text(context.words[.others]), context.countCell($0)] + [.empty, .empty, .empty]]
      } ?? [])
  }

  private static func listed(
    _ totals: EventTotals, _ context: SectionContext
  ) -> (listed: [((key: EventKind, value: EventCounts), Int64)], rest: Int64?) {
    let sorted = totals.types.sorted { ($1.value.total, $0.key.name) < ($0.value.total, $1.key.name) }
    return context.merged(sorted.map { ($0, $0.value.total) })
  }

  /// The listed types that the source declares itself, by name, with what it says of them.
  private static func ownTypes(_ totals: EventTotals, _ context: SectionContext) throws -> [Block] {
    let types = listed(totals, context).listed.compactMap(\.0.key.ownType).sorted { $0.name < $1.name }
    if types.isEmpty { return [] }
    let words = context.words
    return [
      try context.table(
        "own_event_types", title: words[.ownEventTypes],
        [
          .named(.eventType, words, .text, width: 20, for: .programs), context.column(.eventType, .text, 32),
          context.column(.severity, .severity, 16, json: true),
        ],
        types.map { type in
          [.text(type.name), .text(context.name(.own(type))), .severity(type.severity)]
        }, remark: words[.ownEventTypesRemark])
    ]
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
