/// Documents that speak of a run's backups and of its other documents: prepared with those, issued when the backups are
/// made and copied; those over all sources last of all.
struct DocumentsAfterBackup {
  let job: IssueJob
  let reading: IssueJob.Reading
  /// How a failure says what it is of.
  let told: (RunStep) -> RunStep

  /// Issues those that speak of backups.
  static func issue(_ all: [DocumentsAfterBackup], into result: inout RunResult) async {
    for documents in all { await documents.issue(.afterBackup, into: &result) }
  }

  /// Has what was issued stamped, and then issues those that speak of documents and their stamps, which are stamped last.
  ///
  /// `catchesUp` says that what earlier runs owe is stamped even where this one has issued nothing. An authority that has
  /// failed is not asked a second time in a run.
  static func conclude(
    _ all: [DocumentsAfterBackup], in run: RunContext, catchesUp: Bool = false, into result: inout RunResult
  ) async {
    if catchesUp || !result.documents.isEmpty { await StampJob(run)?.catchUp(into: &result) }
    let count = result.documents.count
    for documents in all { await documents.issue(.last, into: &result) }
    for documents in all { await documents.issue(.overAll, into: &result) }
    let hasFailed = result.steps.contains { step in
      if case .stamp = step.action, case .failed = step.outcome { true } else { false }
    }
    if result.documents.count > count, !hasFailed { await StampJob(run)?.catchUp(into: &result) }
  }

  private func issue(_ turn: IssueJob.Turn, into result: inout RunResult) async {
    var issued = RunResult()
    await job.issue(reading, turn, into: &issued)
    result.notices += issued.notices
    result.steps += issued.steps.map(told)
  }
}
