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
    let sorted = totals.types.sorted { ($1.value.total, $0.key.rawValue) < ($0.value.total, $1.key.rawValue) }
    let types = sorted.map { type, counts -> [Cell] in
      let isHidden = context.isHidden(counts.total)
      return [
        .text(type.rawValue), .text(words.name(type)), context.countCell(counts.total),
        share(counts.total, of: all, context), isHidden ? .empty : cell(counts.first, context),
        isHidden ? .empty : cell(counts.last, context),
      ]
    }
    let severities = Severity.allCases.reversed().map { severity -> [Cell] in
      let count = totals.severities[severity, default: 0]
      return [.severity(severity), context.countCell(count), share(count, of: all, context)]
    }
    return Section(
      id: id, title: words[title], sheet: .summary,
      blocks: [
        try context.table(
          "event_types",
          [
            .named(.eventType, words, .text, width: 20, in: [.json]), context.column(.eventType, .text, 32),
            context.column(.events, .integer, 10, json: true, hasBar: true), context.column(.share, .text, 10),
            context.column(.first, .moment, 19, json: true), context.column(.last, .moment, 19, json: true),
          ], types),
        try context.table(
          "severities",
          [
            context.column(.severity, .severity, 16, json: true),
            context.column(.events, .integer, 10, json: true, hasBar: true), context.column(.share, .text, 10),
          ], severities),
        try context.table(
          "hours",
          [
            context.column(.hour, .text, 12, json: true),
            context.column(.events, .integer, 10, json: true, hasBar: true),
            context.column(.failed, .integer, 12, json: true),
          ],
          (0..<24).map { hour in
            [
              .text(padded(hour, 2) + ":00"), context.countCell(totals.hours[hour]),
              context.countCell(totals.failedHours[hour]),
            ]
          }),
      ])
  }

  /// A small count that is hidden must not be found from its share.
  private static func share(_ count: Int64, of all: Int64, _ context: SectionContext) -> Cell {
    context.isHidden(count) ? .empty : .text(context.formats.percent(count, of: all))
  }

  private static func cell(_ microseconds: Int64, _ context: SectionContext) -> Cell {
    let instant = Instant(microseconds: microseconds)
    return .moment(instant, zoneOffset: context.facts.zone.offset(at: instant))
  }
}
