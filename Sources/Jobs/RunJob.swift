import Archive
import Files
import Messages
import Model
package import Reports
import Schedules
import Settings

/// What the commands do, each under the archive's lock: a whole schedule, one report, one backup.
package struct RunJob: Sendable {
  private let invocation: Invocation
  private let catalogue: Catalogue

  /// A job of an invocation.
  package init(_ invocation: Invocation) {
    self.invocation = invocation
    catalogue = Catalogue(invocation)
  }

  /// Everything a schedule has due: reports of this period and of those that were missed, and the backup.
  package func run(schedule name: String) async throws -> RunResult {
    let schedule = try catalogue.schedule(name)
    let definitions = try catalogue.definitions(schedule)
    return try await underLock(as: "run \(name)") { record, interruption in
      var result = RunResult()
      result.damages = try record.inspect(asOf: invocation.asOf).map { Failure(.tampered, $0) }
      for source in invocation.configuration.sources {
        let work = DueWork(
          invocation: invocation, schedule: schedule, definitions: definitions, source: source, record: record)
        let orders = try work.orders()
        try work.warnAboutMissedBackups()
        if orders.isEmpty { result.remarks.append(Self.nothingDue(source.name)) }
        await run(orders, record, interruption, into: &result)
      }
      return result
    }
  }

  /// Carries out a source's orders; what fails with one does not keep the others back, but for what fails all of them.
  private func run(
    _ orders: [ReportRequest], _ record: IssueRecord, _ interruption: Interruption, into result: inout RunResult
  ) async {
    for (index, order) in orders.enumerated() {
      let isPossible = await run(order, record, interruption, into: &result)
      if isPossible { continue }
      // The source cannot be reached, say: asking again for each night that is due would only take longer.
      if let failure = result.reportFailures.last, orders[index...].contains(where: \.hasBackup), !order.hasBackup {
        result.backupFailures.append(failure)
      }
      return
    }
  }

  /// One report now, without a mark in what schedules have due.
  package func report(
    code: String, source: String?, period text: String, users: [String], mask: MaskLevel?, reason: String?
  ) async throws -> RunResult {
    let period = try PeriodExpression(text).resolve(in: invocation.configuration.zone, asOf: invocation.asOf)
    let order = ReportRequest(
      source: try catalogue.source(source), definitions: [try catalogue.definition(code)], period: period,
      requester: .person(user: BuildInfo.userName, reason: reason), users: users,
      mask: mask ?? invocation.configuration.mask, hasBackup: false, isLate: false)
    return try await underLock(as: "report \(code)") { record, interruption in
      var result = RunResult()
      _ = await run(order, record, interruption, into: &result)
      return result
    }
  }

  /// One backup now.
  package func backup(source: String?) async throws -> RunResult {
    let asOf = invocation.asOf
    let order = ReportRequest(
      source: try catalogue.source(source), definitions: [],
      period: Period(from: asOf.advanced(by: -1), to: asOf),
      requester: .person(user: BuildInfo.userName, reason: nil), users: [], mask: invocation.configuration.mask,
      hasBackup: true, isLate: false)
    return try await underLock(as: "backup create") { record, interruption in
      var result = RunResult()
      _ = await run(order, record, interruption, into: &result)
      return result
    }
  }

  /// Carries out one order; false where it could not even begin.
  private func run(
    _ order: ReportRequest, _ record: IssueRecord, _ interruption: Interruption, into result: inout RunResult
  ) async -> Bool {
    do {
      let job = ReportJob(invocation: invocation, record: record, interruption: interruption)
      if invocation.isDryRun {
        try job.check(order)
        result.remarks.append(Self.plan(order, invocation))
        return true
      }
      let part = try await job.run(order)
      result.documents += part.documents
      result.backups += part.backups
      result.remarks += part.remarks
      result.notices += part.notices
      result.missingRules.formUnion(part.missingRules)
      result.reportFailures += part.reportFailures.map { told($0, of: order) }
      result.backupFailures += part.backupFailures
      return true
    } catch {
      let failure = Failure(error)
      if !order.definitions.isEmpty { result.reportFailures.append(failure) }
      if order.hasBackup { result.backupFailures.append(failure) }
      return false
    }
  }

  /// Which night a failure is of, where it is not this one.
  private func told(_ failure: Failure, of order: ReportRequest) -> Failure {
    order.isLate
      ? failure.told(of: "\(order.source.name), \(order.period.firstDay(in: invocation.configuration.zone))") : failure
  }

  /// Takes the archive's lock, sweeps what killed runs left, and writes down how this one ends.
  private func underLock(
    as command: String, _ body: (IssueRecord, Interruption) async throws -> RunResult
  ) async throws -> RunResult {
    if let complaint = ProcessLimits.complaint { throw Failure(.misconfigured, complaint) }
    let archive = try Archive(invocation.configuration.archive)
    try warnAboutMode(of: archive)
    // A dry run looks and changes nothing, so it needs no lock.
    if invocation.isDryRun {
      let record = try IssueRecord(of: archive, isReadOnly: true)
      for warning in record.warnings { invocation.warn(warning) }
      return try await body(record, Interruption(deadline: nil, tell: invocation.tell))
    }
    Folder.restrictUmask()
    try archive.makeFolder(archive.stateFolder)
    let stateFile = archive.stateFolder + "/last-run.json"
    let deadline = invocation.configuration.deadline
    let state = RunState(command: command, deadline: deadline)
    guard let lock = try RunLock.take(file: archive.stateFolder + "/lock") else {
      throw Failure(.temporary, (RunState.read(stateFile) ?? state).busy)
    }
    if let remark = RunState.read(stateFile)?.remark { invocation.warn(remark) }
    let interruption = Interruption(deadline: deadline, tell: invocation.tell)
    interruption.setRun(state, stateFile)
    try checkFreeSpace(archive)
    try state.write(.running, to: stateFile)
    do {
      // Read before it is swept: what lies there unfinished tells which numbers were not given.
      let record = try IssueRecord(of: archive, isReadOnly: false)
      for warning in record.warnings { invocation.warn(warning) }
      for name in try archive.sweep() {
        invocation.note(Message(tr: "artık silindi: \(name)", en: "swept: \(name)"))
      }
      let result = ServerMessages(archive, invocation.logger).keep(try await body(record, interruption))
      // Whatever failed in an archive that went away failed for that.
      try archive.requireInPlace()
      try interruption.conclude { try state.write(result.status == .done ? .done : .failed, to: stateFile) }
      _ = consume lock
      return result
    } catch {
      try? interruption.conclude {
        try archive.requireInPlace()
        try state.write(.failed, to: stateFile)
      }
      try archive.requireInPlace()
      throw error
    }
  }

  /// Whoever may write into the archive's folder can take records out of it and put others there.
  private func warnAboutMode(of archive: Archive) throws {
    guard try Folder.isWritableByOthers(archive.path) else { return }
    invocation.warn(
      Message(
        tr: "Arşiv klasörü \(archive.path) başkalarınca yazılabilir; “chmod 700 \(archive.path)” çalıştırın.",
        en: "The archive folder \(archive.path) can be written by others; run “chmod 700 \(archive.path)”."))
  }

  private func checkFreeSpace(_ archive: Archive) throws {
    let configuration = invocation.configuration
    let free = try Folder.freeBytes(archive.path)
    guard free < configuration.diskReserve else { return }
    let message = Message(
      tr:
        "\(archive.path): boş alan \(free >> 20) MiB, istenen en az \(configuration.diskReserve >> 20) MiB (disk.reserve). "
        + "Yer açın; düzenlenmiş belgelere dokunulmadı.",
      en: "\(archive.path): \(free >> 20) MiB are free, at least \(configuration.diskReserve >> 20) MiB are wanted "
        + "(disk.reserve). Free some space; nothing that was issued was touched.")
    switch configuration.lowDisk {
    case .stop: throw Failure(.inputOutput, message)
    case .warn: invocation.warn(message)
    }
  }

  private static func nothingDue(_ source: String) -> Message {
    Message(
      tr: "\(source): bu dönemin belgeleri ve yedeği daha önce tamamlanmış; yapılacak iş yok.",
      en: "\(source): the documents and the backup of this period were done before; nothing is due.")
  }

  private static func plan(_ order: ReportRequest, _ invocation: Invocation) -> Message {
    let codes = order.definitions.map(\.code).joined(separator: ", ")
    let period = "\(order.period.from.iso8601) – \(order.period.to.iso8601)"
    let reports =
      codes.isEmpty ? nil : Message(tr: "\(codes) düzenlenecekti (\(period))", en: "issue \(codes) (\(period))")
    let backup = order.hasBackup ? Message(tr: "yedek alınacaktı", en: "make a backup") : nil
    let parts = [reports, backup].compactMap { $0 }
    return Message(
      tr: "\(order.source.name): " + parts.map(\.tr).joined(separator: ", ") + ".",
      en: "\(order.source.name): would " + parts.map(\.en).joined(separator: " and ") + ".")
  }
}
