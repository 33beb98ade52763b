package import Documents

/// Who the rows belong to that match the question, with the first and the last moment of each.
package enum AnswerUsersSection: SectionComposer {
  package static let id = "answer_users"
  package static let title = RequestWordKey.sectionAnswerUsers
  package static let inputs = SectionInputs.needs(.answers)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let rows = try context.givenAnswers
    return context.listing(
      choice, title: title, id: id, AnswerUser.table.numbered(context.words), rows.users, emptyText: .noRows)
  }
}
