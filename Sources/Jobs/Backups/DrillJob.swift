import Archive
import Backups
import Documents
import Files
import Intake
import Messages
import Model

/// Restores backups into scratch databases and compares what comes back with what was dumped: `tutanak backup drill`.
package struct DrillJob: Sendable {
  let invocation: Invocation
  private let word: String
  private let source: String?
  private let identity: String?

  /// A job for the backup of a name, or the latest of each source; `identity` is the file of the private key.
  package init(_ invocation: Invocation, word: String?, source: String?, identity: String?) {
    self.invocation = invocation
    self.word = word ?? "latest"
    self.source = source
    self.identity = identity
  }

  /// Drills one backup after the other.
  package func carryOut() async throws -> RunResult {
    try await LockedRun(invocation, as: "backup drill").carryOut { run in
      let archive = run.record.archive
      let choice = try BackupChoice(word, source: source, in: archive, invocation.configuration)
      var result = RunResult()
      if let damage = run.damage { result.steps.append(RunStep(.prepare, .failed(damage))) }
      result.steps += choice.unreadable.map { RunStep(.drill, source: source, .failed(Failure(.tampered, $0))) }
      for backup in choice.backups {
        let (examined, failures) = try await drill(backup, in: run)
        result.add(examined, failures)
      }
      return result
    }
  }

  /// Drills one backup in a run, and writes down what came of it.
  func drill(_ backup: ArchivedBackup, in run: RunContext) async throws -> (ExaminedBackup, [Failure]) {
    let archive = run.record.archive
    let scratch = try run.interruption.begin { try archive.stage(in: archive.stateFolder, name: "drill-words") }
    let (examined, failures) = await drill(backup, run, in: scratch.path)
    try run.record.ledger?.append(examined.entry(.drill, backup))
    run.interruption.remove(scratch.path)
    return (examined, failures)
  }

  private func drill(
    _ backup: ArchivedBackup, _ run: RunContext, in folder: String
  ) async -> (ExaminedBackup, [Failure]) {
    invocation.inform(Message(tr: "\(backup.label): geri yükleniyor", en: "\(backup.label): being restored"))
    let begun = ContinuousClock.now
    var damages: [Failure] = []
    do {
      let use = try BackupUse.begin(of: backup.name, source: backup.source, in: run.record.archive)
      damages = try run.record.damages(of: backup).map { Failure(.tampered, $0) }
      let drilled = try await restore(backup, run, in: folder)
      let failures = damages + drilled.restored.failures
      let duration = begun.microsecondsUntilNow
      let seconds = drilled.restored.restoreMicroseconds / 1_000_000
      let examined = ExaminedBackup(
        act: "drill", source: backup.source, backup: backup.name, verdict: failures.isEmpty ? .passed : .failed,
        summary: Message(
          tr: "\(backup.label): deneme başarılı; \(seconds) saniyede geri yüklendi, \(drilled.restored.compared.tr).",
          en: "\(backup.label): the drill passed; restored in \(seconds) seconds, \(drilled.restored.compared.en)."),
        facts: [
          .init("method", .string(drilled.method)), .init("server_version", .string(drilled.serverVersion)),
          .init("duration_us", .integer(duration)),
        ] + drilled.restored.facts)
      _ = consume use
      return (examined, failures)
    } catch {
      let failure = Failure(error)
      let told = Failure(
        failure.failureKind,
        Message(
          tr: "\(backup.label): deneme yapılamadı, yedek hakkında bir şey söylenemez: \(failure.message.tr)",
          en: "\(backup.label): the drill could not be run, so nothing is known of the backup: \(failure.message.en)"),
        confidentialWords: failure.confidentialWords)
      let examined = ExaminedBackup(
        act: "drill", source: backup.source, backup: backup.name, verdict: damages.isEmpty ? .notRun : .failed,
        summary: told.message,
        facts: [
          .init("duration_us", .integer(begun.microsecondsUntilNow)),
          .init("manifest_sha256", .string(backup.manifestDigest)), .init("error", failure.message.json),
        ])
      return (examined, damages + [told])
    }
  }

  /// What a drill has found out, and where.
  struct Drilled {
    let method: String
    let serverVersion: String
    let restored: RestoredDatabase
  }

  private func restore(_ backup: ArchivedBackup, _ run: RunContext, in folder: String) async throws -> Drilled {
    guard let contents = backup.contents else {
      throw Failure(
        .unavailable,
        Message(
          tr:
            "Yedekle birlikte içeriği kaydedilmemiş (contents: none ya da sayım başarısız); karşılaştırılacak bir şey "
            + "yok.",
          en: "What it holds was not recorded with it (contents: none, or the counting failed); there is nothing to "
            + "compare with."))
    }
    let settings = invocation.configuration.backup.drill
    let erasures = try Erasures(of: backup, invocation)
    if let connection = settings.connection {
      return try await onServer(connection, backup, contents, erasures, run, in: folder)
    }
    let place = try DrillFolder(settings, run.record.archive)
    try place.checkSpace(databaseBytes: contents.databaseBytes)
    let programs = try await ServerPrograms.find(named: settings.programs, major: backup.major, scratch: folder)
    let tools = ReadingTools(
      invocation.configuration.backup, identity: identity, major: programs.major, folder: programs.folder)
    run.interruption.watch(place.path)
    defer { run.interruption.remove(place.path) }
    return try await ScratchServer.lend(in: place.path, programs, user: settings.user) { server in
      var address = try SourceAddress(server.connection(to: "postgres"), allowsSecrets: false)
      address.statementTimeoutMilliseconds = 0
      return try await DrillDatabase(name: "drill", address: address, method: "private").restore(
        backup, contents, with: tools, erasures, in: folder)
    }
  }

  private func onServer(
    _ connection: String, _ backup: ArchivedBackup, _ contents: RecordedContents, _ erasures: Erasures,
    _ run: RunContext, in folder: String
  ) async throws -> Drilled {
    var address = try SourceAddress(connection, allowsSecrets: false)
    address.statementTimeoutMilliseconds = 0
    let settings = invocation.configuration.backup
    let tools = ReadingTools(settings, identity: identity, major: backup.major)
    let recorded = backup.manifest["server"]?["system_identifier"]?.stringValue
    let name = DrillNote.prefix + invocation.asOf.stamp.lowercased()
    let note = DrillNote(in: run.record.archive)
    var database = DrillDatabase(name: name, address: address, method: "server")
    if let warning = try note.sweep(on: address) { invocation.warn(warning) }
    database.note = note
    database.refusedSystem = settings.drill.allowsSourceServer ? nil : .some(recorded)
    return try await database.restore(backup, contents, with: tools, erasures, in: folder)
  }
}
