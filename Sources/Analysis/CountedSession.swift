import Model

/// A session that lies in the scope, with the parts of it that do.
package struct CountedSession: Sendable, Equatable {
  /// The session with its effective end.
  package let resolved: ResolvedSession
  /// The part in the scope.
  package let interval: Interval
  /// The same if the end was as early as it can have been.
  package let earliest: Interval
  /// The same if the end was as late as it can have been.
  package let latest: Interval

  init(_ resolved: ResolvedSession, in scope: Scope) {
    self.resolved = resolved
    interval = scope.clip(resolved.start, resolved.end)
    earliest = scope.clip(resolved.start, resolved.earliestEnd)
    latest = scope.clip(resolved.start, resolved.latestEnd)
  }

  /// Whether it began before the scope.
  package var isCutAtStart: Bool { interval.start != resolved.start.microseconds }
  /// Whether it ends after the scope.
  package var isCutAtEnd: Bool { interval.end != resolved.end.microseconds }
}
