import Archive
import Backups
import Messages
import Model
import Reports

/// What the archive knows of the retention of a source: holds, and backups that still hold records.
struct RetentionArchive {
  let run: RunContext
  let source: SourceSettings

  private var zone: Zone { run.invocation.configuration.zone }

  /// The status with what the archive knows.
  func completed(_ status: RetentionStatus) throws -> RetentionStatus {
    var status = status
    let entries = try run.record.ledger?.entries() ?? []
    let holds = RetentionHolds(entries, source: source.name, now: SystemClock.now())
    for index in status.lines.indices {
      status.lines[index].hold = status.lines[index].rule.flatMap { holds.longest(of: $0.name) }
    }
    for rule in holds.rules(notIn: source.retention?.rules.map(\.rule.name) ?? []) {
      guard let hold = holds.longest(of: rule) else { continue }
      status.strayHolds.append((rule, hold))
      run.invocation.warn(
        Message(
          tr: "\(source.name): “\(rule)” kuralının kayıtları bekletiliyor, ama kural yapılandırmada yok; kuralı geri "
            + "koyun ya da “tutanak disposal release \(rule)” ile bekletmeyi kaldırın.",
          en:
            "\(source.name): the records of “\(rule)” are held, and the configuration has no such rule; put it back, or "
            + "end the hold with “tutanak disposal release \(rule)”."))
    }
    (status.backups, status.unreadableBackups) = try copies()
    status.offsite = try offsiteCopies(before: .never)
    return status
  }

  /// What may lie at any second place of the backups made before a moment that hold the source's records, or did when the
  /// configuration had another source of theirs.
  func offsiteCopies(before moment: Instant) throws -> [String] {
    let entries = try run.record.ledger?.entries() ?? []
    let configured = Set(run.invocation.configuration.sources.map(\.name))
    let covering = entries.filter { $0.act == .backup }.compactMap { entry in
      let covers = entry.fact("covers")?.elements.compactMap(\.stringValue) ?? []
      return entry.source.flatMap { covers.contains(source.name) || !configured.contains($0) ? $0 : nil }
    }
    return OffsiteState.copies(in: entries, of: Set([source.name] + covering), before: moment)
  }

  /// The backups that may hold records of the source, and what is wrong with those of which nobody knows what they hold.
  func copies() throws -> (backups: [RetentionStatus.Backup], unreadable: [Message]) {
    let found = try run.record.archive.backups()
    let covering = found.sound.filter { $0.source == source.name || $0.covers.contains(source.name) }
    return (try backups(covering), found.unreadable)
  }

  /// The backups of the source and of its database, oldest first, with the day on which the policy would let them go.
  private func backups(_ covering: [ArchivedBackup]) throws -> [RetentionStatus.Backup] {
    let owners = Set(covering.map(\.source)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var found: [RetentionStatus.Backup] = []
    for owner in owners {
      let items = try BackupInventory(of: owner, in: run).items(of: owner)
      let plan = run.invocation.configuration.backup.keep.map { policy in
        Retention(items.map(\.candidate), policy, in: zone, asOf: run.invocation.asOf)
      }
      for item in items where covering.contains(where: { $0.name == item.backup.name && $0.source == owner }) {
        let verdict = plan?.verdicts.first { $0.backup.name == item.backup.name }
        found.append(
          RetentionStatus.Backup(name: item.backup.name, moment: item.backup.moment, expiry: expiry(item, verdict)))
      }
    }
    return found.sorted { ($0.moment, $0.name) < ($1.moment, $1.name) }
  }

  /// The last day on which a backup is kept: by the policy or by a hold, whichever lasts longer.
  private func expiry(
    _ item: BackupInventory.Item, _ verdict: Retention.Verdict?
  ) -> RetentionStatus.Backup.Expiry {
    if item.holds.contains(where: { $0.until == nil }) { return .held(nil) }
    guard let policy = run.invocation.configuration.backup.keep else { return .never }
    guard let verdict else { return .unknown }
    let held = item.holds.compactMap(\.until).max().map { zone.localTime(at: $0.advanced(by: -1)).date }
    let tiers = verdict.reasons.compactMap { reason -> CivilDate? in
      guard case .newest(let tier, let first) = reason else { return nil }
      return tier.end(of: first, count: tier.count(in: policy)).advanced(by: -1)
    }
    if let last = tiers.max() { return held.map { $0 > last ? .held($0) : .about(last) } ?? .about(last) }
    // Something else keeps it, such as being the last that was proven: for how long, nobody can say.
    let others = verdict.reasons.filter { $0 != .protected(.held) }
    if !others.isEmpty { return .unknown }
    return held.map { .held($0) } ?? .about(zone.localTime(at: run.invocation.asOf).date)
  }
}

extension RetentionTier {
  /// The first day on which so many newer periods have begun, where each of them has a backup.
  fileprivate func end(of first: CivilDate, count: Int) -> CivilDate {
    switch self {
    case .day: first.advanced(by: count)
    case .week: first.advanced(by: 7 * count)
    case .month: first.advanced(byMonths: count)
    case .year: first.advanced(byMonths: 12 * count)
    }
  }
}
