package import Documents
import Model
import Records

/// How many documents of each report were issued, and how many of them show clear values.
package enum TrailKindsSection: SectionComposer {
  package static let id = "trail_kinds"
  package static let title = WordKey.sectionTrailKinds
  package static let inputs = SectionInputs.needs(.trail)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let trail = try context.givenTrail
    let words = context.words
    let kinds = Kind.all(of: trail)
    let rows = kinds.map { kind -> [Cell] in
      [
        .text(kind.report), .integer(Int64(kind.documents)), .integer(Int64(kind.unmasked)),
        .share(Int64(kind.unmasked), of: Int64(kind.documents)),
      ]
    }
    let columns = [
      context.column(.reportCode, .text, 14, json: true), context.column(.documents, .integer, 14, json: true),
      context.column(.unmasked, .integer, 14, json: true), context.column(.unmaskedShare, .share, 14),
    ]
    let hasSummary = context.definition.lists(SummarySection.self)
    let figures = [hasSummary ? nil : figure(trail, context), months(trail, context)]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: figures.compactMap { figure in figure.map { .figure($0) } }
        + [
          .table(
            Table(
              id: "trail_kinds", columns: columns, rows: try TableRows(rows, in: context.folder),
              emptyText: words[.noTrailDocuments]))
        ])
  }

  /// What of a report was issued.
  private struct Kind {
    let report: String
    let documents: Int
    let unmasked: Int

    /// The kinds there are, by their codes.
    static func all(of trail: TrailHistory) -> [Kind] {
      let groups = Dictionary(grouping: trail.issued, by: \.report)
      return groups.map { Kind(report: $0, documents: $1.count, unmasked: $1.count(where: \.isUnmasked)) }
        .sorted { $0.report.utf8.lexicographicallyPrecedes($1.report.utf8) }
    }
  }

  /// Documents by report, those with clear values on top of the others.
  static func figure(_ trail: TrailHistory, _ context: SectionContext) -> Figure? {
    let (words, kinds) = (context.words, Kind.all(of: trail))
    if kinds.isEmpty { return nil }
    return Figure(
      id: "trail_kinds", title: words[.figureTrailKinds], subtitle: words[.figureTrailSubtitle], shape: .columns,
      unit: .count, labels: kinds.map(\.report), labelTitle: words.title(.reportCode),
      series: [
        .init(name: words[.seriesMasked], values: kinds.map { Int64($0.documents - $0.unmasked) }),
        .init(name: words[.seriesUnmasked], values: kinds.map { Int64($0.unmasked) }),
      ])
  }

  /// The same by month, where there are several.
  private static func months(_ trail: TrailHistory, _ context: SectionContext) -> Figure? {
    let (words, months) = (context.words, trail.months)
    guard months.count > 1 else { return nil }
    let labels = months.map { month in
      let parts = month.first.parts
      return "\(words.month(parts.month)) \(parts.year)"
    }
    return Figure(
      id: "trail_months", title: words[.figureTrailMonths], subtitle: words[.figureTrailSubtitle], shape: .columns,
      unit: .count, labels: labels, labelTitle: words[.labelMonth],
      series: [
        .init(name: words[.seriesMasked], values: months.map { Int64($0.documents - $0.unmasked) }),
        .init(name: words[.seriesUnmasked], values: months.map { Int64($0.unmasked) }),
      ])
  }
}
