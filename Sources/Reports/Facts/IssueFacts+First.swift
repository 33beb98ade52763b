package import Model

extension IssueFacts {
  /// The first of documents that follow each other.
  package struct First: Sendable, Equatable {
    /// Its number.
    package var number: String
    /// The moment it speaks from; nil where the archive does not say.
    package var moment: Instant?
    /// When it was made, by the machine's clock; nil where the archive does not say.
    package var made: Instant?

    /// A document from its parts.
    package init(number: String, moment: Instant?, made: Instant?) {
      (self.number, self.moment, self.made) = (number, moment, made)
    }

    /// By how many microseconds it came after a deadline, none where it was in time; nil where that is not known.
    ///
    /// A document whose moment was given is as late as it was made.
    package func delay(after deadline: LegalDeadline) -> Int64? {
      guard let moment, let made else { return nil }
      return max(0, max(moment, made).microseconds - deadline.due.microseconds)
    }
  }
}
