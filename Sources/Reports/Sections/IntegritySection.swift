package import Documents

/// Where the digests are, and that no time stamp was taken.
package enum IntegritySection: SectionComposer {
  package static let id = "integrity"
  package static let title = WordKey.sectionIntegrity
  package static let inputs = SectionInputs.none

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    return Section(
      id: id, title: words[title], sheet: .cover,
      blocks: [.paragraph(words[.integrityDigests]), .notice(words[.noTimeStamp])])
  }
}
