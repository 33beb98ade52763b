import Analysis
import Model
import Support
import Testing

@Suite struct `Events put aside for the rules about users` {
  private func event(_ id: Identifier, _ user: Identifier, second: Int64) -> SecurityEvent {
    var event = SecurityEvent(id: id, occurredAt: Instant(microseconds: second * 1_000_000), type: .loginFailed)
    event.userKey = user
    return event
  }

  private func histories(of events: [SecurityEvent]) throws -> [UserHistory] {
    let scratch = try ScratchFolder()
    let history = EventHistory(folder: scratch.path, BrowserFamilies())
    for event in events { try history.append(event, at: try #require(event.occurredAt)) }
    var users: [UserHistory] = []
    try history.forEach { key, event in
      if users.last?.key != key { users.append(UserHistory(key: key)) }
      users[users.count - 1].append(event: event)
    }
    return users
  }

  @Test func `come back user by user, each user's in order of time`() throws {
    let events = [event("1", "10", second: 1), event("2", "9", second: 2), event("3", "10", second: 2)]
    let users = try histories(of: events)
    #expect(users.map(\.key) == ["10", "9"])
    #expect(users.map { user in user.events.map { user.id(of: $0) } } == [["1", "3"], ["2"]])
  }

  /// What a rule sees of the user must not depend on whether the rows lay on the disk.
  @Test(arguments: ["192.0.2.7", "2001:db8::7", "fe80::1%eth0", "kiosk-3.example", nil])
  func `tell the rules the same as before`(address: String?) throws {
    var plain = event("1", "5", second: 1)
    plain.address = address.flatMap { NetworkAddress($0) }
    plain.userAgent = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
    var full = event("2", "5", second: 2)
    full.type = .roleChanged
    full.userAgent = plain.userAgent
    full.device = "KİOSK"
    full.sessionID = "s-1"
    full.userName = "Şükrü "
    full.actorID = "7"
    full.role = "admin"
    full.country = "TR"
    full.place = Place(latitude: 41.01, longitude: -28.97, accuracyKilometres: 20)
    var failed = event("3", "5", second: 3)
    failed.failureReason = .expiredPassword
    failed.targetID = "8"
    failed.userAgent = "?"
    let seen = UserHistory(key: "5")
    for event in [plain, full, failed] { seen.append(event, at: try #require(event.occurredAt)) }
    let read = try #require(try histories(of: [plain, full, failed]).first)
    #expect(read.events.map(\.type) == seen.events.map(\.type))
    #expect(read.events.map(\.at) == seen.events.map(\.at))
    #expect(read.events.map(\.reason) == [nil, nil, .expiredPassword])
    #expect(read.events.map { read.address($0.address) } == seen.events.map { seen.address($0.address) })
    #expect(read.events.map { read.device($0.device) } == ["Windows Chrome", "KİOSK", nil])
    #expect(read.events.map { read.isNamedDevice($0.device) } == [false, true, false])
    #expect(read.events.map { read.sessionID($0.session) } == [nil, "s-1", nil])
    #expect(read.events.map { read.detail($0) } == seen.events.map { seen.detail($0) })
    #expect(read.spellings.map(\.name) == ["Şükrü "])
  }
}
