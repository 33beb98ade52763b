import Archive
import Backups
import Messages
package import Model
package import Reports
import Schedules

/// What the commands do, each under the archive's lock: a whole schedule, one report, one backup.
package struct RunJob: Sendable {
  let invocation: Invocation
  let catalogue: Catalogue

  /// A job of an invocation.
  package init(_ invocation: Invocation) {
    self.invocation = invocation
    catalogue = Catalogue(invocation)
  }

  /// Everything a schedule has due: reports of this period and of those that were missed, and the backup.
  ///
  /// Of each source at most `mostLate` missed periods are made up for, the oldest first; nil makes up for all.
  package func run(schedule name: String, mostLate: Int? = nil) async throws -> RunResult {
    try await RunMonitor(invocation, schedule: name).watch { try await carryOut(name, mostLate: mostLate) }
  }

  private func carryOut(_ name: String, mostLate: Int?) async throws -> RunResult {
    let schedule = try catalogue.schedule(name)
    let sources = try catalogue.sources(of: schedule)
    if schedule.hasBackup { try await checkEncryption() }
    return try await LockedRun(invocation, as: "run \(name)").carryOut { run in
      var result = RunResult()
      var afterBackup: [DocumentsAfterBackup] = []
      if let damage = run.damage {
        result.steps.append(RunStep(.prepare, .failed(damage)))
        await backUp(schedule, sources, run, into: &result)
        await copyOffsite(run, &result)
        return result
      }
      let damages = try run.record.inspection(asOf: invocation.asOf)
      var watched: [(source: String, document: WatchedDocument)] = []
      for database in try catalogue.databases(of: schedule) {
        var parts: [SourceWork] = []
        for source in database.sources {
          let due = DueWork(
            invocation: invocation, schedule: schedule, source: source, database: database, record: run.record)
          let work = try due.work(mostLate: mostLate)
          result.leave(work.leftOver, of: source.name, in: invocation.configuration.zone)
          try due.warnAboutMissedBackups()
          result.remarks += due.remarksOnAbsentRows()
          if work.isEmpty {
            result.remarks.append(Self.nothingDue(source.title))
            result.remarks += try due.replacedDocuments()
            result.steps += try due.nothingDue()
          }
          if !work.isEmpty || !work.watched.isEmpty { parts.append(work) }
          watched += work.watched.map { (source.name, $0) }
        }
        if let work = DatabaseWork(parts) { await carryOut(work, run, into: &result, &afterBackup) }
      }
      try StandingEditions(in: run).tell(watched, into: &result)
      await copyOffsite(run, &result)
      await DocumentsAfterBackup.issue(afterBackup, into: &result)
      result.steps += damages.map { RunStep(.inspect, .failed(Failure(.tampered, $0))) }
      BackupPurge.carryOut(after: &result, in: run)
      await OffsiteJob(run)?.removePurged(into: &result)
      await DocumentsAfterBackup.conclude(afterBackup, in: run, catchesUp: true, into: &result)
      await DeliveryJob(run)?.catchUp(into: &result)
      await DueDrill(run: run, schedule: schedule).carryOut(SharedDatabase.all(of: sources), into: &result)
      return result
    }
  }

  /// One report now, without a mark in what schedules have due.
  package func report(
    code: String, source: String?, period: PeriodExpression, users: [String], mask: MaskLevel?, reason: String?
  ) async throws -> RunResult {
    let period = try period.resolve(in: invocation.configuration.zone, asOf: invocation.asOf)
    let definition = try catalogue.definition(code)
    if definition.answersQuestion || definition.recordsDisposal {
      throw Failure(.wrongUsage, Catalogue.onlyAsked(code))
    }
    let reports = PeriodReports(
      codes: [definition.code], period: period,
      requester: .person(user: BuildInfo.userName, reason: reason), users: users,
      mask: try catalogue.mask(mask, of: definition))
    let work = SourceWork(source: try catalogue.source(source, of: definition, users: users), newest: reports)
    let tellsOfSeals = definition.needs.contains(.seals)
    return try await carryOut(
      work, as: "report \(code)",
      check: { run in
        if let damage = run.damage { throw damage }
      },
      afterwards: { run, result in
        guard tellsOfSeals, let damages = try? run.record.inspection(asOf: invocation.asOf) else { return }
        result.steps += damages.map { RunStep(.inspect, .failed(Failure(.tampered, $0))) }
      })
  }

  /// One backup now.
  package func backup(source: String?) async throws -> RunResult {
    let source = try catalogue.source(source)
    try await checkEncryption()
    return try await carryOut(
      SourceWork(source: source, backup: BackupRequest(source: source)), as: "backup create",
      afterwards: copyOffsite)
  }

  /// A backup that cannot be encrypted as the configuration wants it stops the run before anything is written.
  private func checkEncryption() async throws {
    do {
      try await invocation.configuration.backup.encryption?.check()
    } catch let error as BackupError {
      // Without the program no dump is made; that is the backup's own failure and keeps no report back.
      guard case .toolMissing = error else { throw error }
    }
  }

  func carryOut(
    _ ordered: SourceWork, as command: String, check: (RunContext) throws -> Void = { _ in },
    afterwards: (RunContext, inout RunResult) async -> Void = { _, _ in }
  ) async throws -> RunResult {
    try await LockedRun(invocation, as: command).carryOut { run in
      try check(run)
      let work = try ApprovalGate(run: run, source: ordered.source).passed(ordered)
      var result = RunResult()
      if let damage = run.damage { result.steps.append(RunStep(.prepare, .failed(damage))) }
      var afterBackup: [DocumentsAfterBackup] = []
      await carryOut(DatabaseWork(work), run, into: &result, &afterBackup)
      await afterwards(run, &result)
      await DocumentsAfterBackup.issue(afterBackup, into: &result)
      await DocumentsAfterBackup.conclude(afterBackup, in: run, into: &result)
      return result
    }
  }

  /// Copies what was backed up, now or before, to its second place.
  private func copyOffsite(_ run: RunContext, _ result: inout RunResult) async {
    guard let job = OffsiteJob(run) else { return }
    if invocation.isDryRun {
      result.remarks += (try? job.plan(job.owed())) ?? []
    } else {
      await job.catchUp(into: &result)
    }
  }

  /// A schedule's backups alone, as far as the readable manifests of others do not show that they were made.
  private func backUp(
    _ schedule: Schedule, _ sources: [SourceSettings], _ run: RunContext, into result: inout RunResult
  ) async {
    guard schedule.hasBackup,
      let period = try? schedule.period.resolve(in: invocation.configuration.zone, asOf: invocation.asOf)
    else { return }
    for database in SharedDatabase.all(of: sources)
    where !run.record.hasBackup(source: database.owner.name, schedule: schedule.name, period: period) {
      let request = database.backup(schedule: schedule.name, period: period)
      var none: [DocumentsAfterBackup] = []
      await carryOut(DatabaseWork(SourceWork(source: database.owner, backup: request)), run, into: &result, &none)
    }
  }

  /// Does what is to be done for the sources of a database, or says what would be.
  func carryOut(
    _ work: DatabaseWork, _ run: RunContext, into result: inout RunResult,
    _ afterBackup: inout [DocumentsAfterBackup]
  ) async {
    guard invocation.isDryRun else {
      if work.isOverAllSources { return prepare(work, run, into: &result, &afterBackup) }
      _ = await ReportJob(run: run).carryOut(work, into: &result, afterBackup: &afterBackup)
      return
    }
    for part in work.parts { plan(part, run, into: &result) }
  }

  /// Prepares reports over all sources, which are issued when everything else is.
  private func prepare(
    _ work: DatabaseWork, _ run: RunContext, into result: inout RunResult,
    _ afterBackup: inout [DocumentsAfterBackup]
  ) {
    for part in work.parts {
      for reports in part.reports {
        let job = IssueJob(run: run, source: part.source, reports: reports)
        let reading = job.readArchive()
        result.steps += reading.steps
        afterBackup.append(DocumentsAfterBackup(job: job, reading: reading) { $0 })
      }
    }
  }

  private func plan(_ work: SourceWork, _ run: RunContext, into result: inout RunResult) {
    var possible = work
    (possible.newest, possible.beside, possible.late) = (nil, [], [])
    var now: [PeriodReports] = []
    for reports in work.reports {
      do {
        try IssueJob(run: run, source: work.source, reports: reports).check()
        if reports.isLate { possible.late.append(reports) } else { now.append(reports) }
      } catch {
        result.steps += reports.steps(of: work.source.name, failed: Failure(error))
      }
    }
    (possible.newest, possible.beside) = (now.first, Array(now.dropFirst()))
    result.remarks += possible.plans(invocation)
  }

  private static func nothingDue(_ source: Message) -> Message {
    Message(
      tr: "\(source.tr): bu dönemin belgeleri ve yedeği daha önce tamamlanmış; yapılacak iş yok.",
      en: "\(source.en): the documents and the backup of this period were done before; nothing is due.")
  }
}
