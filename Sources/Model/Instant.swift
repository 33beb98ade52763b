/// A moment on the UTC time line, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// The resolution is PostgreSQL's own, so no value is ever rounded. Leap seconds do not exist here, as they
/// do not exist in PostgreSQL.
public struct Instant: Hashable, Comparable, Sendable {
  /// Microseconds since the Unix epoch.
  public var microseconds: Int64

  /// A moment from microseconds since the Unix epoch.
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// PostgreSQL's `infinity`.
  public static let infinity = Instant(microseconds: .max)
  /// PostgreSQL's `-infinity`.
  public static let minusInfinity = Instant(microseconds: .min)
  /// The first moment of year 9000: applications write such times to say "never".
  public static let never = Instant(
    microseconds: Int64(CivilDate(year: 9000, month: 1, day: 1).dayNumber) * microsecondsPerDay)

  /// The first moment of year 1900: what lies before is a language's zero, such as `0001-01-01` of Go and .NET.
  public static let beginningOfTimes = Instant(
    microseconds: Int64(CivilDate(year: 1900, month: 1, day: 1).dayNumber) * microsecondsPerDay)

  /// Whether the value is a time at all, and not `infinity`, `-infinity`, a year from 9000 on or one before 1900.
  public var isMeaningful: Bool { self < .never && self >= .beginningOfTimes }

  public static func < (first: Instant, second: Instant) -> Bool { first.microseconds < second.microseconds }

  /// The moment `microseconds` later; saturates at the ends of the time line.
  public func advanced(by microseconds: Int64) -> Instant {
    let (sum, overflow) = self.microseconds.addingReportingOverflow(microseconds)
    guard overflow else { return Instant(microseconds: sum) }
    return microseconds > 0 ? .infinity : .minusInfinity
  }

  /// `2026-10-07T08:00:00.000000Z`, always with six decimals.
  public var iso8601: String {
    if self == .infinity { return "infinity" }
    if self == .minusInfinity { return "-infinity" }
    return LocalTime(wallClock: microseconds).iso8601(endingWith: "Z")
  }

  /// `20261007T080000Z`, for names of folders.
  public var stamp: String {
    LocalTime(wallClock: microseconds).compact + "Z"
  }
}

/// Microseconds in a second.
public let microsecondsPerSecond: Int64 = 1_000_000
/// Microseconds in 24 hours; a local day may be shorter or longer.
public let microsecondsPerDay: Int64 = 86_400_000_000
