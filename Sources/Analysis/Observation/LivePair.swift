import Model

/// What the database holds of a session, as far as a live store is held against it.
struct DatabaseRecord {
  let user: Identifier?
  let startedAt: Instant?
  let endedAt: Instant?
  let expiresAt: Instant?
  /// Whether the source says that it is over, whatever its times are.
  let isOver: Bool

  init(_ session: borrowing Session) {
    user = session.userKey
    (startedAt, endedAt, expiresAt) = (session.startedAt, session.endedAt, session.expiresAt)
    isOver = session.status.map { $0 != .active } ?? false
  }

  /// Whether the session can still be used at a moment.
  func isActive(at moment: Instant) -> Bool {
    !isOver && (endedAt ?? .infinity) > moment && (expiresAt ?? .infinity) > moment
      && (startedAt ?? .minusInfinity) <= moment
  }

  init?(takenFrom record: inout ArraySlice<UInt8>) {
    guard let flags = record.popFirst() else { return nil }
    isOver = flags & 1 != 0
    user = flags & 2 == 0 ? nil : Identifier(takenFrom: &record)
    startedAt = Instant(takenFrom: &record)
    endedAt = Instant(takenFrom: &record)
    expiresAt = Instant(takenFrom: &record)
  }

  var bytes: [UInt8] {
    [(isOver ? 1 : 0) | (user == nil ? 0 : 2)] + (user?.ascendingBytes ?? []) + startedAt.optionalBytes
      + endedAt.optionalBytes + expiresAt.optionalBytes
  }
}

/// What a live store holds of a session.
struct LiveRecord {
  let user: Identifier?
  let startedAt: Instant?
  let expiresAt: Instant?
  let forgottenAt: Instant?
  let isReadable: Bool

  init(_ session: LiveSession) {
    isReadable = session.isReadable
    user = session.userKey
    (startedAt, expiresAt, forgottenAt) = (session.startedAt, session.expiresAt, session.forgottenAt)
  }

  init?(takenFrom record: inout ArraySlice<UInt8>) {
    guard let flags = record.popFirst() else { return nil }
    isReadable = flags & 1 == 0
    user = flags & 2 == 0 ? nil : Identifier(takenFrom: &record)
    startedAt = Instant(takenFrom: &record)
    expiresAt = Instant(takenFrom: &record)
    forgottenAt = Instant(takenFrom: &record)
  }

  var bytes: [UInt8] {
    [(isReadable ? 0 : 1) | (user == nil ? 0 : 2)] + (user?.ascendingBytes ?? []) + startedAt.optionalBytes
      + expiresAt.optionalBytes
      + forgottenAt.optionalBytes
  }
}

/// What both sides hold of one identifier.
struct LivePair {
  let id: Identifier
  var database: DatabaseRecord?
  var live: LiveRecord?

  init(id: Identifier) { self.id = id }

  init?(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    guard let id = Identifier(takenFrom: &rest) else { return nil }
    self.id = id
    if rest.popFirst() == 1 { database = DatabaseRecord(takenFrom: &rest) }
    if rest.popFirst() == 1 { live = LiveRecord(takenFrom: &rest) }
  }

  var bytes: [UInt8] {
    id.ascendingBytes + (database.map { [1] + $0.bytes } ?? [0]) + (live.map { [1] + $0.bytes } ?? [0])
  }
}

extension Instant? {
  fileprivate var optionalBytes: [UInt8] { map { [1] + $0.microseconds.ascendingBytes } ?? [0] }
}

extension Instant {
  /// Takes a moment, or that there is none, off the front of a record.
  fileprivate init?(takenFrom record: inout ArraySlice<UInt8>) {
    guard record.popFirst() == 1, let microseconds = Int64(takenFrom: &record) else { return nil }
    self.init(microseconds: microseconds)
  }
}
