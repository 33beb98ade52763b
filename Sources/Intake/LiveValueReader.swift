import Model

/// Makes a session of the value of a live store's key.
struct LiveValueReader {
  private let layout: LiveLayout
  private let userKey: SourceSystem.UserKey
  private let keys = UserKeyCache()

  init(_ layout: LiveLayout, of system: SourceSystem) {
    self.layout = layout
    userKey = system.userKey
  }

  /// The session; nil where the value is no JSON object, or a member of it is not what the system says.
  func session(_ identifier: Identifier, _ bytes: [UInt8]) -> LiveSession? {
    let names = Set([layout.user, layout.expiresAt, layout.createdAt].compactMap { $0 })
    guard let members = JSONMembers.read(names, in: bytes) else { return nil }
    var session = LiveSession(id: identifier)
    switch members[layout.user] {
    case .text(let text)?, .number(let text)?: session.userKey = keys.key(id: text, name: nil, userKey)
    case nil: break
    }
    for (name, place) in [(layout.expiresAt, \LiveSession.expiresAt), (layout.createdAt, \.startedAt)] {
      guard let name, let member = members[name] else { continue }
      guard let moment = moment(member) else { return nil }
      session[keyPath: place] = moment
    }
    return session
  }

  /// Milliseconds read as seconds lie beyond the year 9000, seconds read as milliseconds in 1970: neither is a moment.
  private func moment(_ member: JSONMembers.Scalar) -> Instant? {
    let moment: Instant?
    switch (layout.times, member) {
    case (.iso8601, .text(let text)):
      // Without a zone it could be any moment of a day.
      guard text.drop(while: { $0 != "T" }).contains(where: { "Z+-".contains($0) }) else { return nil }
      moment = try? Instant(text, in: .utc)
    case (.seconds, .number(let digits)), (.seconds, .text(let digits)):
      moment = Double(digits).flatMap { Int64(exactly: ($0 * 1e6).rounded()) }.map { Instant(microseconds: $0) }
    case (.milliseconds, .number(let digits)), (.milliseconds, .text(let digits)):
      moment = Double(digits).flatMap { Int64(exactly: ($0 * 1e3).rounded()) }.map { Instant(microseconds: $0) }
    case (.iso8601, .number): moment = nil
    }
    guard let moment, moment.isMeaningful, moment >= Self.earliest else { return nil }
    return moment
  }

  private static let earliest = Instant(
    microseconds: Int64(CivilDate(year: 2000, month: 1, day: 1).dayNumber) * microsecondsPerDay)
}
