import Analysis
package import Documents
import Model

/// The report in one picture, below the sentences and numbers of the first page.
package enum SummarySection: SectionComposer {
  package static let id = "summary"
  package static let title = WordKey.sectionSummary
  package static let inputs = SectionInputs.none

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    var blocks: [Block] = []
    if context.countedRows == 0, context.definition.subject.isOfRows {
      blocks.append(.notice(context.emptyNotice))
    }
    if let accounts = context.accounts, context.definition.subject == .accounts {
      let figure = AccountFigures.changes(accounts, context)
      let block: Block = figure.map { .figure($0) } ?? .paragraph(words[.nothingDrawn])
      return Section(id: id, title: words[title], sheet: .summary, blocks: [block])
    }
    if let accesses = context.accesses, context.definition.subject == .accesses {
      let days = AccessDay.all(accesses, context)
      let block = Block.figure(AccessCoverageSection.calendar(days, context))
      return Section(id: id, title: words[title], sheet: .summary, blocks: [block])
    }
    if let sessions = context.sessions {
      blocks += SessionFigures.main(sessions.totals, context).map { [.figure($0)] } ?? []
    }
    if let events = context.events {
      blocks += EventFigures.main(events.totals, context).map { [.figure($0)] } ?? []
    }
    if let findings = context.findings, context.definition.needs.contains(.findings) {
      if findings.totals.count == 0 { blocks.append(.paragraph(words[.noFindings])) }
      if !findings.missingRequired.isEmpty {
        blocks.append(.notice(words(.requiredMissing, ["rules": findings.missingRequired.joined(separator: ", ")])))
      }
      // On pages the incidents come first, and the severities beside the charts.
      if IncidentsSection.isOnFirstPage(context) {
        blocks.append(try IncidentsSection.leading(findings.incidents, context))
        blocks.append(try FindingsSummarySection.severities(findings, context, for: .readersWithRoom))
      } else {
        blocks.append(try FindingsSummarySection.severities(findings, context))
      }
    }
    if let backups = context.backups { blocks.append(.figure(BackupCalendarSection.strip(backups, context))) }
    let archive = [
      context.seals.flatMap { SealCalendarSection.calendar($0, context) },
      context.trail.flatMap { TrailKindsSection.figure($0, context) },
      context.retention.flatMap { RetentionAgesSection.figure($0, context) },
      context.disposal.map { DisposalCountsSection.figure($0, context) },
    ]
    blocks += archive.compactMap { figure in figure.map { .figure($0) } }
    if blocks.isEmpty { blocks.append(.paragraph(words[.nothingDrawn])) }
    return Section(id: id, title: words[title], sheet: .summary, blocks: blocks)
  }
}
