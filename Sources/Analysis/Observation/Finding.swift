package import Model

/// What a rule observed, with everything needed to see it again.
package struct Finding {
  /// Whom or what it is about.
  package struct Key: Sendable, Equatable {
    /// What kind of thing.
    package enum Kind: String, Enumerated {
      case user, address, session, tenant
    }

    /// What kind of thing.
    package let kind: Kind
    /// Which; empty for the whole source.
    package let value: Identifier

    /// A user.
    package static func user(_ key: Identifier) -> Key { Key(kind: .user, value: key) }
    /// An address.
    package static func address(_ address: NetworkAddress) -> Key {
      Key(kind: .address, value: Identifier(address.description))
    }
    /// The whole source.
    package static let tenant = Key(kind: .tenant, value: "")
  }

  /// A value with its name; the name ends in its unit where it has one, such as `_us`.
  package struct Measure: Sendable, Equatable {
    /// The value.
    package enum Value: Sendable, Equatable {
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
    package struct UserCount: Sendable, Equatable {
      /// The user.
      package let user: Identifier
      /// How often.
      package let count: Int64

      /// A user and a count.
      package init(_ user: Identifier, _ count: Int64) {
        self.user = user
        self.count = count
      }
    }

    /// The English name, one of ``MeasureName``.
    package let name: String
    /// The value.
    package let value: Value

    /// A measure from its parts.
    package init(_ name: String, _ value: Value) {
      assert(MeasureName(rawValue: name) != nil, "“\(name)” is not in MeasureName, so it has no word")
      self.name = name
      self.value = value
    }

    /// A whole number.
    package init(_ name: String, _ number: Int64) { self.init(name, .integer(number)) }
    /// A count.
    package init(_ name: String, _ number: Int) { self.init(name, .integer(Int64(number))) }
  }

  /// A sign-in that succeeded.
  package struct SignIn: Sendable {
    /// When.
    package let at: Instant
    /// The row.
    package let row: EvidenceRow

    /// A sign-in from its parts.
    package init(at: Instant, _ row: EvidenceRow) {
      self.at = at
      self.row = row
    }
  }

  /// The branch of the rule, or empty.
  package var branch = ""
  /// How much attention it deserves.
  package var severity: Severity
  /// Whom it is about.
  package var key: Key
  /// The begin of the first window.
  package var first: Instant
  /// The last trigger.
  package var last: Instant
  /// Whether it may go on after the period.
  package var continues = false
  /// The rows it rests on.
  package var evidence: EvidenceList
  /// What was measured.
  package var measured: [Measure] = []
  /// The sign-ins in which the failures it counts ended: what makes an incident of it that somebody may have got in.
  package var successes = FirstSuccesses()
  /// What lowered its severity, as keys of the configuration.
  package var mitigations: [String] = []
  /// One neutral sentence of measured values.
  package var sentence: FindingSentence

  /// A finding from its necessary parts.
  package init(
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
