package import Documents
import Model
import Records

/// What happened, minute by minute: records of the source and what somebody reported, each with where it is from.
package enum BreachTimelineSection: SectionComposer {
  package static let id = "breach_timeline"
  package static let title = BreachWordKey.breachSectionTimeline
  /// Events are read for what happened; sessions for the counts.
  package static let inputs = SectionInputs.uses(.events)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let breach = context.breach else { return context.withoutBreach(choice) }
    let (words, turkey) = (context.words, breach.notice.turkey)
    let shown = minutes(breach, context)
    let few = shown.count < breach.rows.timeline.count ? words[.breachTimelineFew] : nil
    let rows = lines(breach, shown, context).map { line -> [Cell] in
      [
        .moment(line.moment, zoneOffset: turkey.offset(at: line.moment)), .text(line.source), .text(line.text),
      ]
    }
    return Section(
      id: id, title: words[title], caption: words[.breachTimelineNote], sheet: .own(words[title]),
      blocks: [
        .table(
          Table(
            id: id,
            columns: [
              .named(.moment, words, .moment, width: 20), .named(.relation, words, .text, width: 18),
              .named(.happened, words, .text, width: 70),
            ], rows: try TableRows(rows, in: context.folder), pagedRowLimit: choice.pagedRows,
            remark: few, emptyText: few ?? words[.breachNoTimeline]))
      ])
  }

  private typealias Line = (moment: Instant, source: String, text: String)

  /// At M3 a minute with few records is that of a few persons.
  private static func minutes(_ breach: BreachCase, _ context: SectionContext) -> [BreachRows.Minute] {
    breach.rows.timeline.filter { !context.showsCountsOnly || $0.count >= Suppression.smallestCount }
  }

  private static func lines(
    _ breach: BreachCase, _ shown: [BreachRows.Minute], _ context: SectionContext
  ) -> [Line] {
    let (words, notice) = (context.words, breach.notice)
    let (records, file) = (words[.breachTimelineRecords], words[.breachTimelineFile])
    var lines: [Line] = shown.map { minute in
      let values = ["event": minute.kind, "count": context.count(minute.count)]
      let text = minute.kind.isEmpty ? words(.breachTimelineSessions, values) : words(.breachTimelineEvent, values)
      return (minute.start, records, text)
    }
    lines += notice.happenings.map { ($0.moment, file, $0.text) }
    if let alarm = notice.alarm { lines.append((alarm, file, words[.breachTimelineAlarm])) }
    if let awareness = notice.awareness { lines.append((awareness, file, words[.breachTimelineAwareness])) }
    return lines.enumerated().sorted { ($0.element.moment, $0.offset) < ($1.element.moment, $1.offset) }.map(\.element)
  }
}
