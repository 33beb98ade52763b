import Messages
package import Model
import Postgres

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
  private let keys = UserKeyCache()
  private var statuses = RecentWords<SessionStatus?>()
  private var endReasons = RecentWords<EndReason?>()

  /// A reader of a described relation.
  package init(_ relation: PreparedRelation, of system: SourceSystem) {
    self.relation = relation
    self.system = system
    hasInet = relation.isInet(.session(.address))
  }

  /// Lends every session of the window; returns how many rows the server sent.
  ///
  /// Order: user key bytewise with unknown users last, then begin with missing ones last, then identifier
  /// bytewise, then whole rows: a total order, so the same rows always arrive in the same order. The rows are put into
  /// it in nameless files of `folder`.
  package mutating func forEach(
    on source: borrowing SourceConnection, in folder: String, _ body: (borrowing Session) throws -> Void
  ) throws -> Int {
    var rows = OrderedRows(in: folder)
    let action = Message(tr: "Oturumların okunması", en: "Reading the sessions")
    let count = try relation.forEachRow(doing: action, on: source) { [keys, system] row in
      let owner: OrderedRows.Place.Owner =
        switch system.userKey {
        case .id: .field(SessionColumn.userID.rawValue)
        case .name: .key(keys.key(id: row.text(SessionColumn.userID), name: nil, .name))
        }
      let time = row.microseconds(SessionColumn.startedAt)
      try rows.append(row, at: .init(owner: owner, time: time, identifier: SessionColumn.id.rawValue))
    }
    try rows.forEach { row, identity in try body(session(from: row, identity)) }
    return count
  }

  private mutating func session(from row: borrowing Row, _ identity: RowIdentity) -> Session {
    typealias Column = SessionColumn
    var session = Session(id: row.identifier(Column.id) ?? "")
    session.userKey = keys.key(id: row.text(Column.userID), name: nil, system.userKey)
    session.userName = row.text(Column.userName) ?? (system.userKey == .name ? row.text(Column.userID) : nil)
    session.startedAt = row.instant(Column.startedAt)
    session.endedAt = row.instant(Column.endedAt)
    session.expiresAt = row.instant(Column.expiresAt)
    session.lastSeenAt = row.instant(Column.lastSeenAt)
    session.status = row.text(Column.status).flatMap { status($0) }
    session.endReason = row.text(Column.endReason).flatMap { endReason($0) }
    session.address = row.networkAddress(Column.address, isInet: hasInet)
    session.port = row.integer(Column.port).map { Int($0) }
    session.userAgent = row.text(Column.userAgent)
    session.device = row.text(Column.device)
    session.kind = row.text(Column.kind)
    session.rawLegalBasis = row.text(Column.legalBasis)
    session.legalBasis = session.rawLegalBasis.flatMap { system.legalBases[$0] ?? LegalBasis(rawValue: $0) }
    session.storedDuration = row.integer(Column.storedDuration)
    // Made visible, an identifier that is no text could read like another one.
    session.identity = row.isReadable(Column.id) && row.isReadable(Column.userID) ? identity : .unreadable
    return session
  }

  private mutating func status(_ raw: String) -> SessionStatus? {
    let status: SessionStatus? =
      statuses[raw] ?? statuses.keep(system.statuses[raw] ?? SessionStatus(rawValue: raw), of: raw)
    if let status { return status }
    unmappedStatuses.add(raw)
    return nil
  }

  private mutating func endReason(_ raw: String) -> EndReason {
    let reason: EndReason? =
      endReasons[raw] ?? endReasons.keep(system.endReasons[raw] ?? EndReason(rawValue: raw), of: raw)
    if let reason { return reason }
    unmappedEndReasons.add(raw)
    return .other
  }
}
