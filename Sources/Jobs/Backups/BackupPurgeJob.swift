import Archive
import Backups
import Documents
import Messages

/// Purges the backups that the policy lets go: `tutanak backup purge`.
package struct BackupPurgeJob: Sendable {
  private let invocation: Invocation
  private let source: String?
  private let isConfirmed: Bool

  /// A job for one source, which need not be configured any more, or for all that are; `isConfirmed` agrees to a policy
  /// that lets more go than before.
  package init(_ invocation: Invocation, source: String?, isConfirmed: Bool) {
    (self.invocation, self.source, self.isConfirmed) = (invocation, source, isConfirmed)
  }

  /// Shows the plan of each source, and carries it out unless the run is a dry one.
  package func carryOut() async throws -> RunResult {
    guard let policy = invocation.configuration.backup.keep else {
      throw Failure(
        .misconfigured,
        Message(
          tr: "\(invocation.configuration.file): “backup.keep” yok; o olmadan hiçbir yedek silinmez. Örnek: "
            + "“keep: { days: 14, weeks: 8, months: 12, years: 10 }”.",
          en: "\(invocation.configuration.file): there is no “backup.keep”, and without it no backup is ever purged. "
            + "Such as: “keep: { days: 14, weeks: 8, months: 12, years: 10 }”."))
    }
    return try await LockedRun(invocation, as: "backup purge").carryOut { run in
      if let damage = run.damage { throw damage }
      let inventory = try BackupInventory(of: source, in: run)
      // An unreadable one may be the newest of its source, and what is older the last that can be read.
      if let unreadable = inventory.unreadable.first { throw Failure(.inputOutput, unreadable) }
      if let source, inventory.isEmpty { try Catalogue(invocation).requireKnown(source) }
      let known = Set(invocation.configuration.sources.map(\.name))
      var result = RunResult()
      var plans: [PurgePlan] = []
      for name in inventory.sources {
        guard source != nil || known.contains(name) else {
          result.remarks.append(Self.leftAlone(name))
          continue
        }
        let plan = try PurgePlan(name, policy, inventory, in: run)
        plans.append(plan)
        if !invocation.isDryRun { carryOut(plan, isKnown: known.contains(name), in: run, into: &result) }
      }
      await OffsiteJob(run)?.removePurged(into: &result)
      let lines = plans.flatMap(\.lines)
      let nothing = Message(tr: "Arşivde yedek yok.", en: "The archive has no backup.")
      result.listing = Listing(
        page: Message.joined(lines.isEmpty ? [nothing] : lines, by: "\n"),
        members: [.init("plans", .array(plans.map(\.json)))])
      return result
    }
  }

  private func carryOut(_ plan: PurgePlan, isKnown: Bool, in run: RunContext, into result: inout RunResult) {
    do {
      guard isConfirmed || plan.purged.isEmpty || isKnown && !plan.isTightened else {
        throw Failure(.wrongUsage, isKnown ? plan.needsConfirmation : Self.unknown(plan))
      }
      result.remarks += try BackupPurge(run: run, plan: plan).carryOut(isConfirmed: isConfirmed)
      result.steps.append(RunStep(.purge, source: plan.source, .inOrder))
    } catch {
      result.steps.append(RunStep(.purge, source: plan.source, .failed(Failure(error))))
    }
  }

  private static func leftAlone(_ source: String) -> Message {
    Message(
      tr:
        "\(source): yapılandırmada olmayan bir kaynağın yedekleri; “--source \(source) --confirm” istenmeden silinmez.",
      en: "\(source): backups of a source that is no longer configured; none is purged without “--source \(source) "
        + "--confirm”.")
  }

  private static func unknown(_ plan: PurgePlan) -> Message {
    Message(
      tr: "\(plan.source): kaynak yapılandırmada yok. Hiçbir yedek silinmedi; \(plan.purged.count) yedeği silmek için "
        + "“--confirm” ekleyin.",
      en: "\(plan.source): the source is no longer configured. Nothing was purged; add “--confirm” to purge "
        + "\(plan.purged.count) backups.")
  }
}
