/// What the end of a session rests on (docs/domain/durations.md, 2); the first that applies.
package enum EndBasis: String, Sendable, CaseIterable {
  /// The source recorded the end.
  case end
  /// The recorded end lies up to 300 s before the begin: clock skew, length zero.
  case skew
  /// No end, but the life time ran out before the report's moment: an upper bound.
  case expiry
  /// Still running at the report's moment.
  case asOf = "as_of"
  /// No end, but a last sign of life: a lower bound.
  case lastActivity = "last_activity"
  /// Nothing is known: length zero, the end is unknown.
  case none

  /// Whether the source recorded the end; every other end is an estimate.
  package var isRecorded: Bool { self == .end || self == .skew }
}
