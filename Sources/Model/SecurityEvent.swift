/// One security event as the source recorded it.
public struct SecurityEvent: Sendable {
  /// The source's row key.
  public var id: Identifier
  /// When it happened; nil rows are quarantined.
  public var occurredAt: Instant?
  /// The identity it is counted under; nil when the source names nobody.
  public var userKey: Identifier?
  /// The name the source shows, or the name that was tried.
  public var userName: String?
  /// The session it belongs to.
  public var sessionID: Identifier?
  /// The mapped type.
  public var type: EventType
  /// The type of the source's own, where it is one; ``type`` is unmapped then.
  public var ownType: OwnEventType?
  /// The source's own word for the type.
  public var rawType: String
  /// How much attention it deserves by itself.
  public var severity: Severity
  /// The source's word for why.
  public var reason: String?
  /// The mapped reason of a failed sign-in.
  public var failureReason: FailureReason?
  /// The ISO 3166 code of the country the source names.
  public var country: String?
  /// The place the source names.
  public var place: Place?
  /// The address it came from.
  public var address: NetworkAddress?
  /// The port it came from.
  public var port: Int?
  /// The browser's own description of itself.
  public var userAgent: String?
  /// The device the source names.
  public var device: String?
  /// Who acted, when it is not the user himself; written as ``userKey`` is.
  public var actorID: Identifier?
  /// Whom or what it was done to; written as ``userKey`` is.
  public var targetID: Identifier?
  /// The role granted, revoked, changed to or used.
  public var role: String?
  /// The role that was held before a change of role, where the source keeps it.
  public var previousRole: String?
  /// Who approved of it; written as ``userKey`` is.
  public var approvedBy: Identifier?
  /// The number of the request that asked for it.
  public var requestNumber: String?
  /// What was accessed, in the source's word: a table, a screen, a class of files.
  public var object: String?
  /// How many records were accessed, within ``recordCounts``; nil where the source does not say.
  public var recordCount: Int64?
  /// Whether other rows carry the same identifier.
  public var identity: RowIdentity

  /// What a number of records can be; sums of as many as a run can read stay within 64 bits.
  public static let recordCounts: ClosedRange<Int64> = 0...10_000_000_000

  /// What it is counted under.
  public var kind: EventKind { ownType.map { .own($0) } ?? .known(type) }

  /// An event with nothing known but its identifier, time and type.
  public init(id: Identifier, occurredAt: Instant?, type: EventType) {
    self.id = id
    self.occurredAt = occurredAt
    self.type = type
    rawType = type.rawValue
    severity = type.severity
    identity = .only
  }
}

/// Why a sign-in failed, as far as rules treat it differently; a source's own words are mapped to it.
public enum FailureReason: String, Sendable, CaseIterable {
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
  public var isWrongCredential: Bool {
    switch self {
    case .badPassword, .unknownUser, .expiredPassword: true
    default: false
    }
  }
}
