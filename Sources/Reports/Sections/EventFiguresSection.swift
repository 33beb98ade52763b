import Analysis
package import Documents

/// The charts of a security-event report.
package enum EventFiguresSection: SectionComposer {
  package static let id = "event_figures"
  package static let title = WordKey.sectionFigures
  package static let inputs = SectionInputs.needs(.events)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let totals = try context.givenEvents.totals
    // What the summary shows is not shown twice.
    let main = context.definition.lists(SummarySection.self) ? EventFigures.main(totals, context)?.id : nil
    let figures =
      totals.counted == 0
      ? []
      : [
        PeriodText.days(context).count > 1 ? EventFigures.daily(totals, context) : nil,
        EventFigures.failedByHour(totals, context), EventFigures.types(totals, context),
      ].compactMap { $0 }.filter { $0.id != main }
    // Where nothing is drawn here, records are not said to be missing: the one chart stands in the summary.
    let elsewhere = totals.counted > 0 && figures.isEmpty ? [Block.paragraph(context.words[.figuresInSummary])] : []
    return Section(
      id: id, title: context.words[title], sheet: .summary,
      blocks: (totals.counted == 0 ? [] : context.figureNotice) + figures.map { .figure($0) }
        + (context.figureNotice.isEmpty ? elsewhere : []))
  }
}
