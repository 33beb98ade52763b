public import Model

/// The period a report counts in, cut at the moment it speaks from.
public struct Scope: Sendable {
  /// The first moment.
  public let from: Instant
  /// The first moment after it: the period's end, or the report's moment when that is earlier.
  public let to: Instant
  /// The zone whose calendar days are counted.
  public let zone: Zone

  /// The scope of a period at a moment.
  public init(period: Period, asOf: Instant, zone: Zone) {
    from = period.from
    to = min(period.to, asOf)
    self.zone = zone
  }

  /// Whether a session lies in the scope (docs/domain/durations.md, 3); one without length counts where it begins.
  public func contains(_ session: ResolvedSession) -> Bool {
    if session.start == session.end { return from <= session.start && session.start < to }
    return session.start < to && session.end > from
  }

  /// The part of `[start, end)` that lies in the scope; without length when nothing does.
  public func clip(_ start: Instant, _ end: Instant) -> Interval {
    let begin = min(max(start, from), to)
    return Interval(start: begin.microseconds, end: max(begin.microseconds, min(end, to).microseconds))
  }
}

/// A half-open stretch of time in microseconds since the epoch.
public struct Interval: Sendable, Equatable {
  /// The first microsecond.
  public let start: Int64
  /// The first microsecond after it.
  public let end: Int64

  /// A stretch between two moments.
  public init(start: Int64, end: Int64) {
    self.start = start
    self.end = end
  }

  /// Its length in microseconds.
  public var length: Int64 { end - start }
}
