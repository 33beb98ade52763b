import Model
import Support

/// One security event of a source, as a test writes it down: its moment in microseconds.
struct LoggedEvent {
  var id: String
  var time: Int64?
  var user: String?
  var type: EventType
  var severity: Severity
  var address: String?
  var identity = RowIdentity.only

  /// The row as the reading lends it.
  var row: SecurityEvent {
    var event = SecurityEvent(
      id: identifier(id), occurredAt: time.map { Instant(microseconds: $0) }, type: type)
    event.userKey = user.map { identifier($0) }
    event.severity = severity
    event.address = address.flatMap { NetworkAddress($0) }
    event.identity = identity
    return event
  }
}

/// Events of the period and of as long before it and after, in the order the server sends them.
enum RandomEvents {
  static func make(_ period: SteppedPeriod, _ random: inout FixedGenerator) -> [LoggedEvent] {
    let types = random.chance(50) ? EventType.allCases : [.loginFailed, .loginSuccess, .accountLocked, .logout]
    let isNumbered = random.chance(50)
    // More users and addresses than a table of the highest shows.
    let width = random.one(of: [2, 8, 30])
    let rows = (0..<random.number(0...110)).map { index -> LoggedEvent in
      let type = random.chance(40) ? .loginFailed : random.one(of: types)
      var row = LoggedEvent(
        id: isNumbered ? String(3 + index * 2 + random.number(0...1)) : "e\(index)", type: type,
        severity: random.chance(70) ? type.severity : random.one(of: Severity.allCases))
      row.time = period.moment(random.number(-2 * period.count - 1...period.count + period.count / 3 + 1))
      row.user = user(random.number(0...width))
      row.address = address(random.number(0...width))
      row.identity = random.one(of: [.only, .only, .only, .only, .only, .only, .first, .exactCopy, .differs])
      if random.chance(3) { row.id = "" }
      if random.chance(3) { row.time = random.one(of: [nil, -3_000_000_000_000_000]) }
      return row
    }
    return rows.sorted { ($0.time ?? .max, $0.id) < ($1.time ?? .max, $1.id) }
  }

  private static func user(_ number: Int) -> String? {
    switch number {
    case 0: nil
    case 1: "name:ali"
    case 2: "ç"
    default: String(number)
    }
  }

  private static func address(_ number: Int) -> String? {
    switch number {
    case 0: nil
    case 1: "kiosk"
    case 2: "2001:db8::1"
    default: "10.0.\(number % 2).\(number)"
    }
  }
}
