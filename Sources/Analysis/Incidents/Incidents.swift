import Files
import Model
import Records

/// The incidents of a report, one after the other, however often they are asked for.
public final class Incidents {
  private let members: SortedSpool
  private let aftermath: Aftermath
  private let digest: (String) -> String

  /// The findings of incidents behind the number of the incident they belong to, and what followed.
  init(_ members: SortedSpool, _ aftermath: Aftermath, digest: @escaping (String) -> String) {
    self.members = members
    self.aftermath = aftermath
    self.digest = digest
  }

  /// Lends every incident, in no order a reader would want.
  public func forEach(_ body: (Incident) throws -> Void) throws {
    var current: Int32?
    var found: [IncidentMember] = []
    try members.forEachInOrder { record in
      var rest = record
      guard let number = Int64(takenFrom: &rest).map({ Int32(truncatingIfNeeded: $0) }) else { return }
      if let current, current != number {
        try body(incident(current, found))
        found.removeAll(keepingCapacity: true)
      }
      current = number
      var fields = RecordFields(rest)
      found.append(IncidentMember(&fields))
    }
    if let current { try body(incident(current, found)) }
  }

  private func incident(_ number: Int32, _ found: [IncidentMember]) -> Incident {
    let members = found.sorted { ($0.first, $0.last, $0.id) < ($1.first, $1.last, $1.id) }
    let stays = aftermath.stays(of: number)
    let acts = aftermath.acts(of: number)
    let isRaised =
      !stays.isEmpty
      && (!acts.listed.isEmpty
        || stays.contains { stay in
          members.contains { $0.isAct(of: stay.signIn.row.user, in: stay.sessions, after: stay.signIn.at) }
        })
    let highest = members.map(\.severity).max() ?? .info
    let raised = Severity(rawValue: highest.rawValue + 1) ?? highest
    return Incident(
      id: digest(members.map(\.id).sorted().joined()), severity: isRaised ? raised : highest, isRaised: isRaised,
      first: members.map(\.first).min() ?? .infinity, last: members.map(\.last).max() ?? .minusInfinity,
      members: members, successes: stays.map(\.signIn).sorted { ($0.at, $0.row.id) < ($1.at, $1.row.id) },
      sessions: aftermath.sessions(of: number), acts: acts.listed, actsLeftOut: acts.leftOut)
  }
}
