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
    return Figure(
      id: "finding_days", title: words[.figureFindingDays], subtitle: words[.figureFindingDaysSubtitle],
      shape: .heatMap, unit: .count,
      labels: isDay ? (0..<24).map { padded($0, 2) } : days.map { context.formats.dayAndMonth($0) },
      labelTitle: words.title(.rule),
      series: rules.map { rule in
        let values =
          isDay ? totals.ruleHours[rule] ?? Array(repeating: 0, count: 24) : days.map { totals.days[rule]?[$0] ?? 0 }
        return .init(name: rule, values: context.figureValues(values))
      })
  }

  /// Findings by severity and local hour.
  static func times(_ rows: FindingRows, _ context: SectionContext) -> Figure {
    let words = context.words
    return Figure(
      id: "finding_times", title: words[.figureFindingTimes], subtitle: words[.figureFindingTimesSubtitle],
      shape: .heatMap, unit: .count, labels: (0..<24).map { padded($0, 2) }, labelTitle: words.title(.severity),
      series: Severity.allCases.reversed().map { severity in
        .init(name: words.name(severity), values: context.figureValues(rows.totals.hours[severity.rawValue]))
      })
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
      series: [.init(name: words.title(.findings), values: context.figureValues(sorted.map(\.1)))])
  }
}
