import Records
import Analysis
package import Documents
import Model

/// What the source sent and what became of it, row by row, with the gaps in its numbering.
package enum CompletenessSection: SectionComposer {
  package static let id = "completeness"
  package static let title = WordKey.sectionCompleteness
  package static let inputs = SectionInputs.needsSessionsOrEvents

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    let rows: [(String, String)]
    if let totals = context.sessions?.totals {
      rows =
        counts(
          read: totals.read, counted: totals.counted, outside: totals.outside, copies: totals.copies,
          quarantined: totals.quarantined, newest: totals.newest, context)
        + IdentifierText.rows(totals.identifiers, context.rowContext.mask.sessionID, context)
    } else {
      let totals = try context.givenEvents.totals
      let newest = totals.counted > 0 ? Instant(microseconds: totals.all.last) : nil
      rows =
        counts(
          read: totals.read, counted: totals.counted, outside: totals.outside, copies: totals.copies,
          quarantined: totals.quarantined, newest: newest, context)
        + IdentifierText.rows(totals.identifiers, context.rowContext.mask.rowKey, context)
    }
    let identifiers = context.sessions?.totals.identifiers ?? context.events?.totals.identifiers
    let table = try context.table(
      "completeness", [context.column(.item, .text, 44), context.column(.count, .text, 40)],
      rows.map { [.text($0.0), .text($0.1)] }, remark: identifiers.flatMap { IdentifierText.remark($0, context) })
    let notice = context.unrecordedNotice(context.sessions == nil ? .events : .sessions)
    return Section(
      id: id, title: words[title], sheet: .page(words[.sheetCompleteness]),
      blocks: notice.map { [.notice($0), table] } ?? [table])
  }

  private static func counts(
    read: Int, counted: Int, outside: Int, copies: Int, quarantined: [QuarantineReason: Int], newest: Instant?,
    _ context: SectionContext
  ) -> [(String, String)] {
    let words = context.words
    func number(_ value: Int) -> String { context.count(Int64(value)) }
    var rows = [
      (words[.rowsRead], number(read)), (words[.rowsCounted], number(counted)),
      (words[.rowsOutside], number(outside)), (words[.rowsCopies], number(copies)),
    ]
    if context.facts.isLimited { rows.append((words[.rowsFiltered], number(context.facts.filteredRows))) }
    let reasons = context.merged(
      QuarantineReason.allCases.compactMap { reason in quarantined[reason].map { (reason, Int64($0)) } })
    rows += reasons.listed.map { reason, count in
      (words(.rowsQuarantined, ["reason": words.name(reason)]), context.count(count))
    }
    rows += reasons.rest.map { [(words(.rowsQuarantined, ["reason": words[.others]]), context.count($0))] } ?? []
    rows.append((words[.newestMoment], context.single(newest).flatMap { $0 }.map { context.moment($0) } ?? "–"))
    return rows
  }
}
