import Model
import Support

/// One row of a source, as a test writes it down: moments in microseconds.
struct LoggedSession {
  var id: String
  var user: String?
  var name: String?
  var start: Int64?
  var end: Int64?
  var expiry: Int64?
  var seen: Int64?
  var status: SessionStatus?
  var reason: EndReason?
  var address: String?
  var identity = RowIdentity.only

  /// The row as the reading lends it.
  var row: Session {
    var session = Session(id: identifier(id), userKey: user.map { identifier($0) })
    session.userName = name
    session.startedAt = start.map { Instant(microseconds: $0) }
    session.endedAt = end.map { Instant(microseconds: $0) }
    session.expiresAt = expiry.map { Instant(microseconds: $0) }
    session.lastSeenAt = seen.map { Instant(microseconds: $0) }
    session.status = status
    session.endReason = reason
    session.address = address.flatMap { NetworkAddress($0) }
    session.identity = identity
    return session
  }
}

/// An identifier of a row or a user, made from a text that is no literal.
func identifier(_ text: String) -> Identifier { Identifier(text) }

/// Rows of every kind, in the order the server sends them.
enum RandomSessions {
  /// A user of each way of writing; the order of their bytes is none that a language has.
  static let users: [String?] = [nil, "1", "10", "2", "B", "a", "Ç", "ç", "z", "é", "name:ali", "ğ", "Z", "0"]
  private static let minutes: [Int64] = [0, 1, 5, 15, 30, 60, 120, 240, 480]

  static func make(_ period: SteppedPeriod, _ random: inout FixedGenerator) -> [LoggedSession] {
    let users = random.chance(70) ? Self.users : [random.one(of: Self.users)]
    let isNumbered = random.chance(50)
    let rows = (0..<random.number(0...random.one(of: [45, 45, 200]))).map { index -> LoggedSession in
      var row = LoggedSession(id: isNumbered ? String(7 + index * 2 + random.number(0...1)) : "s\(index)")
      row.user = random.one(of: users)
      row.name = random.chance(50) ? random.one(of: ["Ali", "Şule", "x.y"]) : nil
      row.address = random.one(of: [nil, "10.0.0.1", "::ffff:10.0.0.1", "kiosk", "2001:db8::1", "10.0.0.\(index)"])
      row.reason = random.one(of: [nil] + EndReason.allCases.map { $0 })
      row.start = period.moment(random.number(-period.count - 3...period.count + 3))
      fillTimes(of: &row, period, &random)
      row.identity = random.one(of: [.only, .only, .only, .only, .only, .only, .first, .exactCopy, .differs])
      if random.chance(3) { row.id = "" }
      if random.chance(3) { row.start = random.one(of: [nil, -3_000_000_000_000_000]) }
      return row
    }
    return rows.sorted(by: precedes)
  }

  /// An end, or what stands for one.
  private static func fillTimes(of row: inout LoggedSession, _ period: SteppedPeriod, _ random: inout FixedGenerator) {
    let start = row.start ?? 0
    func some(_ random: inout FixedGenerator) -> Int64 {
      period.moment(random.number(-period.count...2 * period.count + 3))
    }
    switch random.number(0...11) {
    case 0: row.end = start - Int64(random.number(1...3)) * period.step
    case 1: row.expiry = some(&random)
    case 2: row.status = .active
    case 3: row.seen = some(&random)
    case 4: break
    case 5: row.end = .max
    case 6: row.end = start
    default:
      // Near the edges of the classes of lengths, and anywhere.
      let edge = random.one(of: Self.minutes) * 60_000_000 / period.step
      let length = random.chance(50) ? Int64(random.number(0...period.count)) : edge + Int64(random.number(-1...1))
      row.end = start + max(0, length) * period.step
    }
    if row.end == nil || row.end == .max {
      if random.chance(30) { row.seen = some(&random) }
      if random.chance(30) { row.expiry = random.one(of: [some(&random), .max]) }
      if random.chance(20) { row.status = random.one(of: SessionStatus.allCases) }
    }
  }

  /// User bytewise with unknown ones last, begin with missing ones last, identifier bytewise, and what is used first.
  private static func precedes(_ first: LoggedSession, _ second: LoggedSession) -> Bool {
    func rank(_ identity: RowIdentity) -> [UInt8] {
      switch identity {
      case .only, .first, .unreadable: [0]
      case .exactCopy: [1]
      case .differs: [2]
      }
    }
    func key(_ row: LoggedSession) -> [[UInt8]] {
      [
        row.user == nil ? [1] : [0], Array((row.user ?? "").utf8), (row.start ?? .max).ascendingBytes,
        Array(row.id.utf8), rank(row.identity),
      ]
    }
    return key(first).lexicographicallyPrecedes(key(second)) { $0.lexicographicallyPrecedes($1) }
  }
}
