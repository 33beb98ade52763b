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
    let records = context.recordStart(of: .events)
    return Figure(
      id: "daily_events", title: words[.figureDailyEvents],
      subtitle: context.subtitle(.figureDailyEventsSubtitle, .events), shape: .columns, unit: .count,
      labels: days.map { context.formats.dayAndMonth($0) }, labelTitle: words[.labelDay],
      series: context.figureSeries(
        Severity.allCases.map { severity in
          let values = days.map { day in
            context.isRecorded(day, records) ? totals.days[day]?[severity.rawValue] ?? 0 : nil
          }
          return (words.name(severity), values, severity.rawValue)
        }))
  }

  /// Failed sign-ins by local hour; of a single day only the hours that are counted.
  static func failedByHour(_ totals: EventTotals, _ context: SectionContext) -> Figure {
    let words = context.words
    let hours = context.hours(.events)
    return Figure(
      id: "failed_by_hour", title: words[.figureFailedByHour],
      subtitle: context.subtitle(.figureFailedByHourSubtitle, .events), shape: .line, unit: .count,
      labels: hours.map { padded($0.hour, 2) + ":00" }, labelTitle: words[.labelTime],
      series: context.figureSeries(
        words.title(.failed), hours.map { $0.isRecorded ? totals.failedHours[$0.hour] : nil }))
  }

  /// The most frequent types, most frequent first.
  static func types(_ totals: EventTotals, _ context: SectionContext) -> Figure? {
    let words = context.words
    let sorted = context.figureItems(totals.types.map { ($0.key, $0.value.total) }).sorted {
      ($1.1, $0.0.name) < ($0.1, $1.0.name)
    }.prefix(12)
    guard !sorted.isEmpty else { return nil }
    return Figure(
      id: "types", title: words[.figureTypes], subtitle: words[.figureTypesSubtitle], shape: .bars, unit: .count,
      labels: sorted.map { context.name($0.0) }, labelTitle: words.title(.eventType),
      series: context.figureSeries(words.title(.events), ofSingle: sorted.map(\.1)))
  }
}
