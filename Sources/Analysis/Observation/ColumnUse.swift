import Model

/// Of some rows: how many there are, and which of the columns that rules need hold anything in any of them.
struct ColumnUse: Sendable {
  private(set) var rows = 0
  /// A bit for each column that rules need.
  private var filled: UInt32 = 0

  /// No row yet.
  init() {}

  /// Whether a column holds anything in any of the rows.
  func isFilled(_ column: SourceColumn) -> Bool { filled & Self.bit(column) != 0 }

  /// Notes an event.
  mutating func note(_ event: borrowing SecurityEvent) {
    rows += 1
    mark(.event(.occurredAt), event.occurredAt != nil)
    mark(.event(.userID), event.userKey != nil)
    mark(.event(.address), event.address != nil)
    mark(.event(.sessionID), event.sessionID != nil)
    mark(.event(.reason), event.reason != nil)
    mark(.event(.userAgent), event.userAgent != nil)
    mark(.event(.device), event.device != nil)
    mark(.event(.actorID), event.actorID != nil)
    mark(.event(.targetID), event.targetID != nil)
    mark(.event(.role), event.role != nil)
    mark(.event(.country), event.country != nil)
    mark(.event(.latitude), event.place != nil)
  }

  /// Notes a session.
  mutating func note(_ session: borrowing Session) {
    rows += 1
    mark(.session(.userID), session.userKey != nil)
    mark(.session(.address), session.address != nil)
    mark(.session(.startedAt), session.startedAt != nil)
    mark(.session(.endedAt), session.endedAt != nil)
    mark(.session(.expiresAt), session.expiresAt != nil)
    mark(.session(.lastSeenAt), session.lastSeenAt != nil)
    mark(.session(.status), session.status != nil)
    mark(.session(.userAgent), session.userAgent != nil)
  }

  private mutating func mark(_ column: SourceColumn, _ isFilled: Bool) {
    if isFilled { filled |= Self.bit(column) }
  }

  /// Relations are counted apart, so the place of a column in its own is enough.
  private static func bit(_ column: SourceColumn) -> UInt32 {
    switch column {
    case .session(let column): 1 << column.rawValue
    case .event(let column): 1 << column.rawValue
    case .user(let column): 1 << column.rawValue
    case .log(let column): 1 << column.rawValue
    }
  }
}
