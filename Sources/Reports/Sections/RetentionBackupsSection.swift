package import Documents
import Messages
import Records

/// Which backups still hold records of the source, and when they are let go.
package enum RetentionBackupsSection: SectionComposer {
  package static let id = "retention_backups"
  package static let title = RetentionWordKey.sectionRetentionBackups
  package static let inputs = SectionInputs.needs(.retention)

  package static func compose(
    _ choice: ReportDefinition.SectionChoice, _ context: SectionContext
  ) throws -> Section {
    let status = try context.givenRetention
    let words = context.words
    let unreadable = status.unreadableBackups.map { message in
      Block.notice(words(.unreadableBackup, ["reason": message[context.facts.language]]))
    }
    return Section(
      id: id, title: words[title], sheet: .page(words[title]),
      blocks: [.paragraph(words[.backupExpiryMethod])] + unreadable
        + (status.backups.isEmpty ? [.paragraph(words[.noBackupsKept])] : [try table(id, status.backups, context)])
        + offsite(status.offsite, words))
  }

  /// What may lie at a second place.
  static func offsite(_ copies: [String], _ words: TextCatalog) -> [Block] {
    copies.isEmpty ? [] : [.notice(words(.offsiteCopies, ["backups": copies.joined(separator: ", ")]))]
  }

  /// The backups, each with the last day it is kept and why.
  static func table(_ id: String, _ backups: [RetentionStatus.Backup], _ context: SectionContext) throws -> Block {
    let words = context.words
    let rows = backups.map { backup -> [Cell] in
      let (day, basis): (Cell, RetentionWordKey) =
        switch backup.expiry {
        case .about(let date): (.date(date), .expiryPolicy)
        case .held(let date): (date.map { .date($0) } ?? .empty, .expiryHeld)
        case .unknown: (.empty, .expiryUnknown)
        case .never: (.empty, .expiryNever)
        }
      return [.text(backup.name), context.cell(backup.moment), day, .text(words[basis])]
    }
    let columns = [
      context.column(.backup, .text, 22, json: true), context.column(.backupBegun, .moment, 18, json: true),
      context.column(.expires, .date, 14, json: true), context.column(.expiryBasis, .text, 34, json: true),
    ]
    return try context.table(id, columns, rows)
  }
}
