/// The time a report speaks of: from a moment, included, to a moment, excluded.
public struct Period: Hashable, Sendable {
  /// The first moment of the period.
  public let from: Instant
  /// The first moment after the period.
  public let to: Instant

  /// A period between two moments; `from` lies before `to`.
  public init(from: Instant, to: Instant) {
    self.from = from
    self.to = to
  }

  /// Whether a moment lies in the period.
  public func contains(_ instant: Instant) -> Bool { from <= instant && instant < to }

  /// The length in microseconds.
  public var length: Int64 { to.microseconds - from.microseconds }
}
