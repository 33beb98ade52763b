package import Documents
import Model
import Records

/// What was not disposed of: what is held, and what nobody knows the age of.
package enum DisposalExceptionsSection: SectionComposer {
  package static let id = "disposal_exceptions"
  package static let title = DisposalWordKey.disposalSectionExceptions
  package static let inputs = SectionInputs.needs(.disposal)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let record = try context.givenDisposal
    let words = context.words
    var blocks: [Block] = [.paragraph(words[.disposalNoHold])]
    if !record.otherHolds.isEmpty {
      let columns = [
        context.column(.retentionRule, .text, 18, json: true), context.column(.heldSince, .moment, 18, json: true),
        .named(.heldUntil, words, .text, width: 20, for: .programs), context.column(.heldUntil, .text, 22),
      ]
      let rows = record.otherHolds.map { rule, hold -> [Cell] in
        [
          .text(rule), context.cell(hold.since), hold.until.map { .text($0.iso8601) } ?? .empty,
          .text(context.text(hold)),
        ]
      }
      blocks += [.paragraph(words[.disposalOtherHolds]), try context.table(id, columns, rows)]
    }
    if !record.answers.isEmpty {
      let values = ["documents": record.answers.joined(separator: ", "), "person": record.planned.name]
      blocks.append(.notice(words(.disposalAnswersChecked, values)))
    }
    if record.counts.undated > 0 {
      let count = ["count": context.formats.integer(record.counts.undated)]
      blocks.append(.notice(words(.disposalUndatedNotice, count)))
    }
    return Section(id: id, title: words[title], sheet: .page(words[title]), blocks: blocks)
  }
}
