import Archive
import Evidence
import Documents
import Messages
import Model
import Reports

/// Gathers what the archive knows of a source's backups: from their manifests and from the ledger.
struct BackupHistoryReading {
  let record: IssueRecord
  let source: String
  let period: Period
  let asOf: Instant
  let zone: Zone

  /// How many nights the calendar has at least.
  private static let calendarDays = 30

  /// The history as of now.
  func history() throws -> BackupHistory {
    let backups = try record.archive.backups().sound.filter { $0.source == source || $0.covers.contains(source) }
    let owners = Set(backups.map(\.source)).union([source])
    let entries = try record.ledger?.entries().filter { $0.source.map { owners.contains($0) } ?? false } ?? []
    var history = BackupHistory()
    let standings = BackupStandings(entries)
    history.copies = try backups.filter { isOfPeriod($0) }.map { try copy($0, entries, standings) }
    history.failures = entries.filter { $0.act == .backup && $0.outcome == .failed && isOfPeriod($0) }.map(failure)
    history.tests = entries.filter { $0.act == .drill && period.contains($0.moment) }.compactMap(test)
    history.deeds = Self.concluded(entries).filter { $0.isDeed && period.contains($0.moment) }.compactMap(deed)
    let known = backups.filter { $0.moment <= asOf }
    history.newest = known.map(\.moment).max()
    history.newestProven = known.filter { standings.of($0.name, source: $0.source).provenAt != nil }.map(\.moment).max()
    history.nights = nights(backups, entries, standings)
    return history
  }

  /// The entries without those that say of an act only that it began, where another says what came of it.
  private static func concluded(_ entries: [LedgerEntry]) -> [LedgerEntry] {
    entries.filter { entry in
      entry.outcome != .begun
        || !entries.contains {
          $0.sequence > entry.sequence && $0.act == entry.act && $0.source == entry.source && $0.backup == entry.backup
        }
    }
  }

  /// The local day a backup is of: that of the night it was due, or the day it was made on.
  private func night(from: Instant?, made: Instant) -> CivilDate { zone.localTime(at: from ?? made).date }

  private func isOfPeriod(_ backup: ArchivedBackup) -> Bool {
    period.contains(backup.head.period?.from ?? backup.moment)
  }

  private func isOfPeriod(_ entry: LedgerEntry) -> Bool { period.contains(entry.night ?? entry.moment) }

  private func copy(
    _ backup: ArchivedBackup, _ entries: [LedgerEntry], _ standings: BackupStandings
  ) throws -> BackupHistory.Copy {
    let own = entries.filter { $0.backup == backup.name && $0.source == backup.source }
    let begun = backup.manifest["snapshot"]?["taken_at"]?.instantValue ?? backup.moment
    var copy = BackupHistory.Copy(
      name: backup.name, database: backup.database,
      format: backup.compression == "none" ? backup.format : "\(backup.format), \(backup.compression)",
      tool: backup.manifest["dump"]?["pg_dump"]?.stringValue ?? "",
      keys: try backup.recipients.map { String(try Digest.ofText($0).prefix(16)) }, begun: begun,
      bytes: Int64(backup.bytes), rows: backup.contents.map { Int64($0.rows) }, digest: backup.manifestDigest)
    copy.foreignTables = backup.foreignTableCount.map { Int64($0) }
    copy.ended = own.last { $0.act == .backup && $0.outcome == .done }?.time
    copy.offsite = own.last { $0.act == .offsite }.flatMap { .init(rawValue: $0.outcome.rawValue) }
    copy.test = own.last { $0.act == .drill }.flatMap(test)
    let holds = standings.of(backup.name, source: backup.source).holds(at: asOf)
    // The one that lasts longest; one that only a release ends outlasts all others.
    let longest = holds.max { ($0.until ?? .infinity) < ($1.until ?? .infinity) }
    copy.hold = longest.map { .init(for: $0.reason, until: $0.until) }
    return copy
  }

  private func failure(_ entry: LedgerEntry) -> BackupHistory.Failure {
    let words = entry.fact("error")
    let english = words?["en"]?.stringValue ?? ""
    return BackupHistory.Failure(
      at: entry.moment, of: entry.night.map { zone.localTime(at: $0).date },
      because: Message(tr: words?["tr"]?.stringValue ?? english, en: english))
  }

  private func test(_ entry: LedgerEntry) -> BackupHistory.Test? {
    guard let backup = entry.backup, let outcome = BackupHistory.LedgerWord(rawValue: entry.outcome.rawValue) else {
      return nil
    }
    func number(_ name: String) -> Int64? { entry.fact(name)?.integerValue }
    var test = BackupHistory.Test(of: backup, at: entry.moment, outcome)
    (test.duration, test.tables, test.rows) = (number("restore_us"), number("tables"), number("rows"))
    test.differences = number("differences") ?? entry.fact("differences").map { Int64($0.elements.count) }
    test.erased = number("erased_subjects")
    return test
  }

  private func deed(_ entry: LedgerEntry) -> BackupHistory.Deed? {
    guard let act = BackupHistory.Act(rawValue: entry.act.rawValue),
      let outcome = BackupHistory.LedgerWord(rawValue: entry.outcome.rawValue)
    else { return nil }
    return BackupHistory.Deed(
      act, outcome, at: entry.moment, of: entry.backup, by: entry.user, because: entry.reason)
  }

  /// The calendar: what lies there now, and what the ledger knows of backups that were removed since.
  private func nights(
    _ backups: [ArchivedBackup], _ entries: [LedgerEntry], _ standings: BackupStandings
  ) -> [BackupHistory.Night] {
    let last = zone.localTime(at: min(period.to, asOf).advanced(by: -1)).date
    let first = min(zone.localTime(at: period.from).date, last.advanced(by: 1 - Self.calendarDays))
    var states: [CivilDate: BackupHistory.Night] = [:]
    func isProven(_ backup: String, of source: String?) -> Bool {
      source.map { standings.of(backup, source: $0).provenAt != nil } ?? false
    }
    for entry in entries where entry.act == .backup {
      let date = night(from: entry.night, made: entry.moment)
      switch entry.outcome {
      case .done:
        states[date] = BackupHistory.Night(
          date, .backedUp, bytes: entry.fact("bytes")?.integerValue,
          duration: entry.fact("begun_at")?.instantValue.map { max(0, entry.time.microseconds - $0.microseconds) },
          isProven: entry.backup.map { isProven($0, of: entry.source) } ?? false)
      case .failed: if states[date] == nil { states[date] = BackupHistory.Night(date, .failed) }
      default: break
      }
    }
    for backup in backups {
      let date = night(from: backup.head.period?.from, made: backup.moment)
      if states[date]?.state == .backedUp { continue }
      states[date] = BackupHistory.Night(
        date, .backedUp, bytes: Int64(backup.bytes), isProven: isProven(backup.name, of: backup.source))
    }
    let earliest = states.keys.min()
    return (0...Int(last.dayNumber - first.dayNumber)).map { offset in
      let date = first.advanced(by: offset)
      let isBefore = earliest.map { date < $0 } ?? true
      return states[date] ?? BackupHistory.Night(date, isBefore ? .before : .none)
    }
  }
}

extension LedgerEntry {
  /// The begin of the night a backup was due for; nil where a person asked.
  fileprivate var night: Instant? { fact("night")?.instantValue }

  /// Whether it is told among what else was done to backups.
  fileprivate var isDeed: Bool {
    switch act {
    case .backup: outcome == .abandoned
    case .drill, .issue, .reissue, .unmask, .stamp, .key, .adopt, .run, .capture, .deliver, .request, .approve, .refuse,
      .planDisposal, .approveDisposal, .dispose, .review:
      false
    // One about no backup says that a policy is in force from now on.
    case .purge: backup != nil
    // One with a rule is about records of the source.
    case .hold, .release: fact("rule") == nil
    case .verify, .restore, .offsite, .recover: true
    }
  }
}
