import Files
import Foundation
import Support
import Testing

/// While an encrypted dump is made no file holds a row of it, not even one that has no name any more.
@Suite struct BackupPlaintextTests {
  private static let canary = "kanarya-satırı-4711"

  /// Makes a backup with slow programs, and looks meanwhile into every file of the installation and every file that its
  /// processes have open; returns those that held the row.
  private static func filesWithRow(encryption: Bool) throws -> Set<String> {
    let installation = try PlainSystem.install(
      "INSERT INTO users SELECT n, '\(canary)' FROM generate_series(1, 20000) n")
    let key = try AgeKey("key", in: installation.folder)
    let slow = "\"$@\"; status=$?; sleep 0.4; exit $status"
    // What pg_dump complains of may hold a row as well.
    let dump = try installation.writeProgram(
      "pg_dump",
      """
      REAL=\(installation.database.server.binaries)/pg_dump
      if [ "$1" = --version ]; then exec $REAL "$@"; fi
      echo 'CONTEXT:  \(canary)' >&2; $REAL \(slow)
      """)
    let restore = try installation.writeProgram(
      "pg_restore", "\(installation.database.server.binaries)/pg_restore \(slow)")
    let age = try installation.writeProgram("age", "/usr/bin/env age \(slow)")
    let block = encryption ? ", encryption: { recipients: [\(key.recipient)], program: \(age) }" : ""
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: ["backup": "{ compression: none, pg_dump: \(dump), pg_restore: \(restore)\(block) }"])
    let run = try installation.start("backup", "create")
    var found: Set<String> = []
    _ = try run.reaches {
      let open = installation.processes.flatMap { process in
        ((try? Folder.entries("/proc/\(process)/fd")) ?? []).map { "/proc/\(process)/fd/\($0)" }
      }
      for path in installation.everything.map({ installation.archive + "/" + $0 }) + open
      where InputFile.exists(path) && holdsRow(path) {
        found.insert(String((try? FileManager.default.destinationOfSymbolicLink(atPath: path)) ?? path))
      }
      return false
    }
    let outcome = try run.wait()
    #expect(outcome.status == 0, "\(outcome.errors)")
    return found
  }

  /// Memory has no name on a disk.
  private static func holdsRow(_ path: String) -> Bool {
    if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path),
      target.hasPrefix("/memfd:") || target.hasSuffix("/pg_dump")
    {
      return false
    }
    guard let bytes = try? InputFile.bytes(path) else { return false }
    return bytes.firstRange(of: Array(canary.utf8)) != nil
  }

  @Test func `with a key no file holds a row, at any moment`() throws {
    #expect(try Self.filesWithRow(encryption: true) == [])
  }

  @Test func `without one the same look finds it`() throws {
    #expect(try Self.filesWithRow(encryption: false).contains { $0.hasSuffix("/back-office.dump") })
  }
}
