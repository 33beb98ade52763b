import Model

@testable import Analysis

/// A finding of a test, with what it shares.
struct TriedFinding {
  let rule: RuleDefinition
  let finding: Finding
  let id: String

  init(
    _ rule: String, _ id: String, severity: Severity, key: Finding.Key, from first: Int, to last: Int,
    users: [Identifier] = [], addresses: [String] = [], sessions: [Identifier] = [], successes: [Finding.SignIn] = []
  ) {
    self.rule = RuleDefinition(
      id: rule, techniques: [], severities: [severity], parameters: [], branches: [], subject: RuleSubject(.user),
      sentences: [])
    self.id = id
    var evidence = EvidenceList(digest: IdentifierList())
    for user in users { evidence.append(EvidenceRow("e", user: user)) }
    for address in addresses { evidence.append(EvidenceRow("e", address: NetworkAddress(address))) }
    for session in sessions { evidence.append(EvidenceRow("e", session: session)) }
    var finding = Finding(
      severity: severity, key: key, first: Self.minute(first), last: Self.minute(last), evidence: evidence,
      sentence: FindingSentence(rule: rule, name: ""))
    for success in successes { finding.successes.add(success) }
    self.finding = finding
  }

  /// Minutes after the begin of the period.
  static func minute(_ number: Int) -> Instant { RuleTrial.time("00:00").advanced(by: Int64(number) * 60_000_000) }

  private var family: Character { rule.id.first ?? "?" }
  private var isState: Bool { "BD".contains(family) || ["S03", "S04", "S07", "S08"].contains(rule.id) }
  /// Whether it can make an incident of what it belongs to.
  var counts: Bool { !isState && finding.severity >= .medium }

  private var users: Set<Identifier> {
    finding.evidence.links.users.union(finding.key.kind == .user ? [finding.key.value] : [])
  }
  private var sessions: Set<Identifier> {
    finding.evidence.links.sessions.union(finding.key.kind == .session ? [finding.key.value] : [])
  }
  private var addresses: Set<Identifier> {
    Set(finding.evidence.links.addresses.map { Identifier($0.description) })
      .union(finding.key.kind == .address ? [finding.key.value] : [])
  }

  /// The relation as it is written down.
  func links(with other: TriedFinding, busy: Set<Identifier>) -> Bool {
    let half = 30 * 60 * microsecondsPerSecond
    guard finding.first.advanced(by: -half) <= other.finding.last.advanced(by: half),
      other.finding.first.advanced(by: -half) <= finding.last.advanced(by: half)
    else { return false }
    if !sessions.isDisjoint(with: other.sessions) { return true }
    if isState || other.isState {
      let isOtherAct = isState ? "AC".contains(other.family) : "AC".contains(family)
      return isOtherAct && !(isState && other.isState) && !users.isDisjoint(with: other.users)
    }
    return !users.isDisjoint(with: other.users)
      || !addresses.subtracting(busy).isDisjoint(with: other.addresses.subtracting(busy))
  }
}

/// Incidents found in the plainest way: every finding is held against every other.
func naiveIncidents(_ findings: [TriedFinding], busy: Set<Identifier>) -> Set<Set<String>> {
  var groups = findings.indices.map { $0 }
  for first in findings.indices {
    for second in findings.indices where findings[first].links(with: findings[second], busy: busy) {
      let (old, new) = (groups[second], groups[first])
      if old != new { groups = groups.map { $0 == old ? new : $0 } }
    }
  }
  return Set(
    Set(groups).compactMap { group in
      let members = findings.indices.filter { groups[$0] == group }
      return members.contains { findings[$0].counts } ? Set(members.map { findings[$0].id }) : nil
    })
}
