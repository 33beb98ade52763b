package import Documents
import Records

/// What else was done in the period with what was issued or backed up: checked, stamped, copied, restored, held, removed.
package enum TrailActsSection: SectionComposer {
  package static let id = "trail_acts"
  package static let title = WordKey.sectionTrailActs
  package static let inputs = SectionInputs.needs(.trail)
  /// Who acted is a person.
  package static var listsPersons: Bool { true }

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let trail = try context.givenTrail
    let words = context.words
    let rows = trail.deeds.map { deed -> [Cell] in
      [
        context.cell(deed.moment), .text(deed.act), .text(words.name(act: deed.act)),
        deed.object.map { .text($0) } ?? .empty, .text(deed.outcome.rawValue), .text(words.name(deed.outcome)),
        .text(context.actor(deed.user)), deed.reason.map { .text($0) } ?? .empty,
      ]
    }
    let columns = [
      context.column(.moment, .moment, 18, json: true), .named(.backupAct, words, .text, width: 14, for: .programs),
      context.column(.backupAct, .text, 24), context.column(.document, .text, 20, json: true),
      .named(.actOutcome, words, .text, width: 12, for: .programs), context.column(.actOutcome, .text, 16),
      context.column(.actUser, .text, 16, json: true), context.column(.actReason, .text, 36, json: true),
    ]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]), isLandscape: true,
      blocks: [
        .table(
          Table(
            id: "trail_acts", columns: columns, rows: try TableRows(rows, in: context.folder),
            pagedRowLimit: choice.pagedRows, emptyText: words[.noTrailActs]))
      ])
  }
}
