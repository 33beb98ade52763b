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

  /// Notes an event; what is known to be filled is not looked at.
  mutating func note(_ event: borrowing SecurityEvent) {
    rows += 1
    if lacks(.event(.occurredAt)), event.occurredAt != nil { mark(.event(.occurredAt)) }
    if lacks(.event(.userID)), event.userKey != nil { mark(.event(.userID)) }
    if lacks(.event(.address)), event.address != nil { mark(.event(.address)) }
    if lacks(.event(.sessionID)), event.sessionID != nil { mark(.event(.sessionID)) }
    if lacks(.event(.reason)), event.reason != nil { mark(.event(.reason)) }
    if lacks(.event(.userAgent)), event.userAgent != nil { mark(.event(.userAgent)) }
    if lacks(.event(.device)), event.device != nil { mark(.event(.device)) }
    if lacks(.event(.actorID)), event.actorID != nil { mark(.event(.actorID)) }
    if lacks(.event(.targetID)), event.targetID != nil { mark(.event(.targetID)) }
    if lacks(.event(.role)), event.role != nil { mark(.event(.role)) }
    if lacks(.event(.country)), event.country != nil { mark(.event(.country)) }
    if lacks(.event(.latitude)), event.place != nil { mark(.event(.latitude)) }
  }

  /// Notes a session.
  mutating func note(_ session: borrowing Session) {
    rows += 1
    if lacks(.session(.userID)), session.userKey != nil { mark(.session(.userID)) }
    if lacks(.session(.address)), session.address != nil { mark(.session(.address)) }
    if lacks(.session(.startedAt)), session.startedAt != nil { mark(.session(.startedAt)) }
    if lacks(.session(.endedAt)), session.endedAt != nil { mark(.session(.endedAt)) }
    if lacks(.session(.expiresAt)), session.expiresAt != nil { mark(.session(.expiresAt)) }
    if lacks(.session(.lastSeenAt)), session.lastSeenAt != nil { mark(.session(.lastSeenAt)) }
    if lacks(.session(.status)), session.status != nil { mark(.session(.status)) }
    if lacks(.session(.userAgent)), session.userAgent != nil { mark(.session(.userAgent)) }
  }

  private func lacks(_ column: SourceColumn) -> Bool { filled & Self.bit(column) == 0 }

  private mutating func mark(_ column: SourceColumn) { filled |= Self.bit(column) }

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
