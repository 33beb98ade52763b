import Archive

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

  private mutating func forget(_ copy: Copy) {
    tried.removeAll { $0 == copy }
    complete.remove(copy)
  }
}
