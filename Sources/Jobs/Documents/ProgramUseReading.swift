import Archive
import Model
import Reports

/// Gathers from the ledger who did what with the program in a period: acts of a source, and those of no source.
struct ProgramUseReading {
  let record: IssueRecord
  let source: String
  let period: Period

  /// By the operating system's user, in bytewise order.
  func uses() throws -> [ProgramUse] {
    let entries = try record.ledger?.entries() ?? []
    var uses: [Identifier: ProgramUse] = [:]
    for entry in entries where (entry.source == nil || entry.source == source) && period.contains(entry.moment) {
      guard entry.outcome != .begun else { continue }
      var use = uses[Identifier(entry.user)] ?? ProgramUse(user: entry.user)
      switch entry.act {
      case .run:
        use.runs += 1
        if entry.outcome != .done { use.failedRuns += 1 }
      case .issue, .reissue: if entry.outcome == .done { use.documents += 1 }
      case .unmask: if entry.outcome == .done { use.unmasked += 1 }
      default: use.acts += 1
      }
      use.first = min(use.first ?? entry.moment, entry.moment)
      use.last = max(use.last ?? entry.moment, entry.moment)
      uses[Identifier(entry.user)] = use
    }
    return uses.sorted { $0.key < $1.key }.map(\.value)
  }
}
