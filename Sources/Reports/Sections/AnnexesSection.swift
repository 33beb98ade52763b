package import Documents

/// The files that belong to the document.
package enum AnnexesSection: SectionComposer {
  package static let id = "annexes"
  package static let title = WordKey.sectionAnnexes
  package static let inputs = SectionInputs.none

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    let fields = context.companions.enumerated().map { index, name in
      Field(words(.annex, ["number": String(index + 1)]), name)
    }
    return Section(id: id, title: words[title], sheet: .cover, blocks: [.fields(fields)])
  }
}
