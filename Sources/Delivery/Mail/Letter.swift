/// What a person reads of a parcel: a subject and a short text, neither with anybody's data.
package struct Letter: Sendable, Equatable {
  /// One line.
  package let subject: String
  /// The text, in lines.
  package let text: String
  /// The language of both, such as `tr`.
  package let language: String
  /// The number of the document, as a field of the message has it.
  package let document: String
  /// What tells this delivery from every other, and stays the same when it is tried again; in ASCII, without spaces.
  package let identity: String
  /// When it is sent, as RFC 5322 writes it.
  package let date: String

  /// A letter from its parts.
  package init(
    subject: String, text: String, language: String, document: String, identity: String, date: String
  ) {
    (self.subject, self.text, self.language) = (subject, text, language)
    (self.document, self.identity, self.date) = (document, identity, date)
  }
}
