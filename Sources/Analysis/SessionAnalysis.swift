public import Model

/// Observes a source's sessions, one user after the other, and concludes what they come to.
///
/// Memory holds one user, the days of the period and some counters.
public struct SessionAnalysis {
  /// What a session is to the report.
  public enum Verdict: Sendable {
    /// It lies in the period.
    case counted(CountedSession)
    /// It lies outside the period.
    case outside(ResolvedSession)
    /// An exact copy of a row that is counted.
    case copy
    /// It takes part in no total.
    case quarantined(QuarantineReason)
  }

  private let scope: Scope
  private let asOf: Instant
  private var totals: SessionTotals
  private var lengths: ExactMedian
  private var user: UserTally?
  private var order = RowOrder()

  /// Nothing observed yet; `lengths` takes the recorded lengths, of which the median is found.
  public init(period: Period, asOf: Instant, zone: Zone, lengths: any NumberStore) {
    scope = Scope(period: period, asOf: asOf, zone: zone)
    self.asOf = asOf
    totals = SessionTotals(scope: scope)
    self.lengths = ExactMedian(store: lengths)
  }

  /// Observes a session; calls `ended` with the user before it when another user's sessions begin.
  public mutating func observe(
    _ session: borrowing Session, ended: (UserDurations) throws -> Void
  ) throws -> Verdict {
    totals.read += 1
    // The server orders by the bytes, which no text shows.
    if case .unreadable = session.identity {
      totals.quarantined[.unreadable, default: 0] += 1
      totals.identifiers.insert(session.id, .read)
      return .quarantined(.unreadable)
    }
    try order.check(user: session.userKey, time: session.startedAt, id: session.id, session.identity)
    let verdict = judge(session)
    switch verdict {
    case .counted(let counted): try count(session, counted, ended)
    case .outside: totals.outside += 1
    case .copy: totals.copies += 1
    case .quarantined(let reason): totals.quarantined[reason, default: 0] += 1
    }
    if case .counted = verdict {} else { totals.identifiers.insert(session.id, .read) }
    return verdict
  }

  /// Ends the last user and returns the totals.
  public mutating func finish(ended: (UserDurations) throws -> Void) throws -> SessionTotals {
    try endUser(ended)
    totals.recordedCount = lengths.numberCount
    totals.meanLength = lengths.mean
    totals.medianLength = try lengths.median()
    totals.longestLength = lengths.maximum
    return totals
  }

  private func judge(_ session: borrowing Session) -> Verdict {
    if case .exactCopy = session.identity { return .copy }
    if case .differs = session.identity { return .quarantined(.differingDuplicate) }
    switch ResolvedSession.resolve(session, asOf: asOf) {
    case .quarantined(let reason): return .quarantined(reason)
    case .resolved(let resolved):
      return scope.contains(resolved) ? .counted(CountedSession(resolved, in: scope)) : .outside(resolved)
    }
  }

  private mutating func count(
    _ session: borrowing Session, _ counted: CountedSession, _ ended: (UserDurations) throws -> Void
  ) throws {
    if user == nil || user?.userKey != session.userKey {
      try endUser(ended)
      user = UserTally(userKey: session.userKey, scope: scope)
    }
    try user?.add(session, counted)
    totals.add(session, counted)
    if counted.resolved.basis.isRecorded { try lengths.add(counted.resolved.length) }
  }

  private mutating func endUser(_ ended: (UserDurations) throws -> Void) throws {
    guard let durations = try user?.finish() else { return }
    user = nil
    try totals.add(durations)
    try ended(durations)
  }
}
