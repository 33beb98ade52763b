package import Model

/// What is to be read of a source.
package struct Window: Sendable, Equatable {
  /// The first moment.
  package let from: Instant
  /// The first moment after it.
  package let to: Instant
  /// The zone in which the source's clocks without a zone are read, an IANA name.
  package let zone: String

  /// A window of time, read in a zone.
  package init(from: Instant, to: Instant, zone: String) {
    self.from = from
    self.to = to
    self.zone = zone
  }
}
