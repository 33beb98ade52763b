import Analysis
import Documents
import Model
import Records

/// The charts of a session report.
enum SessionFigures {
  /// The first picture: the load within the days of a short period, the days of a longer one.
  static func main(_ totals: SessionTotals, _ context: SectionContext) -> Figure? {
    totals.load.isEmpty ? daily(totals, context) : load(totals, context)
  }

  /// Sessions that touch each quarter of an hour.
  private static func load(_ totals: SessionTotals, _ context: SectionContext) -> Figure {
    let words = context.words
    let slice = SessionTotals.loadSliceMinutes * 60 * microsecondsPerSecond
    let starts = totals.load.indices.map { context.facts.period.from.advanced(by: Int64($0) * slice) }
    let labels = starts.map { start in
      String(context.formats.timeOfDay(context.facts.zone.localTime(at: start)).prefix(5))
    }
    let records = context.recordStart(of: .sessions)
    let values = zip(starts, totals.load).map { start, count in
      records.covers(until: start.advanced(by: slice)) ? count : nil
    }
    return Figure(
      id: "load", title: words[.figureLoad], subtitle: context.subtitle(.figureLoadSubtitle, .sessions), shape: .line,
      unit: .count, labels: labels, labelTitle: words[.labelTime],
      series: context.figureSeries(words[.tileSessions], ofSingle: values))
  }

  /// Sessions begun on each day of the period.
  static func daily(_ totals: SessionTotals, _ context: SectionContext) -> Figure {
    let words = context.words
    let days = PeriodText.days(context)
    let records = context.recordStart(of: .sessions)
    return Figure(
      id: "daily", title: words[.figureDaily], subtitle: context.subtitle(.figureDailySubtitle, .sessions),
      shape: .line, unit: .count, labels: days.map { context.formats.dayAndMonth($0) }, labelTitle: words[.labelDay],
      series: context.figureSeries(
        words[.tileSessions],
        days.map { context.isRecorded($0, records) ? totals.days[$0]?.sessions ?? 0 : nil }))
  }

  /// Session begins by weekday and hour; weekdays that are not in the period are left out.
  static func heatMap(_ totals: SessionTotals, _ context: SectionContext) -> Figure {
    let words = context.words
    let records = context.recordStart(of: .sessions)
    var recorded = Array(repeating: Set<Int>(), count: 7)
    var weekdays: Set<Int> = []
    for day in PeriodText.days(context) {
      weekdays.insert(day.weekday)
      if let hours = context.recordedHours(of: day, records) { recorded[day.weekday].formUnion(hours) }
    }
    return Figure(
      id: "heat_map", title: words[.figureHeatMap], subtitle: context.subtitle(.figureHeatMapSubtitle, .sessions),
      shape: .heatMap, unit: .count, labels: (0..<24).map { padded($0, 2) }, labelTitle: words[.labelDay],
      series: context.figureSeries(
        weekdays.sorted().map { day in
          let values = (0..<24).map { hour in
            recorded[day].contains(hour) || totals.heat[day][hour] > 0 ? totals.heat[day][hour] : nil
          }
          return (words.shortWeekday(day), values, nil)
        }))
  }

  /// The ten users with the longest recorded time; nil where no user may be shown, or none has any.
  static func longestUsers(_ totals: SessionTotals, _ context: SectionContext) -> Figure? {
    guard context.mask.showsPersons, !totals.longestUsers.isEmpty else { return nil }
    let words = context.words
    return Figure(
      id: "longest_users", title: words[.figureLongest], subtitle: words[.figureLongestSubtitle], shape: .bars,
      unit: .duration,
      labels: totals.longestUsers.map { user in
        let name = context.rowContext.userName(user.userKey, shown: user.userName ?? user.userKey?.text)
        if case .text(let text) = name { return text }
        return words[.unknownUser]
      }, labelTitle: words.title(.userName),
      series: [.init(name: words.title(.recordedUnion), values: totals.longestUsers.map(\.recordedUnion))])
  }

  /// How long recorded sessions were.
  static func histogram(_ totals: SessionTotals, _ context: SectionContext) -> Figure? {
    guard totals.recordedCount > 0 else { return nil }
    let words = context.words
    let edges = SessionTotals.histogramEdgesMinutes.map { minutes in
      minutes < 60 ? words(.minutes, ["count": String(minutes)]) : words(.hours, ["count": String(minutes / 60)])
    }
    let labels =
      ["< " + edges[0]] + zip(edges, edges.dropFirst()).map { "\($0) –" + $1 } + ["≥ " + edges[edges.count - 1]]
    return Figure(
      id: "lengths", title: words[.figureLengths], subtitle: words[.figureLengthsSubtitle], shape: .columns,
      unit: .count, labels: labels, labelTitle: words.title(.duration),
      series: context.figureSeries(words[.tileSessions], totals.histogram))
  }
}
