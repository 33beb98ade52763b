public import Model

/// What a rule observed, with everything needed to see it again.
public struct Finding {
  /// Whom or what it is about.
  public struct Key: Sendable, Equatable {
    /// What kind of thing.
    public enum Kind: String, Enumerated {
      case user, address, session, tenant
    }

    /// What kind of thing.
    public let kind: Kind
    /// Which; empty for the whole source.
    public let value: Identifier

    /// A user.
    public static func user(_ key: Identifier) -> Key { Key(kind: .user, value: key) }
    /// An address.
    public static func address(_ address: NetworkAddress) -> Key {
      Key(kind: .address, value: Identifier(address.description))
    }
    /// The whole source.
    public static let tenant = Key(kind: .tenant, value: "")
  }

  /// A value with its name; the name ends in its unit where it has one, such as `_us`.
  public struct Measure: Sendable, Equatable {
    /// The value.
    public enum Value: Sendable, Equatable {
      /// A whole number.
      case integer(Int64)
      /// A text that is no personal data: identifiers, types, networks are not texts here.
      case text(String)
      /// The identifier of an event, masked where it is shown.
      case event(Identifier)
      /// A moment.
      case instant(Instant)
      /// An address, masked where it is shown.
      case address(NetworkAddress)
      /// A user, masked where it is shown.
      case user(Identifier)
      /// Addresses, masked where they are shown.
      case addresses([NetworkAddress])
      /// Users with counts, masked where they are shown.
      case users([UserCount])
    }

    /// A user and how often.
    public struct UserCount: Sendable, Equatable {
      /// The user.
      public let user: Identifier
      /// How often.
      public let count: Int64

      /// A user and a count.
      public init(_ user: Identifier, _ count: Int64) {
        self.user = user
        self.count = count
      }
    }

    /// The English name, one of ``MeasureName``.
    public let name: String
    /// The value.
    public let value: Value

    /// A measure from its parts.
    public init(_ name: String, _ value: Value) {
      assert(MeasureName(rawValue: name) != nil, "“\(name)” is not in MeasureName, so it has no word")
      self.name = name
      self.value = value
    }

    /// A whole number.
    public init(_ name: String, _ number: Int64) { self.init(name, .integer(number)) }
    /// A count.
    public init(_ name: String, _ number: Int) { self.init(name, .integer(Int64(number))) }
  }

  /// A sign-in that succeeded.
  public struct SignIn: Sendable {
    /// When.
    public let at: Instant
    /// The row.
    public let row: EvidenceRow

    /// A sign-in from its parts.
    public init(at: Instant, _ row: EvidenceRow) {
      self.at = at
      self.row = row
    }
  }

  /// The branch of the rule, or empty.
  public var branch = ""
  /// How much attention it deserves.
  public var severity: Severity
  /// Whom it is about.
  public var key: Key
  /// The begin of the first window.
  public var first: Instant
  /// The last trigger.
  public var last: Instant
  /// Whether it may go on after the period.
  public var continues = false
  /// The rows it rests on.
  public var evidence: EvidenceList
  /// What was measured.
  public var measured: [Measure] = []
  /// The sign-ins in which the failures it counts ended: what makes an incident of it that somebody may have got in.
  public var successes = FirstSuccesses()
  /// What lowered its severity, as keys of the configuration.
  public var mitigations: [String] = []
  /// One neutral sentence of measured values.
  public var sentence: FindingSentence

  /// A finding from its necessary parts.
  public init(
    severity: Severity, key: Key, first: Instant, last: Instant, evidence: EvidenceList,
    sentence: FindingSentence
  ) {
    self.severity = severity
    self.key = key
    self.first = first
    self.last = last
    self.evidence = evidence
    self.sentence = sentence
  }
}
