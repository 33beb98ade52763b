package import Documents
import Model
import Records

/// How many records there were, how many of them were deleted, and how many remain.
package enum DisposalCountsSection: SectionComposer {
  package static let id = "disposal_counts"
  package static let title = DisposalWordKey.disposalSectionCounts
  package static let inputs = SectionInputs.needs(.disposal)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let record = try context.givenDisposal
    let words = context.words
    let figure: [Block] = context.definition.lists(SummarySection.self) ? [] : [.figure(figure(record, context))]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [.paragraph(words[.disposalCountsMethod])] + figure + [try table(record, context)])
  }

  private static func table(_ record: DisposalRecord, _ context: SectionContext) throws -> Block {
    let (words, rule, counts) = (context.words, record.rule, record.counts)
    func machine(_ id: String) -> Column {
      Column(id: id, title: id, meaning: "", kind: .text, width: 1, audience: .programs)
    }
    // The rule’s own words and the digest stand in the fields beside: readers find here what was counted.
    func beside(_ name: ColumnName, _ width: Int) -> Column {
      .named(name, words, .text, width: width, for: .dataFiles)
    }
    let columns = [
      context.column(.retentionRule, .text, 18, json: true), beside(.dataCategory, 18),
      context.column(.dataObject, .text, 22, json: true), beside(.retentionBasis, 24),
      context.column(.disposalCutOff, .date, 14, json: true), context.column(.oldestRecord, .date, 14, json: true),
      context.column(.rowsBefore, .integer, 11, json: true), context.column(.rowsRemoved, .integer, 11, json: true),
      context.column(.rowsAfter, .integer, 11, json: true), beside(.disposalMethod, 20), beside(.subMethod, 18),
      beside(.removedDigest, 30),
      machine("plan"), machine("relation"), machine("table"), machine("statement_sha256"), machine("transaction"),
      machine("settled"),
    ]
    let evidence = record.evidence
    let row: [Cell] = [
      .text(rule.name), .text(rule.category), .text(context.object(rule.relation, rule)),
      .text(context.bases(of: rule)), .date(record.cutOff), record.oldest.map { .date($0) } ?? .empty,
      .integer(counts.before), .integer(counts.removed), .integer(counts.after), .text(words.name(rule.method)),
      .text(rule.how), .text(evidence.rowsDigest), .text(record.plan), .text(rule.relation), .text(record.table),
      .text(evidence.statementDigest), .text(evidence.transaction), .text(record.isSettled ? "true" : "false"),
    ]
    return try context.table(id, columns, [row])
  }

  /// A bar of what was deleted and one of what remains.
  static func figure(_ record: DisposalRecord, _ context: SectionContext) -> Figure {
    let words = context.words
    return Figure(
      id: id, title: words[.figureDisposalCounts], subtitle: words[.figureDisposalCountsSubtitle], shape: .bars,
      unit: .count, labels: [words[.disposalRemovedLabel], words[.disposalAfterLabel]],
      labelTitle: words[.disposalLabelCounts],
      series: [.init(name: words[.disposalLabelCounts], values: [record.counts.removed, record.counts.after])])
  }
}
