import Records
import Analysis
package import Documents
import Model

/// How the events of every type compare with the time before, as long as the period.
package enum EventChangesSection: SectionComposer {
  package static let id = "event_changes"
  package static let title = WordKey.sectionEventChanges
  package static let inputs = SectionInputs.needs(.events)
  package static let looksBack = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let totals = try context.givenEvents.totals
    let words = context.words
    guard let previous = totals.previous else {
      return Section(
        id: id, title: words[title], sheet: .summary, blocks: [.paragraph(words[.previousUnread])])
    }
    let before = previous.period
    let span = ["from": context.moment(before.from), "to": context.moment(before.to)]
    return Section(
      id: id, title: words[title], sheet: .summary,
      blocks: [
        .paragraph(([words(.previousPeriod, span)] + remarks(previous, context)).joined(separator: " ")),
        try context.table(
          id,
          [
            .named(.eventType, words, .text, width: 20, for: .programs), context.column(.eventType, .text, 32),
            context.column(.events, .integer, 12, json: true), context.column(.previous, .integer, 14, json: true),
            context.column(.change, .integer, 12, json: true), context.column(.changeShare, .share, 12),
          ], rows(totals, previous, context)),
      ])
  }

  /// How much of the time before the source has records of.
  private enum Coverage {
    case none, partly, wholly

    init(_ period: Period, _ records: RecordStart) {
      guard records.covers(until: period.to) else {
        self = .none
        return
      }
      self = records.first.map { $0 > period.from } == true ? .partly : .wholly
    }
  }

  /// What is not compared, or may have been deleted: the latter is a question of the whole source, not of chosen users.
  private static func remarks(_ previous: PreviousEvents, _ context: SectionContext) -> [String] {
    let records = context.recordStart(of: .events)
    let first = records.first.map { ["first": context.firstRecord($0)] } ?? [:]
    switch Coverage(previous.period, records) {
    case .none: return [records == .never ? context.words[.neverRecorded] : context.words(.previousUnrecorded, first)]
    case .partly: return [context.words(.previousPartly, first)]
    case .wholly: break
    }
    guard !context.facts.isLimited, context.mask.showsPersons else { return [] }
    return [
      previous.first.map { context.words(.previousFirst, ["first": context.moment($0)]) }
        ?? context.words[.previousEmpty]
    ]
  }

  /// Most frequent first, over both times together.
  private static func rows(
    _ totals: EventTotals, _ previous: PreviousEvents, _ context: SectionContext
  ) -> [[Cell]] {
    let coverage = Coverage(previous.period, context.recordStart(of: .events))
    let types = Set(totals.types.keys).union(previous.types.keys).map { type in
      (type, now: totals.types[type]?.total ?? 0, before: previous.types[type, default: 0])
    }
    // At M3 what is small before or now is one row, and no difference is exact.
    let isSmall = { (type: (EventKind, now: Int64, before: Int64)) in
      let smallest = coverage == .none ? type.now : min(type.now, type.before)
      return context.showsCountsOnly && smallest < Suppression.smallestCount
    }
    let rest = types.filter(isSmall)
    let others = [rest.reduce(0) { $0 + $1.now }, rest.reduce(0) { $0 + $1.before }]
    return types.filter { !isSmall($0) }.sorted {
      ($1.now + $1.before, $0.0.name) < ($0.now + $0.before, $1.0.name)
    }
    .map { type, now, before in
      // Of a time without records there is no count, and with one of a part nothing is compared.
      let change = coverage == .wholly ? context.single(now - before) : nil
      return [
        .text(type.name), .text(context.name(type)), context.countCell(now),
        coverage == .none ? .empty : context.countCell(before), change.map { .integer($0) } ?? .empty,
        before > 0 ? change.map { .share($0, of: before) } ?? .empty : .empty,
      ]
    }
      + (rest.isEmpty
        ? []
        : [
          [
            .text("other"), .text(context.words[.others]), context.countCell(others[0]),
            coverage == .none ? .empty : context.countCell(others[1]), .empty, .empty,
          ]
        ])
  }
}
