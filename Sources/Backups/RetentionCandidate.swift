package import Model

/// One backup of a database, as far as retention asks.
package struct RetentionCandidate: Sendable, Equatable {
  /// The name of its folder, which no other of the database has.
  package let name: String
  /// The moment it is of.
  package let moment: Instant
  /// Which of several of one moment it is, from 1.
  package let count: Int
  /// Whether it is whole as far as anybody has seen: readable when it was made, and nothing was found since.
  package let isComplete: Bool
  /// Whether it was restored and was what it should be.
  package let isProven: Bool
  /// What keeps it whatever the policy says; nil for nothing.
  package let protection: Protection?

  /// What keeps a backup from being purged.
  package enum Protection: String, Sendable {
    /// Somebody holds it.
    case held
    /// Its files are not what they were: somebody has to look at it.
    case damaged
  }

  /// A candidate from its parts.
  package init(
    name: String, moment: Instant, count: Int = 1, isComplete: Bool = true, isProven: Bool = false,
    protection: Protection? = nil
  ) {
    (self.name, self.moment, self.count) = (name, moment, count)
    (self.isComplete, self.isProven, self.protection) = (isComplete, isProven, protection)
  }

  /// Whether it is the older one.
  package static func isOlder(_ first: RetentionCandidate, _ second: RetentionCandidate) -> Bool {
    (first.moment, first.count) < (second.moment, second.count)
  }
}
