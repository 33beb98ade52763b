import Messages
package import Model
import Postgres

/// Reads a source's security events in order of time.
package struct EventReader {
  /// The relation that is read.
  package let relation: PreparedRelation
  /// Raw types the mapping does not know, after reading.
  package private(set) var unmappedTypes = UnmappedWords()
  /// Raw reasons of failed sign-ins the mapping does not know, after reading.
  package private(set) var unmappedReasons = UnmappedWords()
  /// Numbers of records that cannot be, after reading; the events have none then.
  package private(set) var badCounts = UnmappedWords()
  private let system: SourceSystem
  private let hasInet: Bool
  private let keys = UserKeyCache()
  private var meanings = RecentWords<EventMeaning?>()
  private var reasons = RecentWords<FailureReason?>()
  /// The columns by which events, users and sessions are told apart.
  private static let identifying: [EventColumn] = [.id, .userID, .sessionID, .actorID, .targetID]

  /// A reader of a described relation.
  package init(_ relation: PreparedRelation, of system: SourceSystem) {
    self.relation = relation
    self.system = system
    hasInet = relation.isInet(.event(.address))
  }

  /// Fetches every event of the window into nameless files of `folder`, on whatever thread.
  ///
  /// `isWanted` is asked at every row; where nobody wants them any more it ends with a `CancellationError`.
  package static func fetch(
    _ relation: PreparedRelation, on source: borrowing SourceConnection, in folder: String,
    isWanted: () -> Bool = { true }
  ) throws -> FetchedRows {
    let action = Message(tr: "Güvenlik olaylarının okunması", en: "Reading the security events")
    return try FetchedRows(relation, doing: action, on: source, in: folder) { row in
      guard isWanted() else { throw CancellationError() }
      return .init(time: row.microseconds(EventColumn.occurredAt), identifier: EventColumn.id.rawValue)
    }
  }

  /// Lends every event that was fetched; returns how many rows the server sent.
  ///
  /// Order: time with missing ones last, then identifier bytewise, then whole rows: a total order.
  package mutating func forEach(
    of fetched: consuming FetchedRows, _ body: (borrowing SecurityEvent) throws -> Void
  ) throws -> Int {
    try fetched.forEach { row, identity in try body(event(from: row, identity)) }
    return fetched.count
  }

  /// Fetches and lends the events of a few types from a moment on, in order of time; the server leaves out others, unless a
  /// word of the mapping could not be written in its encoding.
  package mutating func forEach(
    of types: Set<EventType>, from moment: Instant, on source: borrowing SourceConnection, in folder: String,
    _ body: (borrowing SecurityEvent) throws -> Void
  ) throws {
    let words = system.rawEvents(of: types)
    var condition = "source.\(SourceColumn.event(.occurredAt).name) >= \(try source.literal(moment.iso8601))"
    if source.snapshot.encoding == "UTF8" || words.allSatisfy({ $0.utf8.allSatisfy { $0 < 0x80 } }) {
      let list = try words.map { try source.literal($0) }.joined(separator: ", ")
      condition += " AND \(relation.expression(for: .event(.type))) IN (\(list))"
    }
    let action = Message(tr: "Dönem sonrası rol olaylarının okunması", en: "Reading the later changes of roles")
    _ = try forEach(
      of: FetchedRows(relation, where: condition, doing: action, on: source, in: folder) { row in
        .init(time: row.microseconds(EventColumn.occurredAt), identifier: EventColumn.id.rawValue)
      }, body)
  }

  /// Fetches and lends every event of the window.
  package mutating func forEach(
    on source: borrowing SourceConnection, in folder: String, _ body: (borrowing SecurityEvent) throws -> Void
  ) throws -> Int {
    try forEach(of: Self.fetch(relation, on: source, in: folder), body)
  }

  private mutating func event(from row: borrowing Row, _ identity: RowIdentity) -> SecurityEvent {
    typealias Column = EventColumn
    let rawType = row.text(Column.type) ?? ""
    var event = SecurityEvent(
      id: row.identifier(Column.id) ?? "", occurredAt: row.instant(Column.occurredAt), type: .unmapped)
    event.rawType = rawType
    let meaning: EventMeaning? =
      meanings[rawType] ?? meanings.keep(system.meaning(ofEvent: rawType), of: rawType)
    if let meaning {
      event.type = meaning.kind.type
      event.ownType = meaning.kind.ownType
      event.severity = meaning.severity
    } else {
      unmappedTypes.add(rawType)
    }
    event.userName = row.text(Column.userName) ?? (system.userKey == .name ? row.text(Column.userID) : nil)
    event.userKey = keys.key(id: row.text(Column.userID), name: event.userName, system.userKey)
    event.sessionID = row.identifier(Column.sessionID)
    event.reason = row.text(Column.reason)
    if event.type == .loginFailed { event.failureReason = event.reason.map { failureReason($0) } }
    event.address = row.networkAddress(Column.address, isInet: hasInet)
    event.port = row.integer(Column.port).map { Int($0) }
    event.userAgent = row.text(Column.userAgent)
    event.device = row.text(Column.device)
    // Rules compare them with users, so they have to be written as users are.
    event.actorID = keys.key(id: row.text(Column.actorID), name: nil, system.userKey)
    event.targetID = keys.key(id: row.text(Column.targetID), name: nil, system.userKey)
    event.role = row.text(Column.role)
    event.previousRole = row.text(Column.previousRole)
    event.approvedBy = keys.key(id: row.text(Column.approvedBy), name: nil, system.userKey)
    event.requestNumber = row.text(Column.requestNumber)
    event.object = row.text(Column.object)
    if let count = row.integer(Column.recordCount) {
      if SecurityEvent.recordCounts.contains(count) { event.recordCount = count } else { badCounts.add(String(count)) }
    }
    event.country = row.text(Column.country)
    if let latitude = row.number(Column.latitude), let longitude = row.number(Column.longitude) {
      event.place = Place(checking: latitude, longitude)
    }
    // Identifiers, and the name that stands for one: made visible, one that is no text could read like another.
    let isReadable =
      Self.identifying.allSatisfy { row.isReadable($0) }
      && (!row.isNull(Column.userID) || row.isReadable(Column.userName))
    event.identity = isReadable ? identity : .unreadable
    return event
  }
}

extension EventReader {
  private mutating func failureReason(_ raw: String) -> FailureReason {
    let reason: FailureReason? =
      reasons[raw] ?? reasons.keep(system.reasons[raw] ?? FailureReason(rawValue: raw), of: raw)
    if let reason { return reason }
    unmappedReasons.add(raw)
    return .other
  }
}
