public import Model

/// Whether a source's records of one kind reach into a period and up to its end (docs/domain/record-flow.md).
public enum RecordFlow: Sendable, Equatable {
  /// They do, or nothing can be said against it.
  case usual
  /// No record with a time lies before the end.
  case empty
  /// There are records, and none of the period.
  case outside
  /// The newest record lies further before the end than any two neighbours of the time before lay apart: hours of silence
  /// since, and the longest there was.
  case stale(newest: Instant, silent: Int64, longest: Int64)

  /// What says how long a source is usually silent: at least so many hours with a record, over at least so many days.
  public static let usualHours = 50
  /// See ``usualHours``.
  public static let usualDays: Int64 = 7

  /// Whether a newest record is so near to the end that no silence can be unusual.
  public static func isFresh(_ newest: Instant, at end: Instant) -> Bool { hour(before: end) - hour(of: newest) <= 1 }

  /// What follows from the hours with a record, counted from the epoch, ascending, and from the newest record among them.
  public init(hours: [Int64], newest: Instant, end: Instant) {
    self = .usual
    guard let first = hours.first, let last = hours.last, hours.count >= Self.usualHours,
      (last - first) >= Self.usualDays * 24
    else { return }
    let longest = zip(hours, hours.dropFirst()).map { $1 - $0 }.max() ?? 0
    let silent = Self.hour(before: end) - last
    if silent > longest { self = .stale(newest: newest, silent: silent, longest: longest) }
  }

  private static func hour(of moment: Instant) -> Int64 {
    floorDivide(moment.microseconds, 3600 * microsecondsPerSecond)
  }

  /// The last hour that begins before a moment.
  private static func hour(before end: Instant) -> Int64 { hour(of: end.advanced(by: -1)) }
}
