import Messages
package import Documents

/// Why the data is processed, on which ground, and whose it is.
package enum PurposeSection: SectionComposer {
  package static let id = "purpose"
  package static let title = WordKey.sectionPurpose
  package static let inputs = SectionInputs.none

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    let definition = context.definition
    let language = context.facts.language
    let bases = definition.legalBases.map { "\($0.article) (\(words.name($0)))" }
    return Section(
      id: id, title: words[title], sheet: .cover,
      blocks: [
        .fields([
          Field(words[.fieldPurpose], definition.purpose[language]),
          Field(words[.fieldLegalGround], definition.legalGround[language]),
          Field(words[.fieldLegalBasis], bases.joined(separator: "; ")),
          Field(words[.fieldDataCategory], definition.dataCategory[language]),
          Field(words[.fieldSubjectGroups], definition.subjectGroups[language]),
          Field(words[.fieldRequester], CoverComposer.requester(context)),
        ]),
        .paragraph(words[.personalDataNotice]),
      ])
  }
}
