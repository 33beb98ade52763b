import Analysis
import Documents
import Model

/// The charts of a security-event report.
enum EventFigures {
  /// The first picture: failed sign-ins by hour of a short period, events by day and severity of a longer one.
  static func main(_ totals: EventTotals, _ context: SectionContext) -> Figure? {
    PeriodText.days(context).count > 2 ? daily(totals, context) : failedByHour(totals, context)
  }

  /// Events of each day, stacked by severity.
  static func daily(_ totals: EventTotals, _ context: SectionContext) -> Figure {
    let words = context.words
    let days = PeriodText.days(context)
    return Figure(
      id: "daily_events", title: words[.figureDailyEvents], subtitle: words[.figureDailyEventsSubtitle],
      shape: .columns, unit: .count, labels: days.map { context.formats.dayAndMonth($0) },
      labelTitle: words[.labelDay],
      series: Severity.allCases.map { severity in
        .init(
          name: words.name(severity),
          values: context.figureValues(days.map { totals.days[$0]?[severity.rawValue] ?? 0 }),
          severity: severity.rawValue)
      })
  }

  /// Failed sign-ins by local hour.
  static func failedByHour(_ totals: EventTotals, _ context: SectionContext) -> Figure {
    let words = context.words
    return Figure(
      id: "failed_by_hour", title: words[.figureFailedByHour], subtitle: words[.figureFailedByHourSubtitle],
      shape: .line, unit: .count, labels: (0..<24).map { padded($0, 2) + ":00" }, labelTitle: words[.labelTime],
      series: [.init(name: words.title(.failed), values: context.figureValues(totals.failedHours))])
  }

  /// The most frequent types, most frequent first.
  static func types(_ totals: EventTotals, _ context: SectionContext) -> Figure? {
    let words = context.words
    let sorted = context.figureItems(totals.types.map { ($0.key, $0.value.total) }).sorted {
      ($1.1, $0.0.rawValue) < ($0.1, $1.0.rawValue)
    }.prefix(12)
    guard !sorted.isEmpty else { return nil }
    return Figure(
      id: "types", title: words[.figureTypes], subtitle: words[.figureTypesSubtitle], shape: .bars, unit: .count,
      labels: sorted.map { words.name($0.0) }, labelTitle: words.title(.eventType),
      series: [.init(name: words.title(.events), values: context.figureValues(sorted.map(\.1)))])
  }
}
