import Messages
import Analysis
import Documents
import Model

/// The charts of findings.
enum FindingFigures {
  /// Findings by rule and day; by rule and hour where the period is a single day; nil where no rule may be shown.
  static func days(_ rows: FindingRows, _ context: SectionContext) -> Figure? {
    let words = context.words
    let days = PeriodText.days(context)
    let totals = rows.totals
    let isDay = days.count == 1
    let rules = context.figureItems(totals.rules.map { ($0.key, $0.value) }).map(\.0).sorted()
    if rules.isEmpty { return nil }
    let hours = context.hours(.findings)
    let records = context.recordStart(of: .findings)
    let grid = FindingGrid(
      labels: isDay ? hours.map { padded($0.hour, 2) } : days.map { context.formats.dayAndMonth($0) },
      rows: rules.map { rule in
        let values: [Int64?] =
          isDay
          ? hours.map { $0.isRecorded ? totals.ruleHours[rule]?[$0.hour] ?? 0 : nil }
          : days.map { context.isRecorded($0, records) ? totals.days[rule]?[$0] ?? 0 : nil }
        return .init(
          name: rule, values: values, continuing: totals.continuing[rule, default: 0],
          total: totals.rules[rule, default: 0])
      })
    return Figure(
      id: "finding_days", title: words[.figureFindingDays],
      subtitle: grid.subtitle(context.subtitle(.figureFindingDaysSubtitle, .findings), words), shape: .heatMap,
      unit: .count, labels: grid.allLabels, labelTitle: words.title(.rule), series: grid.series(context))
  }

  /// Findings by severity and local hour.
  static func times(_ rows: FindingRows, _ context: SectionContext) -> Figure {
    let (words, totals) = (context.words, rows.totals)
    let grid = FindingGrid(
      labels: (0..<24).map { padded($0, 2) },
      rows: Severity.allCases.reversed().map { severity in
        .init(
          name: words.name(severity), values: totals.hours[severity.rawValue],
          continuing: totals.continuingSeverities[severity.rawValue], total: totals.severities[severity.rawValue])
      })
    return Figure(
      id: "finding_times", title: words[.figureFindingTimes],
      subtitle: grid.subtitle(words[.figureFindingTimesSubtitle], words), shape: .heatMap, unit: .count,
      labels: grid.allLabels, labelTitle: words.title(.severity), series: grid.series(context))
  }

  /// The rules with the most findings; nil where none may be shown.
  static func rules(_ rows: FindingRows, _ context: SectionContext) -> Figure? {
    let words = context.words
    let sorted = context.figureItems(rows.totals.rules.map { ($0.key, $0.value) })
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    if sorted.isEmpty { return nil }
    let titles = Dictionary(
      rows.outcomes.map { ($0.definition.id, words.title($0.definition)) }
    ) { first, _ in first }
    return Figure(
      id: "finding_rules", title: words[.figureFindingRules], subtitle: words[.figureFindingRulesSubtitle],
      shape: .bars, unit: .count, labels: sorted.map { "\($0.0) \(titles[$0.0] ?? "")" },
      labelTitle: words.title(.rule),
      series: context.figureSeries(words.title(.findings), ofSingle: sorted.map(\.1)))
  }
}
