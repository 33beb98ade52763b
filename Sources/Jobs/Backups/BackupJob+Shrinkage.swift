import Archive
import Backups
import Documents
import Messages

extension BackupJob {
  /// What of the backup that was just published is much smaller than usual; it is said at once.
  ///
  /// Compared are the last backups of the source that were made in the same way and of which nothing bad is known.
  func shrinkages(of folder: String) -> [ShrinkAlarm.Shrinkage] {
    guard let share = run.invocation.configuration.backup.shrinkAlarm else { return [] }
    do {
      let backup = try ArchivedBackup(readingFrom: folder)
      let damaged = run.record.damagedBackups(of: backup.source)
      let before = try run.record.archive.backups(of: backup.source).sound.reversed().filter {
        $0.name != backup.name && $0.isMade(as: backup) && !damaged.contains($0.name)
      }
      let found = ShrinkAlarm(below: share).shrinkages(of: backup.size, before: before.map(\.size))
      for shrinkage in found { run.invocation.warn(shrinkage.warning(of: backup.source, below: share)) }
      return found
    } catch {
      let failure = Failure(error)
      run.invocation.warn(
        Message(
          tr: "\(request.source.name): yedek alındı, ama öncekilerle karşılaştırılamadı. \(failure.message.tr)",
          en: "\(request.source.name): the backup was made, but could not be compared with those before. "
            + failure.message.en))
      return []
    }
  }
}

extension ArchivedBackup {
  /// How large it is.
  fileprivate var size: ShrinkAlarm.Size { .init(bytes: bytes, rows: contents?.rows) }

  /// Whether its bytes can be compared with another one's.
  fileprivate func isMade(as other: ArchivedBackup) -> Bool {
    format == other.format && compression == other.compression && recipients.isEmpty == other.recipients.isEmpty
  }
}

extension ShrinkAlarm.Shrinkage {
  /// The shrinkage as JSON.
  var json: JSONValue {
    .object([
      .init("measure", .string(measure.rawValue)), .init("value", .integer(Int64(value))),
      .init("median", .integer(Int64(median))),
    ])
  }

  /// What is said of it.
  fileprivate func warning(of source: String, below share: Int) -> Message {
    let (unit, remedy) = (
      measure == .rows ? Message(tr: "satır", en: "rows") : Message(tr: "bayt", en: "bytes"),
      Message(
        tr: "Veriler silinmiş veya rol artık hepsini göremiyor olabilir; önceki yedekleri saklayın "
          + "(backup.shrink_alarm). Bu gece hiçbir yedek silinmez.",
        en: "Rows may have been deleted, or the role no longer sees all of them; keep the backups before it "
          + "(backup.shrink_alarm). No backup is purged tonight.")
    )
    return Message(
      tr: "\(source): yedek her zamankinin %\(share) kadarından küçük: \(value) \(unit.tr), son yedeklerin ortancası "
        + "\(median).",
      en:
        "\(source): the backup has less than \(share) % of what is usual: \(value) \(unit.en); the median of the last "
        + "backups is \(median).") + remedy
  }
}
