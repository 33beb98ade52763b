internal import Model

/// The wall-clock times a document can write.
enum WallClock {
  /// What a clock in a zone shows at a moment; nil at the ends of the time line, where it has no date any more.
  static func time(_ instant: Instant, zoneOffset: Int64) -> LocalTime? {
    let (microseconds, isOver) = instant.microseconds.addingReportingOverflow(zoneOffset)
    guard !isOver, instant != .infinity, microseconds > .min + microsecondsPerDay else { return nil }
    return LocalTime(wallClock: microseconds)
  }
}
