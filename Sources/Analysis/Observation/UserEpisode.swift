public import Model

/// An episode whose rows are counted by user.
///
/// Memory holds the users of the episode, not its rows.
public struct UserEpisode {
  /// The first row of the first window.
  public let first: Instant
  /// The last trigger.
  public private(set) var last: Instant
  /// The rows.
  public private(set) var evidence: EvidenceList
  /// Their users.
  public private(set) var users = UserCounts()

  /// An episode with its first rows, up to the first trigger.
  public init(first: Instant, _ rows: [EvidenceRow], until trigger: Instant, _ evidence: EvidenceList) {
    self.first = first
    last = trigger
    self.evidence = evidence
    add(rows, until: trigger)
  }

  /// Adds the rows up to another trigger.
  public mutating func add(_ rows: [EvidenceRow], until trigger: Instant) {
    last = trigger
    for row in rows {
      evidence.append(row)
      users.add(row.user)
    }
  }
}
