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

  /// Everything a schedule has due: its reports that are not issued yet, and its backup.
  package func run(schedule name: String) async throws -> RunResult {
    let plan = try plan(name)
    return try await underLock { archive, interruption in
      var result = RunResult()
      for source in invocation.configuration.sources {
        let order = try dueOrder(plan, source, archive)
        if order.definitions.isEmpty, !order.hasBackup {
          result.remarks.append(Self.nothingDue(source.name))
        } else {
          await run(order, archive, interruption, into: &result)
        }
      }
      return result
    }
  }

  /// A schedule, with the reports it names and the period they are of.
  private struct Plan {
    let schedule: Schedule
    let definitions: [ReportDefinition]
    let period: Period
  }

  private func plan(_ name: String) throws -> Plan {
    let schedule = try catalogue.schedule(name)
    return Plan(
      schedule: schedule, definitions: try catalogue.definitions(schedule),
      period: try schedule.period.resolve(in: invocation.configuration.zone, asOf: invocation.asOf))
  }

  /// What a schedule has still to do for a source.
  private func dueOrder(_ plan: Plan, _ source: SourceSettings, _ archive: Archive) throws -> ReportOrder {
    let due = try plan.definitions.filter {
      try !archive.hasIssued(report: $0.code, source: source.name, period: plan.period)
    }
    let schedule = plan.schedule
    let hasBackup =
      try schedule.hasBackup
      && !archive.hasBackup(source: source.name, schedule: schedule.name, period: plan.period)
    return ReportOrder(
      source: source, definitions: due, period: plan.period, requester: .schedule(schedule.name), users: [],
      mask: invocation.configuration.mask, hasBackup: hasBackup)
  }

  /// One report now, without a mark in what schedules have due.
  package func report(
    code: String, source: String?, period text: String, users: [String], mask: MaskLevel?, reason: String?
  ) async throws -> RunResult {
    let period = try PeriodExpression(text).resolve(in: invocation.configuration.zone, asOf: invocation.asOf)
    let order = ReportOrder(
      source: try catalogue.source(source), definitions: [try catalogue.definition(code)], period: period,
      requester: .person(user: Program.userName, reason: reason), users: users,
      mask: mask ?? invocation.configuration.mask, hasBackup: false)
    return try await underLock { archive, interruption in
      var result = RunResult()
      await run(order, archive, interruption, into: &result)
      return result
    }
  }

  /// One backup now.
  package func backup(source: String?) async throws -> RunResult {
    let asOf = invocation.asOf
    let order = ReportOrder(
      source: try catalogue.source(source), definitions: [],
      period: Period(from: asOf.advanced(by: -1), to: asOf),
      requester: .person(user: Program.userName, reason: nil), users: [], mask: invocation.configuration.mask,
      hasBackup: true)
    return try await underLock { archive, interruption in
      var result = RunResult()
      await run(order, archive, interruption, into: &result)
      return result
    }
  }

  private func run(
    _ order: ReportOrder, _ archive: Archive, _ interruption: Interruption, into result: inout RunResult
  ) async {
    do {
      let job = ReportJob(invocation: invocation, archive: archive, interruption: interruption)
      if invocation.isDryRun {
        try job.check(order)
        result.remarks.append(Self.plan(order, invocation))
        return
      }
      let part = try await job.run(order)
      result.documents += part.documents
      result.backups += part.backups
      result.remarks += part.remarks
      result.notices += part.notices
      result.missingRules.formUnion(part.missingRules)
      result.reportFailures += part.reportFailures
      result.backupFailures += part.backupFailures
    } catch {
      let failure = Failure(error)
      if !order.definitions.isEmpty { result.reportFailures.append(failure) }
      if order.hasBackup { result.backupFailures.append(failure) }
    }
  }

  /// Takes the archive's lock, sweeps what killed runs left, and writes down how this one ends.
  private func underLock(
    _ body: (Archive, Interruption) async throws -> RunResult
  ) async throws -> RunResult {
    if let complaint = ProcessLimits.complaint { throw Failure(.configuration, complaint) }
    let archive = try Archive(invocation.configuration.archive)
    // A dry run looks and changes nothing, so it needs no lock.
    if invocation.isDryRun {
      return try await body(archive, Interruption(deadline: nil, tell: invocation.tell))
    }
    Folder.shutOthersOut()
    try Folder.create(archive.stateFolder)
    guard let lock = try RunLock.take(file: archive.stateFolder + "/lock") else {
      throw Failure(
        .temporary,
        Message(
          tr: "Bu arşivde başka bir çalıştırma sürüyor; bitince yeniden deneyin.",
          en: "Another run is under way in this archive; try again when it has ended."))
    }
    let interruption = Interruption(deadline: invocation.configuration.deadline, tell: invocation.tell)
    let stateFile = archive.stateFolder + "/last-run.json"
    interruption.setState(stateFile)
    try checkFreeSpace(archive)
    if RunState.read(stateFile) == .running {
      invocation.note(
        Message(tr: "önceki çalıştırma yarıda kalmış", en: "the run before this one did not end"))
    }
    try RunState.write(.running, to: stateFile)
    for name in try archive.sweep() {
      invocation.note(Message(tr: "artık silindi: \(name)", en: "swept: \(name)"))
    }
    do {
      let result = try await body(archive, interruption)
      try interruption.conclude { try RunState.write(result.status == .done ? .done : .failed, to: stateFile) }
      _ = consume lock
      return result
    } catch {
      try? interruption.conclude { try RunState.write(.failed, to: stateFile) }
      throw error
    }
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

  private static func plan(_ order: ReportOrder, _ invocation: Invocation) -> Message {
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
