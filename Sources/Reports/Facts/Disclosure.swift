package import Model

/// An answer to an authority that is about a person.
package struct Disclosure: Sendable, Equatable {
  /// The document's number.
  package let document: String
  /// When it was issued.
  package let moment: Instant
  /// The number of the authority's letter.
  package let reference: String?

  /// A disclosure from its parts.
  package init(document: String, moment: Instant, reference: String?) {
    (self.document, self.moment, self.reference) = (document, moment, reference)
  }
}
