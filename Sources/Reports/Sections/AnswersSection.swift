package import Documents
import Model
import Records

/// What was found to each item of the question, and that there is nothing where there is nothing.
package enum AnswersSection: SectionComposer {
  package static let id = "answers"
  package static let title = RequestWordKey.sectionAnswers
  package static let inputs = SectionInputs.needs(.answers)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let (question, rows) = (try context.givenQuestion, try context.givenAnswers)
    let words = context.words
    let text = QuestionText(question: question, context: context)
    let cells = zip(question.items, rows.answers).enumerated().map { index, pair -> [Cell] in
      let (item, answer) = pair
      return [
        .integer(Int64(index + 1)), .text(text.text(item)), .text(verdict(answer, words)),
        count(answer.sessions, context), count(answer.events, context), context.countCell(answer.withoutAddress),
        context.cell(context.single(answer.first).flatMap { $0 }),
        context.cell(context.single(answer.last).flatMap { $0 }),
      ]
    }
    let columns = [
      context.column(.item, .integer, 7, json: true), context.column(.value, .text, 34, json: true),
      context.column(.answer, .text, 22, json: true), context.column(.sessions, .integer, 9, json: true),
      context.column(.events, .integer, 9, json: true), context.column(.withoutAddress, .integer, 11, json: true),
      context.column(.first, .moment, 19, json: true), context.column(.last, .moment, 19, json: true),
    ]
    var blocks: [Block] = []
    if rows.answers.allSatisfy({ $0.count == 0 }) { blocks.append(.notice(words[.noMatch])) }
    blocks.append(try context.table("answers", columns, cells))
    if rows.answers.contains(where: { $0.sessions == nil }) { blocks.append(.paragraph(words[.sessionsNotKept])) }
    if rows.answers.contains(where: { $0.events == nil }) { blocks.append(.paragraph(words[.eventsNotKept])) }
    blocks += unrecorded(context)
    if rows.withoutAddress > 0 {
      blocks.append(.notice(words(.withoutAddress, ["count": context.count(rows.withoutAddress)])))
    }
    if question.items.contains(where: { !$0.networks.isEmpty }) { blocks.append(.paragraph(words[.addressCaution])) }
    return Section(id: id, title: words[title], sheet: .page(words[title]), isLandscape: true, blocks: blocks)
  }

  /// Since when there are records, where they do not reach back to the period's begin.
  private static func unrecorded(_ context: SectionContext) -> [Block] {
    [(ReportInput.sessions, WordKey.sectionSessions), (.events, .sectionEvents)].compactMap { input, name in
      let isKept = input == .sessions ? context.sessions != nil : context.events != nil
      guard isKept, let notice = context.unrecordedNotice(input) else { return nil }
      return .notice("\(context.words[name]): \(notice)")
    }
  }

  private static func verdict(_ answer: Answer, _ words: TextCatalog) -> String {
    if answer.sessions == nil, answer.events == nil { return words[.notKept] }
    return answer.count > 0 ? words[.found] : words[.notFound]
  }

  private static func count(_ found: Answer.Found?, _ context: SectionContext) -> Cell {
    found.map { context.countCell($0.count) } ?? .text(SectionContext.withheld)
  }
}
