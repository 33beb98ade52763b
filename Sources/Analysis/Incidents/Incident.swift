package import Model

/// Findings that belong together: one break-in, or what looks like one.
package struct Incident {
  /// The digest of its findings' identifiers.
  package let id: String
  /// The highest severity of its findings, a step higher where ``isRaised``.
  package let severity: Severity
  /// Whether somebody signed in with success after failures and then acted.
  package let isRaised: Bool
  /// The begin of its first finding.
  package let first: Instant
  /// The end of its last finding.
  package let last: Instant
  /// Its findings, by time and identifier.
  package let members: [IncidentMember]
  /// The first sign-ins that succeeded after failures, one for each user.
  package let successes: [Finding.SignIn]
  /// The sessions that began with these sign-ins.
  package let sessions: [Aftermath.Session]
  /// What was then done by the same users, or in these sessions.
  package let acts: [Aftermath.Act]
  /// How many more acts there were.
  package let actsLeftOut: Int

  /// Whether a finding rests on more users, addresses and sessions than were kept, so that others may belong to it.
  package var isCut: Bool { members.contains(where: \.isCut) }

  /// The rules that saw it, in order.
  package var rules: [String] { Set(members.map(\.rule)).sorted() }

  /// Whom and what its findings are about, each once, in order.
  package var keys: [Finding.Key] {
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
