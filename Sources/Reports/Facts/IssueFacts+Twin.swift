extension IssueFacts {
  /// The other of two documents with the same rows, of which one has clear values and one pseudonyms.
  package struct Twin: Sendable, Equatable {
    /// Its number.
    package var number: String
    /// The digest of its rows, as its manifest has it.
    package var dataDigest: String
    /// Whether it is the one with pseudonyms.
    package var isMasked: Bool

    /// A twin from its parts.
    package init(number: String, dataDigest: String, isMasked: Bool) {
      (self.number, self.dataDigest, self.isMasked) = (number, dataDigest, isMasked)
    }
  }
}
