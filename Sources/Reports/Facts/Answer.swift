package import Model
package import Records

/// What was found to one item of a question.
package struct Answer: Sendable, Equatable {
  /// Rows of one kind that match.
  package struct Found: Sendable, Equatable {
    /// How many.
    package var count: Int64 = 0
    /// The first moment in the period.
    package var first: Instant?
    /// The last moment in the period.
    package var last: Instant?

    /// Nothing.
    package init() {}

    /// Adds a row that reaches from one moment to another.
    mutating func add(_ from: Instant, _ to: Instant) {
      count += 1
      first = min(first ?? from, from)
      last = max(last ?? to, to)
    }
  }

  /// Sessions; nil where the source keeps none.
  package var sessions: Found?
  /// Events; nil where the source keeps none.
  package var events: Found?
  /// Rows of the period that match in all but the address, of which they have none that could be read; some lack the port too.
  package var withoutAddress: Int64 = 0
  /// Rows of the period that match in all but the port, of which they have none.
  package var withoutPort: Int64 = 0

  /// Nothing found so far.
  package init() {}

  /// Rows of both kinds.
  package var count: Int64 { (sessions?.count ?? 0) + (events?.count ?? 0) }
  /// The first moment of any row.
  package var first: Instant? { [sessions?.first, events?.first].compactMap { $0 }.min() }
  /// The last moment of any row.
  package var last: Instant? { [sessions?.last, events?.last].compactMap { $0 }.max() }
}

/// What was found to a question.
package struct AnswerRows: Sendable {
  /// One for each item, in their order.
  package let answers: [Answer]
  /// One row an item and user.
  package let users: TableRows
  /// What was found to an authority's letter.
  package var authority: AuthorityRows?
  /// What was counted of a breach.
  package var breach: BreachRows?
  /// What is held of the person who applied; nil where nobody did.
  package var subject: SubjectRows?
  /// Answers to authorities about that person, as far as they are told.
  package var disclosures: [Disclosure] = []

  /// What was found, from its parts.
  package init(answers: [Answer], users: TableRows) { (self.answers, self.users) = (answers, users) }

  /// Rows that match all but an address, of all items.
  package var withoutAddress: Int64 { answers.reduce(0) { $0 + $1.withoutAddress } }

  /// Rows that match all but a port, of all items.
  package var withoutPort: Int64 { answers.reduce(0) { $0 + $1.withoutPort } }
}
