package import Documents
import Model

/// Which time and which users the document covers, to the microsecond.
package enum ScopeSection: SectionComposer {
  package static let id = "scope"
  package static let title = WordKey.sectionScope
  package static let inputs = SectionInputs.none

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let words = context.words
    let facts = context.facts
    let fields =
      [
        Field(words[.fieldPeriod], PeriodText.halfOpen(context)),
        Field(words[.fieldPeriodUTC], "\(facts.period.from.iso8601) – \(facts.period.to.iso8601)"),
        Field(words[.fieldZone], TechnicalSection.zone(context)),
      ] + CoverComposer.userFilter(context)
    var blocks: [Block] = [.fields(fields), .paragraph(words[.timeNotice])]
    if facts.period.to > facts.asOf {
      blocks.append(.notice(words(.periodNotOver, ["moment": context.moment(facts.asOf)])))
    }
    if context.countedRows == 0, !context.tellsInAnyCase { blocks.append(.notice(context.emptyNotice)) }
    return Section(id: id, title: words[title], sheet: .cover, blocks: blocks)
  }
}
