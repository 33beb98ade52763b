public import Model

extension Incident {
  /// An entry of an incident's timeline.
  public struct Entry: Sendable {
    /// What happened; the raw value is its name in the JSON copy.
    public enum What: String, Sendable, CaseIterable {
      case findingFirst = "finding_first"
      case firstSuccess = "first_success"
      case sessionStart = "session_start"
      case act
      case sessionEnd = "session_end"
      case findingLast = "finding_last"
    }

    /// When.
    public let at: Instant
    /// What.
    public let what: What
    /// The finding it is of.
    public var finding: IncidentMember?
    /// The event it is.
    public var event: Identifier?
    /// The type of that event.
    public var type: EventType?
    /// Whose it is.
    public var user: Identifier?
    /// Where it came from.
    public var address: NetworkAddress?
    /// The session it is of.
    public var session: Identifier?

    fileprivate var order: (Int64, Int, String) {
      let place = What.allCases.firstIndex(of: what) ?? 0
      return (at.microseconds, place, finding?.id ?? event?.text ?? session?.text ?? "")
    }
  }

  /// First and last of each finding, the first success, the sessions that began with it with their ends, and the acts in
  /// them; by time, what and identifier.
  public var timeline: [Entry] { entries(successes.prefix(1), of: members) }

  /// The entries about some of the successes and findings, with the sessions and acts.
  func entries(_ successes: ArraySlice<Finding.SignIn>, of members: [IncidentMember]) -> [Entry] {
    var entries: [Entry] = []
    for member in members {
      entries.append(Entry(at: member.first, what: .findingFirst, finding: member))
      entries.append(Entry(at: member.last, what: .findingLast, finding: member))
    }
    for success in successes {
      entries.append(
        Entry(
          at: success.at, what: .firstSuccess, event: success.row.id, type: .loginSuccess, user: success.row.user,
          address: success.row.address, session: success.row.session))
    }
    for session in sessions {
      entries.append(
        Entry(
          at: session.begin, what: .sessionStart, user: session.user, address: session.address, session: session.id))
      guard let end = session.end else { continue }
      entries.append(Entry(at: end, what: .sessionEnd, user: session.user, session: session.id))
    }
    for act in acts {
      entries.append(
        Entry(
          at: act.at, what: .act, event: act.id, type: act.type, user: act.user, address: act.address,
          session: act.session))
    }
    return entries.sorted { $0.order < $1.order }
  }
}
