import Documents
import Model
import Records

/// The few numbers of the first page of a disposal record.
enum DisposalTiles {
  /// What was deleted, what remains, and how many backups still hold what was deleted.
  static func compose(_ record: DisposalRecord, _ context: SectionContext) -> [Tile] {
    let (words, formats) = (context.words, context.formats)
    return [
      Tile(
        label: words[.tileDisposalRemoved], value: .integer(record.counts.removed),
        remark: words(.tileDisposalRemovedRemark, ["date": formats.date(record.cutOff)])),
      Tile(
        label: words[.tileDisposalAfter], value: .integer(record.counts.after),
        remark: words(.tileDisposalBefore, ["count": formats.integer(record.counts.before)])),
      Tile(
        label: words[.tileDisposalBackups], value: .integer(Int64(record.backups.count)),
        remark: backups(record.backups, record.offsite, context)),
    ]
  }

  /// Until when the last of them is kept, where that is known of all.
  private static func backups(_ backups: [RetentionStatus.Backup], _ offsite: [String], _ context: SectionContext)
    -> String
  {
    if !offsite.isEmpty { return context.words[.tileDisposalBackupsOpen] }
    if backups.isEmpty { return context.words[.tileDisposalBackupsNone] }
    let days = backups.compactMap { backup -> CivilDate? in
      switch backup.expiry {
      case .about(let day): day
      case .held(let day): day
      case .unknown, .never: nil
      }
    }
    guard days.count == backups.count, let last = days.max() else { return context.words[.tileDisposalBackupsOpen] }
    return context.words(.tileDisposalBackupsRemark, ["date": context.formats.date(last)])
  }
}
