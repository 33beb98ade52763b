import Analysis
package import Documents
import Model
import Records

/// Accesses of the period to the objects that the configuration says hold personal data.
package enum PersonalDataAccessSection: SectionComposer {
  package static let id = "personal_data_access"
  package static let title = MatrixWordKey.sectionPersonal
  package static let inputs = SectionInputs.needs(.accesses)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let rows = try context.givenAccesses.matrix
    let words = context.words
    func section(_ blocks: [Block]) -> Section {
      Section(id: id, title: words[title], sheet: .page(words[title]), blocks: blocks)
    }
    guard rows.namesObjects else { return section([.notice(words[.noObjects])]) }
    guard let matrix = rows.matrix, let summary = rows.summary, !matrix.categories.isEmpty else {
      return section([.notice(words[.personalNotConfigured])])
    }
    let objects = matrix.categories.sorted { (Identifier($0.value), $0.key) < (Identifier($1.value), $1.key) }
    let sums = objects.map { summary.personal[$0.key] ?? MatrixSummary.Sums() }
    let counts = context.countCells(sums.map { Optional($0.accesses.total) })
    let lines = objects.indices.map { index -> [Cell] in
      let (object, own) = (objects[index], sums[index])
      let start: [Cell] = [.text(object.value), .text(object.key.text), counts[index]]
      if context.showsCountsOnly { return start }
      return start + [
        .integer(own.deviating), .integer(own.toExamine), .integer(own.accesses.refused), .integer(own.accounts),
        own.accesses.recordCell,
        own.accesses.total == 0 ? .empty : context.cell(Instant(microseconds: own.accesses.first)),
        own.accesses.total == 0 ? .empty : context.cell(Instant(microseconds: own.accesses.last)),
      ]
    }
    var columns: [Column] = [
      context.column(.dataCategory, .text, 26, json: true), context.column(.object, .text, 24, json: true),
      context.column(.accessCount, .integer, 12, json: true, hasBar: true),
    ]
    if !context.showsCountsOnly {
      columns += [
        context.column(.deviating, .integer, 10, json: true), context.column(.toExamine, .integer, 12, json: true),
        context.column(.refused, .integer, 12, json: true), context.column(.accounts, .integer, 10, json: true),
        MatrixDeviationsSection.recordColumn(context), context.column(.first, .moment, 19, json: true),
        context.column(.last, .moment, 19, json: true),
      ]
    }
    var result = section([
      .paragraph(words(.personalMethod, ["version": matrix.version])),
      .table(
        Table(
          id: id, columns: columns, rows: try TableRows(lines, in: context.folder), pagedRowLimit: choice.pagedRows,
          remark: context.showsCountsOnly ? nil : words[.recordsRemark], emptyText: words[.noRows])),
    ])
    result.isLandscape = true
    return result
  }
}
