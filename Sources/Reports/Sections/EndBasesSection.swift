import Records
import Analysis
package import Documents
import Model

/// What the ends of the sessions rest on, and why they ended: recorded and estimated apart.
package enum EndBasesSection: SectionComposer {
  package static let id = "end_bases"
  package static let title = WordKey.sectionEndBases
  package static let inputs = SectionInputs.needs(.sessions)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let totals = try context.givenSessions.totals
    let words = context.words
    let byBasis = context.merged(
      EndBasis.allCases.compactMap { basis in totals.bases[basis].map { (basis, Int64($0)) } })
    let bases =
      byBasis.listed.map { basis, count -> [Cell] in
        [
          .text(words.name(basis)), .text(words[basis.isRecorded ? .recorded : .estimated]),
          context.countCell(count),
        ]
      } + (byBasis.rest.map { [[.text(words[.others]), .empty, context.countCell($0)]] } ?? [])
    let byReason = context.merged(
      ([nil] + EndReason.allCases.map { $0 }).compactMap { reason in
        totals.endReasons[reason].map { (reason, Int64($0)) }
      })
    let reasons =
      byReason.listed.map { reason, count -> [Cell] in
        [.text(reason.map { words.name($0) } ?? words[.notKnown]), context.countCell(count)]
      } + (byReason.rest.map { [[.text(words[.others]), context.countCell($0)]] } ?? [])
    let durations = totals.durations
    let parts: [(WordKey, Int64)] = [
      (.totalRecordedUnion, durations.recordedUnion), (.totalRecordedSum, durations.recordedSum),
      (.totalEstimatedSum, durations.estimatedSum), (.totalUnion, durations.union), (.totalSum, durations.sum),
      (.totalMinimumUnion, durations.minimumUnion), (.totalMaximumUnion, durations.maximumUnion),
      (.totalMinimumSum, durations.minimumSum), (.totalMaximumSum, durations.maximumSum),
    ]
    return Section(
      id: id, title: words[title], sheet: .summary,
      blocks: [
        try context.table(
          "totals", title: words[.totalsTitle],
          [context.column(.item, .text, 60), context.column(.duration, .duration, 16)],
          parts.map { part in
            [.text(words[part.0]), context.duration(part.1, of: totals).map { .duration($0) } ?? .empty]
          }, remark: words[.totalsRemark]),
        try context.table(
          "end_bases", title: words.title(.endBasis),
          [
            context.column(.endBasis, .text, 40), context.column(.kind, .text, 20),
            context.column(.sessions, .integer, 14),
          ],
          bases),
        try context.table(
          "end_reasons", title: words.title(.endReason),
          [context.column(.endReason, .text, 40), context.column(.sessions, .integer, 14)], reasons),
      ])
  }
}
