import Documents
import Model

/// How a document writes its period.
enum PeriodText {
  /// A day, month, year or range of days in words: `7 Ekim 2026, Çarşamba 00:00 – 24:00 (UTC+03:00)`,
  /// `Eylül 2026 (UTC+03:00)`; first and last moment where the period is none of these, or is not over.
  static func subtitle(_ context: SectionContext) -> String {
    let (facts, words) = (context.facts, context.words)
    guard facts.period.to <= facts.asOf, let dates = wholeDates(context) else { return counted(context) }
    let (first, last) = (dates.first.parts, dates.last.parts)
    var values = named(dates.first, words)
    values["offset"] = offsets(context)
    if dates.first == dates.last { return words(.dayInWords, values) }
    let end = dates.last.advanced(by: 1).parts
    if first.day == 1, end.day == 1, first.year == last.year {
      if first.month == last.month { return words(.monthInWords, values) }
      if first.month == 1, end.month == 1 { return words(.yearInWords, values) }
    }
    return words(
      .datesInWords,
      [
        "first": words(.dateInWords, named(dates.first, words)), "last": words(.dateInWords, named(dates.last, words)),
        "offset": offsets(context),
      ])
  }

  /// The first and last local date of a period that is made of whole days.
  private static func wholeDates(_ context: SectionContext) -> (first: CivilDate, last: CivilDate)? {
    let (zone, period) = (context.facts.zone, context.facts.period)
    let (first, end) = (zone.localTime(at: period.from).date, zone.localTime(at: period.to).date)
    guard zone.start(of: first) == period.from, zone.start(of: end) == period.to, first < end else { return nil }
    return (first, end.advanced(by: -1))
  }

  private static func named(_ date: CivilDate, _ words: TextCatalog) -> [String: String] {
    let parts = date.parts
    return [
      "day": String(parts.day), "month": words.month(parts.month), "year": String(parts.year),
      "weekday": words.weekday(date.weekday),
    ]
  }

  /// `UTC+03:00`, or `UTC+01:00 / UTC+02:00` where the clock was changed in the period.
  private static func offsets(_ context: SectionContext) -> String {
    let (zone, period) = (context.facts.zone, context.facts.period)
    let labels = [period.from, period.to.advanced(by: -1)].map { zone.offsetLabel(at: $0) }
    return labels[0] == labels[1] ? labels[0] : labels.joined(separator: " / ")
  }

  /// The same as far as it is counted, where it is not over.
  private static func counted(_ context: SectionContext) -> String {
    guard isRunning(context) else { return halfOpen(context) }
    return context.words(
      .periodRunning,
      ["from": context.moment(context.facts.period.from), "until": context.moment(context.facts.countedUntil)])
  }

  /// Whether the period goes on after the moment the document counts until.
  private static func isRunning(_ context: SectionContext) -> Bool {
    let (until, period) = (context.facts.countedUntil, context.facts.period)
    return period.from < until && until < period.to
  }

  /// First moment, included, and end, excluded, with their offsets.
  static func halfOpen(_ context: SectionContext) -> String {
    let period = context.facts.period
    return context.words(
      .periodHalfOpen, ["from": context.moment(period.from), "to": context.moment(period.to)])
  }

  /// `07.10.2026` or `01.10.2026 – 15.10.2026`, for the running foot.
  static func short(_ context: SectionContext) -> String {
    let days = days(context)
    guard let first = days.first, let last = days.last else { return "" }
    let formats = context.formats
    return first == last ? formats.date(first) : "\(formats.date(first)) – \(formats.date(last))"
  }

  /// The first and last local day of another period: `07.10.2026`, `01.09.2026 – 30.09.2026`.
  static func days(of period: Period, _ context: SectionContext) -> String {
    let (zone, formats) = (context.facts.zone, context.formats)
    let (first, last) = (zone.localTime(at: period.from).date, zone.localTime(at: period.to.advanced(by: -1)).date)
    return first == last ? formats.date(first) : "\(formats.date(first)) – \(formats.date(last))"
  }

  /// The local dates of the period as far as it is counted.
  static func days(_ context: SectionContext) -> [CivilDate] { days(context, until: context.facts.countedUntil) }

  /// From the earliest date to the latest: where the clock is turned back over midnight, a date comes once more after
  /// the next one.
  private static func days(_ context: SectionContext, until end: Instant) -> [CivilDate] {
    let (zone, from) = (context.facts.zone, context.facts.period.from)
    var moments = [from, max(from, end.advanced(by: -1))]
    var cursor = from
    while let change = zone.nextTransition(after: cursor), change < end {
      moments += [change.advanced(by: -1), change]
      cursor = change
    }
    let dates = moments.map { zone.localTime(at: $0).date.dayNumber }
    return ((dates.min() ?? 0)...(dates.max() ?? 0)).map { CivilDate(dayNumber: $0) }
  }
}
