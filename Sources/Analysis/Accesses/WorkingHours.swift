public import Model

/// When people are expected at work: from eight to seven o'clock on days that are neither at the end of the week nor holidays.
///
/// Rule B03 has the same hours until somebody sets others for it; these are not set by anything.
public struct WorkingHours: Sendable {
  /// The first hour of a working day.
  public static let opens = 8
  /// The first hour after it.
  public static let closes = 19

  /// Days that are no working days; nil when no calendar is configured.
  public let holidays: Set<CivilDate>?

  /// The hours of a calendar.
  public init(holidays: Set<CivilDate>?) { self.holidays = holidays }

  /// Whether a local time lies outside.
  public func isOutside(_ local: LocalTime) -> Bool {
    !(Self.opens..<Self.closes).contains(local.time.hour) || local.date.weekday >= 5
      || holidays?.contains(local.date) ?? false
  }
}
