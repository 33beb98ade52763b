package import Model

/// What the rows of a run show about what rules need: which columns hold anything, which types occur.
package struct RuleFacts: Sendable {
  /// Columns the source has, as `relation.column`.
  package let columns: Set<String>
  private var filled: Set<String> = []
  private var types: Set<EventType> = []
  private var reasons: Set<FailureReason> = []
  private var eventsInPeriod = 0
  private var sessionsInPeriod = 0
  private var usersRead = 0
  /// The earliest event that was read.
  package private(set) var firstEvent: Instant?

  private let isWholeSource: Bool

  /// Nothing seen yet.
  package init(columns: Set<String>, isWholeSource: Bool = true) {
    self.columns = columns
    self.isWholeSource = isWholeSource
  }

  /// Notes an event that can be counted.
  mutating func note(_ event: borrowing SecurityEvent, at instant: Instant, inPeriod: Bool) {
    types.insert(event.type)
    if let reason = event.failureReason { reasons.insert(reason) }
    firstEvent = min(firstEvent ?? .infinity, instant)
    guard inPeriod else { return }
    eventsInPeriod += 1
    // All columns are soon known to be filled; from then on nothing is looked at.
    if filled.isSuperset(of: Self.eventColumns) { return }
    if event.userKey != nil { filled.insert("events.user_id") }
    if event.address != nil { filled.insert("events.ip") }
    if event.sessionID != nil { filled.insert("events.session_id") }
    if event.reason != nil { filled.insert("events.reason") }
    if event.userAgent != nil { filled.insert("events.user_agent") }
    if event.device != nil { filled.insert("events.device") }
    if event.actorID != nil { filled.insert("events.actor_id") }
    if event.targetID != nil { filled.insert("events.target_id") }
    if event.role != nil { filled.insert("events.role") }
    if event.country != nil { filled.insert("events.country") }
    if event.place != nil { filled.insert("events.latitude") }
  }

  /// Notes a session that lies in the period.
  mutating func note(_ session: borrowing Session) {
    sessionsInPeriod += 1
    if session.address != nil { filled.insert("sessions.ip") }
    if session.endedAt != nil { filled.insert("sessions.ended_at") }
    if session.expiresAt != nil { filled.insert("sessions.expires_at") }
    if session.lastSeenAt != nil { filled.insert("sessions.last_seen_at") }
    if session.status != nil { filled.insert("sessions.status") }
    if session.userAgent != nil { filled.insert("sessions.user_agent") }
    if session.startedAt != nil { filled.insert("sessions.started_at") }
    if session.userKey != nil { filled.insert("sessions.user_id") }
  }

  private static let eventColumns: Set<String> = [
    "events.user_id", "events.ip", "events.session_id", "events.reason", "events.user_agent", "events.device",
    "events.actor_id", "events.target_id", "events.role", "events.country", "events.latitude",
  ]

  /// Why a need is not met; nil when it is.
  func unmet(_ need: RuleNeed, settings: Set<String>) -> RuleReason? {
    switch need {
    case .column(let column): unmet(column)
    case .anyColumn(let names):
      names.contains { unmet($0) == nil }
        ? nil
        : names.first.flatMap { name in
          unmet(name).map { RuleReason($0.code, names.joined(separator: " / ")) }
        }
    case .eventTypes(let wanted):
      wanted.contains { types.contains($0) }
        ? nil : RuleReason(.eventTypeAbsent, wanted.map(\.rawValue).joined(separator: " / "))
    case .failureReason(let reason):
      reasons.contains(reason)
        ? nil : RuleReason(.eventTypeAbsent, "\(EventType.loginFailed.rawValue) (\(reason.rawValue))")
    case .wholeSource: isWholeSource ? nil : RuleReason(.userFilter, "")
    case .setting(let key): settings.contains(key) ? nil : RuleReason(.configurationMissing, key)
    case .any(let ways): unmet(ways.map { way in way.lazy.compactMap { self.unmet($0, settings: settings) }.first })
    }
  }

  /// Why none of several ways is open, as the first says it; nil when one is.
  private func unmet(_ ways: [RuleReason?]) -> RuleReason? {
    let reasons = ways.compactMap { $0 }
    return reasons.count == ways.count ? reasons.first : nil
  }

  private func unmet(_ column: String) -> RuleReason? {
    guard columns.contains(column) else { return RuleReason(.columnMissing, column) }
    // Of a table that has no rows in the period nothing can be said.
    let rows = column.hasPrefix("events.") ? eventsInPeriod : column.hasPrefix("sessions.") ? sessionsInPeriod : 0
    return rows > 0 && !filled.contains(column) ? RuleReason(.columnEmpty, column) : nil
  }
}
