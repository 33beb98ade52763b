package import Documents
import Model
import Records

/// Each indicator over twelve months, from each month's own documents; a month without any is a gap, and drawn as one.
package enum ManagementTrendSection: SectionComposer {
  package static let id = "management_trend"
  package static let title = ManagementWordKey.sectionTrend
  package static let inputs = SectionInputs.needs(.management)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let summary = try context.givenManagement
    let words = context.words
    let figures = ManagementSummary.Indicator.allCases.compactMap { figure($0, summary, context) }
    let rows = ManagementSummary.Indicator.allCases.flatMap { indicator in
      summary.months.map { row(indicator, $0, context) }
    }
    func machine(_ id: String, _ kind: Column.Kind) -> Column {
      Column(id: id, title: "", kind: kind, width: 1, audience: .programs)
    }
    let columns: [Column] = [
      .named(.indicator, words, .text, width: 16, for: .programs),
      .named(.indicator, words, .text, width: 34, for: .readersWithRoom),
      .named(.month, words, .date, width: 12, for: .readersWithRoomAndPrograms),
      .named(.actual, words, .text, width: 14, for: .readersWithRoom), machine("known", .json),
      machine("least", .integer), machine("most", .integer), machine("whole", .integer),
      .named(.basedOn, words, .text, width: 60, for: .desk), machine("documents", .json),
      machine("gaps", .json),
    ]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [.paragraph(words[.trendMethod])] + figures.map { .figure($0) } + [
        .table(
          Table(
            id: id, columns: columns, audience: .readersWithRoomAndPrograms,
            rows: try TableRows(rows, in: context.folder), emptyText: words[.noRows]))
      ])
  }

  private static func row(
    _ indicator: ManagementSummary.Indicator, _ month: ManagementSummary.Month, _ context: SectionContext
  ) -> [Cell] {
    let value = month.value(indicator)
    func number(_ number: Int64?) -> Cell {
      value.isKnown ? number.map { context.value($0, indicator) } ?? .empty : .empty
    }
    return [
      .text(indicator.rawValue), .text(context.words.name(indicator)), .date(month.first),
      .text(context.text(value, indicator)), .json(value.isKnown ? "true" : "false"), number(value.least),
      number(value.most), number(value.whole), .text(context.origin(value)), SectionContext.json(value.documents),
      SectionContext.json(value.gaps),
    ]
  }

  /// A line through the months of which everything is known; none where they are fewer than two, or where there was nothing
  /// to count: a month that is known in part would look like one with few.
  private static func figure(
    _ indicator: ManagementSummary.Indicator, _ summary: ManagementSummary, _ context: SectionContext
  ) -> Figure? {
    let values = summary.months.map { $0.value(indicator) }
    guard values.count(where: \.isWhole) > 1, values.contains(where: { $0.isWhole && $0.whole != 0 }) else {
      return nil
    }
    let words = context.words
    let series = series(words.name(indicator), values.map { $0.isWhole ? $0.least : nil }, indicator, context)
    let labels = summary.months.map { month in
      let parts = month.first.parts
      return "\(padded(parts.month, 2)).\(parts.year)"
    }
    return Figure(
      id: "trend_\(indicator.rawValue)", title: words.name(indicator), subtitle: words[.trendFigure], shape: .line,
      unit: .count, labels: labels, labelTitle: words[.labelMonth], series: series)
  }

  /// The line shows what the table does, and hides what it hides.
  private static func series(
    _ name: String, _ values: [Int64?], _ indicator: ManagementSummary.Indicator, _ context: SectionContext
  ) -> [Figure.Series] {
    if SectionContext.isPersonal(indicator) { return context.figureSeries(name, ofSingle: values) }
    var series = Figure.Series(name: name, values: values.map { $0 ?? 0 })
    for (place, value) in values.enumerated() where value == nil { series.omissions[place] = .unrecorded }
    return [series]
  }
}
