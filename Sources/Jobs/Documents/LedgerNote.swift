import Archive
import Messages

/// An act that needs no archive, written into its ledger all the same.
struct LedgerNote {
  private let entry: LedgerEntry.Draft
  private let command: String

  /// A note of what a command has done.
  init(_ entry: LedgerEntry.Draft, as command: String) { (self.entry, self.command) = (entry, command) }

  /// Adds it once no other run holds the archive, for which ten seconds are waited; whatever keeps it out is told.
  ///
  /// Returns whether the ledger has it, which after a dry run it has not.
  @discardableResult
  func write(_ invocation: Invocation) async -> Bool {
    if invocation.isDryRun { return false }
    do {
      try await append(invocation, triesLeft: 10)
      return true
    } catch {
      let cause = Failure(error).message
      invocation.warn(
        Message(
          tr: "“\(command)” deftere yazılamadı: \(cause.tr)",
          en: "The ledger does not have this “\(command)”: \(cause.en)"))
      return false
    }
  }

  private func append(_ invocation: Invocation, triesLeft: Int) async throws {
    do {
      let result = try await LockedRun(invocation, as: command).carryOut { run in
        if let damage = run.damage { throw damage }
        try run.record.ledger?.append(entry)
        return RunResult()
      }
      for failure in result.failures { invocation.warn(failure.message) }
    } catch let failure as Failure where failure.failureKind == .temporary && triesLeft > 1 {
      try await Task.sleep(for: .seconds(1))
      try await append(invocation, triesLeft: triesLeft - 1)
    }
  }
}
