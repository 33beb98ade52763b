import Archive
import Backups
import Evidence
import Files
import Messages
import Reports

/// A run over an archive, from its lock to what is written down of its end.
struct LockedRun {
  private let invocation: Invocation
  private let command: String
  private let needsSeal: Bool

  /// A run of a command, such as `run nightly`; one that needs no seal goes on where the key is not the ledger's.
  init(_ invocation: Invocation, as command: String, needsSeal: Bool = true) {
    self.invocation = invocation
    self.command = command
    self.needsSeal = needsSeal
  }

  /// Takes the archive's lock, sweeps what killed runs left, and writes down how this one ends.
  func carryOut(_ body: (RunContext) async throws -> RunResult) async throws -> RunResult {
    if let complaint = ProcessLimits.complaint { throw Failure(.misconfigured, complaint) }
    let archive = try Archive(invocation.configuration.archive)
    try warnAboutMode(of: archive)
    // A dry run looks and changes nothing, so it needs no lock.
    if invocation.isDryRun {
      return try await body(try context(archive, Interruption(deadline: nil, tell: invocation.tell)))
    }
    Folder.restrictUmask()
    try archive.makeFolder(archive.stateFolder)
    let deadline = invocation.configuration.deadline
    let file = RunStateFile(RunState(command: command, deadline: deadline), in: archive)
    guard let lock = try RunLock.acquire(file: archive.stateFolder + "/lock") else {
      throw Failure(.temporary, (file.last ?? file.run).busy)
    }
    let last = file.last
    if let remark = last?.remark { invocation.warn(remark) }
    let interruption = Interruption(deadline: deadline, stateFile: file, tell: invocation.tell)
    try checkFreeSpace(archive)
    try interruption.uninterrupted { try file.write(.running) }
    var reached: RunContext?
    do {
      // Read before it is swept: what lies there unfinished tells which numbers were not given.
      var context = try context(archive, interruption)
      if Self.readsSources(command) { context.clockSource = await ClockSource.chrony() }
      reached = context
      // What lies in its way is told by the next drill; no night fails for it.
      if let drill = try? DrillFolder(invocation.configuration.backup.drill, archive), (try? drill.sweep()) == true {
        invocation.inform(Message(tr: "artık silindi: \(drill.path)", en: "swept: \(drill.path)"))
      }
      // An interruption writes into a folder that is swept.
      for name in try interruption.uninterrupted({ try archive.sweep(keeping: context.record.unfinishedReviews) }) {
        invocation.inform(Message(tr: "artık silindi: \(name)", en: "swept: \(name)"))
      }
      let note = RunNote(command, in: context)
      try note.writeAbandoned(last)
      try DeliveryJob.enrol(in: context)
      var result = ServerMessages(archive, invocation.logger).keep(try await body(context))
      // Whatever failed in an archive that went away failed for that.
      try archive.requireInPlace()
      note.write(&result)
      ArchiveIndex.refresh(after: &result, in: context)
      Metrics(invocation, of: archive, interruption).write()
      try interruption.conclude { try file.write(result.status == .done ? .done : .failed) }
      _ = consume lock
      return result
    } catch {
      // Lines may have been added to the ledger before it failed; an archive that went away has no index.
      if let reached, (try? archive.requireInPlace()) != nil { ArchiveIndex.refresh(afterFailureIn: reached) }
      try? interruption.conclude {
        try archive.requireInPlace()
        try file.write(.failed)
      }
      try archive.requireInPlace()
      Metrics(invocation, of: archive, interruption, ending: (command, RunResult(failed: error).status)).write()
      throw error
    }
  }

  /// Whether a command makes what tells of the machine's clock.
  private static func readsSources(_ command: String) -> Bool {
    ["run ", "report ", "backup create"].contains { command.hasPrefix($0) }
  }

  private func context(_ archive: Archive, _ interruption: Interruption) throws -> RunContext {
    let uninterrupted: IssueRecord.Uninterrupted = { body in try interruption.uninterrupted { try body() } }
    let author = Ledger.Author(
      clock: { SystemClock.now() }, asOf: invocation.hasGivenMoment ? invocation.asOf : nil, user: BuildInfo.userName)
    let ledger = Ledger(of: archive, by: author, isReadOnly: invocation.isDryRun, uninterrupted: uninterrupted)
    do {
      let record = try IssueRecord(
        of: archive, isReadOnly: invocation.isDryRun, ledger: ledger, uninterrupted: uninterrupted)
      for warning in record.warnings { invocation.warn(warning) }
      let head = try ledger.head()
      return RunContext(
        invocation: invocation, record: record, interruption: interruption, ledgerHead: head,
        seal: try seal(record, ledger, interruption))
    } catch let damage as ArchiveError where damage.failureKind != .cannotCreate {
      // What was issued must not be guessed, so no report is; a backup asks for none of it.
      return RunContext(
        invocation: invocation, record: try IssueRecord(backupsOf: archive, uninterrupted: uninterrupted),
        interruption: interruption, seal: try? ArchiveSeal(archive, invocation.configuration.seal).present(),
        damage: Failure(damage))
    }
  }

  /// The key that seals what is issued; a run that only looks makes none.
  private func seal(_ record: IssueRecord, _ ledger: Ledger, _ interruption: Interruption) throws -> SealKey? {
    let seal = ArchiveSeal(record.archive, invocation.configuration.seal)
    if invocation.isDryRun || !needsSeal { return try? seal.present() }
    let owner = invocation.configuration.controller.name
    let (key, isNew) = try interruption.uninterrupted { try seal.obtain(for: owner, ledger) }
    if isNew { invocation.inform(ArchiveSeal.firstWords(key.certificate)) }
    return key
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
}

/// What every step of a run is given.
struct RunContext: Sendable {
  /// Configuration, clock, language.
  var invocation: Invocation
  /// What was issued before.
  let record: IssueRecord
  /// Ends the run when it is told to.
  let interruption: Interruption
  /// The look and the words of what it makes.
  let template = SharedTemplate()
  /// Where the ledger stood when the run began.
  var ledgerHead: LedgerHead?
  /// The key that seals; nil where nothing is made, or none can be read.
  var seal: SealKey?
  /// What keeps this machine's clock; nil where nobody says, or nothing is read.
  var clockSource: ClockSource?
  /// Why nobody can tell what was issued before; then only backups are made.
  var damage: Failure?
}
