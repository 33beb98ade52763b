import Records
import Messages
import Analysis
package import Documents

/// What the lists of the configuration took out of the findings, and how a false positive is dealt with.
package enum FalsePositivesSection: SectionComposer {
  package static let id = "false_positives"
  package static let title = WordKey.sectionFalsePositives
  package static let inputs = SectionInputs.needs(.findings)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let findings = try context.givenFindings
    let words = context.words
    let suppressed = findings.outcomes.flatMap { outcome in
      outcome.suppressed.sorted { $0.key < $1.key }.map { ((outcome.definition, list: $0.key), Int64($0.value)) }
    }
    let (listed, rest) = context.merged(suppressed)
    let rows =
      listed.map { rule, count -> [Cell] in
        [
          .text(rule.0.id), .text(words.title(rule.0)), .text(words.name(mitigation: rule.list)),
          context.countCell(count),
        ]
      } + (rest.map { [[.text("–"), .text(words[.others]), .text("–"), context.countCell($0)]] } ?? [])
    var blocks: [Block] = [.paragraph(words[.falsePositives])]
    if rows.isEmpty {
      blocks.append(.paragraph(words[.nothingSuppressed]))
    } else {
      blocks.append(
        try context.table(
          id,
          [
            context.column(.rule, .text, 8), context.column(.ruleName, .text, 48), context.column(.list, .text, 22),
            context.column(.suppressed, .integer, 12),
          ], rows))
    }
    return Section(id: id, title: words[title], sheet: .summary, blocks: blocks)
  }
}
