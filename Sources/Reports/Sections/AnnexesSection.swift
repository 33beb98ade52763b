package import Documents

/// The files that belong to the document.
package enum AnnexesSection: SectionComposer {
  package static let id = "annexes"
  package static let title = WordKey.sectionAnnexes
  package static let inputs = SectionInputs.none

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    Section(id: id, title: context.words[title], sheet: .cover, blocks: [.annexes])
  }
}
