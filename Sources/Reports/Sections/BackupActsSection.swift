import Records
import Model
package import Documents

/// What else was done to backups in the period: checked, restored for use, held, released, copied, removed, and by whom.
package enum BackupActsSection: SectionComposer {
  package static let id = "backup_acts"
  package static let title = WordKey.sectionBackupActs
  package static let inputs = SectionInputs.needs(.backups)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let history = try context.givenBackups
    let words = context.words
    let rows = history.deeds.map { deed -> [Cell] in
      [
        context.cell(deed.moment), .text(deed.act.rawValue), .text(words.name(deed.act)),
        deed.backup.map { .text($0) } ?? .empty, .text(deed.outcome.rawValue), .text(words.name(deed.outcome)),
        .text(deed.user), deed.reason.map { .text($0) } ?? .empty,
      ]
    }
    let columns = [
      context.column(.moment, .moment, 18, json: true), .named(.backupAct, words, .text, width: 14, for: .programs),
      context.column(.backupAct, .text, 24), context.column(.backup, .text, 20, json: true),
      .named(.actOutcome, words, .text, width: 12, for: .programs), context.column(.actOutcome, .text, 16),
      context.column(.actUser, .text, 16, json: true), context.column(.actReason, .text, 36, json: true),
    ]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]), isLandscape: true,
      blocks: rows.isEmpty
        ? [.paragraph(words[.noBackupActs])] : [try context.table("backup_acts", columns, rows)])
  }
}
