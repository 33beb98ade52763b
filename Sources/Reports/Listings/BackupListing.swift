import Documents
import Model
import Records

/// The columns of the tables of backups.
enum BackupListing {
  /// A backup and what it is written with.
  struct Row {
    let copy: BackupHistory.Copy
    let context: SectionContext
  }

  /// One row a backup.
  static let copies = TableColumns<Row>([
    .init(.backup, .text, 20) { .text($0.copy.name) },
    .init(.database, .text, 14) { .text($0.copy.database) },
    .init(.backupFormat, .text, 14) { .text($0.copy.format) },
    .init(.backupTool, .text, 24, for: .readersWithRoomAndPrograms) { .text($0.copy.tool) },
    .init(.backupBegun, .moment, 17) { $0.context.cell($0.copy.begun) },
    .init(.backupEnded, .moment, 17) { $0.context.cell($0.copy.ended) },
    .init(.backupDuration, .duration, 10) { row in
      row.copy.ended.map { .duration(max(0, $0.microseconds - row.copy.begun.microseconds)) } ?? .empty
    },
    .init(.bytes, .integer, 14) { .integer($0.copy.bytes) },
    .init(.backupRows, .integer, 12) { $0.copy.rows.map { .integer($0) } ?? .empty },
    .init(.manifestDigest, .text, 34) { .text($0.copy.digest) },
    .init(.encryption, .text, 14) { row in
      .text(row.context.words[row.copy.keys.isEmpty ? .notEncrypted : .encryptedByAge])
    },
    .init(.keyMark, .text, 18, for: .readersWithRoomAndPrograms) { row in
      row.copy.keys.isEmpty ? .empty : .text(row.copy.keys.joined(separator: ", "))
    },
    .init(.place, .text, 14) { row in
      let key: WordKey =
        switch row.copy.offsite {
        case .done, .passed: .placeBoth
        case .failed: .placeOffsiteFailed
        default: .placeLocal
        }
      return .text(row.context.words[key])
    },
    .init(.testedAt, .moment, 17, for: .readersWithRoomAndPrograms) { $0.context.cell($0.copy.test?.moment) },
    .init(.testOutcome, .text, 14) { row in
      .text(row.copy.test.map { row.context.words.name($0.outcome) } ?? row.context.words[.notTested])
    },
    .init(.hold, .text, 22, for: .readersWithRoomAndPrograms) { row in
      guard let hold = row.copy.hold else { return .empty }
      let until = hold.until.map { row.context.formats.date(row.context.facts.zone.localTime(at: $0).date) }
      return .text([until, hold.reason].compactMap { $0 }.joined(separator: " · "))
    },
  ])
}
