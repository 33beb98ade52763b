import Archive
import Model

/// What the ledger says of backups at one second place.
struct OffsiteState {
  /// A backup, by its source and the name of its folder.
  struct Copy: Hashable {
    let source: String
    let backup: String
  }

  /// Those that lie there as they should.
  private(set) var complete: Set<Copy> = []
  /// Those of which something may lie there while the archive has purged them, oldest first.
  var leftBehind: [Copy] { tried.filter { purged.contains($0) } }

  private var tried: [Copy] = []
  private var purged: Set<Copy> = []

  /// What follows from the entries, which are in their order; `place` is the location in words.
  init(_ entries: [LedgerEntry], at place: String) {
    func isHere(_ entry: LedgerEntry) -> Bool { entry.fact("location")?.stringValue == place }
    for entry in entries {
      guard let source = entry.source, let backup = entry.backup else { continue }
      let copy = Copy(source: source, backup: backup)
      switch (entry.act, entry.outcome) {
      // The destruction of a copy names its place, that of the backup none.
      case (.purge, .done) where entry.fact("location") == nil: purged.insert(copy)
      case (.purge, .done) where isHere(entry): forget(copy)
      case (.offsite, let outcome) where isHere(entry):
        forget(copy)
        tried.append(copy)
        if outcome == .done { complete.insert(copy) }
      default: break
      }
    }
  }

  /// What may lie at any second place of the backups of some sources that were made before a moment.
  static func copies(in entries: [LedgerEntry], of sources: Set<String>, before moment: Instant) -> [String] {
    var found: [String] = []
    for entry in entries {
      guard let source = entry.source, let backup = entry.backup, sources.contains(source),
        let place = entry.fact("location")?.stringValue
      else { continue }
      let copy = "\(source)/\(backup) (\(place))"
      switch (entry.act, entry.outcome) {
      case (.purge, .done): found.removeAll { $0 == copy }
      case (.offsite, .notRun): break
      case (.offsite, _) where !found.contains(copy): found.append(copy)
      default: break
      }
    }
    let later = Set(entries.filter { $0.act == .backup && $0.time > moment }.compactMap(\.backup))
    return found.filter { copy in !later.contains { copy.contains("/\($0) (") } }
  }

  private mutating func forget(_ copy: Copy) {
    tried.removeAll { $0 == copy }
    complete.remove(copy)
  }
}
