@testable import Analysis
import Model
import Support
import Testing

@Suite struct `Sessions put aside for the rules about users` {
  private let resolved = ResolvedSession(
    start: Instant(microseconds: 5), end: Instant(microseconds: 9), basis: .lastActivity,
    earliestEnd: Instant(microseconds: 7), latestEnd: .infinity)

  private func session(_ id: Identifier, _ user: Identifier?) -> Session {
    Session(id: id, userKey: user, startedAt: Instant(microseconds: 5))
  }

  private func histories(of sessions: [(Session, SessionAnalysis.Verdict)]) throws -> [UserHistory] {
    let scratch = try ScratchFolder()
    let history = try SessionHistory(folder: scratch.path, BrowserFamilies())
    for (session, verdict) in sessions { try history.append(session, verdict) }
    var reader = try history.reader()
    var users: [UserHistory] = []
    while let key = try reader.nextKey() {
      users.append(UserHistory(key: key))
      try reader.add(to: users[users.count - 1])
    }
    return users
  }

  @Test func `come back user by user; what cannot be counted does not`() throws {
    let users = try histories(of: [
      (session("1", "10"), .outside(resolved)), (session("2", "10"), .outside(resolved)),
      (session("3", "10"), .copy), (session("4", "9"), .quarantined(.endBeforeStart)),
      (session("5", "9"), .quarantined(.timeMissing)), (session("6", nil), .outside(resolved)),
    ])
    #expect(users.map(\.key) == ["10", "9"])
    #expect(users.map { user in user.sessions.map { user.id(of: $0) } } == [["1", "2"], []])
    #expect(users.map(\.uncountedBegins) == [[], [Instant(microseconds: 5)]])
  }

  @Test func `of no user there is nothing to read`() throws {
    #expect(try histories(of: []).isEmpty)
    #expect(try histories(of: [(session("6", nil), .outside(resolved))]).isEmpty)
  }

  /// What a rule sees of the user must not depend on whether the rows lay on the disk.
  @Test(arguments: ["192.0.2.7", "2001:db8::7", "fe80::1%eth0", "kiosk-3.example", nil])
  func `tell the rules the same as before`(address: String?) throws {
    var full = session("s\u{0}1", "5")
    full.expiresAt = .infinity
    full.lastSeenAt = Instant(microseconds: -7)
    full.status = .terminated
    full.address = address.flatMap { NetworkAddress($0) }
    full.device = "KİOSK"
    full.userName = "Şükrü "
    var browser = session("2", "5")
    browser.userAgent = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
    let seen = UserHistory(key: "5")
    for session in [full, browser] { seen.append(session, resolved) }
    let read = try #require(try histories(of: [(full, .outside(resolved)), (browser, .outside(resolved))]).first)
    #expect(read.sessions.map { read.id(of: $0) } == seen.sessions.map { seen.id(of: $0) })
    #expect(read.sessions.map(\.resolved) == [resolved, resolved])
    #expect(read.sessions.map(\.expiresAt) == [.infinity, nil])
    #expect(read.sessions.map(\.lastSeenAt) == [Instant(microseconds: -7), nil])
    #expect(read.sessions.map(\.status) == [.terminated, nil])
    #expect(read.sessions.map { read.address($0.address) } == seen.sessions.map { seen.address($0.address) })
    #expect(read.sessions.map { read.device($0.device) } == ["KİOSK", "Windows Chrome"])
    #expect(read.sessions.map { read.isNamedDevice($0.device) } == [true, false])
    #expect(read.spellings.map(\.name) == ["Şükrü "])
  }
}
