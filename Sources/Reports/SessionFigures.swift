import Analysis
import Documents
import Model

/// The charts of a session report.
enum SessionFigures {
  /// The first picture: the load within the days of a short period, the days of a longer one.
  static func main(_ totals: SessionTotals, _ context: SectionContext) -> Figure? {
    totals.load.isEmpty ? daily(totals, context) : load(totals, context)
  }

  /// Sessions open in each quarter of an hour.
  private static func load(_ totals: SessionTotals, _ context: SectionContext) -> Figure {
    let words = context.words
    let slice = SessionTotals.loadSliceMinutes * 60 * microsecondsPerSecond
    let labels = totals.load.indices.map { index in
      let instant = context.facts.period.from.advanced(by: Int64(index) * slice)
      return String(context.formats.timeOfDay(context.facts.zone.localTime(at: instant)).prefix(5))
    }
    return Figure(
      id: "load", title: words[.figureLoad], subtitle: words[.figureLoadSubtitle], shape: .line, unit: .count,
      labels: labels, labelTitle: words[.labelTime],
      series: [.init(name: words[.tileSessions], values: context.figureValues(totals.load))])
  }

  /// Sessions begun on each day of the period.
  static func daily(_ totals: SessionTotals, _ context: SectionContext) -> Figure {
    let words = context.words
    let days = PeriodText.days(context)
    return Figure(
      id: "daily", title: words[.figureDaily], subtitle: words[.figureDailySubtitle], shape: .line, unit: .count,
      labels: days.map { context.formats.dayAndMonth($0) }, labelTitle: words[.labelDay],
      series: [
        .init(
          name: words[.tileSessions], values: context.figureValues(days.map { totals.days[$0]?.sessions ?? 0 }))
      ])
  }

  /// Session begins by weekday and hour.
  static func heatMap(_ totals: SessionTotals, _ context: SectionContext) -> Figure {
    let words = context.words
    return Figure(
      id: "heat_map", title: words[.figureHeatMap], subtitle: words[.figureHeatMapSubtitle], shape: .heatMap,
      unit: .count, labels: (0..<24).map { padded($0, 2) }, labelTitle: words[.labelDay],
      series: totals.heat.enumerated().map { day, values in
        .init(name: words.shortWeekday(day), values: context.figureValues(values))
      })
  }

  /// The ten users with the longest recorded time; nil where no user may be shown, or none has any.
  static func longestUsers(_ totals: SessionTotals, _ context: SectionContext, mask: Mask) -> Figure? {
    guard context.mask.showsPersons, !totals.longestUsers.isEmpty else { return nil }
    let words = context.words
    return Figure(
      id: "longest_users", title: words[.figureLongest], subtitle: words[.figureLongestSubtitle], shape: .bars,
      unit: .duration,
      labels: totals.longestUsers.map { user in
        (user.userName ?? user.userKey?.text).map { mask.userName($0) } ?? words[.unknownUser]
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
      series: [.init(name: words[.tileSessions], values: context.figureValues(totals.histogram))])
  }
}
