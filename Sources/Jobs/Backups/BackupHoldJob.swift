import Archive
import Documents
import Messages
import Model

/// Keeps a backup from being purged, or lets it go again: `tutanak backup hold`, `tutanak backup release`.
package struct BackupHoldJob: Sendable {
  private let invocation: Invocation
  private let name: String
  private let source: String?

  /// A job for the backup with a folder's name, of a source or of the only one.
  package init(_ invocation: Invocation, name: String, source: String?) {
    (self.invocation, self.name, self.source) = (invocation, name, source)
  }

  /// Holds it, through the last day (`2027-01-31`, in the configured zone) or until it is released.
  package func hold(reason: String, lastDay: String?) async throws -> RunResult {
    let until = try lastDay.map {
      try HoldEnd.moment(after: $0, in: invocation.configuration.zone, now: invocation.asOf)
    }
    guard !reason.allSatisfy(\.isWhitespace) else {
      throw Failure(
        .wrongUsage,
        Message(tr: "--reason boş: neden saklandığını yazın.", en: "--reason is empty: say why it is held."))
    }
    return try await carryOut("backup hold") { item, run in
      let label = "\(item.backup.source)/\(item.backup.name)"
      try append(.hold, item, reason: reason, facts: [.init("until", until.map { .string($0.iso8601) } ?? .null)], run)
      return Message(
        tr: "\(label): \(lastDay.map { "\($0) gününün sonuna kadar" } ?? "bırakılana kadar") saklı tutuluyor.",
        en: "\(label): held \(lastDay.map { "through \($0)" } ?? "until it is released").")
    }
  }

  /// Ends every hold of it.
  package func release(reason: String?) async throws -> RunResult {
    try await carryOut("backup release") { item, run in
      let label = "\(item.backup.source)/\(item.backup.name)"
      let holds = item.standing.holds
      guard !holds.isEmpty else {
        throw Failure(.wrongUsage, Message(tr: "\(label) saklı tutulmuyor.", en: "\(label) is not held."))
      }
      try append(.release, item, reason: reason, facts: [.init("holds", .integer(Int64(holds.count)))], run)
      return Message(
        tr: "\(label): artık saklı tutulmuyor; kurallar saklamıyorsa ilk silmede gider.",
        en: "\(label): held no longer; where no rule keeps it the next purge takes it.")
    }
  }

  private func carryOut(
    _ command: String, _ act: (BackupInventory.Item, RunContext) throws -> Message
  ) async throws -> RunResult {
    try await LockedRun(invocation, as: command).carryOut { run in
      if let damage = run.damage { throw damage }
      let inventory = try BackupInventory(in: run)
      var found = inventory.sources.compactMap { inventory.item(name, of: $0) }
      if let source { found = found.filter { $0.backup.source == source } }
      guard let item = found.first, found.count == 1 else { throw notFound(found.map(\.backup.source), inventory) }
      var result = RunResult()
      let done = try act(item, run)
      result.remarks = [invocation.isDryRun ? Message(tr: "Denemede:", en: "In a dry run:") + done : done]
      return result
    }
  }

  private func append(
    _ act: LedgerEntry.Act, _ item: BackupInventory.Item, reason: String?, facts: [JSONValue.Member], _ run: RunContext
  ) throws {
    try run.record.ledger?.append(
      LedgerEntry.Draft(
        act, .done, source: item.backup.source, backup: item.backup.name, reason: reason, facts: facts))
  }

  private func notFound(_ sources: [String], _ inventory: BackupInventory) -> Failure {
    if sources.count > 1 {
      let list = sources.joined(separator: ", ")
      return Failure(
        .wrongUsage,
        Message(
          tr: "Bu adda birden çok kaynağın yedeği var; --source ile seçin: \(list).",
          en: "Several sources have a backup of this name; choose one with --source: \(list)."))
    }
    let known = inventory.sources.filter { $0 == source ?? $0 }.flatMap { inventory.items(of: $0).map(\.backup.name) }
    let unknown = Message(
      tr: "“\(name)” adında bir yedek yok; olanları “tutanak backup list” gösterir.",
      en: "There is no backup “\(name)”; “tutanak backup list” shows those that are there.")
    return Failure(.wrongUsage, Suggestion.question(for: name, among: known).map { unknown + $0 } ?? unknown)
  }
}
