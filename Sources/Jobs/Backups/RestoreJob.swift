import Archive
import Backups
import Documents
import Intake
import Files
import Messages

/// Restores a backup for use: `tutanak backup restore`.
package struct RestoreJob: Sendable {
  /// What a person wants.
  package struct Request: Sendable {
    /// The name of the backup's folder, or `latest`.
    package var backup: String
    /// The source; nil where the name says it.
    package var source: String?
    /// The database it is restored into.
    package var database: String
    /// The server, as a libpq connection string without a password; nil is the source's own.
    package var server: String?
    /// How many jobs restore at once.
    package var jobs: Int
    /// Whether what the database holds is dropped first.
    package var isClean: Bool
    /// Whether owners and privileges are left out.
    package var leavesOwnersOut: Bool
    /// The name of the database, from whoever knows that something is destroyed.
    package var confirmation: String?
    /// The file of the private key.
    package var identity: String?

    /// A request from its parts.
    package init(
      backup: String, source: String?, database: String, server: String?, jobs: Int, isClean: Bool,
      leavesOwnersOut: Bool, confirmation: String?, identity: String?
    ) {
      (self.backup, self.source, self.database, self.server) = (backup, source, database, server)
      (self.jobs, self.isClean, self.leavesOwnersOut) = (jobs, isClean, leavesOwnersOut)
      (self.confirmation, self.identity) = (confirmation, identity)
    }
  }

  private let invocation: Invocation
  private let request: Request

  /// A job for a request.
  package init(_ invocation: Invocation, _ request: Request) {
    self.invocation = invocation
    self.request = request
  }

  /// Restores, compares what came back, and writes down what came of it.
  package func carryOut() async throws -> RunResult {
    try await LockedRun(invocation, as: "backup restore").carryOut { run in
      let archive = run.record.archive
      let backup = try BackupChoice(
        request.backup, source: request.source, in: archive, invocation.configuration
      ).only()
      var result = RunResult()
      if let damage = run.damage { result.steps.append(RunStep(.prepare, .failed(damage))) }
      let address = try self.address(of: backup)
      let erasures = try Erasures(of: backup, invocation)
      let target = try RestoreTarget(request, backup, address)
      if invocation.isDryRun {
        result.remarks.append(target.plan)
        return result
      }
      let use = try BackupUse.begin(of: backup.name, source: backup.source, in: archive)
      let scratch = try run.interruption.begin { try archive.stage(in: archive.stateFolder, name: "restore-words") }
      let (examined, failures) = await restore(backup, target, erasures, run, in: scratch.path)
      _ = consume use
      run.interruption.remove(scratch.path)
      result.add(examined, failures)
      try run.record.ledger?.append(examined.entry(.restore, backup))
      return result
    }
  }

  private func restore(
    _ backup: ArchivedBackup, _ target: RestoreTarget, _ erasures: Erasures, _ run: RunContext, in folder: String
  ) async -> (ExaminedBackup, [Failure]) {
    let begun = ContinuousClock.now
    let origin: [JSONValue.Member] = [
      .init("database", .string(request.database)), .init("server_version", .string(target.serverVersion)),
    ]
    var damages: [Failure] = []
    do {
      damages = try run.record.damages(of: backup).map { Failure(.tampered, $0) }
      let tools = ReadingTools(invocation.configuration.backup, identity: request.identity, major: backup.major)
      let restored = try await target.restore(with: tools, erasures, in: folder)
      let failures = damages + restored.failures
      let examined = ExaminedBackup(
        act: "restore", source: backup.source, backup: backup.name, verdict: failures.isEmpty ? .passed : .failed,
        summary: Message(
          tr: "\(backup.label): “\(request.database)” veritabanına geri yüklendi; \(restored.compared.tr).",
          en: "\(backup.label): restored into the database “\(request.database)”; \(restored.compared.en)."),
        facts: origin + [.init("duration_us", .integer(begun.microsecondsUntilNow))] + restored.facts)
      return (examined, failures)
    } catch {
      let failure = Failure(error).told(of: backup.label)
      let examined = ExaminedBackup(
        act: "restore", source: backup.source, backup: backup.name, verdict: damages.isEmpty ? .notRun : .failed,
        summary: failure.message,
        facts: origin + [
          .init("duration_us", .integer(begun.microsecondsUntilNow)), .init("error", failure.message.json),
        ])
      return (examined, damages + [failure])
    }
  }

  /// The server that was named, or the source's.
  private func address(of backup: ArchivedBackup) throws -> SourceAddress {
    if let server = request.server {
      var address = try SourceAddress(server, allowsSecrets: false)
      address.statementTimeoutMilliseconds = 0
      return address
    }
    guard let source = invocation.configuration.sources.first(where: { $0.name == backup.source }) else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "“\(backup.source)” kaynağı yapılandırmada yok; sunucuyu --server ile verin.",
          en: "The source “\(backup.source)” is not configured; name the server with --server."))
    }
    var address = source.address
    address.statementTimeoutMilliseconds = 0
    return address
  }
}
