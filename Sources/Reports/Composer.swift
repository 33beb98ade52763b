package import Documents
import Messages
import Model

/// Composes a document from what was concluded: the one place where findings become pages.
package enum Composer {
  /// The document of a report.
  package static func compose(_ context: SectionContext) throws -> Document {
    let composed = try context.definition.sections.map { try section($0, context) }
    let sections = CompleteCopy.applies(to: context.outputs) ? CompleteCopy.complete(composed) : composed
    let highlights = Highlights(context, sections)
    let paged = EmptyDocument.applies(to: context) ? EmptyDocument.onOnePage(sections, context) : sections
    return Document(
      identity: identity(context), theme: context.template.theme, formats: context.formats,
      words: drawingWords(context.words), cover: CoverComposer.compose(context, highlights),
      sections: paged, outputs: context.outputs,
      summary: SummaryComposer(context: context, highlights: highlights, tables: sections.flatMap(\.tables)).compose())
  }

  /// A section as the definition orders it: with its content, or with the reason why it has none.
  private static func section(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    var section: Section
    if choice.kind.listsPersons, !context.mask.showsPersons {
      section = context.withoutPersons(choice)
    } else {
      section = try choice.kind.compose(choice, choice.of.map { context.limited(to: $0) } ?? context)
    }
    if section.blocks.isEmpty { section.blocks = [.paragraph(context.words[.noRows])] }
    distinguish(&section, choice, context)
    return section
  }

  /// Says whether a section is about sessions or events, where a document is about both and the heading does not say.
  ///
  /// Tables of what is not the report's subject have names of their own, for the JSON copy and the CSV files.
  private static func distinguish(
    _ section: inout Section, _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) {
    let isSessions = choice.inputs.needed == .sessions
    let hasNamesake = context.definition.sections.contains {
      $0.id != choice.id && $0.kind.title.rawValue == choice.kind.title.rawValue
    }
    if context.sessions != nil, context.events != nil, choice.of != nil || hasNamesake {
      let suffix = " – " + context.words[isSessions ? .sectionSessions : .sectionEvents]
      section.title += suffix
      switch section.sheet {
      case .own(let name): section.sheet = .own(name + suffix)
      case .page(let name): section.sheet = .page(name + suffix)
      case .cover, .summary, .none: break
      }
    }
    if choice.of == nil || choice.of == context.definition.subject.input { return }
    for index in section.blocks.indices {
      guard case .table(var table) = section.blocks[index] else { continue }
      table.id = (isSessions ? "session_" : "event_") + table.id
      section.blocks[index] = .table(table)
    }
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
    let facts = context.facts
    return context.words(
      .statedProperty, ["moment": context.moment(facts.asOf), "date": context.formats.date(facts.days.issued)])
  }

  /// The words that renderers say by themselves.
  package static func drawingWords(_ words: TextCatalog) -> RendererTexts {
    RendererTexts(
      page: words[.page], rowsShown: words[.rowsShown], rowsShownFile: words[.rowsShownFile],
      rowsShownNowhere: words[.rowsShownNowhere], allRowsListed: words[.allRowsListed], rowsListed: words[.rowsListed],
      repeated: words[.repeated], rowsFolded: words[.rowsFolded], replacements: words[.replacements],
      noReplacements: words[.noReplacements], shortened: words[.shortened], coverSheet: words[.sheetCover],
      summarySheet: words[.sheetSummary], sheetList: words[.sheetList], sheetRows: words[.sheetRows],
      total: words[.total], severities: Severity.allCases.map { words.name($0) },
      annex: words[.annex], noAnnexes: words[.noAnnexes], contents: words[.contents], initials: words[.initials],
      browser: BrowserTexts { words.text("browser.\($0.rawValue)") })
  }
}
