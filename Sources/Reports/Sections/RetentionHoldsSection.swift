package import Documents
import Model
import Records

/// What is held and until when; why is not shown.
package enum RetentionHoldsSection: SectionComposer {
  package static let id = "retention_holds"
  package static let title = RetentionWordKey.sectionHolds
  package static let inputs = SectionInputs.needs(.retention)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let status = try context.givenRetention
    let held = status.lines.filter { $0.hold != nil }
    let words = context.words
    let rows = held.map { line -> [Cell] in
      [
        .text(line.rule?.name ?? ""), .text(line.rule?.category ?? ""), .text(context.object(line)),
        context.cell(line.hold?.since), line.hold?.until.map { .text($0.iso8601) } ?? .empty,
        .text(line.hold.map { context.text($0) } ?? ""),
      ]
    }
    let stray = status.strayHolds.map { rule, hold -> [Cell] in
      [
        .text(rule), .empty, .text(words[.ruleGone]), context.cell(hold.since),
        hold.until.map { .text($0.iso8601) } ?? .empty, .text(context.text(hold)),
      ]
    }
    let columns = [
      context.column(.retentionRule, .text, 18, json: true), context.column(.dataCategory, .text, 22, json: true),
      context.column(.dataObject, .text, 26, json: true), context.column(.heldSince, .moment, 18, json: true),
      .named(.heldUntil, words, .text, width: 20, for: .programs), context.column(.heldUntil, .text, 22),
    ]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [.paragraph(words[.holdsMethod])]
        + (rows.isEmpty && stray.isEmpty
          ? [.paragraph(words[.noHolds])] : [try context.table("retention_holds", columns, rows + stray)]))
  }
}
