import Messages
import Records
package import Documents

/// The backups of the period, and those that failed.
package enum BackupsSection: SectionComposer {
  package static let id = "backups"
  package static let title = WordKey.sectionBackups
  package static let inputs = SectionInputs.needs(.backups)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let history = try context.givenBackups
    let words = context.words
    let failures = history.failures.map { failure -> [Cell] in
      [
        context.cell(failure.moment), failure.night.map { .date($0) } ?? .empty,
        .text(failure.reason[context.facts.language]),
      ]
    }
    return Section(
      id: id, title: words[title], sheet: .own(words[title]), isLandscape: true,
      blocks: [
        .paragraph(words[.backupsMethod])
      ] + foreignRows(history, context) + [
        .table(try copies(history, context)),
        try context.table(
          "backup_failures", title: words[.backupFailures],
          [
            context.column(.moment, .moment, 18, json: true), context.column(.night, .date, 12, json: true),
            context.column(.failureReason, .text, 70, json: true),
          ], failures),
      ])
  }

  /// What none of the dumps has, where a database reads from other servers.
  private static func foreignRows(_ history: BackupHistory, _ context: SectionContext) -> [Block] {
    func notice(_ key: ServersWordKey, _ count: Int) -> [Block] {
      count == 0 ? [] : [.notice(context.words(key, ["count": context.formats.integer(Int64(count))]))]
    }
    return notice(.backupsLackForeignRows, history.copies.count { $0.foreignTables ?? 0 > 0 })
      + notice(.backupsMayLackForeignRows, history.copies.count { $0.foreignTables == nil })
  }

  private static func copies(_ history: BackupHistory, _ context: SectionContext) throws -> Table {
    let columns = BackupListing.copies
    let rows = try TableRowsWriter(in: context.folder)
    for copy in history.copies { try rows.append(columns.cells(of: .init(copy: copy, context: context))) }
    return Table(
      id: "backups", title: context.words[.backupsMade], columns: columns.columns(context.words),
      rows: try rows.finish(), pagedRowLimit: nil, emptyText: context.words[.noBackups])
  }
}
