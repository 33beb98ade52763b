package import Model

/// An event as rules see it in order of time: what was read, with what follows from it.
package struct ObservedEvent: ~Copyable {
  /// The source's row key.
  package let id: Identifier
  /// When it happened.
  package let at: Instant
  /// The type.
  package let type: EventType
  /// The mapped reason; nil when the source names none.
  package let reason: FailureReason?
  /// The identity it is counted under.
  package let userKey: Identifier?
  /// The address.
  package let address: NetworkAddress?
  /// The session it belongs to.
  package let sessionID: Identifier?
  /// Who acted.
  package let actorID: Identifier?
  /// Whom it was done to.
  package let targetID: Identifier?
  /// The role granted or revoked.
  package let role: String?
  /// The ISO 3166 code of the country the source names.
  package let country: String?

  /// The view of an event that was judged to be countable.
  package init(_ event: borrowing SecurityEvent, at instant: Instant) {
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
  package var isWrongCredential: Bool { type == .loginFailed && reason?.isWrongCredential != false }
}
