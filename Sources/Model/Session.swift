/// One session as the source recorded it, before anything is concluded from it.
package struct Session: Sendable {
  /// The source's row key; never a bearer token.
  package var id: Identifier
  /// The identity the session is counted under (see `Intake`'s user keys); nil when the source names nobody.
  package var userKey: Identifier?
  /// The name the source itself shows for the user.
  package var userName: String?
  /// When it began.
  package var startedAt: Instant?
  /// When it ended, if the source recorded that.
  package var endedAt: Instant?
  /// When it would end, or would have ended, by itself.
  package var expiresAt: Instant?
  /// The last sign of life the source recorded.
  package var lastSeenAt: Instant?
  /// The mapped state.
  package var status: SessionStatus?
  /// Why it ended.
  package var endReason: EndReason?
  /// The address it came from.
  package var address: NetworkAddress?
  /// The port it came from.
  package var port: Int?
  /// The browser's own description of itself, up to any length.
  package var userAgent: String?
  /// The device the source names.
  package var device: String?
  /// What kind of session, in the source's words.
  package var kind: String?
  /// The KVKK m.5 basis the source recorded, in its own words.
  package var rawLegalBasis: String?
  /// The same where the mapping knows the words.
  package var legalBasis: LegalBasis?
  /// The length the source wrote beside begin and end, in microseconds.
  package var storedDuration: Int64?
  /// Whether other rows carry the same identifier.
  package var identity: RowIdentity

  /// A session with nothing known but its identifier.
  package init(id: Identifier, userKey: Identifier? = nil, startedAt: Instant? = nil, endedAt: Instant? = nil) {
    self.id = id
    self.userKey = userKey
    self.startedAt = startedAt
    self.endedAt = endedAt
    identity = .only
  }
}

/// Why a session ended, as the source knows it; raw reasons are mapped to it in `system.yaml`.
package enum EndReason: String, Sendable, CaseIterable {
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
package enum SessionStatus: String, Sendable, CaseIterable {
  /// Açık: the session can still be used.
  case active
  /// Kapandı: the user ended it.
  case closed
  /// Zaman aşımı: it ran out.
  case expired
  /// Sonlandırıldı: somebody else ended it.
  case terminated
}
