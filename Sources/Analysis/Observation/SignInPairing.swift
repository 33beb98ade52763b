import Files
import Model
import Records

/// Which sign-ins have no session, and which sessions no sign-in (rule D01 g).
///
/// A sign-in that names a session belongs to that one and to no other, whoever's it is, however many name it. One that
/// names none belongs to any session of its user that begins near it, from the same address as far as both have one.
/// Memory: one user's rows; what may lack its counterpart lies where the sorter puts it.
final class SignInPairing {
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
  private var record = RecordBuffer()
  /// Whether anything put aside may be told of at all.
  private var mayLack = false

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
    if !id.isEmpty { try put(.session, id) }
  }

  /// Notes a sign-in of nobody that names a session.
  func note(signInTo session: Identifier) throws { try put(.signIn, session) }

  /// Pairs one user's rows; gives the sign-ins that name no session and have none.
  func pair(_ user: UserHistory) throws -> [Lonely] {
    let (events, sessions) = (user.events, user.sessions)
    var signIns: [Int] = []
    // By session: whether a sign-in names it, and whether its row is the user's.
    var named = [Bool](repeating: false, count: user.sessionIDCount)
    var held = named
    for index in events.indices where events[index].type == .loginSuccess {
      signIns.append(index)
      if events[index].session >= 0 { named[Int(events[index].session)] = true }
    }
    for index in sessions.indices { held[Int(sessions[index].number)] = true }
    // A host name cannot be held against an address.
    func address(_ number: Int32) -> Int32 { user.network(number) == nil ? -1 : number }
    // A row with a wrong end is reported as such; the sign-in before it is not without a session.
    var begins = sessions.map { Neighbours.Row(at: $0.resolved.start, address: address($0.address)) }
    if !user.uncountedBegins.isEmpty {
      begins += user.uncountedBegins.map { Neighbours.Row(at: $0, address: -1) }
      begins.sort { $0.at < $1.at }
    }
    var lonely: [Lonely] = []
    var unnamed: [Neighbours.Row] = []
    var near = Neighbours(begins, tolerance)
    for event in signIns.lazy.map({ events[$0] }) {
      if let session = user.sessionID(event.session) {
        guard !held[Int(event.session)] else { continue }
        if isDue(event.at) {
          try put(.lonelySignIn, session, TimedRow(at: event.at, user.row(event)))
        } else {
          try put(.signIn, session)
        }
        continue
      }
      unnamed.append(Neighbours.Row(at: event.at, address: address(event.address)))
      if !near.contains(event.at, address(event.address)), isDue(event.at) {
        lonely.append(Lonely(row: TimedRow(at: event.at, user.row(event)), isSignIn: true))
      }
    }
    near = Neighbours(unnamed, tolerance)
    for session in sessions where !named[Int(session.number)] {
      let start = session.resolved.start
      guard !near.contains(start, address(session.address)) else { continue }
      if isDue(start) {
        try put(.lonelySession, user.id(of: session), TimedRow(at: start, user.markedRow(session)))
      } else {
        try put(.session, user.id(of: session))
      }
    }
    return lonely
  }

  /// Lends the sessions that no sign-in belongs to, and the sign-ins whose session there is not.
  func forEachUnnamed(_ body: (Lonely) throws -> Void) throws {
    guard mayLack else { return }
    var id: [UInt8] = []
    var (hasSession, hasSignIn) = (false, false)
    var sessions: [TimedRow] = []
    func endSession() throws {
      if !hasSignIn { for row in sessions { try body(Lonely(row: row, isSignIn: false)) } }
      (hasSession, hasSignIn) = (false, false)
      sessions.removeAll(keepingCapacity: true)
    }
    try sorter.forEachInOrder { record in
      var rest = record
      guard let next = rest.takeIdentifierBytes(), let kind = rest.popFirst().flatMap({ Kind(rawValue: $0) }) else {
        return
      }
      if next != id {
        try endSession()
        id = next
      }
      switch kind {
      case .session: hasSession = true
      case .signIn: hasSignIn = true
      case .lonelySession:
        hasSession = true
        // Sign-ins come after it: who has one is not told of.
        if let row = Self.row(rest, id) { sessions.append(row) }
      case .lonelySignIn:
        hasSignIn = true
        if !hasSession, let row = Self.row(rest, id) { try body(Lonely(row: row, isSignIn: true)) }
      }
    }
    try endSession()
  }

  private func isDue(_ moment: Instant) -> Bool { isJudged(moment.advanced(by: tolerance)) }

  /// Puts aside what is known of a session; a row only where it may be told of.
  private func put(_ kind: Kind, _ session: Identifier, _ row: TimedRow? = nil) throws {
    record.clear()
    record.append(ascending: session.utf8.span)
    record.append(byte: kind.rawValue)
    if let row {
      mayLack = true
      record.append(ascending: row.at.microseconds)
      record.append(field: row.row.id)
      record.append(field: row.row.user)
      record.append(field: row.row.address)
    }
    try sorter.append(record)
  }

  /// Reads the row of a session's record behind its kind.
  private static func row(_ record: ArraySlice<UInt8>, _ session: [UInt8]) -> TimedRow? {
    var rest = record
    guard let moment = Int64(takenFrom: &rest) else { return nil }
    var fields = RecordFields(rest)
    let (id, user, address) = (fields.identifier(), fields.identifier(), fields.address())
    let row = EvidenceRow(
      id ?? "", user: user, address: address, session: Identifier(String(decoding: session, as: UTF8.self)))
    return TimedRow(at: Instant(microseconds: moment), row)
  }
}

/// Moments with addresses of one user, in order of time, among which others look for one near them.
private struct Neighbours {
  struct Row {
    let at: Instant
    let address: Int32
  }

  private let rows: [Row]
  private let tolerance: Int64
  private var next = 0

  init(_ rows: [Row], _ tolerance: Int64) {
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
