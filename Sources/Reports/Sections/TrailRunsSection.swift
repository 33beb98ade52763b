package import Documents
import Records

/// The runs of the period that failed or were broken off.
package enum TrailRunsSection: SectionComposer {
  package static let id = "trail_runs"
  package static let title = WordKey.sectionTrailRuns
  package static let inputs = SectionInputs.needs(.trail)
  /// Who acted is a person.
  package static var listsPersons: Bool { true }

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let trail = try context.givenTrail
    let words = context.words
    let rows = trail.failedRuns.map { run -> [Cell] in
      [
        context.cell(run.moment), .text(run.command), .text(context.actor(run.user)), context.exitText(run.ending),
        context.exitCode(run.ending),
      ]
    }
    let columns = [
      context.column(.moment, .moment, 18, json: true), context.column(.command, .text, 30, json: true),
      context.column(.actUser, .text, 18, json: true), context.column(.exitCode, .text, 14),
      .named(.exitCode, words, .integer, width: 8, for: .programs),
    ]
    let ended = words(
      .trailRunsCounted,
      [
        "count": context.formats.integer(Int64(trail.failedRuns.count)),
        "total": context.formats.integer(Int64(trail.runs)),
      ])
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [
        .paragraph(ended),
        .table(
          Table(
            id: "trail_runs", columns: columns, rows: try TableRows(rows, in: context.folder),
            emptyText: words[.noTrailRuns])),
      ])
  }
}
