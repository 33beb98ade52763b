package import Model

/// What the rows of a run show about what rules need: which columns hold anything, which types occur.
package struct RuleFacts: Sendable {
  /// Columns the source has.
  package let columns: Set<SourceColumn>
  private var filled: Set<SourceColumn> = []
  private var types: Set<EventType> = []
  private var reasons: Set<FailureReason> = []
  private var eventsInPeriod = 0
  private var sessionsInPeriod = 0
  private var usersRead = 0
  /// The earliest event that was read.
  package private(set) var firstEvent: Instant?

  private let isWholeSource: Bool

  /// Nothing seen yet.
  package init(columns: Set<SourceColumn>, isWholeSource: Bool = true) {
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
    if event.userKey != nil { filled.insert(.event(.userID)) }
    if event.address != nil { filled.insert(.event(.address)) }
    if event.sessionID != nil { filled.insert(.event(.sessionID)) }
    if event.reason != nil { filled.insert(.event(.reason)) }
    if event.userAgent != nil { filled.insert(.event(.userAgent)) }
    if event.device != nil { filled.insert(.event(.device)) }
    if event.actorID != nil { filled.insert(.event(.actorID)) }
    if event.targetID != nil { filled.insert(.event(.targetID)) }
    if event.role != nil { filled.insert(.event(.role)) }
    if event.country != nil { filled.insert(.event(.country)) }
    if event.place != nil { filled.insert(.event(.latitude)) }
  }

  /// Notes a session that lies in the period.
  mutating func note(_ session: borrowing Session) {
    sessionsInPeriod += 1
    if session.address != nil { filled.insert(.session(.address)) }
    if session.endedAt != nil { filled.insert(.session(.endedAt)) }
    if session.expiresAt != nil { filled.insert(.session(.expiresAt)) }
    if session.lastSeenAt != nil { filled.insert(.session(.lastSeenAt)) }
    if session.status != nil { filled.insert(.session(.status)) }
    if session.userAgent != nil { filled.insert(.session(.userAgent)) }
    if session.startedAt != nil { filled.insert(.session(.startedAt)) }
    if session.userKey != nil { filled.insert(.session(.userID)) }
  }

  private static let eventColumns: Set<SourceColumn> = [
    .event(.userID), .event(.address), .event(.sessionID), .event(.reason), .event(.userAgent), .event(.device),
    .event(.actorID), .event(.targetID), .event(.role), .event(.country), .event(.latitude),
  ]

  /// Why a need is not met; nil when it is.
  func unmet(_ need: RuleNeed, settings: Set<String>) -> RuleReason? {
    switch need {
    case .column(let column): unmet(column)
    case .anyColumn(let columns):
      columns.contains { unmet($0) == nil }
        ? nil
        : columns.first.flatMap { column in
          unmet(column).map { RuleReason($0.code, columns.map(\.text).joined(separator: " / ")) }
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

  private func unmet(_ column: SourceColumn) -> RuleReason? {
    guard columns.contains(column) else { return RuleReason(.columnMissing, column.text) }
    // Of a table that has no rows in the period nothing can be said.
    let rows =
      switch column {
      case .event: eventsInPeriod
      case .session: sessionsInPeriod
      case .user, .log: 0
      }
    return rows > 0 && !filled.contains(column) ? RuleReason(.columnEmpty, column.text) : nil
  }
}
