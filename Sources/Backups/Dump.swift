import Files
import Messages
import SystemPackage

/// A finished dump that was read to its end, not yet published.
package struct Dump: Sendable {
  /// The name of its file, or of its folder for the format `directory`.
  package let name: String
  /// How the programs ended that made and read it.
  package let outcomes: [ChildOutcome]
  /// pg_dump's own words about its version.
  package let toolVersion: String
  /// How its content is to be read again, as commands.
  package let restoreHint: String

  /// What was encrypted; nil where nothing was.
  package let plaintext: Plaintext?
  private let tools: DumpTools

  /// What is dumped, and how it is reached.
  package struct Source: Sendable {
    /// The name in the configuration, from which the file is called.
    package let name: String
    /// The name of the snapshot to be dumped; its transaction must live until pg_dump has joined it.
    package let snapshotID: String
    /// The server's version as one number, 150018.
    package let serverVersionNumber: Int
    /// The encoding of the database, in PostgreSQL's words such as `UTF8`.
    package let encoding: String
    /// The `PG*` variables that lead to the server.
    package let environment: [String: String]
    /// How long a silent network is waited for, as a connection string without any secret; there is no variable for it.
    package let patience: String
    /// Milliseconds to wait for a locked table.
    package let lockTimeoutMilliseconds: Int
    /// Which part is dumped; nil is all of it.
    package let selection: DumpSelection?

    /// A source from its parts.
    package init(
      name: String, snapshotID: String, serverVersionNumber: Int, encoding: String, environment: [String: String],
      patience: String, lockTimeoutMilliseconds: Int, selection: DumpSelection? = nil
    ) {
      self.name = name
      self.snapshotID = snapshotID
      self.serverVersionNumber = serverVersionNumber
      self.encoding = encoding
      self.environment = environment
      self.patience = patience
      self.lockTimeoutMilliseconds = lockTimeoutMilliseconds
      self.selection = selection
    }
  }

  /// Dumps a database into `folder` from the snapshot a report is made from, and reads the dump to its end.
  ///
  /// `onDumped` is called when pg_dump has ended, before the dump is read.
  ///
  /// Only a full read proves that a dump can be read: listing its contents succeeds on half a file.
  package static func create(
    _ source: Source, _ settings: BackupSettings, in folder: String, onDumped: @Sendable () -> Void
  ) async throws -> Dump {
    let tools = try await DumpTools.find(settings, serverVersionNumber: source.serverVersionNumber)
    let plan = try DumpPlan(source, settings, tools)
    let making = try await plan.dump(into: folder, environment: source.environment)
    onDumped()
    if let failure = ChildOutcome.cause(of: making.outcomes + making.reading) {
      // What made the dump has nobody to write to when what reads it meanwhile fails.
      guard making.outcomes.contains(failure) else { throw BackupError.unreadable(failure) }
      throw BackupError.dumpFailed(failure, DumpFault(in: failure.standardError))
    }
    let reading = try await plan.read(making, in: folder)
    if let failure = ChildOutcome.cause(of: reading.outcomes) { throw BackupError.unreadable(failure) }
    return Dump(
      name: plan.name, outcomes: making.outcomes + reading.outcomes, toolVersion: tools.version,
      restoreHint: plan.restoreHint, plaintext: reading.plaintext, tools: tools)
  }

  /// Makes the files that belong beside the dump, in the same folder; nothing of them fails the backup.
  package func side(of source: Source, _ settings: BackupSettings, in folder: String) async -> SideDump? {
    settings.globals ? await SideDump(source, settings, tools, in: folder) : nil
  }
}
