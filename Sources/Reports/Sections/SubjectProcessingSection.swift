import Analysis
package import Documents
import Messages
import Model

/// Whether data of the applicant are processed, which, what for, on which ground, to whom they go and how long they are kept.
package enum SubjectProcessingSection: SectionComposer {
  package static let id = "subject_processing"
  package static let title = RequestWordKey.sectionSubjectProcessing
  package static let inputs = SectionInputs.needs(.answers)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let (question, words) = (try context.givenQuestion, context.words)
    var section = Section(id: id, title: words[title], sheet: .cover, blocks: [])
    guard case .subject(let application) = question.matter, let rows = try context.givenAnswers.subject else {
      return section
    }
    let (definition, language) = (context.definition, context.facts.language)
    let bases = definition.legalBases.map { "\(words.article($0)) (\(words.name($0)))" }
    let recipients = application.recipients.joined(separator: "; ")
    section.blocks = [
      .notice(verdict(rows, context)),
      .fields([
        Field(words[.fieldDataCategory], definition.dataCategory[language]),
        Field(words[.fieldPurpose], definition.purpose[language]),
        Field(words[.fieldLegalGround], definition.legalGround[language]),
        Field(words[.fieldLegalBasis], bases.joined(separator: "; ")),
        Field(words[.recipients], recipients.isEmpty ? words[.noRecipients] : recipients),
        Field(words[.dataRetention], application.retention),
      ]),
      .paragraph(words(.collection, ["system": context.facts.source.title[language]])),
      .paragraph(words[.othersRemoved]),
    ]
    return section
  }

  /// Whether there are data of the person, and how many records.
  private static func verdict(_ rows: SubjectRows, _ context: SectionContext) -> String {
    let (sessions, events) = (context.sessions?.totals.counted ?? 0, context.events?.totals.counted ?? 0)
    let period = PeriodText.halfOpen(context)
    if sessions + events > 0 {
      let counts = ["sessions": context.count(Int64(sessions)), "events": context.count(Int64(events))]
      return context.words(.processed, counts.merging(["period": period]) { $1 })
    }
    return context.words(rows.isKnown ? .accountOnly : .notProcessed, ["period": period])
  }
}
