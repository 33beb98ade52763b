import Archive
import Documents
import Messages
import Model
import Reports

/// Gathers what the ledger and the archive's folders say of what was sealed of a source.
struct SealHistoryReading {
  let record: IssueRecord
  let source: String
  let period: Period
  let asOf: Instant
  let zone: Zone
  /// Whether the configuration names an authority for time stamps.
  let namesAuthority: Bool
  /// The reports that are defined, by their codes.
  let definitions: [String: ReportDefinition]

  /// The history as of now.
  func history() throws -> SealHistory {
    guard let ledger = record.ledger else { return SealHistory() }
    let damages = try record.inspection(asOf: asOf)
    let entries = try ledger.entries()
    let sealings = Self.sealings(in: entries, of: source)
    let standings = record.standings(
      asOf: asOf, documents: Set(sealings.compactMap(\.document)),
      backups: Set(sealings.compactMap { $0.document == nil ? $0.key : nil }))
    let new = standings.values.filter { !$0.wasThere && $0.digest != nil }.map(\.folder)
    let stamps = StampEntries(entries, try record.timeStamps(issued: new.filter { !$0.hasPrefix(backupsFolder) }))
    var history = SealHistory()
    history.sealed = sealings.filter { isListed($0) }.map { entry in
      var sealed = sealed(entry, standings, entries)
      if let document = entry.document { (sealed.stamp, sealed.expectsStamp) = stamps.of(document) }
      return sealed
    }
    let listed = Set(history.sealed.map(\.name))
    history.failedStamps = stamps.failures.filter { listed.contains($0.name) || period.contains($0.moment) }
    history.damages = damages
    history.days = SealDays(
      sealings: sealings.filter { isDaily($0) }.map { ($0, sealed($0, standings, entries)) }, stamped: stamps.documents,
      emptyPeriods: record.emptyPeriods(of: source), zone: zone
    ).days(until: min(period.to, zone.start(of: zone.localTime(at: asOf).date)))
    history.chainBegin = history.sealed.first.map { .init(sequence: $0.sequence - 1, digest: $0.previous) }
    let head = try ledger.head()
    history.chainEnd = .init(sequence: head.sequence, digest: head.digest)
    history.links = entries.count
    history.stamps = namesAuthority || history.sealed.contains(where: \.expectsStamp)
    history.readAgainDays = Int(IssueRecord.readAgainDays)
    return history
  }

  private var backupsFolder: String { record.archive.backupsFolder }

  /// The line by which each document and backup of a source was sealed; of one whose folder never got its name there is none.
  private static func sealings(in entries: [LedgerEntry], of source: String) -> [LedgerEntry] {
    var last: [String: LedgerEntry] = [:]
    // A document over all sources is one of each of them.
    for entry in entries where entry.source == source || entry.source == SourceSettings.everyName {
      switch entry.act {
      case .issue, .reissue, .adopt, .backup: if let key = entry.key { last[key] = entry }
      default: break
      }
    }
    return last.values.filter { $0.outcome == .done }.sorted { $0.sequence < $1.sequence }
  }

  /// Whether it belongs to the period: by its own one, or by its moment where a person asked for it or it came late.
  private func isListed(_ entry: LedgerEntry) -> Bool {
    if let own = entry.period, period.contains(own.from) { return true }
    return (entry.schedule == nil || entry.fact("late")?.boolValue ?? false) && period.contains(entry.moment)
  }

  /// Whether it is a document of one day that a schedule asked for, made from rows of the source.
  private func isDaily(_ entry: LedgerEntry) -> Bool {
    guard let report = entry.report, entry.schedule != nil, let own = entry.period else { return false }
    return own.length <= 25 * 3600 * microsecondsPerSecond && definitions[report]?.isAboutRows ?? true
  }

  private func sealed(
    _ entry: LedgerEntry, _ standings: [String: IssueRecord.Standing], _ entries: [LedgerEntry]
  ) -> SealHistory.Sealed {
    var sealed = SealHistory.Sealed(
      entry.document ?? entry.backup ?? "", report: entry.report, period: entry.period, moment: entry.moment,
      sequence: entry.sequence, previous: entry.previous)
    sealed.rows = entry.fact("rows")?.integerValue
    sealed.bytes = entry.fact("bytes")?.integerValue
    sealed.digest = entry.fact("manifest_sha256")?.stringValue
    sealed.keptUntil = entry.report.flatMap { definitions[$0] }.map {
      zone.localTime(at: entry.time).date.advanced(byMonths: $0.retentionMonths)
    }
    guard let standing = entry.key.flatMap({ standings[$0] }) else {
      let isPurged = entries.contains {
        $0.act == .purge && $0.outcome == .done && $0.backup != nil && $0.backup == entry.backup
          && $0.source == entry.source
      }
      sealed.state = isPurged ? .purged : .missing
      return sealed
    }
    sealed.depth = standing.wasThere ? standing.isReadWhole ? .whole : .listed : .made
    if standing.isDamaged || standing.digest == nil || sealed.digest.map({ $0 != standing.digest }) ?? false {
      sealed.state = .invalid
    }
    return sealed
  }
}
