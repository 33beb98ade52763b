import Model

extension RuleTrial {
  /// Adds successful sign-ins, one every `seconds`.
  mutating func addSignIns(
    _ count: Int, _ user: Identifier?, from start: String, every seconds: Double, ip: String? = "10.0.0.1",
    _ change: (inout SecurityEvent) -> Void = { _ in }
  ) {
    for index in 0..<count {
      add(.loginSuccess, user, start, ip: ip) { event in
        event.occurredAt = event.occurredAt?.advanced(by: Int64(Double(index) * seconds * 1_000_000))
        change(&event)
      }
    }
  }

  /// Adds an event of a session.
  @discardableResult
  mutating func addUse(
    _ type: EventType = .activity, of session: Identifier?, _ at: String, by user: Identifier? = "ali",
    ip: String? = "10.0.0.1", device: String? = nil, _ change: (inout SecurityEvent) -> Void = { _ in }
  ) -> Identifier {
    add(type, user, at, ip: ip) { event in
      event.sessionID = session
      event.device = device
      change(&event)
    }
  }

  /// Seconds after the begin of the period.
  static func second(_ number: Int) -> Instant { time("00:00").advanced(by: Int64(number) * 1_000_000) }

  /// The rows of one user as they are read, for references that count them in the plainest way.
  func rows(of user: Identifier, _ types: Set<EventType>) -> [SecurityEvent] {
    events.filter { $0.userKey == user && types.contains($0.type) && $0.occurredAt ?? .infinity < min(period.to, asOf) }
      .sorted { ($0.occurredAt ?? .infinity, $0.id) < ($1.occurredAt ?? .infinity, $1.id) }
  }
}
