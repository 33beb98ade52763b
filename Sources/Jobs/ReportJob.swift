import Intake
import Messages

/// One source's part of a run, from the connection to the published packages: the table of contents of the program.
struct ReportJob {
  let run: RunContext

  /// Connects, lets the dump begin, reads what is due, issues what was missed and then the newest, and ends the dump.
  ///
  /// Nothing about reports is read before the dump has its snapshot. The newest period is read from that snapshot at
  /// once, so that nobody holds it while documents are drawn. False where the work could not even begin.
  func carryOut(_ work: SourceWork, into result: inout RunResult) async -> Bool {
    if work.newest == nil, work.backup == nil { return await issueLate(work, into: &result) }
    do {
      let connection = try SourceConnection.open(work.source.address)
      let snapshot = connection.snapshot
      warnAboutPrivileges(snapshot, work.source)
      let dump = DumpProgress(applicationName: "tutanak dump \(snapshot.id)")
      let (environment, patience) = (connection.environment, connection.patience)
      async let backedUp = backUp(work.backup, snapshot, dump, environment: environment, patience: patience)
      let newest = work.newest.map { IssueJob(run: run, source: work.source, reports: $0) }
      let reading = newest?.read(on: connection)
      let snapshotHolder = SnapshotHolder(connection)
      async let isLetGo: Void = snapshotHolder.letGo(when: dump)
      _ = await issueLate(work, into: &result)
      if let newest, let reading { await newest.issue(reading, into: &result) }
      if let step = await backedUp { result.steps.append(step) }
      await isLetGo
      return true
    } catch {
      result.steps += work.steps(failed: Failure(error))
      return false
    }
  }

  /// Issues what was missed, oldest first, each period from a snapshot of its own.
  ///
  /// Where one could not begin the others are not tried: asking a silent server for each of them would only take longer.
  private func issueLate(_ work: SourceWork, into result: inout RunResult) async -> Bool {
    for (index, late) in work.late.enumerated() {
      var part = RunResult()
      let isPossible = await carryOut(SourceWork(source: work.source, newest: late), into: &part)
      let night = "\(work.source.name), \(late.period.firstDay(in: run.invocation.configuration.zone))"
      result.notices += part.notices
      result.steps += part.steps.map { $0.told(of: night) }
      if isPossible { continue }
      if let failure = part.failures.first {
        result.steps += SourceWork(source: work.source, late: Array(work.late[(index + 1)...])).steps(failed: failure)
      }
      return false
    }
    return true
  }

  /// Makes the backup, if one is due.
  private func backUp(
    _ request: BackupRequest?, _ snapshot: SourceSnapshot, _ progress: DumpProgress, environment: [String: String],
    patience: String
  ) async -> RunStep? {
    defer { progress.end() }
    guard let request else { return nil }
    let outcome: RunStep.Outcome
    do {
      let job = BackupJob(run: run, request: request, progress: progress)
      outcome = .backedUp(try await job.dump(snapshot, environment: environment, patience: patience))
    } catch {
      outcome = .failed(Failure(error))
    }
    return RunStep(.backUp, source: request.source.name, period: request.period, outcome)
  }

  private func warnAboutPrivileges(_ snapshot: SourceSnapshot, _ source: SourceSettings) {
    if snapshot.excessPrivileges.isEmpty { return }
    let list = snapshot.excessPrivileges.joined(separator: ", ")
    run.invocation.warn(
      Message(
        tr: "\(source.name): “\(snapshot.role)” rolü okumaktan fazlasını yapabilir (\(list)). "
          + "Yalnız SELECT yetkili bir rol kullanın.",
        en: "\(source.name): the role “\(snapshot.role)” can do more than read (\(list)). "
          + "Use a role with SELECT only."))
  }
}
