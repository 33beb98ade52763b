internal import Model

/// Times as Excel keeps them: days, as a number.
///
/// Moments are cut to whole seconds, because Excel rounds what it shows and pages cut it; durations keep their
/// microseconds, so that columns add up to the totals that are printed.
enum SerialTime {
  /// The first day, 1900-03-01.
  ///
  /// Excel takes 1900 for a leap year, so earlier days are one off from other programs.
  private static let firstDay: Int64 = -25_508
  /// The day after 9999-12-31.
  private static let endDay: Int64 = 2_932_897
  /// The serial number of 1970-01-01.
  private static let epoch: Int64 = 25_569
  private static let secondsPerDay: Int64 = 86_400

  /// A wall-clock time, microseconds from 1970-01-01 00:00:00, or nil when Excel has no date for it.
  static func moment(wallClock: Int64) -> Double? {
    let seconds = floorDivide(wallClock, microsecondsPerSecond)
    guard seconds >= firstDay * secondsPerDay, seconds < endDay * secondsPerDay else { return nil }
    return Double(seconds + epoch * secondsPerDay) / Double(secondsPerDay)
  }

  /// A date, days from 1970-01-01, or nil when Excel has no date for it.
  static func date(dayNumber: Int64) -> Double? {
    guard dayNumber >= firstDay, dayNumber < endDay else { return nil }
    return Double(dayNumber + epoch)
  }

  /// A duration in microseconds, or nil when Excel shows nothing but `#####` for it: below zero, or too long.
  static func duration(_ microseconds: Int64) -> Double? {
    guard microseconds >= 0 else { return nil }
    guard microseconds / microsecondsPerSecond < (endDay + epoch) * secondsPerDay else { return nil }
    return Double(microseconds) / Double(secondsPerDay * microsecondsPerSecond)
  }
}
