package import Model

/// One user's sessions and events, all that were read, in total order.
///
/// Memory holds one user at a time; what repeats (addresses, devices, sessions) is held once and referred to by
/// number, so an event takes about fifty bytes. A user with more rows than ``rowLimit`` is not held at all.
package final class UserHistory {
  /// One event.
  package struct Event: Sendable {
    /// The source's row key.
    package let id: Identifier
    /// When it happened.
    package let at: Instant
    /// The type.
    package let type: EventType
    /// The mapped reason; nil when the source names none.
    package let reason: FailureReason?
    /// Its address among ``UserHistory/addresses``; -1 for none.
    package let address: Int32
    /// Its device among ``UserHistory/devices``; -1 for none.
    package let device: Int32
    /// Its session among ``UserHistory/sessionIDs``; -1 for none.
    package let session: Int32
    /// Its rare facts among ``UserHistory/details``; -1 for none.
    package let detail: Int32

    /// Whether it is a failure with a wrong credential (the failure set F); an unnamed reason counts.
    package var isWrongCredential: Bool { type == .loginFailed && reason?.isWrongCredential != false }
  }

  /// What few events have.
  package struct Detail: Sendable, Hashable {
    /// Who acted.
    package var actorID: Identifier?
    /// Whom it was done to.
    package var targetID: Identifier?
    /// The role granted, revoked or used.
    package var role: String?
    /// The country the source names.
    package var country: String?
    /// The place the source names.
    package var place: Place?

    /// Nothing known.
    package init() {}

    /// Whether there is anything.
    package var isEmpty: Bool {
      actorID == nil && targetID == nil && role == nil && country == nil && place == nil
    }
  }

  /// One session that can be counted.
  package struct Session: Sendable {
    /// The source's row key.
    package let id: Identifier
    /// Its identifier among ``UserHistory/sessionIDs``.
    package let number: Int32
    /// Its times and what its end rests on.
    package let resolved: ResolvedSession
    /// When it would end by itself.
    package let expiresAt: Instant?
    /// The last sign of life.
    package let lastSeenAt: Instant?
    /// The mapped state.
    package let status: SessionStatus?
    /// Its address among ``UserHistory/addresses``; -1 for none.
    package let address: Int32
    /// Its device among ``UserHistory/devices``; -1 for none.
    package let device: Int32
    /// What kind of session, in the source's words.
    package let kind: String?
  }

  /// A way in which the source writes the user's name, byte for byte.
  package struct Spelling: Sendable {
    /// The name.
    package let name: String
    /// The latest row it stands in.
    package fileprivate(set) var row: EvidenceRow
    /// The row's time.
    package fileprivate(set) var at: Instant
  }

  private struct Device: Hashable {
    let name: Identifier
    let isNamed: Bool
  }

  /// The rows of one user that are held, sessions and events together, some 100 MiB at most: a script that signs in every
  /// minute for 90 days has 130,000.
  package static let rowLimit = 200_000

  /// The identity.
  package let key: Identifier
  private let rowLimit: Int
  private var rowCount = 0
  /// The sessions by begin and identifier, without those of hidden kinds.
  package private(set) var sessions: [Session] = []
  /// All of them while some are hidden.
  private var allSessions: [Session]?
  /// The begins of sessions whose rows cannot be counted, because they end before they begin.
  package private(set) var uncountedBegins: [Instant] = []
  /// The events by time and identifier.
  package private(set) var events: [Event] = []
  /// The addresses met.
  package private(set) var addresses: [NetworkAddress] = []
  /// The network of each address; nil for host names.
  package private(set) var networks: [Network?] = []
  /// The devices met: what the source calls them, else system and browser family.
  package private(set) var devices: [String] = []
  private var namedDevices: [Bool] = []
  /// The identifiers of the sessions and of those events belong to.
  package private(set) var sessionIDs: [Identifier] = []
  /// Rare facts.
  package private(set) var details: [Detail] = []
  /// The names the source wrote the user with, as they are.
  package private(set) var spellings: [Spelling] = []
  private var addressNumbers: [NetworkAddress: Int32] = [:]
  private var deviceNumbers: [Device: Int32] = [:]
  private let userAgentNumbers = BoundedCache<Identifier, Int32>()
  private var sessionNumbers: [Identifier: Int32] = [:]

  /// A user with nothing known yet.
  package init(key: Identifier, rowLimit: Int = UserHistory.rowLimit) {
    self.key = key
    self.rowLimit = rowLimit
  }

  /// Whether the user has more rows than are held: no rule can judge them by the first ones.
  package var hasTooManyRows: Bool { rowCount > rowLimit }

  /// Counts a row; false when it is not to be held.
  ///
  /// What was held goes with the first row too many.
  private func counts() -> Bool {
    rowCount += 1
    guard rowCount > rowLimit else { return true }
    if rowCount == rowLimit + 1 {
      allSessions = nil
      (sessions, uncountedBegins, events, details, sessionIDs, sessionNumbers) = ([], [], [], [], [], [:])
      (addresses, networks, addressNumbers) = ([], [], [:])
      (devices, namedDevices, deviceNumbers) = ([], [], [:])
    }
    return false
  }

  /// Adds a session, in order of begin; `family` is its system and browser where it is read back without its user agent.
  package func append(_ session: borrowing Model::Session, _ resolved: ResolvedSession, family: String? = nil) {
    guard counts() else { return }
    if let place = place(ofNewSpelling: session.userName, at: resolved.start) {
      note(session.userName, at: place, in: EvidenceRow(session), resolved.start)
    }
    sessions.append(
      Session(
        id: session.id, number: number(ofSession: session.id), resolved: resolved, expiresAt: session.expiresAt,
        lastSeenAt: session.lastSeenAt, status: session.status, address: number(of: session.address),
        device: number(ofDevice: session.device, session.userAgent, family), kind: session.kind))
  }

  /// Leaves the sessions of some kinds out of ``sessions``, until it is asked for others; all rows have been added.
  func hideSessions(ofKinds kinds: Set<String>) {
    if let all = allSessions { (sessions, allSessions) = (all, nil) }
    guard !kinds.isEmpty, sessions.contains(where: { $0.isOf(kinds) }) else { return }
    allSessions = sessions
    sessions.removeAll { $0.isOf(kinds) }
  }

  /// Notes that a session began, in order of begin, though its row cannot be counted.
  package func noteBegin(_ begin: Instant) {
    if counts() { uncountedBegins.append(begin) }
  }

  /// Adds an event, in order of time; `family` as for a session.
  package func append(_ event: borrowing SecurityEvent, at instant: Instant, family: String? = nil) {
    guard counts() else { return }
    if let place = place(ofNewSpelling: event.userName, at: instant) {
      note(event.userName, at: place, in: EvidenceRow(event), instant)
    }
    var detail = Detail()
    detail.actorID = event.actorID
    detail.targetID = event.targetID
    detail.role = event.role
    detail.country = event.country
    detail.place = event.place
    var detailNumber: Int32 = -1
    if !detail.isEmpty {
      detailNumber = Int32(details.count)
      details.append(detail)
    }
    events.append(
      Event(
        id: event.id, at: instant, type: event.type, reason: event.failureReason, address: number(of: event.address),
        device: number(ofDevice: event.device, event.userAgent, family), session: number(ofSession: event.sessionID),
        detail: detailNumber))
  }

  /// The address of a number.
  package func address(_ number: Int32) -> NetworkAddress? { number < 0 ? nil : addresses[Int(number)] }
  /// The network of an address's number.
  package func network(_ number: Int32) -> Network? { number < 0 ? nil : networks[Int(number)] }
  /// The device of a number.
  package func device(_ number: Int32) -> String? { number < 0 ? nil : devices[Int(number)] }
  /// Whether the source itself names a number's device: no guess from a browser that many people use.
  package func isNamedDevice(_ number: Int32) -> Bool { number >= 0 && namedDevices[Int(number)] }
  /// The session's identifier of a number.
  package func sessionID(_ number: Int32) -> Identifier? { number < 0 ? nil : sessionIDs[Int(number)] }
  /// The rare facts of an event.
  package func detail(_ event: Event) -> Detail? { event.detail < 0 ? nil : details[Int(event.detail)] }

  /// Whether the event is the user's own act, and not done to the user by somebody else.
  package func isOwnAct(_ event: Event) -> Bool {
    guard event.detail >= 0, let actor = details[Int(event.detail)].actorID else { return true }
    return actor == key || spellings.contains { Identifier($0.name) == actor }
  }

  /// Where among ``spellings`` a row's name is to be noted; nil where a later row has it, or nowhere is room.
  ///
  /// Spellings are few; a source that writes the user in a thousand ways is remembered by a hundred.
  private func place(ofNewSpelling name: String?, at moment: Instant) -> Int? {
    guard let name else { return nil }
    // Bytes are compared: for Swift a composed and a decomposed é are equal.
    let identifier = Identifier(name)
    guard let known = spellings.firstIndex(where: { Identifier($0.name) == identifier }) else {
      return spellings.count < 100 ? spellings.count : nil
    }
    return spellings[known].at <= moment ? known : nil
  }

  private func note(_ name: String?, at place: Int, in row: EvidenceRow, _ moment: Instant) {
    if place == spellings.count, let name {
      spellings.append(Spelling(name: name, row: row, at: moment))
    } else {
      (spellings[place].row, spellings[place].at) = (row, moment)
    }
  }

  private func number(of address: NetworkAddress?) -> Int32 {
    guard let address else { return -1 }
    if let known = addressNumbers[address] { return known }
    let number = Int32(addresses.count)
    addresses.append(address)
    networks.append(Network(address))
    addressNumbers[address] = number
    return number
  }

  private func number(ofDevice device: String?, _ userAgent: String?, _ family: String?) -> Int32 {
    if let device { return number(ofDeviceName: device, isNamed: true) }
    if let family { return number(ofFamily: family) }
    guard let userAgent else { return -1 }
    return userAgentNumbers.result(for: userAgent) { number(ofFamily: UserAgent($0).systemAndFamily) }
  }

  /// A browser nobody recognises is no device: two of them would look like one.
  private func number(ofFamily family: String) -> Int32 {
    family.isEmpty ? -1 : number(ofDeviceName: family, isNamed: false)
  }

  private func number(ofDeviceName name: String, isNamed: Bool) -> Int32 {
    let device = Device(name: Identifier(name), isNamed: isNamed)
    if let known = deviceNumbers[device] { return known }
    let number = Int32(devices.count)
    devices.append(name)
    namedDevices.append(isNamed)
    deviceNumbers[device] = number
    return number
  }

  private func number(ofSession id: Identifier?) -> Int32 {
    guard let id else { return -1 }
    if let known = sessionNumbers[id] { return known }
    let number = Int32(sessionIDs.count)
    sessionIDs.append(id)
    sessionNumbers[id] = number
    return number
  }
}

extension UserHistory.Session {
  /// Whether its kind is one of some.
  fileprivate func isOf(_ kinds: Set<String>) -> Bool { kind.map { kinds.contains($0) } ?? false }
}

extension SessionAnalysis.Verdict {
  /// Whether the row cannot be counted but its begin is known: the end is what is wrong.
  package var hasBeginOnly: Bool {
    if case .quarantined(.endBeforeStart) = self { true } else { false }
  }

  /// The session's times, if its row can be counted at all, inside the period or outside.
  package var resolved: ResolvedSession? {
    switch self {
    case .counted(let counted): counted.resolved
    case .outside(let resolved): resolved
    case .copy, .quarantined: nil
    }
  }
}
