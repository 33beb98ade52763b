package import Documents
import Model

/// How old the records are, rule by rule.
package enum RetentionAgesSection: SectionComposer {
  package static let id = "retention_ages"
  package static let title = RetentionWordKey.sectionAges
  package static let inputs = SectionInputs.needs(.retention)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let status = try context.givenRetention
    let words = context.words
    let hasSummary = context.definition.lists(SummarySection.self)
    let figure = hasSummary ? nil : figure(status, context)
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [.paragraph(words(.agesMethod, ["date": context.formats.date(status.date)]))]
        + (figure.map { [.figure($0)] } ?? []) + [
          try RetentionListing.table(
            "retention_ages", RetentionListing.ages, status.lines.filter { $0.counts != nil }, context)
        ])
  }

  /// A bar for each line that was counted and has records, parted by their age.
  static func figure(_ status: RetentionStatus, _ context: SectionContext) -> Figure? {
    let words = context.words
    let lines = status.lines.filter { $0.counts?.rows ?? 0 > 0 }
    if lines.isEmpty { return nil }
    let bands = [ColumnName.ageHalfYear, .ageYear, .ageTwoYears, .ageFiveYears, .ageOlder]
    return Figure(
      id: "retention_ages", title: words[.figureAges],
      subtitle: words(.figureAgesSubtitle, ["date": context.formats.date(status.date)]), shape: .columns, unit: .count,
      labels: lines.map { $0.rule?.name ?? context.object($0) }, labelTitle: words[.labelObject],
      series: bands.indices.map { index in
        .init(name: words.title(bands[index]), values: lines.map { $0.counts?.ages[index] ?? 0 })
      })
  }
}
