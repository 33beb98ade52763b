import Records
import Analysis
package import Documents
import Model

/// One line a day: of each user in a session report, of everyone in an event report.
package enum DaysSection: SectionComposer {
  package static let id = "days"
  package static let title = WordKey.sectionDays
  package static let inputs = SectionInputs.needsSessionsOrEvents

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    if let sessions = context.sessions {
      guard context.mask.showsPersons else { return context.withoutPersons(choice) }
      var section = context.listing(
        choice, title: title, caption: .daysNote, id: "days", UserDurationsTable.days.columns(context.words),
        sessions.rows.days)
      // Of a single day the table of users says the same, where there is one.
      let hasUsers = context.definition.lists(UsersSection.self, of: .sessions)
      section.isPaged = PeriodText.days(context).count > 1 || !hasUsers
      return section
    }
    let totals = try context.givenEvents.totals
    let words = context.words
    let rows = try TableRowsWriter(in: context.folder)
    let days = PeriodText.days(context)
    let none = Array(repeating: Int64(0), count: Severity.allCases.count)
    let records = context.recordStart(of: .events)
    let counts = days.map { context.isRecorded($0, records) ? totals.days[$0] ?? none : nil }
    let severities = context.countCells(
      ofGrid: counts.map { $0.map { $0.map { $0 } } ?? none.map { _ in nil } })
    let sums = context.countCells(counts.map { $0?.reduce(0, +) })
    let failed = context.countCells(zip(days, counts).map { $1 == nil ? nil : totals.failedDays[$0, default: 0] })
    for (index, day) in days.enumerated() {
      try rows.append([.date(day), sums[index]] + severities[index] + [failed[index]])
    }
    let names: [ColumnName] = [
      .events, .severityInfo, .severityLow, .severityMedium, .severityHigh, .severityCritical, .failed,
    ]
    let columns =
      [Column.named(.date, words, .date, width: 12)]
      + names.map { .named($0, words, .integer, width: 14) }
    return context.listing(
      choice, title: title, id: "days", columns, try rows.finish(), remark: context.unrecordedNotice(.events))
  }
}
