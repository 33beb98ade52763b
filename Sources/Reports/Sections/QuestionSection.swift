package import Documents

/// What was asked: the kind of question, the letter it rests on, why, and what was chosen.
package enum QuestionSection: SectionComposer {
  package static let id = "question"
  package static let title = RequestWordKey.sectionQuestion
  package static let inputs = SectionInputs.needs(.answers)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let question = try context.givenQuestion
    let words = context.words
    return Section(
      id: id, title: words[title], sheet: .cover,
      blocks: [
        .fields(QuestionText(question: question, context: context).fields), .paragraph(words[.questionMethod]),
      ])
  }
}
