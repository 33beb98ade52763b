package import Model

/// Which backups of one database a policy keeps, and why: grandfather, father and son as the union of tiers.
///
/// A tier keeps the newest backup of each of the last days (weeks, months, years) that have one, in a zone's calendar. Only
/// what counts takes such a place. What does not count — not proven where the policy wants that, or found unsound — is
/// thinned by the same tiers, apart, so that it can neither crowd out what counts nor pile up; as long as nothing counts,
/// nothing is purged. Pure: no clock, no disk.
package struct Retention: Sendable {
  /// Why a backup is kept.
  package enum Reason: Sendable, Hashable {
    /// It is the newest of a period, by the period's first day.
    case newest(RetentionTier, of: CivilDate)
    /// It is one of the newest that are kept in any case.
    case minimum
    /// No newer one is whole.
    case lastGood
    /// No newer one was proven.
    case lastProven
    /// Something else keeps it.
    case protected(RetentionCandidate.Protection)
    /// It is of a moment that has not come: a clock was wrong, and what counts by time cannot judge it.
    case ofTheFuture
    /// Nothing counts yet that could stand for it.
    case nothingCounts
  }

  /// What becomes of one backup.
  package struct Verdict: Sendable {
    /// The backup.
    package let backup: RetentionCandidate
    /// Why it is kept; empty where it is to be purged.
    package let reasons: [Reason]
    /// Whether nothing keeps it.
    package var isPurged: Bool { reasons.isEmpty }
  }

  /// The verdicts, newest backup first.
  package let verdicts: [Verdict]
  /// The backups that nothing keeps, oldest first.
  package var purged: [RetentionCandidate] { verdicts.filter(\.isPurged).map(\.backup).reversed() }

  /// Judges all backups of a database at a moment.
  package init(_ backups: [RetentionCandidate], _ policy: KeepPolicy, in zone: Zone, asOf: Instant) {
    let sorted = backups.sorted { RetentionCandidate.isOlder($1, $0) }
    let past = sorted.filter { $0.moment <= asOf }
    var reasons: [String: [Reason]] = [:]
    func keep(_ backup: RetentionCandidate, _ reason: Reason) { reasons[backup.name, default: []].append(reason) }

    let good = past.filter(\.isGood)
    let counted = past.filter { $0.counts(for: policy) }
    for pile in [counted, past.filter { !$0.counts(for: policy) }] {
      for tier in RetentionTier.allCases {
        for (backup, first) in Self.newest(pile, tier, count: tier.count(in: policy), zone) {
          keep(backup, .newest(tier, of: first))
        }
      }
    }
    for backup in counted.prefix(max(1, policy.minimum)) { keep(backup, .minimum) }
    if let last = good.first { keep(last, .lastGood) }
    if let last = good.first(where: \.isProven) { keep(last, .lastProven) }
    for backup in sorted {
      if let protection = backup.protection { keep(backup, .protected(protection)) }
      if backup.moment > asOf { keep(backup, .ofTheFuture) }
      if counted.isEmpty { keep(backup, .nothingCounts) }
    }
    verdicts = sorted.map { Verdict(backup: $0, reasons: reasons[$0.name] ?? []) }
  }

  /// The newest backup of each of the last periods that have one; `pile` is sorted, newest first.
  private static func newest(
    _ pile: [RetentionCandidate], _ tier: RetentionTier, count: Int, _ zone: Zone
  ) -> [(RetentionCandidate, CivilDate)] {
    var found: [(RetentionCandidate, CivilDate)] = []
    // Where clocks are put back at midnight a day goes on after the next one has begun: it is still one day.
    var seen: Set<CivilDate> = []
    for backup in pile where found.count < count {
      let first = tier.firstDay(of: zone.localTime(at: backup.moment).date)
      if seen.insert(first).inserted { found.append((backup, first)) }
    }
    return found
  }
}

extension RetentionCandidate {
  /// Whether a database could be had back from it, as far as anybody knows.
  fileprivate var isGood: Bool { isComplete && protection != .damaged }

  /// Whether it takes a place.
  fileprivate func counts(for policy: KeepPolicy) -> Bool { isGood && (policy.counted == .complete || isProven) }
}
