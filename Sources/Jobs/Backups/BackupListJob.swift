import Archive
import Backups
import Documents
import Messages
import Model

/// Lists the backups in the archive: `tutanak backup list`.
package struct BackupListJob: Sendable {
  private let invocation: Invocation
  private let source: String?

  /// A job for one source, or for all; the invocation must be one that changes nothing.
  package init(_ invocation: Invocation, source: String?) {
    self.invocation = invocation
    self.source = source
  }

  /// Looks, and changes nothing.
  package func carryOut() async throws -> RunResult {
    try await LockedRun(invocation, as: "backup list").carryOut { run in
      if let damage = run.damage { throw damage }
      let inventory = try BackupInventory(of: source, in: run)
      if let source, inventory.isEmpty { try Catalogue(invocation).requireKnown(source) }
      var result = RunResult()
      result.steps = inventory.unreadable.map { RunStep(.prepare, .failed(Failure(.inputOutput, $0))) }
      result.listing = try listing(inventory, in: run)
      return result
    }
  }

  private func listing(_ inventory: BackupInventory, in run: RunContext) throws -> Listing {
    var table = TextTable(BackupListLine.heads)
    var elements: [JSONValue] = []
    for source in inventory.sources {
      let isConfigured = invocation.configuration.sources.contains { $0.name == source }
      let plan = try invocation.configuration.backup.keep.map { try PurgePlan(source, $0, inventory, in: run) }
      let verdicts = Dictionary(
        (plan?.retention.verdicts ?? []).map { ($0.backup.name, $0.reasons) }, uniquingKeysWith: { $1 })
      for item in inventory.items(of: source) {
        let line = BackupListLine(
          item: item, reasons: verdicts[item.backup.name], isConfigured: isConfigured, asOf: invocation.asOf,
          zone: invocation.configuration.zone)
        table.add(line.cells)
        elements.append(line.json)
      }
    }
    let partials = inventory.partials.map { path in
      Message(
        tr: "\(path): yazılıyor, ya da yarıda kalmış; yedek sayılmaz.",
        en: "\(path): being written, or left unfinished; no backup.")
    }
    let empty = Message(tr: "Arşivde yedek yok.", en: "The archive has no backup.")
    let page = Message.joined([elements.isEmpty ? empty : table.text] + partials, by: "\n")
    return Listing(
      page: page,
      members: [
        .init("archived", .array(elements)), .init("partials", .array(inventory.partials.map { .string($0) })),
      ])
  }
}
