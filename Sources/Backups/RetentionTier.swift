package import Model

/// A kind of period of which the newest backup is kept.
package enum RetentionTier: String, Sendable, CaseIterable {
  /// A calendar day.
  case day
  /// A week from Monday on, as ISO 8601 numbers them.
  case week
  /// A calendar month.
  case month
  /// A calendar year.
  case year

  /// The first day of the period a day lies in.
  package func firstDay(of date: CivilDate) -> CivilDate {
    let parts = date.parts
    return switch self {
    case .day: date
    case .week: date.advanced(by: -date.weekday)
    case .month: CivilDate(year: parts.year, month: parts.month, day: 1)
    case .year: CivilDate(year: parts.year, month: 1, day: 1)
    }
  }

  /// How a person writes the period that begins with a day: `2026-10-07`, `2026-W41`, `2026-10`, `2026`.
  package func text(_ firstDay: CivilDate) -> String {
    let parts = firstDay.parts
    switch self {
    case .day: return firstDay.iso8601
    case .week:
      // The week belongs to the year its Thursday lies in.
      let year = firstDay.advanced(by: 3).parts.year
      let first = CivilDate(isoYear: year, week: 1) ?? firstDay
      return "\(padded(year, 4))-W\(padded(Int(firstDay.dayNumber - first.dayNumber) / 7 + 1, 2))"
    case .month: return "\(padded(parts.year, 4))-\(padded(parts.month, 2))"
    case .year: return padded(parts.year, 4)
    }
  }

  /// Of how many of its periods a policy keeps the newest backup.
  package func count(in policy: KeepPolicy) -> Int {
    switch self {
    case .day: policy.days
    case .week: policy.weeks
    case .month: policy.months
    case .year: policy.years
    }
  }
}
