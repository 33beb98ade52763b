package import Documents
import Model
import Records

/// A year day by day: whether there is a sealed document of it, whether that is still what was sealed, and how much it counts.
package enum SealCalendarSection: SectionComposer {
  package static let id = "seal_calendar"
  package static let title = WordKey.sectionSealCalendar
  package static let inputs = SectionInputs.needs(.seals)

  /// How many days the trend of the rows has.
  private static let trendDays = 30

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let history = try context.givenSeals
    let words = context.words
    let rows = history.days.filter { $0.state != .before }.map { day -> [Cell] in
      [
        .date(day.date), .text(day.state.rawValue), .text(words.name(day.state)), .integer(Int64(day.documents)),
        .integer(Int64(day.stamped)),
      ]
    }
    let columns = [
      context.column(.date, .date, 12, json: true), .named(.dayState, words, .text, width: 14, for: .programs),
      .named(.dayState, words, .text, width: 24, for: .desk), context.column(.documents, .integer, 12, json: true),
      context.column(.stamped, .integer, 12, json: true),
    ]
    let hasSummary = context.definition.lists(SummarySection.self)
    let figures = [hasSummary ? nil : calendar(history, context), trend(history, context)]
    let gaps = history.days.filter { $0.state == .missing || $0.state == .broken }.map { day -> [Cell] in
      [.date(day.date), .text(words.name(day.state))]
    }
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: figures.compactMap { figure in figure.map { .figure($0) } } + [
        .table(
          Table(
            id: "seal_gaps", title: words[.sealGaps],
            columns: [
              .named(.date, words, .date, width: 12, for: .paper),
              .named(.dayState, words, .text, width: 30, for: .paper),
            ], rows: try TableRows(gaps, in: context.folder), emptyText: words[.noSealGaps])),
        .table(
          Table(
            id: "seal_days", columns: columns.map { onScreen($0) }, rows: try TableRows(rows, in: context.folder),
            emptyText: words[.noSeals])),
      ])
  }

  /// The year's days are looked up in the workbook; pages have the calendar and the days that are not in order.
  private static func onScreen(_ column: Column) -> Column {
    var column = column
    if column.audience == .viewersAndPrograms { column.audience = .readersWithRoomAndPrograms }
    return column
  }

  /// A row a month, a cell a day: darker is worse.
  static func calendar(_ history: SealHistory, _ context: SectionContext) -> Figure? {
    guard let last = history.days.last else { return nil }
    let words = context.words
    let levels: [SealHistory.Day.State: Int64] = [.valid: 1, .missing: 2, .broken: 3]
    var months: [Figure.Series] = []
    var current: (year: Int, month: Int)?
    // Months before anything was sealed say nothing.
    let begin = history.days.first { $0.state != .before }?.date.parts ?? last.date.parts
    let first = CivilDate(year: begin.year, month: begin.month, day: 1)
    for day in history.days where day.date >= first {
      let parts = day.date.parts
      if current?.year != parts.year || current?.month != parts.month {
        current = (parts.year, parts.month)
        months.append(month("\(words.month(parts.month)) \(parts.year)"))
      }
      guard let level = levels[day.state] else { continue }
      months[months.count - 1].values[parts.day - 1] = level
      months[months.count - 1].omissions[parts.day - 1] = nil
    }
    let marks = [words[.markValid], words[.markMissing], words[.markBroken]]
    let legend = [
      "valid": marks[0], "missing": marks[1], "broken": marks[2], "last": context.formats.date(last.date),
    ]
    var figure = Figure(
      id: "seal_calendar", title: words[.figureSealCalendar], subtitle: words(.figureSealCalendarSubtitle, legend),
      shape: .heatMap, unit: .count, labels: (1...31).map { String($0) }, labelTitle: words[.labelMonth], series: months
    )
    figure.marks = [""] + marks
    return figure
  }

  /// A month of which nothing is known yet.
  private static func month(_ name: String) -> Figure.Series {
    let omissions = (0..<31).map { ($0, Figure.Omission.unrecorded) }
    return Figure.Series(
      name: name, values: Array(repeating: 0, count: 31), omissions: Dictionary(uniqueKeysWithValues: omissions))
  }

  /// The rows of each report, day by day: a sudden drop is worth a look.
  private static func trend(_ history: SealHistory, _ context: SectionContext) -> Figure? {
    let days = history.days.suffix(trendDays)
    let reports = Set(days.flatMap(\.rows.keys)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard !reports.isEmpty, days.contains(where: { $0.rows.values.contains { $0 > 0 } }) else { return nil }
    let series = reports.map { report -> Figure.Series in
      var series = Figure.Series(name: report, values: days.map { $0.rows[report] ?? 0 })
      for (index, day) in days.enumerated() where day.rows[report] == nil { series.omissions[index] = .unrecorded }
      return series
    }
    let words = context.words
    return Figure(
      id: "sealed_rows", title: words[.figureSealedRows], subtitle: words[.figureSealedRowsSubtitle], shape: .line,
      unit: .count, labels: days.map { context.formats.dayAndMonth($0.date) }, labelTitle: words[.labelDay],
      series: series)
  }
}
