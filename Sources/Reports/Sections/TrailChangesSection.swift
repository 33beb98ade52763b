package import Documents
import Records

/// What was changed in how documents are made: the configuration, the key that seals, the history of a source.
package enum TrailChangesSection: SectionComposer {
  package static let id = "trail_changes"
  package static let title = WordKey.sectionTrailChanges
  package static let inputs = SectionInputs.needs(.trail)
  /// Who acted is a person.
  package static var listsPersons: Bool { true }

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let trail = try context.givenTrail
    let words = context.words
    func text(_ value: String?) -> Cell { value.map { .text($0) } ?? .empty }
    let rows = trail.changes.map { change -> [Cell] in
      [
        context.cell(change.moment), .text(change.kind.rawValue), .text(words.name(change.kind)),
        .text(context.actor(change.user)), text(change.before), text(change.after), text(change.document),
      ]
    }
    let columns = [
      context.column(.moment, .moment, 18, json: true), .named(.changeKind, words, .text, width: 12, for: .programs),
      context.column(.changeKind, .text, 16), context.column(.actUser, .text, 16, json: true),
      context.column(.digestBefore, .text, 30, json: true), context.column(.digestAfter, .text, 30, json: true),
      context.column(.document, .text, 18, json: true),
    ]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]), isLandscape: true,
      blocks: [
        .paragraph(words[.trailChangesMethod]),
        .table(
          Table(
            id: "trail_changes", columns: columns, rows: try TableRows(rows, in: context.folder),
            emptyText: words[.noTrailChanges])),
      ])
  }
}
