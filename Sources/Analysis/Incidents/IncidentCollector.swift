import Files
public import Model
import Records

/// Gathers findings while rules report them, and says at the end which of them are one incident.
///
/// What findings share, the findings themselves and the acts that may follow a sign-in lie on the disk. Memory holds five
/// bytes a finding, what ``Aftermath`` holds, and one incident at a time.
public final class IncidentCollector {
  private let links: FindingLinks
  private let members: Spool
  private let acts: SortedSpool
  private let folder: String
  private let judged: Range<Instant>
  private var record = RecordBuffer()
  /// Of each finding its severity, and whether it may make an incident of what it belongs to.
  private var weights: [UInt8] = []

  private static let types = EventType.allCases

  /// Nothing yet; `judged` is the period as far as it is judged, trusted addresses link nothing, and the records lie on
  /// the file system of `folder`.
  public init(folder: String, judged: Range<Instant>, isTrusted: @escaping (NetworkAddress) -> Bool) {
    self.folder = folder
    self.judged = judged
    links = FindingLinks(folder: folder, isTrusted: isTrusted)
    members = Spool(in: folder)
    acts = SortedSpool(in: folder)
  }

  /// Adds a finding with its identifier and what a reader is told that it observed.
  public func add(_ definition: RuleDefinition, _ finding: Finding, id: String, observation: String) throws {
    let part = IncidentPart(definition)
    try links.add(finding, part)
    weights.append(part != .state && finding.severity >= .medium ? 1 : 0)
    record.clear()
    IncidentMember(definition, finding, id: id, observation: observation).write(to: &record)
    let signIns = finding.successes.signIns
    record.append(number: Int64(signIns.count))
    for signIn in signIns {
      record.append(number: signIn.at.microseconds)
      record.append(field: signIn.row.id)
      record.append(field: signIn.row.user)
      record.append(field: signIn.row.address)
      record.append(field: signIn.row.session)
    }
    try members.append(record)
  }

  /// Looks at an event that can be counted, whosever it is.
  public func observe(_ event: borrowing SecurityEvent, at moment: Instant) throws {
    guard judged.contains(moment) else { return }
    if event.type == .loginSuccess, let user = event.userKey, let address = event.address {
      return try links.noteSuccess(of: user, from: address)
    }
    guard Aftermath.Act.isAct(event.type) else { return }
    record.clear()
    record.append(bytes: moment.microseconds.ascendingBytes)
    record.append(bytes: event.id.ascendingBytes)
    record.append(place: event.type.place)
    // As rules see it: without an actor it is the user's own act.
    let isOwn =
      event.actorID == nil || event.actorID == event.userKey || event.actorID == event.userName.map { Identifier($0) }
    record.append(field: isOwn ? event.userKey : event.actorID)
    record.append(field: event.address)
    record.append(field: event.sessionID)
    try acts.append(record)
  }

  /// Concludes: nothing may be added any more.
  ///
  /// `sessions` are asked for what began with sign-ins, `users` for the names by which events may call who acted;
  /// `digest` makes the identifier of an incident from those of its findings.
  public func conclude(
    sessions: SessionHistory, users: [Identifier: User], digest: @escaping (String) -> String
  ) throws -> Incidents {
    var sets = try links.components()
    var isIncident = [Bool](repeating: false, count: weights.count)
    for number in weights.indices where weights[number] == 1 {
      isIncident[Int(sets.root(of: Int32(number)))] = true
    }
    let sorted = SortedSpool(in: folder)
    var successes: [Int32: FirstSuccesses] = [:]
    var cursor = RecordCursor(try members.seal())
    var number: Int32 = 0
    while try cursor.advance() {
      let root = sets.root(of: number)
      number += 1
      guard isIncident[Int(root)] else { continue }
      record.clear()
      record.append(bytes: Int64(root).ascendingBytes)
      record.append(bytes: cursor.record)
      try sorted.append(record)
      var fields = RecordFields(cursor.record)
      _ = IncidentMember(&fields)
      for signIn in Self.signIns(&fields) { successes[root, default: FirstSuccesses()].add(signIn) }
    }
    var aftermath = Aftermath()
    for (root, found) in successes.sorted(by: { $0.key < $1.key }) {
      for signIn in found.signIns { aftermath.follow(signIn, of: root) }
    }
    if !aftermath.isEmpty { try observe(&aftermath, sessions, users) }
    return Incidents(sorted, aftermath, digest: digest)
  }

  private static func signIns(_ fields: inout RecordFields) -> [Finding.SignIn] {
    (0..<fields.number()).map { _ in
      let moment = Instant(microseconds: fields.number())
      let row = EvidenceRow(
        fields.identifier() ?? "", user: fields.identifier(), address: fields.address(), session: fields.identifier())
      return Finding.SignIn(at: moment, row)
    }
  }

  /// Shows the sessions and acts that were put aside.
  private func observe(_ aftermath: inout Aftermath, _ sessions: SessionHistory, _ users: [Identifier: User]) throws {
    var reader = try sessions.reader()
    while let user = try reader.nextKey() {
      guard aftermath.wants(user) else {
        try reader.skip()
        continue
      }
      let history = UserHistory(key: user)
      try reader.add(to: history)
      for session in history.sessions {
        let times = session.resolved
        aftermath.observe(
          Aftermath.Session(
            id: history.id(of: session), user: user, address: history.address(session.address), begin: times.start,
            end: times.basis.isRecorded ? times.end : nil))
      }
    }
    var keys: [Identifier: Identifier] = [:]
    for (key, user) in users where aftermath.wants(key) {
      if let name = user.name { keys[Identifier(name)] = key }
    }
    try acts.forEachInOrder { record in
      var rest = record
      guard let moment = Int64(takenFrom: &rest), let id = Identifier(takenFrom: &rest) else { return }
      var fields = RecordFields(rest)
      let type = fields.value(of: Self.types) ?? .unmapped
      let user = fields.identifier()
      let act = Aftermath.Act(
        id: id, at: Instant(microseconds: moment), type: type, user: user, address: fields.address(),
        session: fields.identifier())
      aftermath.observe(act, by: [user, user.flatMap { keys[$0] }].compactMap { $0 })
    }
  }
}
