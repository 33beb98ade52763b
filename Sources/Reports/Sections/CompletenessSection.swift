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
        + identifiers(totals.identifiers.result(), context.rowContext.mask.sessionID, context)
    } else {
      let totals = try context.givenEvents.totals
      let newest = totals.counted > 0 ? Instant(microseconds: totals.all.last) : nil
      rows =
        counts(
          read: totals.read, counted: totals.counted, outside: totals.outside, copies: totals.copies,
          quarantined: totals.quarantined, newest: newest, context)
        + identifiers(totals.identifiers.result(), context.rowContext.mask.rowKey, context)
    }
    let table = try context.table(
      "completeness", [context.column(.item, .text, 44), context.column(.count, .text, 40)],
      rows.map { [.text($0.0), .text($0.1)] }, remark: words[.gapsRemark])
    return Section(id: id, title: words[title], sheet: .cover, blocks: [table])
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
    if !context.facts.users.isEmpty { rows.append((words[.rowsFiltered], number(context.facts.filteredRows))) }
    let reasons = context.merged(
      QuarantineReason.allCases.compactMap { reason in quarantined[reason].map { (reason, Int64($0)) } })
    rows += reasons.listed.map { reason, count in
      (words(.rowsQuarantined, ["reason": words.name(reason)]), context.count(count))
    }
    rows += reasons.rest.map { [(words(.rowsQuarantined, ["reason": words[.others]]), context.count($0))] } ?? []
    rows.append((words[.newestMoment], context.single(newest).flatMap { $0 }.map { context.moment($0) } ?? "–"))
    return rows
  }

  private static func identifiers(
    _ result: IdentifierGaps.Result, _ masked: (String) -> String, _ context: SectionContext
  ) -> [(String, String)] {
    let words = context.words
    guard let first = result.first, let last = result.last else { return [] }
    // The numbers of missing rows lie between those of rows that are there.
    guard !context.showsCountsOnly else {
      let missing = result.missing.map { context.count(Int64($0)) }
      return [(words[.missingIDs], missing ?? words[.gapsNotExamined])]
    }
    let gaps: String
    switch result.missing {
    case nil: gaps = words[.gapsNotExamined]
    case 0: gaps = words[.noGaps]
    case .some(let missing):
      let listed = result.ranges.prefix(20).map {
        $0.count == 1 ? String($0.lowerBound) : "\($0.lowerBound)–\($0.upperBound)"
      }
      let more = result.ranges.count > 20 ? " …" : ""
      gaps = "\(context.formats.integer(Int64(missing))): \(listed.joined(separator: ", "))\(more)"
    }
    return [(words[.firstLastID], "\(masked(first.text)) – \(masked(last.text))"), (words[.missingIDs], gaps)]
  }
}
