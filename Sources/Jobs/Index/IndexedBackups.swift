import Archive
import Documents
import HTML
import Messages
import Model
import Reports

/// The backups of an archive as its index lists them: ages are as of the writing.
struct IndexedBackups {
  private let inventory: BackupInventory
  private let look: IndexLook
  /// Those that have backups, and those that should.
  private let sources: [String]

  /// Those of an inventory; `expected` are the sources of which schedules make some.
  init(_ inventory: BackupInventory, expected: [String], _ look: IndexLook) {
    (self.inventory, self.look) = (inventory, look)
    sources = Set(inventory.sources + expected).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private var items: [BackupInventory.Item] {
    inventory.sources.flatMap { inventory.items(of: $0) }
      .sorted { ($1.backup.moment, $1.backup.source) < ($0.backup.moment, $0.backup.source) }
  }

  /// How many there are.
  var count: Int { items.count }
  /// How many were found changed.
  var changedCount: Int { items.count(where: \.isDamaged) }
  /// How many were found unsound.
  var unsoundCount: Int { items.count { !$0.isDamaged && $0.standing.isUnsound } }
  /// Of how many the manifests cannot be read.
  var unreadableCount: Int { inventory.unreadable.count }
  /// The newest one of each source that a database could be had back from, or nil; by source.
  var lastGood: [(source: String, moment: Instant?)] {
    sources.map { source in (source, inventory.items(of: source).first(where: \.isGood)?.backup.moment) }
  }
  /// The newest one of each source that a drill has proven, or nil; by source.
  var lastProven: [(source: String, moment: Instant?)] {
    sources.map { source in
      (source, inventory.items(of: source).first { $0.provenAt != nil }?.backup.moment)
    }
  }

  /// The list.
  var list: ArchivePage.List {
    ArchivePage.List(
      id: "backups", title: look.words[.indexBackups], caption: look.words[.indexBackupsCaption],
      columns: [
        look.column("source", .indexSource, width: 16), look.column("backup", .indexBackupName, width: 20),
        look.column("made_at", .indexBackupMoment, .moment, width: 18),
        look.column("age", .indexBackupAge, .duration, width: 12),
        look.column("size", .indexBackupSize, .integer, width: 12), look.column("state", .indexBackupState, width: 12),
        look.column("proven", .indexBackupProven, width: 16), look.column("held", .indexBackupHeld, width: 16),
        look.column("encrypted", .indexBackupEncrypted, width: 8),
      ],
      visibleLength: 160, rows: items.map(row) + inventory.unreadable.map { unreadable($0) },
      emptyText: look.words[.indexNoBackups])
  }

  private func row(_ item: BackupInventory.Item) -> [ArchivePage.List.Value] {
    let backup = item.backup
    let age = look.asOf.microseconds - backup.moment.microseconds
    let state: IndexWordKey =
      item.isDamaged ? .indexBackupChanged : item.standing.isUnsound ? .indexBackupUnsound : .indexBackupWhole
    return [
      .text(([backup.source] + backup.covers).joined(separator: ", ")), .text(backup.name), look.value(backup.moment),
      .ordered(look.age(backup.moment), by: age, saved: String(age)),
      .ordered(Message.bytes(backup.bytes)[look.language], by: Int64(backup.bytes), saved: String(backup.bytes)),
      .text(look.words[state]),
      .text(item.provenAt.map { look.day($0) } ?? look.words[.indexBackupUnproven]), .text(held(item)),
      .text(look.words[backup.recipients.isEmpty ? .indexNo : .indexYes]),
    ]
  }

  /// A backup of which only its path and what is wrong with it are known.
  private func unreadable(_ message: Message) -> [ArchivePage.List.Value] {
    [
      .text(message[look.language]), .empty, .empty, .empty, .empty, .text(look.words[.indexBackupUnreadable]), .empty,
      .empty, .empty,
    ]
  }

  /// Whether it is held, and until when; why only the ledger says.
  private func held(_ item: BackupInventory.Item) -> String {
    guard let hold = item.holds.max(by: { ($0.until ?? .infinity) < ($1.until ?? .infinity) }) else {
      return look.words[.indexNotHeld]
    }
    return hold.until.map { look.words(.indexHeldUntil, ["date": look.day($0.advanced(by: -1))]) }
      ?? look.words[.indexHeld]
  }
}
