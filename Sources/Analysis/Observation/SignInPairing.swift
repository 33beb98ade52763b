import Model

/// Which sign-ins have no session, and which sessions no sign-in (rule D01 g).
///
/// A sign-in that names a session belongs to that one and to no other, whoever's it is, however many name it. One that
/// names none belongs to any session of its user that begins near it, from the same address as far as both have one.
/// Memory: one user's rows; what may lack its counterpart lies where the sorter puts it.
struct SignInPairing {
  /// A row without its counterpart.
  struct Lonely {
    let row: TimedRow
    let isSignIn: Bool
  }

  /// What is known of a session's identifier; in the order in which the rows of one are lent.
  private enum Kind: UInt8 {
    /// A session that nobody holds against sign-ins, and a sign-in that is not judged.
    case session, signIn
    /// What is lonely unless a row above, or one of the other kind, has the same identifier.
    case lonelySession, lonelySignIn
  }

  private let tolerance: Int64
  private let sorter: any RecordSorter
  private let isJudged: (Instant) -> Bool

  /// Nothing paired yet; near is at most `tolerance` microseconds away.
  ///
  /// `isJudged` is asked of the moment a row's time is up: only then is it certain that nothing follows.
  init(tolerance: Int64, sorter: any RecordSorter, isJudged: @escaping (Instant) -> Bool) {
    self.tolerance = tolerance
    self.sorter = sorter
    self.isJudged = isJudged
  }

  /// Notes a session that stands in no user's history: nobody's, or a row that cannot be counted.
  func note(session id: Identifier) throws {
    if !id.isEmpty { try put(.session, id, TimedRow(at: .infinity, EvidenceRow(""))) }
  }

  /// Notes a sign-in of nobody that names a session.
  func note(signInTo session: Identifier) throws {
    try put(.signIn, session, TimedRow(at: .infinity, EvidenceRow("")))
  }

  /// Pairs one user's rows; gives the sign-ins that name no session and have none.
  func pair(_ user: UserHistory) throws -> [Lonely] {
    let signIns = user.events.filter { $0.type == .loginSuccess }
    let named = Set(signIns.lazy.map(\.session)).subtracting([-1])
    let held = Set(user.sessions.lazy.map(\.number))
    // A host name cannot be held against an address.
    func address(_ number: Int32) -> Int32 { user.network(number) == nil ? -1 : number }
    let unnamed = signIns.filter { $0.session < 0 }.map { (at: $0.at, address: address($0.address)) }
    // A row with a wrong end is reported as such; the sign-in before it is not without a session.
    var begins = user.sessions.map { (at: $0.resolved.start, address: address($0.address)) }
    if !user.uncountedBegins.isEmpty {
      begins += user.uncountedBegins.map { (at: $0, address: -1) }
      begins.sort { $0.at < $1.at }
    }
    var lonely: [Lonely] = []
    var near = Neighbours(begins, tolerance)
    for event in signIns {
      let row = TimedRow(at: event.at, user.row(event))
      if let session = user.sessionID(event.session) {
        if !held.contains(event.session) { try put(isDue(event.at) ? .lonelySignIn : .signIn, session, row) }
      } else if !near.contains(event.at, address(event.address)), isDue(event.at) {
        lonely.append(Lonely(row: row, isSignIn: true))
      }
    }
    near = Neighbours(unnamed, tolerance)
    for session in user.sessions where !named.contains(session.number) {
      let start = session.resolved.start
      guard !near.contains(start, address(session.address)) else { continue }
      let row = TimedRow(at: start, user.markedRow(session))
      try put(isDue(start) ? .lonelySession : .session, session.id, row)
    }
    return lonely
  }

  /// Lends the sessions that no sign-in belongs to, and the sign-ins whose session there is not.
  func forEachUnnamed(_ body: (Lonely) throws -> Void) throws {
    var id: Identifier?
    var (hasSession, hasSignIn) = (false, false)
    var sessions: [TimedRow] = []
    func endSession() throws {
      if !hasSignIn { for row in sessions { try body(Lonely(row: row, isSignIn: false)) } }
      (hasSession, hasSignIn, sessions) = (false, false, [])
    }
    try sorter.forEachInOrder { record in
      var rest = record
      guard let session = Identifier(takenFrom: &rest), let kind = rest.popFirst().flatMap({ Kind(rawValue: $0) }),
        let moment = Int64(takenFrom: &rest), let address = Identifier(takenFrom: &rest),
        let row = EvidenceRow(takenFrom: &rest, address: NetworkAddress(address.text))
      else { return }
      if id != session { try endSession() }
      id = session
      let timed = TimedRow(at: Instant(microseconds: moment), row)
      switch kind {
      case .session: hasSession = true
      case .signIn: hasSignIn = true
      case .lonelySession:
        hasSession = true
        sessions.append(timed)
      case .lonelySignIn:
        hasSignIn = true
        if !hasSession { try body(Lonely(row: timed, isSignIn: true)) }
      }
    }
    try endSession()
  }

  private func isDue(_ moment: Instant) -> Bool { isJudged(moment.advanced(by: tolerance)) }

  private func put(_ kind: Kind, _ session: Identifier, _ row: TimedRow) throws {
    var record: [UInt8] = []
    record.reserveCapacity(128)
    record.append(ascending: session)
    record.append(kind.rawValue)
    record.append(ascending: row.at.microseconds)
    record.append(ascending: Identifier(row.row.address?.description ?? ""))
    row.row.append(to: &record)
    try sorter.append(record)
  }
}

/// Moments with addresses of one user, in order of time, among which others look for one near them.
private struct Neighbours {
  private let rows: [(at: Instant, address: Int32)]
  private let tolerance: Int64
  private var next = 0

  init(_ rows: [(at: Instant, address: Int32)], _ tolerance: Int64) {
    self.rows = rows
    self.tolerance = tolerance
  }

  /// Whether one is near a moment, both ends included, and from its address as far as both are known; moments ascend.
  mutating func contains(_ moment: Instant, _ address: Int32) -> Bool {
    while next < rows.count, rows[next].at < moment.advanced(by: -tolerance) { next += 1 }
    for row in rows[next...] {
      if row.at > moment.advanced(by: tolerance) { return false }
      if row.address == address || row.address < 0 || address < 0 { return true }
    }
    return false
  }
}
