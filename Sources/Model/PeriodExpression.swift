/// A period as a person writes it: `2026-10-07`, `2026-W41`, `2026-10`, `2026-Q4`, `2026`, `yesterday`,
/// `last-week`, `last-month`, `last-quarter`, `2026-10-01..2026-10-15` (whole days, both included) or
/// `2026-10-01T08:00..2026-10-01T10:00` (half-open; seconds, fractions and `Z` or an offset may follow).
public struct PeriodExpression: Sendable, CustomStringConvertible {
  /// The text as it was written.
  public let description: String
  private let bounds: Bounds

  private enum Bounds {
    /// The first date and the first date after the period.
    case dates(CivilDate, CivilDate)
    /// Some days or months before the present date.
    case relative(Relative)
    case moments(PeriodMoment, PeriodMoment)
  }

  private enum Relative: String {
    case yesterday
    case lastWeek = "last-week"
    case lastMonth = "last-month"
    case lastQuarter = "last-quarter"
  }

  /// Parses an expression; throws when it has none of the forms or is reversed.
  public init(_ text: String) throws(PeriodError) {
    description = text
    if let relative = Relative(rawValue: text) {
      bounds = .relative(relative)
    } else if let separator = text.range(of: "..") {
      bounds = try Self.range(from: text[..<separator.lowerBound], to: text[separator.upperBound...], text)
    } else if let (first, next) = Self.calendarUnit(text) {
      bounds = .dates(first, next)
    } else {
      throw .unreadable(text)
    }
  }

  /// The half-open period in UTC, its dates and times read in `zone`, relative forms counted back from `asOf`.
  public func resolve(in zone: Zone, asOf: Instant) throws(PeriodError) -> Period {
    let today = zone.localTime(at: asOf).date
    let period: Period
    switch bounds {
    case .dates(let first, let next):
      period = Period(from: zone.start(of: first), to: zone.start(of: next))
    case .relative(let relative):
      let (first, next) = Self.dates(relative, before: today)
      period = Period(from: zone.start(of: first), to: zone.start(of: next))
    case .moments(let from, let to):
      let begin = try from.instant(in: zone, text: description)
      period = Period(from: begin, to: try to.instant(in: zone, text: description))
    }
    guard period.from < period.to else { throw .reversed(description) }
    guard period.from < asOf else { throw .future(description) }
    return period
  }

  /// Every period of a relative form from the first that begins at `since` or later up to the one `asOf` resolves to,
  /// oldest first; only that one for a fixed period, or when it begins before `since`.
  public func recurrences(since: Instant, in zone: Zone, asOf: Instant) throws(PeriodError) -> [Period] {
    let newest = try resolve(in: zone, asOf: asOf)
    guard case .relative(let relative) = bounds else { return [newest] }
    var periods: [Period] = []
    var (first, next) = Self.dates(relative, before: zone.localTime(at: asOf).date)
    while periods.isEmpty || zone.start(of: first) >= since {
      periods.append(Period(from: zone.start(of: first), to: zone.start(of: next)))
      // Seen from its first day, the period before is the last one.
      (first, next) = Self.dates(relative, before: first)
    }
    return periods.reversed()
  }

  private static func range(from: Substring, to: Substring, _ text: String) throws(PeriodError) -> Bounds {
    if let first = calendarUnit(String(from)), let last = calendarUnit(String(to)) {
      guard first.0 <= last.0 else { throw .reversed(text) }
      return .dates(first.0, last.1)
    }
    guard let first = PeriodMoment(from), let last = PeriodMoment(to) else { throw .unreadable(text) }
    return .moments(first, last)
  }

  /// The first date of a day, week, month, quarter or year and the first date after it.
  private static func calendarUnit(_ text: String) -> (CivilDate, CivilDate)? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, first.utf8.count == 4, let year = Int(first), (1...9998).contains(year) else {
      return nil
    }
    switch parts.count {
    case 1:
      return (CivilDate(year: year, month: 1, day: 1), CivilDate(year: year + 1, month: 1, day: 1))
    case 2 where parts[1].first == "W":
      guard parts[1].utf8.count == 3, let week = Int(parts[1].dropFirst()),
        let monday = CivilDate(isoYear: year, week: week)
      else { return nil }
      return (monday, monday.advanced(by: 7))
    case 2 where parts[1].first == "Q":
      guard let quarter = Int(parts[1].dropFirst()), (1...4).contains(quarter) else { return nil }
      return (month(year, quarter * 3 - 2), month(year, quarter * 3 + 1))
    case 2:
      guard parts[1].utf8.count == 2, let number = Int(parts[1]), (1...12).contains(number) else { return nil }
      return (month(year, number), month(year, number + 1))
    case 3:
      guard let date = date(parts) else { return nil }
      return (date, date.advanced(by: 1))
    default:
      return nil
    }
  }

  /// `year-month-day` with two digits each for month and day.
  static func date(_ parts: [Substring]) -> CivilDate? {
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    return CivilDate(validYear: year, month: month, day: day)
  }

  /// The first day of a month; month 13 is January of the next year.
  private static func month(_ year: Int, _ month: Int) -> CivilDate {
    CivilDate(year: month > 12 ? year + 1 : year, month: month > 12 ? month - 12 : month, day: 1)
  }

  private static func dates(_ relative: Relative, before today: CivilDate) -> (CivilDate, CivilDate) {
    switch relative {
    case .yesterday:
      return (today.advanced(by: -1), today)
    case .lastWeek:
      let monday = today.advanced(by: -today.weekday)
      return (monday.advanced(by: -7), monday)
    case .lastMonth:
      let parts = today.parts
      let first = month(parts.year, parts.month)
      let previous = parts.month == 1 ? month(parts.year - 1, 12) : month(parts.year, parts.month - 1)
      return (previous, first)
    case .lastQuarter:
      let parts = today.parts
      let begin = (parts.month - 1) / 3 * 3 + 1
      return (begin == 1 ? month(parts.year - 1, 10) : month(parts.year, begin - 3), month(parts.year, begin))
    }
  }
}

extension String {
  /// The range of the first occurrence of an ASCII separator.
  fileprivate func range(of separator: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(separator) { return start..<index(start, offsetBy: separator.count) }
      start = index(after: start)
    }
    return nil
  }
}
