import Archive
import Backups
import Messages
import Model
import Schedules

/// Drills that a schedule owes: one of the newest backup of each database, when none has passed for as long as it says.
///
/// It is the last thing a run does, so that nothing waits for it. A drill that could not be run makes the run incomplete;
/// one that failed is a backup that is not what it was.
struct DueDrill {
  let run: RunContext
  let schedule: Schedule

  /// Drills what is due, or says what would be.
  func carryOut(_ databases: [SharedDatabase], into result: inout RunResult) async {
    guard let cadence = schedule.drill else { return }
    do {
      let entries = try run.record.ledger?.entries() ?? []
      let inventory = try BackupInventory(in: run)
      for database in databases {
        let source = database.owner.name
        let last = entries.last { $0.act == .drill && $0.outcome == .passed && $0.source == source }?.moment
        guard let newest = inventory.items(of: source).first?.backup, isDue(last, cadence) else { continue }
        if run.invocation.isDryRun {
          result.remarks.append(
            Message(
              tr: "\(newest.label): geri yükleme denemesi yapılacaktı.", en: "\(newest.label): would be drilled."))
        } else {
          try await drill(newest, into: &result)
        }
      }
    } catch {
      result.steps.append(RunStep(.drill, .lacking))
      result.notices.append(Failure(error).message)
    }
  }

  private func isDue(_ last: Instant?, _ cadence: Int64) -> Bool {
    last.map { run.invocation.asOf.microseconds - $0.microseconds >= cadence } ?? true
  }

  private func drill(_ backup: ArchivedBackup, into result: inout RunResult) async throws {
    let job = DrillJob(run.invocation, word: nil, source: nil, identity: nil)
    let (examined, failures) = try await job.drill(backup, in: run)
    if examined.verdict != .notRun { return result.add(examined, failures) }
    // The documents and the backup are done; that the drill could not be run is no failure of theirs.
    result.examined.append(examined)
    result.steps.append(RunStep(.drill, source: examined.source, .lacking))
    result.notices.append(examined.summary)
  }
}
