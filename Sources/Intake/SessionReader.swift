import Messages
package import Model
package import Postgres

/// Reads a source's sessions, one user after the other, each user's in order of their begin.
package struct SessionReader {
  /// The relation that is read.
  package let relation: PreparedRelation
  /// Raw states the mapping does not know, after reading.
  package private(set) var unmappedStatuses = UnmappedWords()
  /// Raw end reasons the mapping does not know, after reading.
  package private(set) var unmappedEndReasons = UnmappedWords()
  private let system: SourceSystem
  private let hasInet: Bool

  /// A reader of a described relation.
  package init(_ relation: PreparedRelation, of system: SourceSystem) {
    self.relation = relation
    self.system = system
    hasInet = relation.isInet("ip")
  }

  /// Lends every session of the window; returns how many rows the server sent.
  ///
  /// Order: user key bytewise with unknown users last, then begin with missing ones last, then identifier
  /// bytewise, then whole rows: a total order, so the same rows always arrive in the same order.
  package mutating func forEach(
    on connection: borrowing Connection, _ body: (borrowing Session) throws -> Void
  ) throws -> Int {
    let key = try UserKeyExpression(for: relation, userKey: system.userKey, on: connection)
    let sql = relation.select(orderedBy: [
      relation.bytewise(key.sql) + " NULLS LAST", "source.started_at NULLS LAST", relation.bytewiseIdentifier,
    ])
    let action = Message(tr: "Oturumların okunması", en: "Reading the sessions")
    return try relation.forEachRow(of: sql, doing: action, on: connection) { row in
      try body(session(from: row))
    }
  }

  private mutating func session(from row: borrowing Row) -> Session {
    var session = Session(id: row.identifier(0) ?? "")
    session.userKey = row.text(1).flatMap { system.userKey == .id ? $0 : UserKey.folding($0) }.map { Identifier($0) }
    session.userName = row.text(2) ?? (system.userKey == .name ? row.text(1) : nil)
    session.startedAt = row.instant(3)
    session.endedAt = row.instant(4)
    session.expiresAt = row.instant(5)
    session.lastSeenAt = row.instant(6)
    session.status = row.text(7).flatMap { status($0) }
    session.endReason = row.text(8).flatMap { endReason($0) }
    session.address = row.networkAddress(9, isInet: hasInet)
    session.port = row.integer(10).map { Int($0) }
    session.userAgent = row.text(11)
    session.device = row.text(12)
    session.kind = row.text(13)
    session.legalBasis = row.text(14)
    // Made visible, an identifier that is no text could read like another one.
    session.identity = row.isReadable(0) && row.isReadable(1) ? row.rowIdentity(15) : .unreadable
    return session
  }

  private mutating func status(_ raw: String) -> SessionStatus? {
    if let status = system.statuses[raw] ?? SessionStatus(rawValue: raw) { return status }
    unmappedStatuses.add(raw)
    return nil
  }

  private mutating func endReason(_ raw: String) -> EndReason {
    if let reason = system.endReasons[raw] ?? EndReason(rawValue: raw) { return reason }
    unmappedEndReasons.add(raw)
    return .other
  }
}

extension Row {
  /// A timestamptz as a moment.
  func instant(_ index: Int) -> Instant? { microseconds(index).map { Instant(microseconds: $0) } }

  /// A text rows, sessions or users are told apart by.
  func identifier(_ index: Int) -> Identifier? { text(index).map { Identifier($0) } }

  /// An inet, or a text that holds an address.
  func networkAddress(_ index: Int, isInet: Bool) -> NetworkAddress? {
    if !isInet { return text(index).flatMap { NetworkAddress($0) } }
    return switch address(index) {
    case .v4(let bits): .v4(bits)
    case .v6(let high, let low): .v6(high, low)
    case nil: nil
    }
  }

  /// The number `PreparedRelation.select` gives the row's identity.
  func rowIdentity(_ index: Int) -> RowIdentity {
    switch integer(index) {
    case 1: .first
    case 2: .exactCopy
    case 3: .differs
    default: .only
    }
  }
}
