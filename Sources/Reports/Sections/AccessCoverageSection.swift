package import Documents
import Model
import Records

/// Of which days of the period the source has records, and which documents there are of each.
package enum AccessCoverageSection: SectionComposer {
  package static let id = "access_coverage"
  package static let title = AccessWordKey.sectionCoverage
  package static let inputs = SectionInputs.needs(.accesses)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let accesses = try context.givenAccesses
    let words = context.words
    let days = AccessDay.all(accesses, context)
    let rows = zip(days, counts(days, context)).map { day, counts -> [Cell] in
      [.date(day.date), .text(day.state.rawValue), .text(words[day.state.title])] + counts
        + [day.documents.isEmpty ? .empty : .text(day.documents.joined(separator: ", "))]
    }
    let columns: [Column] = [
      .named(.date, words, .date, width: 12, for: .readersWithRoomAndPrograms),
      .named(.dayCoverage, words, .text, width: 12, for: .programs),
      .named(.dayCoverage, words, .text, width: 30, for: .readersWithRoom),
      .named(.daySessions, words, .integer, width: 14, for: .readersWithRoomAndPrograms),
      .named(.dayEvents, words, .integer, width: 14, for: .readersWithRoomAndPrograms),
      .named(.dayDocuments, words, .text, width: 60, for: .readersWithRoomAndPrograms),
    ]
    let gaps = AccessDay.gaps(among: days).map { gap -> [Cell] in
      let range =
        gap.first == gap.last
        ? context.formats.date(gap.first) : "\(context.formats.date(gap.first)) – \(context.formats.date(gap.last))"
      return [.text(range), .integer(Int64(gap.last.dayNumber - gap.first.dayNumber + 1))]
    }
    let figure: [Block] =
      context.definition.lists(SummarySection.self) ? [] : [.figure(calendar(days, context))]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [
        .paragraph(words[.coverageMethod])
      ] + figure + [
        .table(
          Table(
            id: "coverage_gaps", title: words[.coverageGaps],
            columns: [
              .named(.date, words, .text, width: 30, for: .paper),
              .named(.daysWithout, words, .integer, width: 14, for: .paper),
            ], rows: try TableRows(gaps, in: context.folder), pagedRowLimit: 100, emptyText: words[.noCoverageGaps])),
        .table(
          Table(
            id: "access_days", columns: columns, rows: try TableRows(rows, in: context.folder),
            emptyText: words[.noRows])),
      ])
  }

  /// Sessions and events of each day: parts of wholes that page 1 prints.
  ///
  /// At M3 nothing stands where a day has none.
  private static func counts(_ days: [AccessDay], _ context: SectionContext) -> [[Cell]] {
    context.countCells(
      ofGrid: days.map { day in
        context.showsCountsOnly && day.state != .recorded ? [nil, nil] : [day.sessions, day.events]
      })
  }

  /// A row a month, a cell a day.
  static func calendar(_ days: [AccessDay], _ context: SectionContext) -> Figure {
    let words = context.words
    let levels: [AccessDay.State: Int64] = [.recorded: 1, .empty: 2]
    var months: [Figure.Series] = []
    var current: (year: Int, month: Int)?
    for day in days {
      let parts = day.date.parts
      if current?.year != parts.year || current?.month != parts.month {
        current = (parts.year, parts.month)
        let omissions = (0..<31).map { ($0, Figure.Omission.unrecorded) }
        months.append(
          Figure.Series(
            name: "\(words.month(parts.month)) \(parts.year)", values: Array(repeating: 0, count: 31),
            omissions: Dictionary(uniqueKeysWithValues: omissions)))
      }
      guard let level = levels[day.state] else { continue }
      months[months.count - 1].values[parts.day - 1] = level
      months[months.count - 1].omissions[parts.day - 1] = nil
    }
    let marks = [words[.markRecorded], words[.markEmpty]]
    var figure = Figure(
      id: "access_coverage", title: words[.figureCoverage],
      subtitle: words(.figureCoverageSubtitle, ["recorded": marks[0], "empty": marks[1]]), shape: .heatMap,
      unit: .count,
      labels: (1...31).map { String($0) }, labelTitle: words[.labelMonth], series: months)
    figure.marks = [""] + marks
    return figure
  }
}

/// A local day of the period, as far as it is counted.
struct AccessDay {
  /// What is known of it.
  enum State: String {
    case recorded, empty, before

    fileprivate var title: AccessWordKey {
      switch self {
      case .recorded: .dayRecorded
      case .empty: .dayEmpty
      case .before: .dayBefore
      }
    }
  }

  let date: CivilDate
  let state: State
  /// Nil where the source has none at all.
  let sessions: Int64?
  let events: Int64?
  /// The numbers of the documents of the day.
  let documents: [String]

  /// Days with no session start and no event that follow each other, by their first and last.
  static func gaps(among days: [AccessDay]) -> [(first: CivilDate, last: CivilDate)] {
    var gaps: [(first: CivilDate, last: CivilDate)] = []
    for day in days where day.state == .empty {
      if let last = gaps.last?.last, last.advanced(by: 1) == day.date {
        gaps[gaps.count - 1].last = day.date
      } else {
        gaps.append((day.date, day.date))
      }
    }
    return gaps
  }

  /// The days of a document.
  static func all(_ accesses: AccessRows, _ context: SectionContext) -> [AccessDay] {
    let start = context.recordStart(of: .accesses)
    return PeriodText.days(context).map { date in
      let sessions = accesses.sessions.map { $0.days[date, default: 0] }
      let events = accesses.events.map { $0.days[date, default: 0] }
      let hasRows = (sessions ?? 0) + (events ?? 0) > 0
      return AccessDay(
        date: date, state: hasRows ? .recorded : context.isRecorded(date, start) ? .empty : .before, sessions: sessions,
        events: events, documents: context.documentsByDay[date] ?? [])
    }
  }
}
