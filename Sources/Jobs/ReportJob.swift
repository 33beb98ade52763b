import Archive
import Documents
import Intake
import Messages
import Model

/// One database's part of a run, from the connection to the published packages: the table of contents of the program.
///
/// Sources of one database are parts of one work: they are read in the same snapshot, and the database is dumped once.
struct ReportJob {
  let run: RunContext
  /// The day a missed period begins on, for what is said of it; nil for the newest period.
  var night: String?

  /// Connects, lets the dump begin, reads what is due, issues what was missed and then the newest, and ends the dump.
  ///
  /// Nothing about reports is read before the dump has its snapshot. The newest period is read from that snapshot at
  /// once, so that nobody holds it while documents are drawn. What speaks of backups is left to whoever knows when they
  /// are made and copied. False where the work could not even begin.
  func carryOut(
    _ work: DatabaseWork, into result: inout RunResult, afterBackup: inout [DocumentsAfterBackup]
  ) async -> Bool {
    guard work.isOfNow else {
      let isPossible = await issueLate(work, into: &result, &afterBackup)
      if isPossible { compareAlone(work, into: &result) }
      return isPossible
    }
    let hooks = BackupHooks(run: run, request: work.backup)
    let veto = await hooks.before()
    do {
      let connection = try SourceConnection.open(work.address)
      let snapshot = connection.snapshot
      run.invocation.warnAboutPrivileges(snapshot, of: work.parts.map(\.source.name).joined(separator: ", "))
      let dump = DumpProgress(applicationName: "tutanak dump \(snapshot.id)")
      let (environment, patience) = (connection.environment, connection.patience)
      async let backedUp = backUp(
        work.backup, hooks, veto, snapshot, dump, environment: environment, patience: patience)
      var readings: [(job: IssueJob, reading: IssueJob.Reading)] = []
      var twins: [Int: (job: IssueJob, reading: IssueJob.Reading)] = [:]
      for part in work.parts {
        for reports in part.ofNewestPeriod {
          let job = IssueJob(run: run, source: part.source, reports: reports)
          readings.append((job, job.read(on: connection)))
          if reports.hasTwin { twins[readings.count - 1] = (job.twin, job.twin.read(on: connection)) }
        }
      }
      let late = compare(work, on: connection, into: &result)
      let snapshotHolder = SnapshotHolder(connection)
      async let isLetGo: Void = snapshotHolder.letGo(when: dump)
      _ = await issueLate(work, into: &result, &afterBackup)
      var issued = RunResult()
      for (index, (job, reading)) in readings.enumerated() {
        if let twin = twins[index] {
          await job.issue(reading, beside: twin.reading, twin.job, into: &issued)
        } else {
          await job.issue(reading, .besideBackup, into: &issued)
        }
      }
      if let step = await backedUp { issued.steps.append(step) }
      afterBackup += readings.enumerated().filter { twins[$0.offset] == nil }.map(\.element).map {
        DocumentsAfterBackup(job: $0.job, reading: $0.reading, told: told)
      }
      await isLetGo
      result.notices += issued.notices
      result.steps += issued.steps.map(told) + late
      return true
    } catch {
      let failure = Failure(error)
      await hooks.after(.failed(failure), isVetoed: veto != nil)
      result.steps += work.steps(failed: failure).map(told)
      return false
    }
  }

  /// The step, whose failure says of which source it is where there are several, and of which night where it was missed.
  private func told(_ step: RunStep) -> RunStep {
    guard let source = step.source else { return step }
    if let night { return step.told(of: "\(source), \(night)") }
    return run.invocation.configuration.sources.count > 1 ? step.told(of: source) : step
  }

  /// Issues what was missed, oldest first, each period from a snapshot of its own.
  ///
  /// Where one could not begin the others are not tried: asking a silent server for each of them would only take longer.
  private func issueLate(
    _ work: DatabaseWork, into result: inout RunResult, _ afterBackup: inout [DocumentsAfterBackup]
  ) async -> Bool {
    let missed = work.missed
    for (index, late) in missed.enumerated() {
      var part = RunResult()
      let night = late.period.firstDay(in: run.invocation.configuration.zone)
      let isPossible = await ReportJob(run: run, night: night).carryOut(
        late.work, into: &part, afterBackup: &afterBackup)
      result.notices += part.notices
      result.steps += part.steps
      if isPossible { continue }
      if let failure = part.failures.first {
        result.steps += missed[(index + 1)...].flatMap { $0.work.steps(failed: failure) }
      }
      return false
    }
    return true
  }

  /// Looks at what was issued before again; the result learns which of it is as it was.
  private func compare(
    _ work: DatabaseWork, on connection: borrowing SourceConnection, into result: inout RunResult
  ) -> [RunStep] {
    var steps: [RunStep] = []
    for part in work.parts {
      let compared = LateRows(run: run, source: part.source, documents: part.watched).compare(on: connection)
      steps += compared.steps
      result.unchangedDocuments += compared.unchanged
    }
    return steps
  }

  /// The same in a night that has nothing else to ask the server for: one that does not answer fails nothing then.
  private func compareAlone(_ work: DatabaseWork, into result: inout RunResult) {
    guard work.parts.contains(where: { !$0.watched.isEmpty }) else { return }
    do {
      let connection = try SourceConnection.open(work.address)
      let late = compare(work, on: connection, into: &result)
      result.steps += late
      try connection.end()
    } catch {
      let (failure, sources) = (Failure(error), work.parts.map(\.source.name).joined(separator: ", "))
      result.remarks.append(
        Message(
          tr: "\(sources): düzenlenmiş dönemlerin satırlarına yeniden bakılamadı: \(failure.message.tr)",
          en: "\(sources): the rows of issued periods could not be looked at again: \(failure.message.en)"))
    }
  }

  /// Makes the backup, if one is due.
  private func backUp(
    _ request: BackupRequest?, _ hooks: BackupHooks, _ veto: Failure?, _ snapshot: SourceSnapshot,
    _ progress: DumpProgress, environment: [String: String], patience: String
  ) async -> RunStep? {
    defer { progress.end() }
    guard let request else { return nil }
    let outcome: RunStep.Outcome
    do {
      if let veto { throw veto }
      let job = BackupJob(run: run, request: request, progress: progress)
      outcome = .backedUp(try await job.dump(snapshot, environment: environment, patience: patience))
    } catch {
      let failure = Failure(error)
      noteFailure(of: request, failure)
      outcome = .failed(failure)
    }
    // Whoever holds the snapshot need not wait for what comes after.
    progress.end()
    BackupHistoryNote(run: run, request: request).write(outcome)
    await hooks.after(outcome, isVetoed: veto != nil)
    return RunStep(.backUp, source: request.source.name, period: request.period, outcome)
  }

  /// Writes down that a backup was not made; where not even that is possible the failure itself says why.
  private func noteFailure(of request: BackupRequest, _ failure: Failure) {
    _ = try? run.record.ledger?.append(
      .init(
        .backup, .failed, source: request.source.name,
        facts: [
          .init("schedule", request.schedule.map { .string($0) } ?? .null),
          .init("night", request.period.map { .string($0.from.iso8601) } ?? .null),
          .init(
            "error",
            .object([.init("tr", .string(failure.message.tr)), .init("en", .string(failure.message.en))])),
        ]))
  }
}
