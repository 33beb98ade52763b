/// Documents that speak of a run's backups: prepared with the others, issued when the backups are made and copied.
struct DocumentsAfterBackup {
  let job: IssueJob
  let reading: IssueJob.Reading
  /// How a failure says what it is of.
  let told: (RunStep) -> RunStep

  /// Issues them.
  func issue(into result: inout RunResult) async {
    var issued = RunResult()
    await job.issue(reading, .afterBackup, into: &issued)
    result.notices += issued.notices
    result.steps += issued.steps.map(told)
  }
}
