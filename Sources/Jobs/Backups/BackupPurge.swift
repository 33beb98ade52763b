import Archive
import Backups
import Messages

/// Purges what a plan lets go, one backup after the other.
struct BackupPurge {
  let run: RunContext
  let plan: PurgePlan

  /// Purges, and returns what is said of it; `isConfirmed` is a person's word for a policy that lets more go.
  ///
  /// A backup that is being read stays until the next time. What the policy is now is written down first, so that the next
  /// plan can be compared with it.
  func carryOut(isConfirmed: Bool) throws -> [Message] {
    if isConfirmed || plan.isHarmless, let acceptance = plan.acceptance { try run.record.ledger?.append(acceptance) }
    guard isConfirmed || !plan.isTightened else { return [] }
    return try plan.purged.map { item in
      let label = "\(item.backup.source)/\(item.backup.name)"
      guard try run.record.purge(item.backup, noting: plan.record(of: item)) else {
        return Message(
          tr: "\(label) şu anda okunuyor; bir sonraki silmeye kaldı.",
          en: "\(label) is being read at this moment; it is left to the next purge.")
      }
      let size = Message.bytes(item.backup.bytes)
      return Message(tr: "\(label) silindi (\(size.tr)).", en: "\(label) was purged (\(size.en)).")
    }
  }

  /// Purges at the end of a schedule's run, after a backup was made and nothing failed.
  ///
  /// After a night with a failure, and of a source whose backup was an alarm, nothing is purged: then older backups may be
  /// what is needed.
  static func carryOut(after result: inout RunResult, in run: RunContext) {
    guard let policy = run.invocation.configuration.backup.keep, run.damage == nil, result.failures.isEmpty else {
      return
    }
    for backup in result.backups where backup.shrinkages.isEmpty {
      do {
        let inventory = try BackupInventory(of: backup.source, in: run)
        if let unreadable = inventory.unreadable.first { throw Failure(.inputOutput, unreadable) }
        let plan = try PurgePlan(backup.source, policy, inventory, in: run)
        if plan.isTightened { run.invocation.warn(plan.needsConfirmation) }
        result.remarks += try BackupPurge(run: run, plan: plan).carryOut(isConfirmed: false)
      } catch {
        result.steps.append(RunStep(.purge, source: backup.source, .failed(Failure(error).told(of: backup.source))))
      }
    }
  }
}

extension PurgePlan {
  /// What is said where a person has to agree first.
  var needsConfirmation: Message {
    let before = accepted == nil ? Message(tr: "önceden hiçbiri silinmezdi", en: "before, none would have been") : nil
    let then =
      before
      ?? Message(
        tr: "önceki kurallarla \(purged.count - moreThanAccepted) yedek silinirdi",
        en: "with the rules before it would have been \(purged.count - moreThanAccepted)")
    return Message(
      tr:
        "\(source): “keep” şimdi \(purged.count) yedeğin silinmesini istiyor, \(then.tr). Hiçbiri silinmedi; “tutanak "
        + "backup purge --source \(source) --dry-run” ile bakın, “--confirm” ile onaylayın.",
      en:
        "\(source): “keep” now wants \(purged.count) backups purged; \(then.en). Nothing was purged: look with “tutanak "
        + "backup purge --source \(source) --dry-run”, and agree with “--confirm”.")
  }
}
