public import Model

/// A row a finding rests on: its identifier, and what it shares with the rows of other findings.
public struct EvidenceRow: Sendable {
  /// The identifier as the evidence lists it; a session's begins with `session:` where rows of both kinds occur.
  public let id: Identifier
  /// The identity the row is counted under.
  public let user: Identifier?
  /// Where it came from.
  public let address: NetworkAddress?
  /// The session the row is, or belongs to.
  public let session: Identifier?

  /// A row from its parts.
  public init(
    _ id: Identifier, user: Identifier? = nil, address: NetworkAddress? = nil, session: Identifier? = nil
  ) {
    self.id = id
    self.user = user
    self.address = address
    self.session = session
  }

  /// A row of events.
  public init(_ event: borrowing ObservedEvent) {
    self.init(event.id, user: event.userKey, address: event.address, session: event.sessionID)
  }

  /// A row of events.
  public init(_ event: borrowing SecurityEvent) {
    self.init(event.id, user: event.userKey, address: event.address, session: event.sessionID)
  }

  /// A row of sessions among rows of both kinds.
  public init(_ session: borrowing Session) {
    self.init("session:\(session.id)", user: session.userKey, address: session.address, session: session.id)
  }
}

extension UserHistory {
  /// A row of the user's events.
  func row(_ event: Event) -> EvidenceRow {
    EvidenceRow(id(of: event), user: key, address: address(event.address), session: sessionID(event.session))
  }

  /// A row of the user's sessions, where the evidence holds nothing else.
  func row(_ session: Session) -> EvidenceRow {
    let id = id(of: session)
    return EvidenceRow(id, user: key, address: address(session.address), session: id)
  }

  /// A row of the user's sessions among rows of both kinds.
  func markedRow(_ session: Session) -> EvidenceRow {
    let id = id(of: session)
    return EvidenceRow("session:\(id)", user: key, address: address(session.address), session: id)
  }

  /// A session that events of the user name, whether its row was read or not.
  func namedRow(_ session: Identifier) -> EvidenceRow {
    EvidenceRow("session:\(session)", user: key, session: session)
  }
}
