package import Documents
import Records

/// What is asked, item by item, and what is answered to each of it.
package enum AuthorityAnswersSection: SectionComposer {
  package static let id = "authority_answers"
  package static let title = AuthorityWordKey.authoritySectionAnswers
  /// Events are read for what was found to the letter; sessions for the records.
  package static let inputs = SectionInputs.uses(.events)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let authority = context.authority else { return context.withoutLetter(choice) }
    let words = context.words
    var blocks: [Block] = []
    for place in authority.letter.items.indices {
      blocks.append(.paragraph(words(.authorityItem, ["item": String(place + 1)])))
      blocks.append(.fields(authority.text.fields(of: place)))
    }
    blocks.append(
      try context.table("authority_answers", columns(context), rows(authority.answers, authority.text)))
    for (place, answer) in (context.answers?.answers ?? []).enumerated() where answer.withoutPort > 0 {
      blocks.append(
        .notice(
          words(
            .authorityWithoutPort, ["item": String(place + 1), "count": context.count(answer.withoutPort)])))
    }
    if let count = context.answers?.withoutAddress, count > 0 {
      blocks.append(.notice(words(.withoutAddress, ["count": context.count(count)])))
    }
    blocks.append(.paragraph(words[.authorityNoOpinion]))
    return Section(id: id, title: words[title], sheet: .page(words[title]), blocks: blocks)
  }

  /// The columns of a table of answers.
  static func columns(_ context: SectionContext) -> [Column] {
    [
      context.column(.requestItem, .integer, 7, json: true),
      .named(.wanted, context.words, .text, width: 16, for: .programs), context.column(.wanted, .text, 20),
      .named(.answerState, context.words, .text, width: 16, for: .programs),
      context.column(.answerState, .text, 20), context.column(.answerText, .text, 60, json: true),
    ]
  }

  /// The rows of one.
  static func rows(_ answers: [AuthorityAnswer], _ text: AuthorityText) -> [[Cell]] {
    let words = text.context.words
    return answers.map { answer in
      [
        .integer(Int64(answer.item + 1)), .text(answer.wanted.rawValue), .text(words.name(answer.wanted)),
        .text(answer.state.rawValue), .text(words.name(answer.state)), .text(text.sentence(answer)),
      ]
    }
  }
}
