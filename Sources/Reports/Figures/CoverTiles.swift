import Analysis
import Documents
import Model
import Records

/// The few numbers of the first page, of which only what asks for an act is red.
enum CoverTiles {
  /// Findings first, then what the report counts.
  static func compose(_ context: SectionContext) -> [Tile] {
    if let tiles = context.authorityTiles ?? context.breachTiles ?? context.subjectTiles { return tiles }
    if let accounts = context.accounts, context.definition.subject == .accounts {
      return AccountTiles.compose(accounts, context)
    }
    if let accesses = context.accesses, context.definition.subject == .accesses {
      return AccessTiles.compose(accesses, context)
    }
    if let management = context.management, context.definition.subject == .management {
      return ManagementTiles.compose(management, context)
    }
    let listsFindings = context.definition.needs.contains(.findings)
    let findings = context.findings.map { listsFindings ? tiles($0, context) : [severe($0, context)] }
    return (findings ?? []) + (context.sessions.map { tiles($0.totals, context) } ?? [])
      + (context.events.map { tiles($0, context) } ?? []) + (context.backups.map { tiles($0, context) } ?? [])
      + (context.seals.map { ArchiveTiles.compose($0, context) } ?? [])
      + (context.trail.map { ArchiveTiles.compose($0, context) } ?? [])
      + (context.retention.map { RetentionTiles.compose($0, context) } ?? [])
      + (context.disposal.map { DisposalTiles.compose($0, context) } ?? [])
  }

  /// How many backups there are and how old the newest and the last proven one were at the document's moment.
  private static func tiles(_ history: BackupHistory, _ context: SectionContext) -> [Tile] {
    let (words, formats) = (context.words, context.formats)
    func age(_ moment: Instant?) -> Cell {
      guard let moment else { return .text("–") }
      let age = max(0, context.facts.asOf.microseconds - moment.microseconds)
      let days = age / microsecondsPerDay
      return days < 2 ? .duration(age) : .text("\(days) \(words[.unitDays])")
    }
    return [
      Tile(
        label: words[.tileBackups], value: .integer(Int64(history.copies.count)),
        remark: words(.tileBackupsFailed, ["count": formats.integer(Int64(history.failures.count))]),
        isAlert: history.copies.isEmpty),
      Tile(
        label: words[.tileBackupAge], value: age(history.newest),
        remark: history.newest.map { context.moment($0) } ?? words[.tileNever]),
      Tile(
        label: words[.tileProvenAge], value: age(history.newestProven),
        remark: history.newestProven.map { context.moment($0) } ?? words[.tileNever],
        isAlert: history.newestProven == nil),
      Tile(
        label: words[.tileBackupTests], value: .integer(Int64(history.tests.count)),
        remark: words(.tileBackupTestsFailed, ["count": formats.integer(Int64(history.failedTests))]),
        isAlert: history.failedTests > 0),
      Tile(
        label: words[.tileOpenNights], value: .integer(Int64(history.openNights)),
        remark: words(.tileNights, ["count": formats.integer(Int64(history.nights.count))]),
        isAlert: history.openNights > 0),
    ]
  }

  /// The severe findings, where the report is about something else.
  private static func severe(_ findings: FindingRows, _ context: SectionContext) -> Tile {
    let severities = SeverityCounts(findings.totals, context)
    return Tile(
      label: context.words[.tileSevereFindings], value: context.countCell(severities.number),
      remark: context.words(
        .tileAllFindings,
        ["count": context.count(Int64(findings.totals.count)), "critical": severities[.critical]]),
      isAlert: severities.hasSevere)
  }

  private static func tiles(_ findings: FindingRows, _ context: SectionContext) -> [Tile] {
    let words = context.words
    let totals = findings.totals
    let severities = SeverityCounts(totals, context)
    func count(_ status: RuleStatus) -> Int { findings.outcomes.count { $0.status == status } }
    let suppressed = findings.outcomes.reduce(0) { $0 + $1.suppressed.values.reduce(0, +) }
    return [
      Tile(
        label: words[.tileFindings], value: context.countCell(Int64(totals.count)),
        remark: words(
          .tileFindingSeverities,
          [
            "critical": severities[.critical], "high": severities[.high], "medium": severities[.medium],
          ]), isAlert: severities.hasSevere),
      Tile(
        label: words[.tileIncidents], value: context.countCell(Int64(findings.incidents.totals.count)),
        remark: words[.tileIncidentsRemark], isAlert: (findings.incidents.totals.leading?.severity ?? .info) >= .high),
      Tile(
        label: words[.tileRules], value: "\(count(.evaluated) + count(.partly)) / \(findings.outcomes.count)",
        remark: words(
          .tileRulesRemark, ["partial": String(count(.partly)), "missing": String(count(.notEvaluated))]),
        isAlert: !findings.missingRequired.isEmpty),
      Tile(
        label: words[.tileFindingUsers], value: context.countCell(Int64(findings.userCount)),
        remark: words(.tileSuppressed, ["count": context.count(Int64(suppressed))])),
    ]
  }

  private static func tiles(_ totals: SessionTotals, _ context: SectionContext) -> [Tile] {
    let words = context.words
    let formats = context.formats
    let durations = totals.durations
    func estimate(_ length: Int64) -> String {
      context.duration(length, of: totals).map { formats.duration($0) } ?? "–"
    }
    let addresses =
      totals.addresses.count >= SessionTotals.addressLimit
      ? words(.tileAddressesAtLeast, ["count": context.count(Int64(totals.addresses.count))])
      : words(.tileAddresses, ["count": context.count(Int64(totals.addresses.count))])
    return [
      Tile(
        label: words[.tileSessions], value: context.countCell(Int64(totals.counted)),
        remark: words(.tileSessionsOpen, ["count": context.count(Int64(durations.openSessions))])),
      Tile(label: words[.tileUsers], value: context.countCell(Int64(totals.users)), remark: addresses),
      Tile(
        label: words[.tileRecordedTime],
        value: context.duration(durations.recordedUnion, of: totals).map { .duration($0) } ?? .empty,
        remark: words(.tileEstimatedTime, ["duration": estimate(durations.union - durations.recordedUnion)])),
    ] + (context.showsCountsOnly ? [] : [lengths(totals, context)]) + [
      Tile(
        label: words[.tileQuarantine], value: context.countCell(Int64(totals.quarantinedCount)),
        remark: words(.tileCopies, ["count": context.count(Int64(totals.copies))]))
    ]
  }

  /// Lengths of single sessions.
  private static func lengths(_ totals: SessionTotals, _ context: SectionContext) -> Tile {
    let (words, formats) = (context.words, context.formats)
    return Tile(
      label: words[.tileMedian], value: totals.recordedCount == 0 ? .text("–") : .duration(totals.medianLength),
      remark: totals.recordedCount == 0
        ? words[.tileNoLengths]
        : words(
          .tileMean,
          [
            "count": context.count(totals.recordedCount), "mean": formats.duration(totals.meanLength),
            "longest": formats.duration(totals.longestLength),
          ]))
  }

  private static func tiles(_ events: SectionContext.Events, _ context: SectionContext) -> [Tile] {
    let words = context.words
    let totals = events.totals
    let severe = totals.severities[.high, default: 0] + totals.severities[.critical, default: 0]
    return [
      Tile(
        label: words[.tileEvents], value: context.countCell(Int64(totals.counted)),
        remark: words(
          .tileEventTypes, ["count": String(context.figureItems(totals.types.map { ($0.key, $0.value.total) }).count)])),
      Tile(
        label: words[.tileFailed], value: context.countCell(totals.all.failed),
        remark: words(.tileSucceeded, ["count": context.count(totals.all.succeeded)])),
      Tile(
        label: words[.tileSevere], value: context.countCell(severe),
        remark: words(
          .tileCritical, ["count": context.count(totals.severities[.critical, default: 0])])),
      Tile(
        label: words[.tileLocked], value: context.countCell(totals.all.locked),
        remark: words(.tileWithoutUser, ["count": context.count(Int64(totals.withoutUser))])),
      Tile(
        label: words[.tileQuarantine], value: context.countCell(Int64(totals.quarantinedCount)),
        remark: words(.tileCopies, ["count": context.count(Int64(totals.copies))])),
    ]
  }
}
