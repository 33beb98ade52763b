package import Model

/// What one user's sessions come to in a scope; every duration in microseconds.
package struct UserDurations: Sendable, Equatable {
  /// One local day of one user.
  package struct Day: Sendable, Equatable {
    /// The date in the report's zone.
    package let date: CivilDate
    /// Parallel sessions count twice.
    package let sum: Int64
    /// Time with at least one session.
    package let union: Int64
  }

  /// The user; nil collects the sessions of users the source does not name.
  package var userKey: Identifier?
  /// The name the source's sessions show.
  package var userName: String?
  /// How many sessions lie in the scope.
  package var sessions = 0
  /// How many of them reach beyond it and were cut.
  package var clippedSessions = 0
  /// How many were still running at the report's moment.
  package var openSessions = 0
  /// Total of the cut lengths.
  package var sum: Int64 = 0
  /// Time with at least one session.
  package var union: Int64 = 0
  /// The same of sessions whose end was recorded.
  package var recordedSum: Int64 = 0
  /// The same of sessions whose end was recorded.
  package var recordedUnion: Int64 = 0
  /// The total if every estimated end was as early as it can have been.
  package var minimumSum: Int64 = 0
  /// The total if every estimated end was as late as it can have been.
  package var maximumSum: Int64 = 0
  /// The union if every estimated end was as early as it can have been.
  package var minimumUnion: Int64 = 0
  /// The union if every estimated end was as late as it can have been.
  package var maximumUnion: Int64 = 0
  /// The longest single session, cut to the scope.
  package var longest: Int64 = 0
  /// The most sessions open at once.
  package var peak = ConcurrencySweep.Peak()
  /// How many different addresses.
  package var addresses = 0
  /// The earliest moment with a session, cut to the scope.
  package var first: Instant?
  /// The latest moment with a session, cut to the scope.
  package var last: Instant?
  /// The days, ascending.
  package var days: [Day] = []

  /// What is estimated of the total.
  package var estimatedSum: Int64 { sum - recordedSum }

  /// Nothing counted yet.
  package init(userKey: Identifier?) {
    self.userKey = userKey
  }
}
