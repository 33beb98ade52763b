public import Model

/// A session with the end that its record supports, and the bounds between which the true end lies.
public struct ResolvedSession: Sendable, Equatable {
  /// When it began.
  public let start: Instant
  /// The effective end; never before the begin.
  public let end: Instant
  /// What the end rests on.
  public let basis: EndBasis
  /// The earliest the true end can have been.
  public let earliestEnd: Instant
  /// The latest the true end can have been.
  public let latestEnd: Instant

  /// How far an end may lie before the begin, or a begin after the report's moment, and still be clock skew.
  public static let skewTolerance = 300 * microsecondsPerSecond

  /// What came of looking at a session's times.
  public enum Outcome: Sendable, Equatable {
    /// It can be counted.
    case resolved(ResolvedSession)
    /// It cannot.
    case quarantined(QuarantineReason)
  }

  /// Resolves a session's end at the report's moment (docs/domain/durations.md, 1 and 2).
  public static func resolve(_ session: borrowing Session, asOf: Instant) -> Outcome {
    guard !session.id.isEmpty else { return .quarantined(.identifierMissing) }
    guard let start = session.startedAt, start >= .beginningOfTimes else { return .quarantined(.timeMissing) }
    guard start <= asOf.advanced(by: skewTolerance) else { return .quarantined(.future) }
    let seen = meaningful(session.lastSeenAt).map { max(start, min($0, asOf)) }
    if let end = meaningful(session.endedAt) {
      if end >= start { return .resolved(recorded(start, end, .end)) }
      if start.microseconds - end.microseconds <= skewTolerance { return .resolved(recorded(start, start, .skew)) }
      return .quarantined(.endBeforeStart)
    }
    let latest = max(start, asOf)
    if let expiry = meaningful(session.expiresAt), expiry <= asOf {
      let end = max(start, expiry)
      let earliest = min(end, seen ?? start)
      return .resolved(ResolvedSession(start: start, end: end, basis: .expiry, earliestEnd: earliest, latestEnd: end))
    }
    if session.status == .active {
      return .resolved(
        ResolvedSession(start: start, end: latest, basis: .asOf, earliestEnd: seen ?? start, latestEnd: latest))
    }
    if let seen {
      return .resolved(
        ResolvedSession(start: start, end: seen, basis: .lastActivity, earliestEnd: seen, latestEnd: latest))
    }
    return .resolved(
      ResolvedSession(start: start, end: start, basis: .none, earliestEnd: start, latestEnd: latest))
  }

  /// The length in microseconds, not cut to any period.
  public var length: Int64 { end.microseconds - start.microseconds }

  private static func recorded(_ start: Instant, _ end: Instant, _ basis: EndBasis) -> ResolvedSession {
    ResolvedSession(start: start, end: end, basis: basis, earliestEnd: end, latestEnd: end)
  }

  /// Years from 9000 on, years before 1900 and infinity mean "no value".
  private static func meaningful(_ instant: Instant?) -> Instant? {
    instant.flatMap { $0.isMeaningful ? $0 : nil }
  }
}

/// What the end of a session rests on (docs/domain/durations.md, 2); the first that applies.
public enum EndBasis: String, Enumerated {
  /// The source recorded the end.
  case end
  /// The recorded end lies up to 300 s before the begin: clock skew, length zero.
  case skew
  /// No end, but the life time ran out before the report's moment: an upper bound.
  case expiry
  /// Still running at the report's moment.
  case asOf = "as_of"
  /// No end, but a last sign of life: a lower bound.
  case lastActivity = "last_activity"
  /// Nothing is known: length zero, the end is unknown.
  case none

  /// Whether the source recorded the end; every other end is an estimate.
  public var isRecorded: Bool { self == .end || self == .skew }
}

/// Why a row takes part in no total; such rows are counted and listed.
public enum QuarantineReason: String, Sendable, CaseIterable {
  /// The row has no identifier.
  case identifierMissing = "identifier_missing"
  /// The row has no time at all.
  case timeMissing = "time_missing"
  /// The end lies more than 300 s before the begin.
  case endBeforeStart = "end_before_start"
  /// The time lies more than 300 s after the report's moment.
  case future
  /// Another row with the same identifier, but other content, is used instead.
  case differingDuplicate = "differing_duplicate"
  /// An identifier, or the name that stands for one, holds bytes that are no text.
  case unreadable
}
