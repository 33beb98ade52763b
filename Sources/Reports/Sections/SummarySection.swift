import Records
import Analysis
package import Documents
import Model

/// The report on one screen: the few numbers that matter, and one picture.
package enum SummarySection: SectionComposer {
  package static let id = "summary"
  package static let title = WordKey.sectionSummary
  package static let inputs = SectionInputs.none

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    var blocks: [Block] = []
    if context.countedRows == 0, context.definition.subject != .findings {
      blocks.append(.notice(context.emptyNotice))
    }
    if let sessions = context.sessions {
      blocks.append(.tiles(tiles(sessions.totals, context)))
      blocks += SessionFigures.main(sessions.totals, context).map { [.figure($0)] } ?? []
    }
    if let events = context.events {
      blocks.append(.tiles(tiles(events, context)))
      blocks += EventFigures.main(events.totals, context).map { [.figure($0)] } ?? []
    }
    if let findings = context.findings, context.definition.needs.contains(.findings) {
      blocks.append(.tiles(tiles(findings, context)))
      blocks.append(.paragraph(FindingsSummarySection.coverage(findings, context)))
      if findings.totals.count == 0 { blocks.append(.paragraph(words[.noFindings])) }
      if !findings.missingRequired.isEmpty {
        blocks.append(.notice(words(.requiredMissing, ["rules": findings.missingRequired.joined(separator: ", ")])))
      }
    }
    return Section(id: id, title: words[title], sheet: .summary, blocks: blocks)
  }

  private static func tiles(_ findings: FindingRows, _ context: SectionContext) -> [Tile] {
    let words = context.words
    let totals = findings.totals
    func count(_ severity: Severity) -> String { context.count(totals.severities[severity.rawValue]) }
    func count(_ status: RuleStatus) -> Int { findings.outcomes.count { $0.status == status } }
    let isGrave = totals.severities[Severity.high.rawValue] + totals.severities[Severity.critical.rawValue] > 0
    let suppressed = findings.outcomes.reduce(0) { $0 + $1.suppressed.values.reduce(0, +) }
    return [
      Tile(
        label: words[.tileFindings], value: context.countCell(Int64(totals.count)),
        remark: words(
          .tileFindingSeverities,
          ["critical": count(.critical), "high": count(.high), "medium": count(.medium)]), isAlert: isGrave),
      Tile(
        label: words[.tileRules], value: "\(count(.evaluated) + count(.partly)) / \(findings.outcomes.count)",
        remark: words(
          .tileRulesRemark, ["partial": String(count(.partly)), "missing": String(count(.notEvaluated))])),
      Tile(
        label: words[.tileFindingUsers], value: context.countCell(Int64(totals.users.count)),
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
        remark: words(.tileCopies, ["count": context.count(Int64(totals.copies))]),
        isAlert: totals.quarantinedCount > 0)
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
          .tileCritical, ["count": context.count(totals.severities[.critical, default: 0])]), isAlert: severe > 0),
      Tile(
        label: words[.tileLocked], value: context.countCell(totals.all.locked),
        remark: words(.tileWithoutUser, ["count": context.count(Int64(totals.withoutUser))])),
      Tile(
        label: words[.tileQuarantine], value: context.countCell(Int64(totals.quarantinedCount)),
        remark: words(.tileCopies, ["count": context.count(Int64(totals.copies))]),
        isAlert: totals.quarantinedCount > 0),
    ]
  }
}
