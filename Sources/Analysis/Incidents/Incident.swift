public import Model

/// Findings that belong together: one break-in, or what looks like one.
public struct Incident {
  /// The digest of its findings' identifiers.
  public let id: String
  /// The highest severity of its findings, a step higher where ``isRaised``.
  public let severity: Severity
  /// Whether somebody signed in with success after failures and then acted.
  public let isRaised: Bool
  /// The begin of its first finding.
  public let first: Instant
  /// The end of its last finding.
  public let last: Instant
  /// Its findings, by time and identifier.
  public let members: [IncidentMember]
  /// The first sign-ins that succeeded after failures, one for each user.
  public let successes: [Finding.SignIn]
  /// The sessions that began with these sign-ins.
  public let sessions: [Aftermath.Session]
  /// What was then done by the same users, or in these sessions.
  public let acts: [Aftermath.Act]
  /// How many more acts there were.
  public let actsLeftOut: Int

  /// Whether a finding rests on more users, addresses and sessions than were kept, so that others may belong to it.
  public var isCut: Bool { members.contains(where: \.isCut) }

  /// The rules that saw it, in order.
  public var rules: [String] { Set(members.map(\.rule)).sorted() }

  /// Whom and what its findings are about, each once, in order.
  public var keys: [Finding.Key] {
    var seen: Set<Identifier> = []
    let sorted = members.map(\.key).sorted { ($0.kind.rawValue, $0.value) < ($1.kind.rawValue, $1.value) }
    var kind: Finding.Key.Kind?
    return sorted.filter { key in
      if key.kind != kind { seen = [] }
      kind = key.kind
      return seen.insert(key.value).inserted
    }
  }
}
