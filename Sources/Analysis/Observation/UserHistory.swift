import Files
public import Model
public import Records

/// One user's sessions and events, all that were read, in total order.
///
/// Memory holds one user at a time; what repeats (addresses, devices, sessions) is held once and referred to by
/// number, so an event takes about fifty bytes and those of its identifier, and to copy one touches nothing else. A user
/// with more rows than ``rowLimit`` is not held at all.
public final class UserHistory {
  /// The kinds of devices: those the source names, and families of browsers.
  private enum DeviceKind {
    static let named: UInt8 = 0
    static let family: UInt8 = 1
  }

  /// The rows of one user that are held, sessions and events together, some 100 MiB at most: a script that signs in every
  /// minute for 90 days has 130,000.
  public static let rowLimit = 200_000

  private static let spellingLimit = 100
  private static let statuses = SessionStatus.allCases
  private static let types = EventType.allCases
  private static let reasons = FailureReason.allCases

  /// The identity.
  public let key: Identifier
  private let rowLimit: Int
  private var rowCount = 0
  /// The sessions by begin and identifier, without those of hidden kinds.
  public private(set) var sessions: [Session] = []
  /// All of them while some are hidden.
  private var allSessions: [Session]?
  private var kinds = NumberedTexts()
  /// The begins of sessions whose rows cannot be counted, because they end before they begin.
  public private(set) var uncountedBegins: [Instant] = []
  /// The events by time and identifier.
  public private(set) var events: [Event] = []
  private var eventIDs: [UInt8] = []
  /// The addresses met.
  public private(set) var addresses: [NetworkAddress] = []
  private var addressBytes = NumberedTexts()
  /// The network of each address; nil for host names.
  public private(set) var networks: [Network?] = []
  /// The devices met: what the source calls them, else system and browser family.
  private var devices = NumberedTexts()
  /// The identifiers of the sessions and of those events belong to.
  private var sessionIDs = NumberedTexts()
  /// Rare facts.
  public private(set) var details: [Detail] = []
  /// The names the source wrote the user with, as they are.
  public private(set) var spellings: [Spelling] = []
  private var names = NumberedTexts()
  private var record = RecordBuffer()

  /// A user with nothing known yet.
  public init(key: Identifier, rowLimit: Int = UserHistory.rowLimit) {
    self.key = key
    self.rowLimit = rowLimit
  }

  /// Whether the user has more rows than are held: no rule can judge them by the first ones.
  public var hasTooManyRows: Bool { rowCount > rowLimit }

  /// Counts a row; false when it is not to be held.
  ///
  /// What was held goes with the first row too many.
  private func counts() -> Bool {
    rowCount += 1
    guard rowCount > rowLimit else { return true }
    if rowCount == rowLimit + 1 {
      allSessions = nil
      (sessions, uncountedBegins, events, eventIDs, details) = ([], [], [], [], [])
      (addresses, networks, addressBytes) = ([], [], NumberedTexts())
      (devices, sessionIDs, kinds) = (NumberedTexts(), NumberedTexts(), NumberedTexts())
    }
    return false
  }

  /// Leaves the sessions of some kinds out of ``sessions``, until it is asked for others; all rows have been added.
  func hideSessions(ofKinds hidden: Set<String>) {
    if let all = allSessions { (sessions, allSessions) = (all, nil) }
    if hidden.isEmpty || kinds.isEmpty { return }
    let numbers = Set((0..<kinds.count).filter { hidden.contains(kinds[$0].text) }.map { Int32($0) })
    guard !numbers.isEmpty, sessions.contains(where: { numbers.contains($0.kind) }) else { return }
    allSessions = sessions
    sessions.removeAll { numbers.contains($0.kind) }
  }

  /// Notes that a session began, in order of begin, though its row cannot be counted.
  public func noteBegin(_ begin: Instant) {
    if counts() { uncountedBegins.append(begin) }
  }

  /// Adds a session, in order of begin.
  public func append(_ session: borrowing Model.Session, _ resolved: ResolvedSession) {
    record.clear()
    record.append(session, resolved, family: BrowserFamilies.family(device: session.device, session.userAgent))
    append(session: RecordFields(record.bytes[...]))
  }

  /// Adds a session as ``SessionHistory`` writes it, in order of begin.
  func append(session record: RecordFields) {
    guard counts() else { return }
    var fields = record
    let resolved = fields.resolvedSession()
    let number = fields.number(among: &sessionIDs)
    let expiresAt = fields.instant()
    let lastSeenAt = fields.instant()
    let status = fields.place().map { Self.statuses[$0] }
    let address = takeAddress(from: &fields)
    let device = takeDevice(from: &fields)
    let name = fields
    fields.skipText()
    let session = Session(
      number: number, resolved: resolved, expiresAt: expiresAt, lastSeenAt: lastSeenAt, status: status,
      address: address, device: device, kind: fields.number(among: &kinds))
    sessions.append(session)
    note(name, in: .session(session), at: resolved.start)
  }

  /// Adds an event, in order of time.
  public func append(_ event: borrowing SecurityEvent, at instant: Instant) {
    record.clear()
    record.append(event, at: instant, family: BrowserFamilies.family(device: event.device, event.userAgent))
    append(event: RecordFields(record.bytes[...]))
  }

  /// Adds an event as ``EventHistory`` writes it, in order of time.
  public func append(event record: RecordFields) {
    guard counts() else { return }
    var fields = record
    let start = eventIDs.count
    fields.takeText(to: &eventIDs)
    let instant = Instant(microseconds: fields.number())
    let type = fields.place().map { Self.types[$0] } ?? .unmapped
    let reason = fields.place().map { Self.reasons[$0] }
    let address = takeAddress(from: &fields)
    let device = takeDevice(from: &fields)
    let session = fields.number(among: &sessionIDs)
    let name = fields
    fields.skipText()
    var number: Int32 = -1
    if !fields.isAtEnd {
      number = Int32(details.count)
      details.append(Detail(&fields))
    }
    let event = Event(
      at: instant, type: type, reason: reason, address: address, device: device, session: session, detail: number,
      idLength: Int32(eventIDs.count - start), idStart: start)
    events.append(event)
    note(name, in: .event(event), at: instant)
  }

  /// The source's row key of an event.
  public func id(of event: Event) -> Identifier {
    Identifier(String(decoding: eventIDs[event.idStart..<event.idStart + Int(event.idLength)], as: UTF8.self))
  }

  /// The source's row key of a session.
  public func id(of session: Session) -> Identifier { sessionIDs[Int(session.number)] }

  /// The identifier of a session by its number, where there is one.
  public func sessionID(numbered number: Int) -> Identifier { sessionIDs[number] }

  /// The address of a number.
  public func address(_ number: Int32) -> NetworkAddress? { number < 0 ? nil : addresses[Int(number)] }
  /// The network of an address's number.
  public func network(_ number: Int32) -> Network? { number < 0 ? nil : networks[Int(number)] }
  /// The device of a number.
  public func device(_ number: Int32) -> String? { number < 0 ? nil : devices[Int(number)].text }
  /// How many devices there are.
  public var deviceCount: Int { devices.count }
  /// Whether the source itself names a number's device: no guess from a browser that many people use.
  public func isNamedDevice(_ number: Int32) -> Bool {
    number >= 0 && devices.kind(Int(number)) == DeviceKind.named
  }
  /// How many identifiers of sessions there are, in rows of sessions and of events.
  public var sessionIDCount: Int { sessionIDs.count }
  /// The session's identifier of a number.
  public func sessionID(_ number: Int32) -> Identifier? { number < 0 ? nil : sessionIDs[Int(number)] }
  /// The rare facts of an event.
  public func detail(_ event: Event) -> Detail? { event.detail < 0 ? nil : details[Int(event.detail)] }
  /// The latest row a spelling stands in, among rows of both kinds.
  func row(_ spelling: Spelling) -> EvidenceRow {
    switch spelling.row {
    case .event(let event): row(event)
    case .session(let session): markedRow(session)
    }
  }

  /// Whether the event is the user's own act, and not done to the user by somebody else.
  public func isOwnAct(_ event: Event) -> Bool {
    guard event.detail >= 0, let actor = details[Int(event.detail)].actorID else { return true }
    return actor == key || spellings.contains { Identifier($0.name) == actor }
  }

  /// Notes the name that a row begins its rest with, unless a later row has it, or nowhere is room.
  ///
  /// Spellings are few; a source that writes the user in a thousand ways is remembered by a hundred.
  private func note(_ rest: RecordFields, in row: Row, at moment: Instant) {
    var fields = rest
    // Bytes are compared: for Swift a composed and a decomposed é are equal.
    let number = Int(fields.number(among: &names, limit: Self.spellingLimit))
    guard number >= 0 else { return }
    if number == spellings.count {
      spellings.append(Spelling(name: names[number].text, at: moment, row: row))
    } else if spellings[number].at <= moment {
      (spellings[number].row, spellings[number].at) = (row, moment)
    }
  }

  private func takeAddress(from fields: inout RecordFields) -> Int32 {
    var copy = fields
    let number = fields.addressNumber(among: &addressBytes)
    if number == addresses.count, let address = copy.address() {
      addresses.append(address)
      networks.append(Network(address))
    }
    return number
  }

  /// What the source calls the device, else its family; one that nobody recognises is no device: two of them would look
  /// like one.
  private func takeDevice(from fields: inout RecordFields) -> Int32 {
    let named = fields.number(among: &devices, kind: DeviceKind.named)
    let family = fields.withText { text in
      text.isEmpty ? -1 : devices.number(of: text, kind: DeviceKind.family)
    }
    return named < 0 ? family ?? -1 : named
  }
}
