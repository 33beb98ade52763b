import Analysis
package import Documents

/// The charts of a security-event report.
package enum EventFiguresSection: SectionComposer {
  package static let id = "event_figures"

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section? {
    guard let totals = context.events?.totals, totals.counted > 0 else { return nil }
    let main = EventFigures.main(totals, context)?.id
    let figures = [
      PeriodText.days(context).count > 1 ? EventFigures.daily(totals, context) : nil,
      EventFigures.failedByHour(totals, context), EventFigures.types(totals, context),
    ]
    return Section(
      id: id, title: context.words[.sectionFigures], sheet: .summary,
      blocks: context.figureNotice
        + figures.compactMap { figure in figure.flatMap { $0.id == main ? nil : .figure($0) } })
  }
}
