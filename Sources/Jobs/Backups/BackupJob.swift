import Intake
import Archive
import Backups
import Documents
import Files
import Messages
import Model

/// Makes one backup: dumped from a snapshot, read to its end, listed and published by one rename.
struct BackupJob {
  let run: RunContext
  let request: BackupRequest
  let progress: DumpProgress

  /// Dumps a source's database; the snapshot's transaction must live until ``progress`` says that it is taken over.
  func dump(
    _ snapshot: SourceSnapshot, environment: [String: String], patience: String
  ) async throws -> FinishedBackup {
    let (record, interruption) = (run.record, run.interruption)
    let settings = run.invocation.configuration.backup
    progress.begin(sessions: settings.sessionCount)
    try BackupSpace.check(run, source: request.source.name)
    let name = record.freeBackupName(source: request.source.name, stamp: run.invocation.asOf.stamp)
    let staging = try interruption.begin {
      try record.archive.stage(in: record.archive.backupFolder(request.source.name), name: name)
    }
    let (partial, destination) = (staging.path, staging.destination)
    let source = Dump.Source(
      name: request.source.name, snapshotID: snapshot.id, serverVersionNumber: snapshot.serverVersionNumber,
      encoding: snapshot.encoding,
      environment: environment.merging(["PGAPPNAME": progress.applicationName]) { $1 }, patience: patience,
      lockTimeoutMilliseconds: request.source.address.lockTimeoutMilliseconds, selection: request.source.selection)
    let part = try await Dump.selection(of: source, settings).map(Self.part)
    let address = request.source.address
    let foreign = await OwnThread.run { ForeignRows(of: part, at: address) }
    let (dump, contents) = try await ContentsRecord.beside(
      request.source.address, snapshot: snapshot.id, part: part, settings.contents
    ) { try await Dump.create(source, settings, in: partial) { progress.end() } }
    let side = await dump.side(of: source, settings, in: partial)
    let head = Manifest.Head(
      format: .backup, source: request.source.name, schedule: request.schedule, period: request.period)
    let digest = try Seal(run: run).close(
      partial, head, facts: facts(snapshot, dump, side, contents, foreign), isStamped: false)
    try Folder.synchronise(partial)
    let bytes = try ListedFile.byteCount(in: partial)
    try record.publish(
      staging, head, digest: digest,
      noting: [note(name, digest, bytes, snapshot, contents, foreign)])
    interruption.remove(partial)
    // Only now it is true that the backup was made.
    tell(side)
    if let warning = contents.warning(of: request.source.name) { run.invocation.warn(warning) }
    if let warning = foreign.warning(of: request.source.name) { run.invocation.warn(warning) }
    return FinishedBackup(
      source: request.source.name, folder: destination, restoreHint: "cd \(destination) && \(dump.restoreHint)",
      shrinkages: shrinkages(of: destination))
  }

  /// What the ledger says of the backup.
  private func note(
    _ name: String, _ digest: String, _ bytes: Int, _ snapshot: SourceSnapshot, _ contents: ContentsRecord,
    _ foreign: ForeignRows
  ) -> LedgerEntry.Draft {
    .init(
      .backup, .done, source: request.source.name, backup: name,
      facts: [
        .init("manifest_sha256", .string(digest)), .init("bytes", .integer(Int64(bytes))),
        .init("rows", contents.rows.map { .integer(Int64($0)) } ?? .null),
        .init("foreign_tables", foreign.count),
        .init("schedule", request.schedule.map { .string($0) } ?? .null),
        .init("begun_at", .string(snapshot.takenAt.iso8601)),
        .init("night", request.period.map { .string($0.from.iso8601) } ?? .null),
      ])
  }

  private static func part(_ objects: SelectedObjects) -> DumpedPart {
    DumpedPart(
      relations: objects.relations, withoutRows: objects.withoutRows, types: objects.types,
      extensions: objects.extensions, hasLargeObjects: objects.hasLargeObjects)
  }

  /// What was asked for of the database; null where all of it was.
  private var selection: JSONValue {
    guard let selection = request.source.selection else { return .null }
    return .object(
      selection.lists.map { list, patterns in .init(list.rawValue, .array(patterns.map { .string($0) })) })
  }

  /// A missing file is news; a role that may not read passwords is the same every night, and in the manifest.
  private func tell(_ side: SideDump?) {
    guard let side else { return }
    for warning in side.warnings {
      let message = Message(
        tr: "\(request.source.name): yedek alındı, ama \(warning.tr)",
        en: "\(request.source.name): the backup was made, but \(warning.en)")
      if side.lacksFile { run.invocation.warn(message) } else { run.invocation.inform(message) }
    }
  }

  private func facts(
    _ snapshot: SourceSnapshot, _ dump: Dump, _ side: SideDump?, _ contents: ContentsRecord, _ foreign: ForeignRows
  ) -> [JSONValue.Member] {
    let settings = run.invocation.configuration.backup
    return [
      .init("software", .string("Tutanak \(BuildInfo.version)")),
      .init("covers", .array(request.covers.map { .string($0) })),
    ]
      + ReportFacts.origin(
        request.source, snapshot, run.invocation, run.clockSource, madeAt: SystemClock.now()) + [
        .init(
          "dump",
          .object([
            .init("name", .string(dump.name)), .init("pg_dump", .string(dump.toolVersion)),
            .init("format", .string(settings.format.rawValue)),
            .init("compression", .string(settings.compression.rawValue)),
            .init("encryption", encryption(of: dump)), .init("restore", .string(dump.restoreHint)),
          ])),
        .init("selection", selection), .init("globals", side.map(Self.json) ?? .null), .init("contents", contents.json),
        .init("foreign_tables", foreign.json),
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

  private static func json(_ side: SideDump) -> JSONValue {
    func text(_ name: String?) -> JSONValue { name.map { .string($0) } ?? .null }
    return .object([
      .init("name", text(side.globals)), .init("role_passwords", .bool(side.hasPasswords)),
      .init("database", text(side.database)), .init("warnings", .array(side.warnings.map { .string($0.en) })),
    ])
  }

  /// For whom the dump is encrypted, by public keys, and what tells that it was decrypted rightly; null where it is not.
  private func encryption(of dump: Dump) -> JSONValue {
    guard let settings = run.invocation.configuration.backup.encryption else { return .null }
    return .object([
      .init("method", .string("age")), .init("recipients", .array(settings.publicKeys.map { .string($0) })),
      .init("plaintext_bytes", dump.plaintext.map { .integer(Int64($0.bytes)) } ?? .null),
      .init("plaintext_sha256", dump.plaintext.map { .string($0.sha256) } ?? .null),
    ])
  }
}
