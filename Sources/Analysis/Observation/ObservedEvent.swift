public import Model

/// An event as rules see it in order of time: what was read, with what follows from it.
public struct ObservedEvent: ~Copyable {
  /// The source's row key.
  public let id: Identifier
  /// When it happened.
  public let at: Instant
  /// The type.
  public let type: EventType
  /// The mapped reason; nil when the source names none.
  public let reason: FailureReason?
  /// The identity it is counted under.
  public let userKey: Identifier?
  /// The address.
  public let address: NetworkAddress?
  /// The session it belongs to.
  public let sessionID: Identifier?
  /// Who acted.
  public let actorID: Identifier?
  /// Whom it was done to.
  public let targetID: Identifier?
  /// The role granted or revoked.
  public let role: String?
  /// The ISO 3166 code of the country the source names.
  public let country: String?

  /// The view of an event that was judged to be countable.
  public init(_ event: borrowing SecurityEvent, at instant: Instant) {
    id = event.id
    at = instant
    type = event.type
    reason = event.failureReason
    userKey = event.userKey
    address = event.address
    sessionID = event.sessionID
    actorID = event.actorID
    targetID = event.targetID
    role = event.role
    country = event.country
  }

  /// Whether it is a failure with a wrong credential (the failure set F); an unnamed reason counts.
  public var isWrongCredential: Bool { type == .loginFailed && reason?.isWrongCredential != false }
}
