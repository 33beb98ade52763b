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
        choice, title: title, note: .daysNote, id: "days", UserDurationsTable.dayColumns(context.words),
        sessions.rows.days)
      // Of a single day the table of users says the same, where there is one.
      let hasUsers = context.definition.lists(UsersSection.self, of: .sessions)
      section.isPaged = PeriodText.days(context).count > 1 || !hasUsers
      return section
    }
    let totals = try context.givenEvents.totals
    let words = context.words
    let rows = try TableRows(in: context.folder)
    for day in PeriodText.days(context) {
      let severities = totals.days[day] ?? Array(repeating: 0, count: Severity.allCases.count)
      try rows.append(
        [.date(day), context.countCell(severities.reduce(0, +))] + severities.map { context.countCell($0) }
          + [context.countCell(totals.failedDays[day, default: 0])])
    }
    let outputs: Set<Output> = [.workbook, .paged, .csv, .json]
    let names: [ColumnName] = [
      .events, .severityInfo, .severityLow, .severityMedium, .severityHigh, .severityCritical, .failed,
    ]
    let columns =
      [Column.named(.date, words, .date, width: 12, in: outputs)]
      + names.map { .named($0, words, .integer, width: 14, in: outputs) }
    return context.listing(choice, title: title, id: "days", columns, rows)
  }
}
