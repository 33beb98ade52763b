/// One session as the source recorded it, before anything is concluded from it.
public struct Session: Sendable {
  /// The source's row key; never a bearer token.
  public var id: Identifier
  /// The identity the session is counted under (see `Intake`'s user keys); nil when the source names nobody.
  public var userKey: Identifier?
  /// The name the source itself shows for the user.
  public var userName: String?
  /// When it began.
  public var startedAt: Instant?
  /// When it ended, if the source recorded that.
  public var endedAt: Instant?
  /// When it would end, or would have ended, by itself.
  public var expiresAt: Instant?
  /// The last sign of life the source recorded.
  public var lastSeenAt: Instant?
  /// The mapped state.
  public var status: SessionStatus?
  /// Why it ended.
  public var endReason: EndReason?
  /// The address it came from.
  public var address: NetworkAddress?
  /// The port it came from.
  public var port: Int?
  /// The browser's own description of itself, up to any length.
  public var userAgent: String?
  /// The device the source names.
  public var device: String?
  /// What kind of session, in the source's words.
  public var kind: String?
  /// The KVKK m.5 basis the source recorded, in its own words.
  public var rawLegalBasis: String?
  /// The same where the mapping knows the words.
  public var legalBasis: LegalBasis?
  /// The length the source wrote beside begin and end, in microseconds.
  public var storedDuration: Int64?
  /// Whether other rows carry the same identifier.
  public var identity: RowIdentity

  /// A session with nothing known but its identifier.
  public init(id: Identifier, userKey: Identifier? = nil, startedAt: Instant? = nil, endedAt: Instant? = nil) {
    self.id = id
    self.userKey = userKey
    self.startedAt = startedAt
    self.endedAt = endedAt
    identity = .only
  }
}

/// Why a session ended, as the source knows it; raw reasons are mapped to it in `system.yaml`.
public enum EndReason: String, Sendable, CaseIterable {
  /// The user signed out.
  case logout
  /// An administrator, or a security measure, ended it.
  case revoked
  /// It was idle for too long.
  case idle
  /// It reached its absolute life time.
  case lifetime
  /// A newer session took its place.
  case replaced
  /// The application deleted its record; who or what ended it is not known.
  case deleted
  /// The source names a reason that the mapping does not know; listed as it is.
  case other
}

/// What a source says of a session's state; raw statuses are mapped to it in `system.yaml`.
public enum SessionStatus: String, Sendable, CaseIterable {
  /// Açık: the session can still be used.
  case active
  /// Kapandı: the user ended it.
  case closed
  /// Zaman aşımı: it ran out.
  case expired
  /// Sonlandırıldı: somebody else ended it.
  case terminated
}
