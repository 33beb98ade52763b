public import Model

/// One value of a table.
public enum Cell: Sendable, Equatable {
  /// Nothing known, or nothing to say.
  case empty
  /// A text; control characters and invalid bytes are already visible (see ``VisibleText``).
  case text(String)
  /// A whole number.
  case integer(Int64)
  /// A moment, and how many microseconds the document's zone is ahead of UTC at it.
  case moment(Instant, zoneOffset: Int64)
  /// A date.
  case date(CivilDate)
  /// A duration in microseconds.
  case duration(Int64)
  /// A severity.
  case severity(Severity)
  /// A part of a whole above zero, shown as a percentage; a change for the worse is below zero.
  case share(Int64, of: Int64)
  /// A fragment of JSON, taken over as it is.
  case json(String)

  /// The wall-clock time of a moment in the document's zone.
  public static func localTime(_ instant: Instant, zoneOffset: Int64) -> LocalTime {
    LocalTime(wallClock: instant.microseconds &+ zoneOffset)
  }
}
