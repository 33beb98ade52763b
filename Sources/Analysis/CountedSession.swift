import Model

/// A session that lies in the scope, with the parts of it that do.
public struct CountedSession: Sendable, Equatable {
  /// The session with its effective end.
  public let resolved: ResolvedSession
  /// The part in the scope.
  public let interval: Interval
  /// The same if the end was as early as it can have been.
  public let earliest: Interval
  /// The same if the end was as late as it can have been.
  public let latest: Interval

  init(_ resolved: ResolvedSession, in scope: Scope) {
    self.resolved = resolved
    interval = scope.clip(resolved.start, resolved.end)
    earliest = scope.clip(resolved.start, resolved.earliestEnd)
    latest = scope.clip(resolved.start, resolved.latestEnd)
  }

  /// Whether it began before the scope.
  public var isCutAtStart: Bool { interval.start != resolved.start.microseconds }
  /// Whether it ends after the scope.
  public var isCutAtEnd: Bool { interval.end != resolved.end.microseconds }
}
