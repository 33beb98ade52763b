public import Model

/// Sessions that were ended together: their recorded ends are the same to the microsecond.
///
/// Only ends that somebody else than the user brought about count, as far as the source says: terminated, or the record
/// deleted. One statement ends all of a client's sessions at one moment; two people who sign out do not.
public struct MassEnds {
  /// Sessions that ended at one moment.
  public struct Group: Sendable, Equatable {
    /// The moment.
    public let moment: Instant
    /// Why they ended, in the source's mapped word.
    public let reason: EndReason
    /// How many sessions.
    public let sessions: Int
    /// How many different users they belong to; sessions without a user are one.
    public let users: Int
  }

  /// What was found.
  public struct Outcome: Sendable {
    /// The groups with most sessions, 100 at most, in order of time.
    public var listed: [Group] = []
    /// How many groups there are.
    public var count = 0

    /// None yet.
    public init() {}

    /// The group with most sessions; the first of several.
    public var largest: Group? { listed.max { ($0.sessions, $1.moment) < ($1.sessions, $0.moment) } }
  }

  private static let limit = 100
  private static let reasons: [EndReason] = [.revoked, .deleted]
  private let scope: ClosedRange<Instant>
  private let sorter: any RecordSorter

  /// Nothing seen yet; ends from `from` up to before `to` count, and lie in `sorter` meanwhile.
  public init(from: Instant, to: Instant, sorter: any RecordSorter) {
    scope = from...max(from, to.advanced(by: -1))
    self.sorter = sorter
  }

  /// Looks at a session that was judged.
  public func observe(_ session: borrowing Session, _ verdict: SessionAnalysis.Verdict) throws {
    guard case .counted(let counted) = verdict, counted.resolved.basis == .end, scope.contains(counted.resolved.end),
      let reason = session.endReason, let index = Self.reasons.firstIndex(of: reason)
    else { return }
    let user = session.userKey?.ascendingBytes ?? []
    try sorter.append(counted.resolved.end.microseconds.ascendingBytes + [UInt8(index)] + user)
  }

  /// The groups of two sessions and more.
  public func finish() throws -> Outcome {
    var outcome = Outcome()
    var (key, user): (ArraySlice<UInt8>, ArraySlice<UInt8>) = ([], [])
    var (sessions, users) = (0, 0)
    func close() {
      var number = key
      guard sessions > 1, let moment = Int64(takenFrom: &number), let index = number.first else { return }
      outcome.count += 1
      outcome.listed.append(
        Group(
          moment: Instant(microseconds: moment), reason: Self.reasons[Int(index)], sessions: sessions, users: users))
      if outcome.listed.count > 2 * Self.limit { outcome.listed = Self.longest(outcome.listed) }
    }
    try sorter.forEachInOrder { record in
      let (nextKey, nextUser) = (record.prefix(9), record.dropFirst(9))
      if !nextKey.elementsEqual(key) {
        close()
        (key, sessions, users) = (ArraySlice(Array(nextKey)), 0, 0)
      }
      if sessions == 0 || !nextUser.elementsEqual(user) {
        users += 1
        user = ArraySlice(Array(nextUser))
      }
      sessions += 1
    }
    close()
    outcome.listed = Self.longest(outcome.listed)
    return outcome
  }

  private static func longest(_ groups: [Group]) -> [Group] {
    let kept = groups.sorted { ($1.sessions, $0.moment) < ($0.sessions, $1.moment) }.prefix(limit)
    return kept.sorted { ($0.moment, $0.reason.rawValue) < ($1.moment, $1.reason.rawValue) }
  }
}
