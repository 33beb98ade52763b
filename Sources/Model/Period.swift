/// The time a report speaks of: from a moment, included, to a moment, excluded.
package struct Period: Hashable, Sendable {
  /// The first moment of the period.
  package let from: Instant
  /// The first moment after the period.
  package let to: Instant

  /// A period between two moments; `from` lies before `to`.
  package init(from: Instant, to: Instant) {
    self.from = from
    self.to = to
  }

  /// Whether a moment lies in the period.
  package func contains(_ instant: Instant) -> Bool { from <= instant && instant < to }

  /// The length in microseconds.
  package var length: Int64 { to.microseconds - from.microseconds }
}
