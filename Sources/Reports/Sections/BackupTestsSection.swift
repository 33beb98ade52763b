import Records
import Model
package import Documents

/// The restore tests of the period: what was compared, how long the restore took, and whether erased persons stayed away.
package enum BackupTestsSection: SectionComposer {
  package static let id = "backup_tests"
  package static let title = WordKey.sectionBackupTests
  package static let inputs = SectionInputs.needs(.backups)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let history = try context.givenBackups
    let words = context.words
    func number(_ value: Int64?) -> Cell { value.map { .integer($0) } ?? .empty }
    let rows = history.tests.map { test -> [Cell] in
      [
        context.cell(test.moment), .text(test.backup), .text(test.outcome.rawValue),
        .text(words.name(test.outcome)), test.duration.map { .duration($0) } ?? .empty, number(test.tables),
        number(test.rows), number(test.differences), number(test.erased),
      ]
    }
    let columns = [
      context.column(.moment, .moment, 18, json: true), context.column(.backup, .text, 20, json: true),
      .named(.testOutcome, words, .text, width: 14, for: .programs), context.column(.testOutcome, .text, 16),
      context.column(.restoreDuration, .duration, 12, json: true),
      context.column(.comparedTables, .integer, 10, json: true), context.column(.backupRows, .integer, 12, json: true),
      context.column(.differences, .integer, 10, json: true), context.column(.erased, .integer, 12, json: true),
    ]
    return Section(
      id: id, title: words[title], sheet: .page(words[title]), isLandscape: true,
      blocks: [.paragraph(words[.backupTestsMethod])]
        + (rows.isEmpty
          ? [.notice(words[.noBackupTests])] : [try context.table("backup_tests", columns, rows)]))
  }
}
