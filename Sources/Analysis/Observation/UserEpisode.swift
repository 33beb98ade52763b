package import Model

/// An episode whose rows are counted by user.
///
/// Memory holds the users of the episode, not its rows.
package struct UserEpisode {
  /// The first row of the first window.
  package let first: Instant
  /// The last trigger.
  package private(set) var last: Instant
  /// The rows.
  package private(set) var evidence: EvidenceList
  /// Their users.
  package private(set) var users = UserCounts()

  /// An episode with its first rows, up to the first trigger.
  package init(first: Instant, _ rows: [EvidenceRow], until trigger: Instant, _ evidence: EvidenceList) {
    self.first = first
    last = trigger
    self.evidence = evidence
    add(rows, until: trigger)
  }

  /// Adds the rows up to another trigger.
  package mutating func add(_ rows: [EvidenceRow], until trigger: Instant) {
    last = trigger
    for row in rows {
      evidence.append(row)
      users.add(row.user)
    }
  }
}
