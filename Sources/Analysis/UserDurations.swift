public import Model

/// What one user's sessions come to in a scope; every duration in microseconds.
public struct UserDurations: Sendable, Equatable {
  /// One local day of one user.
  public struct Day: Sendable, Equatable {
    /// The date in the report's zone.
    public let date: CivilDate
    /// Parallel sessions count twice.
    public let sum: Int64
    /// Time with at least one session.
    public let union: Int64
  }

  /// The user; nil collects the sessions of users the source does not name.
  public var userKey: Identifier?
  /// The name the source's sessions show.
  public var userName: String?
  /// How many sessions lie in the scope.
  public var sessions = 0
  /// How many of them reach beyond it and were cut.
  public var clippedSessions = 0
  /// How many were still running at the report's moment.
  public var openSessions = 0
  /// Total of the cut lengths.
  public var sum: Int64 = 0
  /// Time with at least one session.
  public var union: Int64 = 0
  /// The same of sessions whose end was recorded.
  public var recordedSum: Int64 = 0
  /// The same of sessions whose end was recorded.
  public var recordedUnion: Int64 = 0
  /// The total if every estimated end was as early as it can have been.
  public var minimumSum: Int64 = 0
  /// The total if every estimated end was as late as it can have been.
  public var maximumSum: Int64 = 0
  /// The union if every estimated end was as early as it can have been.
  public var minimumUnion: Int64 = 0
  /// The union if every estimated end was as late as it can have been.
  public var maximumUnion: Int64 = 0
  /// The longest single session, cut to the scope.
  public var longest: Int64 = 0
  /// The most sessions open at once.
  public var peak = ConcurrencySweep.Peak()
  /// How many different addresses.
  public var addresses = 0
  /// The earliest moment with a session, cut to the scope.
  public var first: Instant?
  /// The latest moment with a session, cut to the scope.
  public var last: Instant?
  /// The days, ascending.
  public var days: [Day] = []

  /// What is estimated of the total.
  public var estimatedSum: Int64 { sum - recordedSum }

  /// Nothing counted yet.
  public init(userKey: Identifier?) {
    self.userKey = userKey
  }
}
