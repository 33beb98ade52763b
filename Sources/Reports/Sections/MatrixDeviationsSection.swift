import Analysis
package import Documents
import Model
import Records

/// Accesses of the period that the matrix of authority does not allow, and those of which it says nothing.
package enum MatrixDeviationsSection: SectionComposer {
  package static let id = "matrix_deviations"
  package static let title = MatrixWordKey.sectionDeviations
  package static let inputs = SectionInputs.needs(.accesses)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let rows = try context.givenAccesses.matrix
    let words = context.words
    guard let matrix = rows.matrix, let summary = rows.summary, rows.isApplied else {
      return Section(id: id, title: words[title], sheet: .page(words[title]), blocks: [absence(rows, context)])
    }
    let values = [
      "version": matrix.version, "rules": context.formats.integer(Int64(matrix.rules.count)),
      "roles": context.formats.integer(Int64(matrix.roles.count)),
      "objects": context.formats.integer(Int64(matrix.objects.count)),
    ]
    var blocks: [Block] = [
      .paragraph(words(.accessMatrixMethod, values)), .paragraph(words[.roles]), try verdicts(rows, context),
    ]
    if context.showsCountsOnly {
      blocks.append(.paragraph(words[.matrixCountsOnly]))
    } else {
      blocks += MatrixFigures.places(summary, context).map { [.figure($0)] } ?? [.paragraph(words[.nothingPlaced])]
      blocks += [try groups(summary, rows, context, choice), accounts(rows, context, choice)]
      blocks += [try places(summary, context, choice), unknown(rows, context, choice)]
      blocks += try trend(summary, context)
    }
    return Section(id: id, title: words[title], sheet: .page(words[title]), isLandscape: true, blocks: blocks)
  }

  /// Why nothing was held against a matrix, which is not the same as that nothing deviates.
  static func absence(_ rows: MatrixRows, _ context: SectionContext) -> Block {
    let words = context.words
    if !rows.namesObjects { return .notice(words[.noObjects]) }
    return .notice(words(.notConfigured, ["count": context.count(rows.named)]))
  }

  /// What the comparison came to: together all events of the period.
  private static func verdicts(_ rows: MatrixRows, _ context: SectionContext) throws -> Block {
    let words = context.words
    let doubts = AccessMatrix.Doubt.allCases
    let names: [(String, AccessWordKey?, MatrixWordKey?)] =
      [("conforms", .tickConforms, nil), ("deviates", .tickDeviates, nil)]
      + doubts.map { ("to_examine", .tickToExamine, $0.title) } + [("not_compared", nil, .unnamed)]
    let reasons: [Cell] = [.empty, .empty] + doubts.map { .text($0.rawValue) } + [.empty]
    let counts = context.countCells(rows.parts.map { Optional($0) })
    let lines = names.indices.map { index -> [Cell] in
      let (code, verdict, reason) = names[index]
      return [
        .text(code), reasons[index], .text(verdict.map { words[$0] } ?? words[.notCompared]),
        reason.map { .text(words[$0]) } ?? .empty, counts[index],
      ]
    }
    return .table(
      Table(
        id: "matrix_verdicts", title: words[.verdicts],
        columns: [
          .named(.matrixVerdict, words, .text, width: 14, for: .programs),
          .named(.matrixReason, words, .text, width: 22, for: .programs),
          context.column(.matrixVerdict, .text, 18), context.column(.matrixReason, .text, 44),
          context.column(.accessCount, .integer, 14, json: true, hasBar: true),
        ], rows: try TableRows(lines, in: context.folder), emptyText: words[.noRows]))
  }

  /// What deviates, by role, object and act.
  private static func groups(
    _ summary: MatrixSummary, _ rows: MatrixRows, _ context: SectionContext, _ choice: ReportDefinition.SectionChoice
  ) throws -> Block {
    let words = context.words
    let sorted = summary.deviations.sorted { ($1.value.accesses.total, $0.key) < ($0.value.accesses.total, $1.key) }
    let lines = sorted.map { group, sums -> [Cell] in
      [
        .text(group.role.text), .text(group.object.text), .text(group.act.text),
        rows.kinds[group.act].map { .text(context.name($0)) } ?? .empty,
        .integer(sums.accesses.total), .integer(sums.accesses.refused), .integer(sums.accounts),
        sums.accesses.recordCell, context.cell(Instant(microseconds: sums.accesses.first)),
        context.cell(Instant(microseconds: sums.accesses.last)),
      ]
    }
    let columns: [Column] =
      [
        context.column(.role, .text, 18, json: true), context.column(.object, .text, 22, json: true),
        .named(.eventType, words, .text, width: 20, for: .programs), context.column(.eventType, .text, 22),
        context.column(.accessCount, .integer, 12, json: true, hasBar: true),
        context.column(.refused, .integer, 12, json: true), context.column(.accounts, .integer, 10, json: true),
        recordColumn(context), context.column(.first, .moment, 19, json: true),
        context.column(.last, .moment, 19, json: true),
      ]
    return .table(
      Table(
        id: "matrix_groups", title: words[.groups], columns: columns, rows: try TableRows(lines, in: context.folder),
        pagedRowLimit: choice.pagedRows, remark: words[.recordsRemark], emptyText: words[.noDeviations]))
  }

  /// The sum of records; for nobody where the source does not say how many were accessed.
  static func recordColumn(_ context: SectionContext) -> Column {
    var column = context.column(.recordSum, .integer, 12, json: true)
    if context.missing.contains(.event(.recordCount)) { column.audience = .nobody }
    return column
  }

  /// The same by account, in full.
  private static func accounts(
    _ rows: MatrixRows, _ context: SectionContext, _ choice: ReportDefinition.SectionChoice
  ) -> Block {
    let words = context.words
    return .table(
      Table(
        id: id, title: words[.byAccount],
        columns: MatrixListing.deviations.numbered(words, missing: context.missing),
        rows: rows.deviations, pagedRowLimit: choice.pagedRows, emptyText: words[.noDeviations]))
  }

  /// Accesses with a verdict, by role and object.
  private static func places(
    _ summary: MatrixSummary, _ context: SectionContext, _ choice: ReportDefinition.SectionChoice
  ) throws -> Block {
    let words = context.words
    let sorted = summary.places.sorted { ($0.key.role, $0.key.object) < ($1.key.role, $1.key.object) }
    let lines = sorted.map { place, sums -> [Cell] in
      [
        .text(place.role.text), .text(place.object.text), .integer(sums.accesses.total), .integer(sums.deviating),
        .integer(sums.accounts),
      ]
    }
    return .table(
      Table(
        id: "matrix_places", title: words[.figurePlaces],
        columns: [
          context.column(.role, .text, 24, json: true), context.column(.object, .text, 30, json: true),
          context.column(.accessCount, .integer, 12, json: true, hasBar: true),
          context.column(.deviating, .integer, 12, json: true), context.column(.accounts, .integer, 12, json: true),
        ], rows: try TableRows(lines, in: context.folder), pagedRowLimit: choice.pagedRows,
        emptyText: words[.nothingPlaced]))
  }

  /// Objects that the matrix does not know.
  private static func unknown(
    _ rows: MatrixRows, _ context: SectionContext, _ choice: ReportDefinition.SectionChoice
  ) -> Block {
    let words = context.words
    return .table(
      Table(
        id: "matrix_unknown_objects", title: words[.unknownObjects],
        columns: MatrixListing.unknown.numbered(words), rows: rows.unknownObjects, pagedRowLimit: choice.pagedRows,
        emptyText: words[.noUnknownObjects]))
  }

  /// How many deviated in earlier documents, and in this one.
  private static func trend(_ summary: MatrixSummary, _ context: SectionContext) throws -> [Block] {
    let (words, earlier) = (context.words, context.deviationsBefore)
    if earlier.isEmpty { return [.paragraph(words[.noTrend])] }
    let lines = earlier.map { item -> [Cell] in
      [.text(item.number), .text(PeriodText.days(of: item.period, context)), .integer(item.count)]
    }
    let own: [Cell] = [
      .text(context.facts.number), .text(PeriodText.days(of: context.facts.period, context)),
      .integer(summary.deviating),
    ]
    return [
      .figure(MatrixFigures.trend(summary, context)),
      try context.table(
        "matrix_trend", title: words[.figureDeviations],
        [
          context.column(.document, .text, 22, json: true), context.column(.documentPeriod, .text, 26),
          context.column(.deviating, .integer, 14, json: true),
        ], lines + [own], remark: words[.trendRemark]),
    ]
  }
}
