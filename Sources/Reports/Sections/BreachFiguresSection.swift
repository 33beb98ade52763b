package import Documents

/// The charts of a breach: its timeline, persons and records, and how dense records are before and after the moments.
package enum BreachFiguresSection: SectionComposer {
  package static let id = "breach_figures"
  package static let title = BreachWordKey.breachSectionFigures
  package static let inputs = SectionInputs.needs(.answers)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let breach = context.breach else { return context.withoutBreach(choice) }
    let (words, figures) = (context.words, BreachFigures(breach, context))
    var blocks = [figures.timeline(), figures.records(), figures.persons()].compactMap { $0 }.map { Block.figure($0) }
    if blocks.isEmpty {
      blocks.append(.paragraph(words[.breachNoFigures]))
    } else {
      if figures.earlierSessions > 0 { blocks.append(.paragraph(words[.breachFigureBeforeNote])) }
      blocks.insert(contentsOf: context.figureNotice, at: 0)
    }
    blocks += figures.density(
      breach.notice.alarm, id: "breach_alarm", title: .breachFigureDensityAlarm, event: .breachDensityAlarm)
    blocks += figures.density(
      breach.notice.awareness, id: "breach_awareness", title: .breachFigureDensityAwareness,
      event: .breachDensityAwareness)
    return Section(id: id, title: words[title], sheet: .page(words[title]), blocks: blocks)
  }
}
