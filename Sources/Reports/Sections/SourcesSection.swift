import Records
package import Documents
import Model

/// Events by the address they came from.
package enum SourcesSection: SectionComposer {
  package static let id = "sources"
  package static let title = WordKey.sectionSources
  package static let inputs = SectionInputs.needs(.events)
  package static let listsPersons = true

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let events = try context.givenEvents
    guard !context.missing.contains(.event(.address)) else {
      let absence = context.words(.missingColumns, ["columns": context.words.fields([.event(.address)])])
      return Section(id: id, title: context.words[title], sheet: .summary, blocks: [.paragraph(absence)])
    }
    return try top(
      choice, context, id: "sources", title: title, EventListing.sources.numbered(context.words),
      events.rows.sources, emptyText: .noRows)
  }

  /// A section with the first rows of a long table; the whole of it is in the JSON copy, and in CSV where issued.
  static func top(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext, id: String, title: WordKey,
    _ columns: [Column], _ rows: TableRows, emptyText: WordKey
  ) throws -> Section {
    let words = context.words
    let limit = choice.pagedRows ?? 20
    let shown = try rows.first(limit, in: context.folder)
    let remark = words(
      .topRemark, ["shown": String(shown.count), "total": context.formats.integer(Int64(rows.count))])
    func table(_ rows: TableRows, for audience: Audience, remark: String?) -> Block {
      .table(
        Table(id: id, columns: columns, audience: audience, rows: rows, remark: remark, emptyText: words[emptyText]))
    }
    return Section(
      id: choice.id, title: words[title], sheet: .summary,
      blocks: [
        table(shown, for: .viewers, remark: rows.count > shown.count ? remark : nil),
        table(rows, for: .dataFiles, remark: nil),
      ])
  }
}
