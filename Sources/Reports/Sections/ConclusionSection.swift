package import Documents

/// That the document states facts and leaves the judgement to people.
package enum ConclusionSection: SectionComposer {
  package static let id = "conclusion"
  package static let title = WordKey.sectionConclusion
  package static let inputs = SectionInputs.none

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    Section(
      id: id, title: context.words[title], sheet: .cover,
      blocks: [
        .paragraph(context.facts.source.allOf == nil ? context.words[.conclusion] : context.words[.conclusionOfTargets])
      ])
  }
}
