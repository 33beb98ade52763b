public import Model

/// When people are expected at work, in local time: the hours of a working day, the days of the week, and holidays.
///
/// `rules.working_hours` sets them; rule B03 and the audit of accesses both go by them.
public struct WorkingHours: Sendable {
  /// The first hour of a working day, 0 to 23.
  public var opens: Int
  /// The first hour after it, at most 24; a working day does not go over midnight.
  public var closes: Int
  /// The working days of a week.
  public var days: Set<Weekday>
  /// Days that are no working days; nil when no calendar is configured.
  public var holidays: Set<CivilDate>?

  /// Hours of chosen days: from eight to seven o'clock, Monday to Friday, unless something else is said.
  public init(
    opens: Int = 8, closes: Int = 19, days: Set<Weekday> = [.mon, .tue, .wed, .thu, .fri],
    holidays: Set<CivilDate>? = nil
  ) {
    (self.opens, self.closes, self.days, self.holidays) = (opens, closes, days, holidays)
  }

  /// Whether a local time lies outside.
  public func isOutside(_ local: LocalTime) -> Bool {
    !(opens..<max(opens, closes)).contains(local.time.hour) || !isWorkingDay(local.date)
      || holidays?.contains(local.date) ?? false
  }

  /// Whether a date falls on a working day of the week, holiday or not.
  public func isWorkingDay(_ date: CivilDate) -> Bool { days.contains(Weekday.allCases[date.weekday]) }

  /// The days of a week from Monday, as configurations name them.
  public enum Weekday: String, Sendable, CaseIterable {
    case mon, tue, wed, thu, fri, sat, sun
  }
}
