import Documents
import Model

/// How a document writes its period.
enum PeriodText {
  /// `7 Ekim 2026, Çarşamba 00:00 – 24:00 (UTC+03:00)` for a day, first and last moment otherwise.
  static func subtitle(_ context: SectionContext) -> String {
    let facts = context.facts
    let zone = facts.zone
    let begin = zone.localTime(at: facts.period.from)
    let isDay =
      zone.start(of: begin.date) == facts.period.from
      && zone.start(of: begin.date.advanced(by: 1)) == facts.period.to
    let offset = zone.offsetLabel(at: facts.period.from)
    guard isDay else { return halfOpen(context) }
    let parts = begin.date.parts
    let words = context.words
    return words(
      .dayInWords,
      [
        "day": String(parts.day), "month": words.month(parts.month), "year": String(parts.year),
        "weekday": words.weekday(begin.date.weekday), "offset": offset,
      ])
  }

  /// First moment, included, and end, excluded, with their offsets.
  static func halfOpen(_ context: SectionContext) -> String {
    let period = context.facts.period
    return context.words(
      .periodHalfOpen, ["from": context.moment(period.from), "to": context.moment(period.to)])
  }

  /// `07.10.2026` or `01.10.2026 – 15.10.2026`, for the running foot.
  static func short(_ context: SectionContext) -> String {
    let days = days(context, until: context.facts.period.to)
    guard let first = days.first, let last = days.last else { return "" }
    let formats = context.formats
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
