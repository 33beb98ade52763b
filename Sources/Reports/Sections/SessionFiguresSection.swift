import Analysis
package import Documents

/// The charts of a session report.
package enum SessionFiguresSection: SectionComposer {
  package static let id = "session_figures"
  package static let title = WordKey.sectionFigures
  package static let inputs = SectionInputs.needs(.sessions)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let totals = try context.givenSessions.totals
    guard totals.counted > 0 else {
      return Section(id: id, title: context.words[title], sheet: .summary, blocks: [])
    }
    // The load curve of a short period stands in the summary; the days are worth a line of their own from three on.
    let daily = totals.load.isEmpty || PeriodText.days(context).count < 3 ? nil : SessionFigures.daily(totals, context)
    let hasSummary = context.definition.lists(SummarySection.self)
    let figures = [
      hasSummary ? daily : SessionFigures.main(totals, context), SessionFigures.heatMap(totals, context),
      SessionFigures.longestUsers(totals, context),
      SessionFigures.histogram(totals, context),
    ]
    return Section(
      id: id, title: context.words[title], sheet: .summary,
      blocks: context.figureNotice + figures.compactMap { figure in figure.map { .figure($0) } })
  }
}
