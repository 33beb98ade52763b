/// One security event as the source recorded it.
package struct SecurityEvent: Sendable {
  /// The source's row key.
  package var id: Identifier
  /// When it happened; nil rows are quarantined.
  package var occurredAt: Instant?
  /// The identity it is counted under; nil when the source names nobody.
  package var userKey: Identifier?
  /// The name the source shows, or the name that was tried.
  package var userName: String?
  /// The session it belongs to.
  package var sessionID: Identifier?
  /// The mapped type.
  package var type: EventType
  /// The type of the source's own, where it is one; ``type`` is unmapped then.
  package var ownType: OwnEventType?
  /// The source's own word for the type.
  package var rawType: String
  /// How much attention it deserves by itself.
  package var severity: Severity
  /// The source's word for why.
  package var reason: String?
  /// The mapped reason of a failed sign-in.
  package var failureReason: FailureReason?
  /// The ISO 3166 code of the country the source names.
  package var country: String?
  /// The place the source names.
  package var place: Place?
  /// The address it came from.
  package var address: NetworkAddress?
  /// The port it came from.
  package var port: Int?
  /// The browser's own description of itself.
  package var userAgent: String?
  /// The device the source names.
  package var device: String?
  /// Who acted, when it is not the user himself; written as ``userKey`` is.
  package var actorID: Identifier?
  /// Whom or what it was done to; written as ``userKey`` is.
  package var targetID: Identifier?
  /// The role granted, revoked, changed to or used.
  package var role: String?
  /// The role that was held before a change of role, where the source keeps it.
  package var previousRole: String?
  /// Who approved of it; written as ``userKey`` is.
  package var approvedBy: Identifier?
  /// The number of the request that asked for it.
  package var requestNumber: String?
  /// Whether other rows carry the same identifier.
  package var identity: RowIdentity

  /// What it is counted under.
  package var kind: EventKind { ownType.map { .own($0) } ?? .known(type) }

  /// An event with nothing known but its identifier, time and type.
  package init(id: Identifier, occurredAt: Instant?, type: EventType) {
    self.id = id
    self.occurredAt = occurredAt
    self.type = type
    rawType = type.rawValue
    severity = type.severity
    identity = .only
  }
}

/// Why a sign-in failed, as far as rules treat it differently; a source's own words are mapped to it.
package enum FailureReason: String, Sendable, CaseIterable {
  case badPassword = "bad_password"
  case unknownUser = "unknown_user"
  case expiredPassword = "expired_password"
  case accountLocked = "account_locked"
  case accountDisabled = "account_disabled"
  case secondFactor = "second_factor"
  /// The application or the directory was set up wrongly.
  case configuration
  /// The user had not consented yet.
  case consent
  /// The flow was broken off, or asked for another step.
  case interrupt
  /// A word the mapping does not know; counted and listed.
  case other

  /// Whether somebody tried a credential that was wrong: the failure set F, without null (docs/domain/evaluation.md, 3).
  package var isWrongCredential: Bool {
    switch self {
    case .badPassword, .unknownUser, .expiredPassword: true
    default: false
    }
  }
}
