import Messages
package import Model
package import Postgres

/// Reads a source's security events in order of time.
package struct EventReader {
  /// The relation that is read.
  package let relation: PreparedRelation
  /// Raw types the mapping does not know, after reading.
  package private(set) var unmappedTypes = UnmappedWords()
  /// Raw reasons of failed sign-ins the mapping does not know, after reading.
  package private(set) var unmappedReasons = UnmappedWords()
  private let system: SourceSystem
  private let hasInet: Bool
  private let keys = UserKeyCache()
  /// Where event, user, session, actor and target stand in a row.
  private static let identifying = [0, 2, 4, 11, 12]

  /// A reader of a described relation.
  package init(_ relation: PreparedRelation, of system: SourceSystem) {
    self.relation = relation
    self.system = system
    hasInet = relation.isInet("ip")
  }

  /// Lends every event of the window; returns how many rows the server sent.
  ///
  /// Order: time with missing ones last, then identifier bytewise, then whole rows: a total order.
  package mutating func forEach(
    on connection: borrowing Connection, _ body: (borrowing SecurityEvent) throws -> Void
  ) throws -> Int {
    let sql = relation.select(orderedBy: [
      "source.occurred_at NULLS LAST", relation.bytewiseIdentifier,
    ])
    let action = Message(tr: "Güvenlik olaylarının okunması", en: "Reading the security events")
    return try relation.forEachRow(of: sql, doing: action, on: connection) { row in
      try body(event(from: row))
    }
  }

  private mutating func event(from row: borrowing Row) -> SecurityEvent {
    let rawType = row.text(5) ?? ""
    var event = SecurityEvent(id: row.identifier(0) ?? "", occurredAt: row.instant(1), type: .unmapped)
    event.rawType = rawType
    if let meaning = system.events[rawType] {
      event.type = meaning.type
      event.severity = meaning.severity
    } else if let type = EventType(rawValue: rawType), type != .unmapped {
      event.type = type
      event.severity = type.severity
    } else {
      unmappedTypes.add(rawType)
    }
    event.userName = row.text(3) ?? (system.userKey == .name ? row.text(2) : nil)
    event.userKey = keys.key(id: row.text(2), name: event.userName, system.userKey)
    event.sessionID = row.identifier(4)
    event.reason = row.text(6)
    if event.type == .loginFailed { event.failureReason = event.reason.map { failureReason($0) } }
    event.address = row.networkAddress(7, isInet: hasInet)
    event.port = row.integer(8).map { Int($0) }
    event.userAgent = row.text(9)
    event.device = row.text(10)
    // Rules compare them with users, so they have to be written as users are.
    event.actorID = keys.key(id: row.text(11), name: nil, system.userKey)
    event.targetID = keys.key(id: row.text(12), name: nil, system.userKey)
    event.role = row.text(13)
    event.country = row.text(14)
    if let latitude = row.number(15), let longitude = row.number(16) {
      event.place = Place(checking: latitude, longitude)
    }
    // Identifiers, and the name that stands for one: made visible, one that is no text could read like another.
    let isReadable = Self.identifying.allSatisfy { row.isReadable($0) } && (!row.isNull(2) || row.isReadable(3))
    event.identity = isReadable ? row.rowIdentity(18) : .unreadable
    return event
  }
}

extension EventReader {
  private mutating func failureReason(_ raw: String) -> FailureReason {
    if let reason = system.reasons[raw] ?? FailureReason(rawValue: raw) { return reason }
    unmappedReasons.add(raw)
    return .other
  }
}

/// The keys of names met lately, since folding a name costs more than looking it up.
private struct UserKeyCache {
  private let keys = BoundedCache<Identifier, Identifier?>(limit: 100_000)

  /// The identity of an event: the source's identifier, or `name:` and the folded name that was tried.
  func key(id: String?, name: String?, _ userKey: SourceSystem.UserKey) -> Identifier? {
    if let id { return userKey == .id ? Identifier(id) : folded(id) }
    return name.flatMap { folded($0) }.map { userKey == .id ? Identifier(triedName: $0.text) : $0 }
  }

  private func folded(_ name: String) -> Identifier? {
    keys.result(for: name) { UserKey.folding($0).map { Identifier($0) } }
  }
}
