public import Model
import Records
import Files

/// What an incident keeps of a finding; its entries of the timeline refer to it.
public final class IncidentMember: Sendable {
  /// The finding's identifier.
  public let id: String
  /// The rule.
  public let rule: String
  /// Whom it is about.
  public let key: Finding.Key
  /// What it observed, in the words of whoever adds it.
  public let observation: String
  /// How much attention it deserves.
  public let severity: Severity
  /// The begin of its first window.
  public let first: Instant
  /// Its last trigger.
  public let last: Instant
  /// Whether it describes an act (families A and C), a happening or a state.
  public let part: IncidentPart
  /// Whether it knows only a part of what it shares with others.
  let isCut: Bool
  /// Of family C the users and the sessions it names, at most ``linkLimit`` of each.
  let users: [Identifier]
  let sessions: [Identifier]

  static let linkLimit = 1000

  private static let kinds = Finding.Key.Kind.allCases
  private static let severities = Severity.allCases

  /// What is kept of a finding.
  init(_ definition: RuleDefinition, _ finding: Finding, id: String, observation: String) {
    self.id = id
    self.observation = observation
    rule = definition.id
    key = finding.key
    severity = finding.severity
    (first, last) = (finding.first, finding.last)
    part = IncidentPart(definition)
    let evidence = finding.evidence.links
    isCut = evidence.isCut
    let limit = definition.id.utf8.first == UInt8(ascii: "C") ? Self.linkLimit : 0
    users = limit == 0 ? [] : Array(evidence.users.sorted().prefix(limit))
    sessions = limit == 0 ? [] : Array(evidence.sessions.sorted().prefix(limit))
  }

  /// Whether it is a finding of family C about a user or one of some sessions, whose last trigger lies after a moment.
  func isAct(of user: Identifier?, in sessions: Set<Identifier>, after moment: Instant) -> Bool {
    guard rule.utf8.first == UInt8(ascii: "C"), last > moment else { return false }
    if let user, key == .user(user) || users.contains(user) { return true }
    return key.kind == .session && sessions.contains(key.value) || self.sessions.contains { sessions.contains($0) }
  }

  /// Adds the fields to a record.
  func write(to record: inout RecordBuffer) {
    record.append(field: id)
    record.append(field: rule)
    record.append(field: observation)
    record.append(place: key.kind.place)
    record.append(field: key.value)
    record.append(place: severity.place)
    record.append(number: first.microseconds)
    record.append(number: last.microseconds)
    record.append(byte: part.rawValue)
    record.append(byte: isCut ? 1 : 0)
    for names in [users, sessions] {
      record.append(number: Int64(names.count))
      for name in names { record.append(field: name) }
    }
  }

  /// Takes the fields of a record.
  init(_ fields: inout RecordFields) {
    id = fields.text() ?? ""
    rule = fields.text() ?? ""
    observation = fields.text() ?? ""
    let kind = fields.value(of: Self.kinds) ?? .tenant
    key = Finding.Key(kind: kind, value: fields.identifier() ?? "")
    severity = fields.value(of: Self.severities) ?? .info
    first = Instant(microseconds: fields.number())
    last = Instant(microseconds: fields.number())
    part = IncidentPart(rawValue: fields.byte()) ?? .happening
    isCut = fields.byte() == 1
    func identifiers() -> [Identifier] { (0..<fields.number()).compactMap { _ in fields.identifier() } }
    users = identifiers()
    sessions = identifiers()
  }
}
