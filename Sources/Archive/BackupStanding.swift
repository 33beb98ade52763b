package import Model

/// What the ledger says of one backup: whether it was proven, and who holds it.
package struct BackupStanding: Sendable, Equatable {
  /// That somebody keeps a backup from being purged.
  package struct Hold: Sendable, Equatable {
    /// Why, in their words.
    package let reason: String
    /// Since when.
    package let since: Instant
    /// The first moment at which it no longer counts; nil for one that only a release ends.
    package let until: Instant?
    /// The operating system's name for who said so.
    package let user: String
  }

  /// When a drill last restored it and found it what it should be; nil when none has, or a later one did not.
  package private(set) var provenAt: Instant?
  /// Whether the last drill, or the last verification, found something wrong.
  package var isUnsound: Bool { hasFailedDrill || hasFailedVerification }
  /// The holds nobody has released, those that have run out among them.
  package private(set) var holds: [Hold] = []
  private var hasFailedDrill = false
  private var hasFailedVerification = false

  /// The holds that count at a moment.
  package func holds(at moment: Instant) -> [Hold] { holds.filter { $0.until.map { $0 > moment } ?? true } }

  fileprivate mutating func add(_ entry: LedgerEntry) {
    switch (entry.act, entry.outcome) {
    case (.drill, .passed): (provenAt, hasFailedDrill) = (entry.moment, false)
    case (.drill, .failed): (provenAt, hasFailedDrill) = (nil, true)
    case (.verify, .passed): hasFailedVerification = false
    case (.verify, .failed): hasFailedVerification = true
    case (.hold, .done):
      holds.append(
        Hold(
          reason: entry.reason ?? "", since: entry.moment, until: entry.fact("until")?.instantValue, user: entry.user))
    case (.release, .done): holds = []
    default: break
    }
  }
}

/// What the ledger says of all backups.
package struct BackupStandings: Sendable {
  private var standings: [String: [String: BackupStanding]] = [:]

  /// What follows from the entries, which are in their order.
  package init(_ entries: [LedgerEntry]) {
    for entry in entries {
      guard let source = entry.source, let backup = entry.backup else { continue }
      standings[source, default: [:]][backup, default: BackupStanding()].add(entry)
    }
  }

  /// What it says of a backup, by the name of its folder.
  package func of(_ backup: String, source: String) -> BackupStanding {
    standings[source]?[backup] ?? BackupStanding()
  }
}
