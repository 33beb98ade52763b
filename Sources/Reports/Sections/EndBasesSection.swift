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
      blocks: try [
        context.table(
          "totals", title: words[.totalsTitle],
          [context.column(.item, .text, 60), context.column(.duration, .duration, 16)],
          parts.map { part in
            [.text(words[part.0]), context.duration(part.1, of: totals).map { .duration($0) } ?? .empty]
          }, remark: words[.totalsRemark]),
        context.table(
          "end_bases", title: words.title(.endBasis),
          [
            context.column(.endBasis, .text, 40), context.column(.kind, .text, 20),
            context.column(.sessions, .integer, 14),
          ],
          bases),
        context.table(
          "end_reasons", title: words.title(.endReason),
          [context.column(.endReason, .text, 40), context.column(.sessions, .integer, 14)], reasons),
      ] + massEnds(context))
  }

  /// Sessions that were ended together; a moment of few sessions is nothing for a document of counts.
  private static func massEnds(_ context: SectionContext) throws -> [Block] {
    let ends = try context.givenSessions.massEnds
    guard context.mask.showsPersons, !ends.listed.isEmpty else { return [] }
    let words = context.words
    let more = Int64(ends.count - ends.listed.count)
    let remark =
      words[.massEndsRemark]
      + (more == 0 ? "" : " " + words(.massEndsMore, ["count": context.formats.integer(more)]))
    return [
      try context.table(
        "mass_ends", title: words[.massEndsTitle],
        [
          context.column(.endedAt, .moment, 20), .named(.endedUTC, words, .text, width: 28, for: .programs),
          context.column(.sessions, .integer, 14, json: true), context.column(.users, .integer, 14, json: true),
          context.column(.endReason, .text, 40, json: true),
        ],
        ends.listed.map { group in
          [
            context.rowContext.moment(group.moment), .text(group.moment.iso8601), .integer(Int64(group.sessions)),
            .integer(Int64(group.users)), .text(words.name(group.reason)),
          ]
        }, remark: remark)
    ]
  }
}
