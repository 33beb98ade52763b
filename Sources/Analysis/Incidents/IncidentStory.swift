public import Model

/// What a reader is told of an incident first: what happened, without the states that only stood beside it.
///
/// A session that has been open for months may belong to a break-in of ten minutes, and forty of them to one that
/// tried forty people.
extension Incident {
  /// Its findings that are of no state: at least one.
  public var happenings: [IncidentMember] { members.filter { $0.part != .state } }

  /// The begin of the first of them.
  public var happenedFrom: Instant { happenings.map(\.first).min() ?? first }

  /// The end of the last of them.
  public var happenedUntil: Instant { happenings.map(\.last).max() ?? last }

  /// Whom and what it is about, each once: who got in and from where, then the gravest findings', then the
  /// others; not the whole source, which is about nobody.
  public var subjects: [Finding.Key] {
    var subjects: [Finding.Key] = []
    for success in successes {
      if let user = success.row.user { subjects.append(.user(user)) }
      if let address = success.row.address { subjects.append(.address(address)) }
    }
    for severity in Severity.allCases.reversed() {
      subjects += happenings.filter { $0.severity == severity }.map(\.key)
    }
    var seen: [Finding.Key.Kind: Set<Identifier>] = [:]
    return (subjects + keys.filter { $0 != .tenant }).filter { seen[$0.kind, default: []].insert($0.value).inserted }
  }

  /// The timeline as people read it: with the first success of every user who got in.
  public var story: [Entry] { entries(successes[...], of: members) }

  /// At most so many entries of it, in their order, and none of states: sign-ins and sessions before grave findings, these
  /// before acts, and those before other findings, each once.
  ///
  /// `total` is how many there are without a limit.
  public func excerpt(_ limit: Int) -> (entries: [Entry], total: Int) {
    let story = entries(successes[...], of: happenings).filter { $0.what != .findingLast }
    let chosen = story.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
    return (chosen.prefix(limit).sorted { $0.offset < $1.offset }.map(\.element), story.count)
  }
}

extension Incident.Entry {
  /// Which entries a reader is shown where there is no room for all: the lowest first.
  fileprivate var rank: Int {
    guard let finding else { return what == .act ? 2 : 0 }
    return finding.severity >= .high ? 1 : 3 + Severity.high.rawValue - finding.severity.rawValue
  }
}
