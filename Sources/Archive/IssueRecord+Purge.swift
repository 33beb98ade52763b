import Files
import Messages

extension IssueRecord {
  /// Removes a backup for good, and keeps the record of it: what it was and by which rule it went.
  ///
  /// The ledger says that it is about to go before anything is touched, and that it is gone after. A rename takes the
  /// folder's name away first, so that a backup is there whole or not at all; what a killed process leaves is removed, and
  /// the record completed, by the next run.
  ///
  /// - Returns: False, and nothing is touched, where it is being read.
  package func purge(_ backup: ArchivedBackup, noting draft: LedgerEntry.Draft) throws -> Bool {
    guard let ledger, backup.folder == archive.backupFolder(backup.source) + "/" + backup.name else {
      throw ArchiveError.noBackup(backup.name, source: backup.source)
    }
    try archive.requireInPlace()
    guard let use = try BackupUse.alone(with: backup.name, source: backup.source, in: archive) else { return false }
    var note = draft
    (note.act, note.outcome, note.source, note.backup) = (.purge, .begun, backup.source, backup.name)
    try ledger.append(note)
    let hidden = Self.purged(backup.name, in: archive.backupFolder(backup.source))
    try uninterrupted {
      try Folder.rename(backup.folder, to: hidden)
      try markPurged(backup.name, of: backup.source)
    }
    try Folder.discard(hidden)
    note.outcome = .done
    try ledger.append(note)
    try BackupUse.forget(backup.name, source: backup.source, in: archive)
    _ = consume use
    return true
  }

  /// Completes what killed runs began to purge: a backup that still has its name stays, any other goes.
  func settlePurges() throws {
    guard let ledger else { return }
    var open: [[String]: LedgerEntry] = [:]
    for entry in try ledger.entries() where entry.act == .purge {
      guard let source = entry.source, let backup = entry.backup else { continue }
      open[[source, backup]] = entry.outcome == .begun ? entry : nil
    }
    for entry in open.values.sorted(by: { $0.sequence < $1.sequence }) {
      guard let source = entry.source, let backup = entry.backup else { continue }
      let folder = archive.backupFolder(source)
      var note = entry.draft
      if Folder.exists(folder + "/" + backup) {
        note.outcome = .abandoned
      } else {
        try Folder.discard(Self.purged(backup, in: folder))
        try uninterrupted { try markPurged(backup, of: source) }
        note.outcome = .done
      }
      try ledger.append(note)
    }
  }

  private func markPurged(_ backup: String, of source: String) throws {
    guard var entry = register.entries.first(where: { $0.source == source && $0.backup == backup }) else { return }
    let old = entry
    entry.state = .purged
    entry.isDamaged = false
    try register.replace(old, by: entry)
  }

  /// The name of a backup that is being removed; a run that sweeps removes whatever is called so.
  private static func purged(_ backup: String, in folder: String) -> String { "\(folder)/.\(backup).purged.partial" }
}

extension IssueRecord {
  /// The names of a source's backups whose files were found changed, and are not known to be sound again.
  package func damagedBackups(of source: String) -> Set<String> {
    Set(register.entries.filter { $0.source == source && $0.isDamaged }.compactMap(\.backup))
  }
}

extension Archive {
  /// The folders of backups, of all sources or of one, that have not got their names yet or have lost them.
  package func partialBackups(of source: String? = nil) throws -> [String] {
    var found: [String] = []
    for name in try sourceFolders() where source.map({ $0 == name }) ?? true {
      let entries = try Folder.entries(backupFolder(name)).filter { ArchiveContents.isUnfinished($0) }
      found += entries.map { backupFolder(name) + "/" + $0 }
    }
    return found
  }
}
