import Archive
import Backups
import Documents
import Files
import Messages
import Model

/// The backups that lie in the archive, with what is known of each.
struct BackupInventory {
  /// One backup.
  struct Item {
    /// What lies there.
    let backup: ArchivedBackup
    /// What the ledger says of it.
    let standing: BackupStanding
    /// Whether its files were found changed.
    let isDamaged: Bool
    /// The holds that count now.
    let holds: [BackupStanding.Hold]

    /// Whether a database could be had back from it, as far as anybody knows.
    var isGood: Bool { !isDamaged && !standing.isUnsound }
    /// When it was proven; nil where it is not, or not sound any more.
    var provenAt: Instant? { isGood ? standing.provenAt : nil }

    /// As retention judges it.
    var candidate: RetentionCandidate {
      RetentionCandidate(
        name: backup.name, moment: backup.moment, count: Int(backup.name.dropFirst(17)) ?? 1,
        isComplete: !standing.isUnsound, isProven: standing.provenAt != nil,
        protection: isDamaged ? .damaged : holds.isEmpty ? nil : .held)
    }
  }

  /// The names of the sources that have a folder of backups, in their order.
  let sources: [String]
  /// The backups by source, newest first.
  private let items: [String: [Item]]
  /// What is wrong with backups whose manifests cannot be read.
  let unreadable: [Message]
  /// The folders of backups that are being made or removed at this moment, or were when a run was killed.
  let partials: [String]

  /// Reads what lies there: of one source, or of all.
  init(of source: String? = nil, in run: RunContext) throws {
    let archive = run.record.archive
    let standings = BackupStandings(try run.record.ledger?.entries() ?? [])
    let (sound, unreadable) = try archive.backups(of: source)
    var items: [String: [Item]] = [:]
    for (name, backups) in Dictionary(grouping: sound, by: \.source) {
      let damaged = run.record.damagedBackups(of: name)
      items[name] = backups.map { backup in
        let standing = standings.of(backup.name, source: name)
        return Item(
          backup: backup, standing: standing, isDamaged: damaged.contains(backup.name),
          holds: standing.holds(at: run.invocation.asOf))
      }.sorted { RetentionCandidate.isOlder($1.candidate, $0.candidate) }
    }
    (self.items, self.unreadable) = (items, unreadable)
    partials = try archive.partialBackups(of: source)
    sources = items.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether nothing lies there.
  var isEmpty: Bool { items.isEmpty && unreadable.isEmpty && partials.isEmpty }

  /// The backups of a source, newest first.
  func items(of source: String) -> [Item] { items[source] ?? [] }

  /// A backup by its names.
  func item(_ name: String, of source: String) -> Item? { items(of: source).first { $0.backup.name == name } }
}
