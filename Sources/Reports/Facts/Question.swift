package import Model

/// What somebody asked a report to answer: of whom, of which addresses, on whose letter.
///
/// Who asks and why is in ``IssueFacts/Requester``, the time asked about is the document's period.
package struct Question: Sendable, Equatable {
  /// The kinds of question there are; each has a report of its own.
  package enum Kind: String, Sendable, CaseIterable {
    /// Who used an address or a network, and when.
    case address
    /// What is held of one person, at the person's application.
    case subject
    /// What an authority asks for in writing.
    case authority
    /// The dossier of a data breach.
    case incident

    /// The code of the report that answers it.
    package var code: String {
      switch self {
      case .address: "ADR"
      case .subject: "BSV"
      case .authority: "ADL"
      case .incident: "IHL"
      }
    }
  }

  /// What only one kind of question has.
  package enum Matter: Sendable, Equatable {
    /// Who used an address.
    case address
    /// One person's application.
    case subject(SubjectApplication)
    /// An authority's letter.
    case authority(AuthorityLetter)
    /// A breach of personal data.
    case incident(BreachNotice)

    /// Which kind it is.
    package var kind: Kind {
      switch self {
      case .address: .address
      case .subject: .subject
      case .authority: .authority
      case .incident: .incident
      }
    }
  }

  /// One selection of rows: everything that is said must hold; a row that matches any item is part of the answer.
  package struct Item: Sendable, Equatable {
    /// Users, by key or sign-in name as they were written; empty means any.
    package var users: [String]
    /// Addresses and networks; empty means any.
    package var networks: [AddressRange]
    /// The source port; nil means any.
    package var port: Int?
    /// The first moment; nil is the period's.
    package var from: Instant?
    /// The first moment after; nil is the period's end.
    package var to: Instant?
    /// Whether no row matches: the item is asked back in place of an answer.
    package var isLeftOut = false

    /// An item from its parts.
    package init(
      users: [String] = [], networks: [AddressRange] = [], port: Int? = nil, from: Instant? = nil, to: Instant? = nil
    ) {
      (self.users, self.networks, self.port, self.from, self.to) = (users, networks, port, from, to)
    }

    /// Whether every row of the period matches.
    package var isEverything: Bool {
      !isLeftOut && users.isEmpty && networks.isEmpty && port == nil && from == nil && to == nil
    }
  }

  /// What only this kind of question has.
  package var matter: Matter
  /// The number of the letter or application, as it was written; nil where there is none.
  package var reference: String?
  /// When that was received; nil where there is none.
  package var received: Instant?
  /// Whether only the day is known, and not the hour.
  package var isReceivedOnDay = false
  /// What was chosen, at least one item; of two of them a row may match both.
  package var items: [Item]

  /// A question from its parts.
  package init(_ matter: Matter, reference: String? = nil, received: Instant? = nil, items: [Item]) {
    (self.matter, self.reference, self.received, self.items) = (matter, reference, received, items)
  }

  /// The users of all items, each once, as they were written.
  package var users: [String] {
    var seen: Set<Identifier> = []
    return items.flatMap(\.users).filter { seen.insert(Identifier($0)).inserted }
  }

  /// Whether each item names users, so that nobody else's rows match.
  package var isOfUsers: Bool { items.allSatisfy { !$0.users.isEmpty || $0.isLeftOut } }

  /// Whether rows of the period are left out.
  package var isLimited: Bool { !items.contains(where: \.isEverything) }
}
