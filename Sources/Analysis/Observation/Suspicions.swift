public import Model

/// When users were last the target of guessing, for rules that weigh what follows.
///
/// The rules that observe guessing note every episode, inside the period or before it; the passes' order (events
/// first, then users, rules in the order of the list) has them note it before others ask.
public final class Suspicions {
  private var moments: [Identifier: [Instant]] = [:]

  /// Nothing noted yet.
  public init() {}

  /// Notes that an episode against a user was triggered at a moment.
  public func add(_ user: Identifier, at moment: Instant) { moments[user, default: []].append(moment) }

  /// Whether a user was a target in the time before a moment, both ends included.
  public func hasTarget(_ user: Identifier, within length: Int64, before moment: Instant) -> Bool {
    moments[user]?.contains { $0 <= moment && moment.microseconds - $0.microseconds <= length } ?? false
  }
}
