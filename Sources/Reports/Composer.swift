package import Documents
import Messages
import Model

/// Composes a document from what was concluded: the one place where findings become pages.
package enum Composer {
  /// The document of a report.
  package static func compose(_ context: SectionContext) throws -> Document {
    var sections: [Section] = []
    for choice in context.definition.sections {
      let kind = Sections.all.first { $0.id == choice.id }
      if let section = try kind?.compose(choice, context) { sections.append(section) }
    }
    return Document(
      identity: identity(context), look: context.template.look, formats: context.formats,
      words: drawingWords(context.words), cover: CoverComposer.compose(context), sections: sections,
      summary: SummaryComposer(context: context).compose())
  }

  private static func identity(_ context: SectionContext) -> Identity {
    let facts = context.facts
    let title = context.definition.title[facts.language]
    let foot = [facts.controller.name, title, PeriodText.short(context)].filter { !$0.isEmpty }
    return Identity(
      number: facts.number, fileStem: facts.fileStem, title: title, subtitle: PeriodText.subtitle(context),
      classification: context.definition.classification[facts.language], runningFoot: foot.joined(separator: " · "),
      author: facts.controller.name, software: facts.software, languageTag: facts.language == .tr ? "tr-TR" : "en-GB",
      issuedAt: facts.times?.issued, statedMoment: statedMoment(context),
      zoneOffset: facts.zone.offset(at: facts.times?.issued ?? facts.asOf))
  }

  /// `Esas alınan an: 08.10.2026 02:15:00 UTC+03:00`, for the properties of files that carry no date of their making.
  private static func statedMoment(_ context: SectionContext) -> String? {
    guard context.facts.times == nil else { return nil }
    return context.words(.statedProperty, ["moment": context.moment(context.facts.asOf)])
  }

  private static func drawingWords(_ words: Words) -> DrawingWords {
    DrawingWords(
      page: words[.page], rowsShown: words[.rowsShown], replacements: words[.replacements],
      noReplacements: words[.noReplacements], shortened: words[.shortened], coverSheet: words[.sheetCover],
      summarySheet: words[.sheetSummary], total: words[.total], severities: Severity.allCases.map { words.name($0) })
  }
}
