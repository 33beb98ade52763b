import Archive
import Backups
import Documents
import Files
import Messages
import Model
import Postgres

/// Makes one backup: dumped from a snapshot, read to its end, listed and published by one rename.
struct BackupJob {
  let invocation: Invocation
  let record: IssueRecord
  let interruption: Interruption

  /// Dumps a source's database; the snapshot's transaction must live until this returns.
  func dump(
    _ order: ReportRequest, _ snapshot: Snapshot, environment: [String: String], patience: String
  ) async throws -> RunResult.FinishedBackup {
    let settings = invocation.configuration.backup
    let name = record.freeBackupName(source: order.source.name, stamp: invocation.asOf.stamp)
    let staging = try interruption.begin {
      try record.archive.stage(in: record.archive.backupFolder(order.source.name), name: name)
    }
    let (partial, destination) = (staging.path, staging.destination)
    let source = Dump.Source(
      name: order.source.name, snapshot: snapshot, environment: environment, patience: patience,
      lockTimeoutMilliseconds: order.source.connection.lockTimeoutMilliseconds)
    let dump = try await Dump.create(source, settings, in: partial)
    let head = Manifest.Head(
      format: .backup, source: order.source.name, schedule: order.schedule, period: order.period)
    let digest = try Manifest.write(
      head, zone: invocation.configuration.zone.name, facts: facts(order, snapshot, dump), in: partial)
    try Folder.synchronise(partial)
    var folder: StagingFolder? = consume staging
    try interruption.publishing {
      if let folder = folder.take() { try record.publish(folder, head, digest: digest) }
    }
    interruption.remove(partial)
    return RunResult.FinishedBackup(
      source: order.source.name, folder: destination, restoreHint: "cd \(destination) && \(dump.restoreHint)")
  }

  private func facts(_ order: ReportRequest, _ snapshot: Snapshot, _ dump: Dump) -> [JSONValue.Member] {
    let settings = invocation.configuration.backup
    return [
      .init("software", .string("Tutanak \(BuildInfo.version)"))
    ] + ReportFacts.origin(order, snapshot, invocation, madeAt: SystemClock.now()) + [
      .init(
        "dump",
        .object([
          .init("name", .string(dump.name)), .init("pg_dump", .string(dump.toolVersion)),
          .init("format", .string(settings.format.rawValue)),
          .init("compression", .string(settings.compression.rawValue)),
          .init("restore", .string(dump.restoreHint)),
        ])),
      .init(
        "programs",
        .array(
          dump.outcomes.map {
            .object([
              .init("program", .string($0.program)), .init("status", .integer(Int64($0.status))),
              .init("stderr", .string($0.remarks)),
            ])
          })),
    ]
  }
}
