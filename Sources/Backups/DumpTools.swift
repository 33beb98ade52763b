import Files
import Messages

/// The programs a dump is made with, found and checked before anything is written.
package struct DumpTools: Sendable {
  /// The path of pg_dump.
  package let pgDump: String
  /// The path of pg_dumpall; nil where there is none.
  package let pgDumpall: String?
  /// The path of pg_restore.
  package let pgRestore: String
  /// The path of zstd.
  package let zstd: String
  /// The path of age; nil where nothing is encrypted.
  package let age: String?
  /// pg_dump's own words about its version.
  package let version: String
  /// pg_dump's major version.
  package let majorVersion: Int

  /// Finds the programs and refuses a pg_dump older than the server.
  ///
  /// On Debian the name `pg_dump` is a wrapper that picks a version by itself; where the newest installed client is
  /// needed, its own folder is looked into.
  package static func find(_ settings: BackupSettings, serverVersionNumber: Int) async throws -> DumpTools {
    let server = serverVersionNumber / 10_000
    let pgDump = try path(of: settings.pgDump, newerOf: server)
    let (outcome, answer) = try await ChildProcess.answer(pgDump, ["--version"])
    guard outcome.isSuccess else { throw BackupError.toolFailed(outcome) }
    let version = answer.split(separator: "\n").first.map(String.init) ?? ""
    let major = version.split(separator: " ").lazy.compactMap { Int($0.prefix { $0.isNumber }) }.first ?? 0
    guard major >= server else { throw BackupError.toolTooOld(tool: pgDump, version: major, server: server) }
    return DumpTools(
      pgDump: pgDump, pgDumpall: try? path(of: settings.pgDumpall, newerOf: server),
      pgRestore: try path(of: settings.pgRestore, newerOf: server),
      zstd: try path(of: settings.zstd, newerOf: server),
      age: try settings.encryption.map { encryption throws(BackupError) in
        try path(of: encryption.program, newerOf: server)
      }, version: version, majorVersion: major)
  }

  private static func path(of program: String, newerOf server: Int) throws(BackupError) -> String {
    // Debian keeps each version's programs in a folder of its own.
    guard let path = Programs.path(of: program, firstIn: ["/usr/lib/postgresql/\(server)/bin"]) else {
      throw .toolMissing(program)
    }
    return path
  }
}
