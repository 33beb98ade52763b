import Backups
import Documents
import Files
import Messages
import Model
import Postgres

/// Makes one backup: dumped from a snapshot, read to its end, listed and published by one rename.
struct BackupJob {
  let invocation: Invocation
  let archive: Archive
  let interruption: Interruption

  /// Dumps a source's database; the snapshot's transaction must live until this returns.
  func dump(
    _ order: ReportOrder, _ snapshot: Snapshot, environment: [String: String]
  ) async throws -> RunResult.FinishedBackup {
    let settings = invocation.configuration.backup
    let staging = try interruption.begin(
      parent: archive.backupFolder(order.source.name), name: try freeStamp(order))
    let (partial, destination) = (staging.path, staging.destination)
    let source = Dump.Source(
      name: order.source.name, snapshot: snapshot, environment: environment,
      lockTimeoutMilliseconds: order.source.connection.lockTimeoutMilliseconds)
    let dump = try await Dump.create(source, settings, in: partial)
    try ManifestFile.write(manifest(order, snapshot, dump), in: partial)
    try Folder.synchronise(partial)
    var folder: StagingFolder? = consume staging
    try interruption.publishing { try folder.take()?.publish() }
    interruption.remove(partial)
    return RunResult.FinishedBackup(
      source: order.source.name, folder: destination, restoreHint: "cd \(destination) && \(dump.restoreHint)")
  }

  /// The stamp of the run's moment; a second backup of the same moment gets a number.
  private func freeStamp(_ order: ReportOrder) throws -> String {
    let stamp = invocation.asOf.stamp
    let folder = archive.backupFolder(order.source.name)
    let taken = Folder.exists(folder) ? Set(try Folder.entries(folder)) : []
    if !taken.contains(stamp) { return stamp }
    return "\(stamp)-\((2...).first { !taken.contains("\(stamp)-\($0)") } ?? 2)"
  }

  private func manifest(_ order: ReportOrder, _ snapshot: Snapshot, _ dump: Dump) -> [JSONValue.Member] {
    let settings = invocation.configuration.backup
    return [
      .init("format", .string("tutanak-backup-1")), .init("software", .string("Tutanak \(Program.version)")),
      .init("schedule", order.schedule.map { .string($0) } ?? .null),
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
              .init("stderr", .string($0.standardError)),
            ])
          })),
    ]
  }
}
