import Archive
import Delivery
import Messages

/// Copies backups to their second place by hand: `tutanak backup offsite`.
package struct BackupOffsiteJob: Sendable {
  private let invocation: Invocation
  private let word: String?
  private let source: String?

  /// A job for the backup a word means, or for all that are not there yet.
  package init(_ invocation: Invocation, word: String?, source: String?) {
    self.invocation = invocation
    self.word = word
    self.source = source
  }

  /// Copies them, oldest first; one that is named is held against what lies there, even if it was copied before.
  package func carryOut() async throws -> RunResult {
    guard let place = invocation.configuration.offsite?.location.text else {
      throw Failure(
        .misconfigured,
        Message(
          tr: "\(invocation.configuration.file): ikinci yer tanımlı değil; “backup: { offsite: { folder: … } }” ya da "
            + "“{ sftp: { … } }” ekleyin.",
          en: "\(invocation.configuration.file): there is no second place; add “backup: { offsite: { folder: … } }” or "
            + "“{ sftp: { … } }”."))
    }
    return try await LockedRun(invocation, as: "backup offsite").carryOut { run in
      if let damage = run.damage { throw damage }
      guard let job = OffsiteJob(run) else { return RunResult() }
      let backups: [ArchivedBackup]
      if let word {
        backups = try BackupChoice(word, source: source, in: run.record.archive, invocation.configuration).backups
      } else {
        // Says so where there is no backup at all, or no such source.
        _ = try BackupChoice("all", source: source, in: run.record.archive, invocation.configuration)
        backups = try job.owed(of: source)
      }
      var result = RunResult()
      if backups.isEmpty {
        result.remarks.append(Message(tr: "Her yedek \(place) konumunda.", en: "Every backup is at \(place)."))
      }
      guard !invocation.isDryRun else {
        result.remarks += job.plan(backups)
        return result
      }
      await job.copy(backups, urgent: word == nil ? 0 : backups.count, into: &result)
      await job.removePurged(into: &result)
      return result
    }
  }
}
