import Messages
package import Documents
import Model

/// Why the data is processed, on which ground, whose it is, and how long the document is kept.
package enum PurposeSection: SectionComposer {
  package static let id = "purpose"
  package static let title = WordKey.sectionPurpose
  package static let inputs = SectionInputs.none

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    let notice = context.definition.isOfCounts ? words[.noSubjectsNotice] : words[.personalDataNotice]
    return Section(
      id: id, title: words[title], sheet: .cover,
      blocks: [
        .fields((CoverComposer.leavesRoom(context) ? CoverComposer.controllerDetails(context) : []) + fields(context)),
        .paragraph(notice),
      ])
  }

  /// What a report without the section has on its first page.
  static func fields(_ context: SectionContext) -> [Field] {
    let (words, definition, language) = (context.words, context.definition, context.facts.language)
    let bases = definition.legalBases.map { "\(words.article($0)) (\(words.name($0)))" }
    return [
      Field(words[.fieldPurpose], definition.purpose[language]),
      Field(words[.fieldLegalGround], definition.legalGround[language]),
      Field(words[.fieldLegalBasis], bases.joined(separator: "; ")),
      Field(words[.fieldDataCategory], definition.dataCategory[language]),
      Field(words[.fieldSubjectGroups], definition.subjectGroups[language]),
      Field(words[.fieldRetention], retentionEnd(context)),
    ]
  }

  /// The real day of issue, so many months later.
  private static func retentionEnd(_ context: SectionContext) -> String {
    context.formats.date(context.facts.days.issued.advanced(byMonths: context.definition.retentionMonths))
  }
}
