public import Model
import Records

/// What a user's history is made of; the texts and addresses that rows name stand in it by number.
extension UserHistory {
  /// One event; ``UserHistory/id(of:)`` says its row key.
  public struct Event: Sendable {
    /// When it happened.
    public let at: Instant
    /// The type.
    public let type: EventType
    /// The mapped reason; nil when the source names none.
    public let reason: FailureReason?
    /// Its address among ``UserHistory/addresses``; -1 for none.
    public let address: Int32
    /// Its device among ``UserHistory/devices``; -1 for none.
    public let device: Int32
    /// Its session, as ``UserHistory/sessionID(_:)`` takes it; -1 for none.
    public let session: Int32
    /// Its rare facts among ``UserHistory/details``; -1 for none.
    public let detail: Int32
    /// How long its row key is, and where in the keys of all it begins.
    let idLength: Int32
    let idStart: Int

    /// Whether it is a failure with a wrong credential (the failure set F); an unnamed reason counts.
    public var isWrongCredential: Bool { type == .loginFailed && reason?.isWrongCredential != false }
  }

  /// What few events have.
  public struct Detail: Sendable, Hashable {
    /// Who acted.
    public var actorID: Identifier?
    /// Whom it was done to.
    public var targetID: Identifier?
    /// The role granted, revoked or used.
    public var role: String?
    /// The country the source names.
    public var country: String?
    /// The place the source names.
    public var place: Place?

    /// Nothing known.
    public init() {}

    /// Whether there is anything.
    public var isEmpty: Bool {
      actorID == nil && targetID == nil && role == nil && country == nil && place == nil
    }
  }

  /// One session that can be counted.
  public struct Session: Sendable {
    /// Its row key, as ``UserHistory/sessionID(_:)`` takes it.
    public let number: Int32
    /// Its times and what its end rests on.
    public let resolved: ResolvedSession
    /// When it would end by itself.
    public let expiresAt: Instant?
    /// The last sign of life.
    public let lastSeenAt: Instant?
    /// The mapped state.
    public let status: SessionStatus?
    /// Its address among ``UserHistory/addresses``; -1 for none.
    public let address: Int32
    /// Its device among ``UserHistory/devices``; -1 for none.
    public let device: Int32
    /// What kind of session, in the source's words, among those of the user; -1 for none.
    let kind: Int32
  }

  /// A way in which the source writes the user's name, byte for byte.
  public struct Spelling: Sendable {
    /// The name.
    public let name: String
    /// The time of the latest row it stands in.
    public internal(set) var at: Instant
    var row: Row
  }

  /// A row of either kind.
  enum Row {
    case event(Event)
    case session(Session)
  }
}

extension UserHistory.Detail {
  /// What an event's record holds at its end.
  init(_ fields: inout RecordFields) {
    actorID = fields.identifier()
    targetID = fields.identifier()
    role = fields.text()
    country = fields.text()
    if !fields.isAtEnd {
      let place = (0..<3).map { _ in Double(bitPattern: UInt64(bitPattern: fields.number())) }
      self.place = Place(latitude: place[0], longitude: place[1], accuracyKilometres: place[2])
    }
  }
}

extension SessionAnalysis.Verdict {
  /// Whether the row cannot be counted but its begin is known: the end is what is wrong.
  public var hasBeginOnly: Bool {
    if case .quarantined(.endBeforeStart) = self { true } else { false }
  }

  /// The session's times, if its row can be counted at all, inside the period or outside.
  public var resolved: ResolvedSession? {
    switch self {
    case .counted(let counted): counted.resolved
    case .outside(let resolved): resolved
    case .copy, .quarantined: nil
    }
  }
}
