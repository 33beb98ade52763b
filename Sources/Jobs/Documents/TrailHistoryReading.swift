import Archive
import Documents
import Messages
import Model
import Reports

/// Gathers what the ledger says of documents of a source, of who asked for them, and of what else was done.
struct TrailHistoryReading {
  let record: IssueRecord
  let source: String
  let period: Period
  let zone: Zone
  /// The reports that are defined, by their codes.
  let definitions: [String: ReportDefinition]

  /// How many months the trend has.
  private static let monthCount = 12

  /// The trail as of now.
  func history() throws -> TrailHistory {
    let all = try record.ledger?.entries() ?? []
    // A document over all sources is one of each of them.
    let entries = all.filter { $0.source == nil || $0.source == source || $0.source == SourceSettings.everyName }
    let issues = Self.issues(in: entries)
    let ends = all.filter { $0.act == .run }
    var trail = TrailHistory()
    trail.issued = issues.filter { period.contains($0.moment) }.map { issued($0, ends) }
    let runs = ends.filter { period.contains($0.moment) }
    trail.runs = runs.count
    trail.failedRuns = runs.filter { $0.outcome != .done }.map {
      .init($0.fact("command")?.stringValue ?? "", at: $0.moment, by: $0.user, Self.ending($0))
    }
    trail.changes = changes(issues, entries).filter { period.contains($0.moment) }
      .sorted { $0.moment < $1.moment }
    trail.deeds = entries.filter { $0.isTold && period.contains($0.moment) }.compactMap { entry in
      BackupHistory.LedgerWord(rawValue: entry.outcome.rawValue).map {
        .init(
          entry.act.rawValue, $0, at: entry.moment,
          of: entry.document ?? entry.backup ?? entry.fact("rule")?.stringValue, by: entry.user,
          because: entry.isLegalHold ? nil : entry.reason)
      }
    }
    trail.months = months(issues)
    return trail
  }

  /// The lines of documents that were issued, without those whose folder never got its name.
  private static func issues(in entries: [LedgerEntry]) -> [LedgerEntry] {
    var last: [String: LedgerEntry] = [:]
    for entry in entries where entry.act == .issue || entry.act == .reissue {
      if let document = entry.document { last[document] = entry }
    }
    return last.values.filter { $0.outcome == .done }.sorted { $0.sequence < $1.sequence }
  }

  private func issued(_ entry: LedgerEntry, _ ends: [LedgerEntry]) -> TrailHistory.Issued {
    let report = entry.report ?? ""
    var issued = TrailHistory.Issued(entry.document ?? "", report: report, at: entry.moment, by: entry.user)
    issued.runID = entry.fact("run_id")?.stringValue
    let requester = entry.fact("requester")
    issued.requester =
      requester?["schedule"]?.stringValue.map { .schedule($0) } ?? requester?["user"]?.stringValue.map { .person($0) }
    issued.period = entry.period
    issued.purpose = definitions[report]?.purpose
    issued.legalGround = definitions[report]?.legalGround
    issued.mask = entry.fact("mask")?.stringValue
    issued.hasClearAnnex = entry.fact("persons_annex") != nil
    issued.users = entry.fact("users")?.integerValue ?? 0
    issued.rows = entry.fact("rows")?.integerValue
    issued.edition = entry.fact("edition")?.integerValue ?? 1
    issued.replaces = entry.fact("replaces")?.stringValue
    issued.reason = entry.reason
    issued.approval = entry.fact("approval")?.stringValue
    issued.digest = entry.fact("manifest_sha256")?.stringValue
    // Runs follow each other: the next end that is written down is that of the run which issued it.
    issued.ending = ends.first { $0.sequence > entry.sequence }.map { Self.ending($0) }
    return issued
  }

  private static func ending(_ entry: LedgerEntry) -> TrailHistory.Ending {
    guard entry.outcome != .abandoned, let code = entry.fact("exit_code")?.integerValue else { return .abandoned }
    return .status(code)
  }

  /// Documents made with another configuration than the one before them, new keys, and changes of what keeps histories.
  private func changes(_ issues: [LedgerEntry], _ entries: [LedgerEntry]) -> [TrailHistory.Change] {
    var changes: [TrailHistory.Change] = []
    var before: String?
    for entry in issues {
      guard let after = entry.fact("configuration_sha256")?.stringValue else { continue }
      if let before, before != after {
        changes.append(
          .init(
            .configuration, at: entry.moment, by: entry.user, before: before, after: after, document: entry.document))
      }
      before = after
    }
    var key: String?
    for entry in entries where entry.outcome == .done {
      switch entry.act {
      case .key:
        changes.append(
          .init(.key, at: entry.moment, by: entry.user, before: key, after: entry.fingerprint, document: nil))
        key = entry.fingerprint
      case .capture:
        changes.append(.init(.capture, at: entry.moment, by: entry.user, before: nil, after: nil, document: nil))
      default: break
      }
    }
    return changes
  }

  /// The local months up to the period's last one, from the first with a document on.
  private func months(_ issues: [LedgerEntry]) -> [TrailHistory.Month] {
    func month(of moment: Instant) -> CivilDate {
      let parts = zone.localTime(at: moment).date.parts
      return CivilDate(year: parts.year, month: parts.month, day: 1)
    }
    let last = month(of: period.to.advanced(by: -1))
    var months: [CivilDate: TrailHistory.Month] = [:]
    for entry in issues {
      let first = month(of: entry.moment)
      var known = months[first] ?? TrailHistory.Month(first)
      known.documents += 1
      if entry.fact("mask")?.stringValue == "M0" || entry.fact("persons_annex") != nil { known.unmasked += 1 }
      months[first] = known
    }
    guard let begin = months.keys.min(), begin <= last else { return [] }
    return (0..<Self.monthCount).map { last.advanced(byMonths: $0 + 1 - Self.monthCount) }.filter { $0 >= begin }
      .map { months[$0] ?? TrailHistory.Month($0) }
  }
}

extension LedgerEntry {
  /// Whether it holds records of the source or lets them go: only the ledger says why.
  fileprivate var isLegalHold: Bool { (act == .hold || act == .release) && fact(RetentionHolds.fact) != nil }

  /// Whether it is told among what else was done; what documents and runs came to, and stamps that were taken, is told
  /// elsewhere.
  fileprivate var isTold: Bool {
    switch act {
    case .issue, .reissue, .run, .key, .capture, .backup: outcome == .abandoned && act != .run
    case .stamp: outcome != .done
    case .unmask: false
    case .purge: backup != nil && outcome != .begun
    case .request, .approve, .refuse, .planDisposal, .approveDisposal, .dispose: true
    case .verify, .drill, .restore, .hold, .release, .offsite, .deliver, .adopt, .recover, .review: outcome != .begun
    }
  }
}
