package import Documents
import Records

/// How many persons and records the breach concerns, and what that was counted from.
package enum BreachCountsSection: SectionComposer {
  package static let id = "breach_counts"
  package static let title = BreachWordKey.breachSectionCounts
  /// Sessions are read for what is counted; events for the timeline.
  package static let inputs = SectionInputs.uses(.sessions)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    guard let breach = context.breach, let question = context.facts.question else {
      return context.withoutBreach(choice)
    }
    let (words, counts) = (context.words, breach.rows.counts)
    let numbers: [(BreachWordKey, Int64)] = [
      (.breachAffectedPersons, counts.persons), (.breachAffectedRecords, counts.records),
      (.breachSessionRecords, counts.sessions), (.breachEventRecords, counts.events),
      (.breachWithoutAccount, counts.withoutAccount),
    ]
    let rows = zip(numbers, context.countCells(numbers.map(\.1))).map { number, cell in
      [Cell.text(number.0.rawValue), .text(words[number.0]), cell]
    }
    let moments = [(BreachWordKey.breachFirstRecord, counts.first), (.breachLastRecord, counts.last)]
    let selection = QuestionText(question: question, context: context).selections
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [
        try context.table(
          "breach_counts",
          [
            .named(.item, words, .text, width: 12, for: .programs), context.column(.item, .text, 40),
            context.column(.count, .integer, 14, json: true),
          ], rows),
        .fields(
          selection
            + moments.compactMap { key, moment in
              context.single(moment).flatMap { $0 }.map { Field(words[key], breach.moment($0)) }
            }
            + [Field(words[.breachCountedHow], breach.value(.iBasis))]),
        .notice(words[.breachCountsLimit]),
      ])
  }
}
