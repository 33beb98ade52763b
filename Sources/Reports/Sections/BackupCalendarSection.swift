import Records
import Model
package import Documents

/// Night by night whether there is a backup, how large it is, how long it took, and whether it is proven.
package enum BackupCalendarSection: SectionComposer {
  package static let id = "backup_calendar"
  package static let title = WordKey.sectionBackupCalendar
  package static let inputs = SectionInputs.needs(.backups)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let history = try context.givenBackups
    let words = context.words
    let rows = history.nights.map { night -> [Cell] in
      [
        .date(night.date), .text(night.state.rawValue), .text(words.name(night.state)),
        night.bytes.map { .integer($0) } ?? .empty, night.duration.map { .duration($0) } ?? .empty,
        night.state == .backedUp ? .text(words[night.isProven ? .proven : .notProven]) : .empty,
      ]
    }
    let columns = [
      context.column(.night, .date, 12, json: true), .named(.nightState, words, .text, width: 14, for: .programs),
      context.column(.nightState, .text, 24), context.column(.bytes, .integer, 16, json: true, hasBar: true),
      context.column(.backupDuration, .duration, 12, json: true), context.column(.proof, .text, 16),
    ]
    let hasSummary = context.definition.lists(SummarySection.self)
    let figures = [hasSummary ? nil : strip(history, context), sizes(history, context), durations(history, context)]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: figures.compactMap { figure in figure.map { .figure($0) } }
        + [try context.table("backup_nights", columns, rows)])
  }

  /// A row of cells a state: dark where it holds for the night.
  static func strip(_ history: BackupHistory, _ context: SectionContext) -> Figure {
    let words = context.words
    func series(_ name: WordKey, _ holds: (BackupHistory.Night) -> Bool) -> Figure.Series {
      var series = Figure.Series(name: words[name], values: history.nights.map { holds($0) ? 1 : 0 })
      for (index, night) in history.nights.enumerated() where night.state == .before {
        series.omissions[index] = .unrecorded
      }
      return series
    }
    return Figure(
      id: "backup_strip", title: words[.figureBackupStrip], subtitle: words[.figureBackupStripSubtitle],
      shape: .heatMap, unit: .count, labels: history.nights.map { context.formats.dayAndMonth($0.date) },
      labelTitle: words[.labelDay],
      series: [
        series(.stripMade) { $0.state == .backedUp }, series(.proven) { $0.isProven },
        series(.stripMissing) { $0.state == .failed || $0.state == .none },
      ])
  }

  /// The size of each night's backup, in the unit that fits the largest.
  private static func sizes(_ history: BackupHistory, _ context: SectionContext) -> Figure? {
    let largest = history.nights.compactMap(\.bytes).max() ?? 0
    let (unit, bytes): (String, Int64) = largest >= 10 << 20 ? ("MiB", 1 << 20) : ("KiB", 1 << 10)
    return trend(
      "backup_sizes", .figureBackupSizes, context.words(.figureBackupSizesSubtitle, ["unit": unit]), history, context
    ) { $0.bytes.map { ($0 + bytes / 2) / bytes } }
  }

  private static func durations(_ history: BackupHistory, _ context: SectionContext) -> Figure? {
    trend(
      "backup_durations", .figureBackupDurations, context.words[.figureBackupDurationsSubtitle], history, context
    ) { $0.duration.map { ($0 + microsecondsPerSecond / 2) / microsecondsPerSecond } }
  }

  private static func trend(
    _ id: String, _ title: FigureWordKey, _ subtitle: String, _ history: BackupHistory, _ context: SectionContext,
    value: (BackupHistory.Night) -> Int64?
  ) -> Figure? {
    let values = history.nights.map(value)
    guard values.contains(where: { $0 != nil }) else { return nil }
    var series = Figure.Series(name: context.words[title], values: values.map { $0 ?? 0 })
    for (index, value) in values.enumerated() where value == nil { series.omissions[index] = .unrecorded }
    return Figure(
      id: id, title: context.words[title], subtitle: subtitle, shape: .columns, unit: .count,
      labels: history.nights.map { context.formats.dayAndMonth($0.date) }, labelTitle: context.words[.labelDay],
      series: [series])
  }
}
