import Files
import Foundation
import Glibc
import Support
import Testing

/// Whatever ends a dump before its time, nothing is left that could be taken for a backup.
@Suite struct BackupFaultTests {
  private static let shapes = [
    "format: custom", "format: directory, compression: gzip, jobs: 2", "format: plain, compression: none", "encrypted",
  ]

  /// An installation whose dump has a shape; its database holds more than all buffers on the way.
  private static func install(_ shape: String, _ more: String = "", archive: String? = nil) throws -> Installation {
    let installation = try PlainSystem.install(
      """
      INSERT INTO users SELECT n, md5(n::text) || md5((n + 1)::text), repeat(md5((n + 2)::text), 20)
      FROM generate_series(1, 12000) n
      """)
    let shape =
      shape == "encrypted"
      ? "encryption: { recipients: [\(try AgeKey("key", in: installation.folder).recipient)] }" : shape
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: ["backup": "{ \(shape)\(more) }", "disk": "{ reserve: 0 }"].merging(
        archive.map { ["archive": "\"\($0)\""] } ?? [:], uniquingKeysWith: { $1 }))
    return installation
  }

  /// Nothing but the state of runs and the ledger lies in the archive.
  private static func expectNothing(
    in archive: String, _ why: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let left = try Command.run("find", archive + "/backups", "-mindepth", "2").output
    #expect(left == "", "\(why)", sourceLocation: sourceLocation)
  }

  @Test(arguments: shapes) func `pg_dump that reaches no server leaves no empty file behind`(shape: String) throws {
    let installation = try Self.install(shape)
    let path = try installation.writeProgram(
      "pg_dump",
      """
      REAL=\(installation.database.server.binaries)/pg_dump
      if [ "$1" = --version ]; then exec $REAL "$@"; fi
      PGHOST=127.0.0.1 PGPORT=1 exec $REAL "$@"
      """)
    let text = try InputFile.text(installation.configuration)
    try installation.folder.write(
      "tutanak.yaml", text.replacingOccurrences(of: "backup: {", with: "backup: { pg_dump: \(path), "))
    let outcome = try installation.run("backup", "create", "--locale", "en")
    #expect(outcome.status == 69, "\(outcome.errors)")
    #expect(outcome.errors.contains("pg_dump failed (1)"), "\(outcome.errors)")
    try Self.expectNothing(in: installation.archive, outcome.errors)
  }

  /// What ends the dump in the middle of a table.
  enum End: CaseIterable {
    case serverProcess, dumpProcess
  }

  @Test(.timeLimit(.minutes(5)), arguments: End.allCases, ["compression: zstd", "encrypted"])
  func `killed in the middle of a table`(end: End, shape: String) throws {
    let installation = try Self.install(shape)
    let path = try installation.writeProgram(
      "zstd", "case $* in *-d*) exec zstd \"$@\";; esac; { head -c 500000; sleep 3; cat; } | zstd \"$@\"")
    let text = try InputFile.text(installation.configuration)
    try installation.folder.write(
      "tutanak.yaml", text.replacingOccurrences(of: "backup: {", with: "backup: { zstd: \(path), "))
    let run = try installation.start("backup", "create", "--locale", "en")
    let copying =
      "FROM pg_stat_activity WHERE application_name LIKE 'tutanak dump%' AND datname = current_database()"
      + " AND wait_event = 'ClientWrite'"
    try #require(try run.reaches { try installation.database.query("SELECT count(*) \(copying)") != [["0"]] })
    switch end {
    case .serverProcess: _ = try installation.database.query("SELECT pg_terminate_backend(pid) \(copying)")
    case .dumpProcess:
      for process in installation.processes {
        let line = (try? InputFile.text("/proc/\(process)/cmdline")) ?? ""
        if line.contains("/pg_dump\0") { kill(process, SIGKILL) }
      }
    }
    let outcome = try run.wait()
    #expect(outcome.status == 69, "\(outcome.errors)")
    let words = end == .dumpProcess ? "pg_dump failed (137)" : "pg_dump failed (1)"
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    try Self.expectNothing(in: installation.archive, outcome.errors)
    for _ in 0..<100 where !installation.processes.isEmpty { usleep(20_000) }
    #expect(installation.commands == [])
  }

  @Test(.enabled(if: SmallDisk.isAllowed), arguments: shapes)
  func `a disk that fills up while it is written`(shape: String) throws {
    let disk = try SmallDisk(kibibytes: 280)
    let installation = try Self.install(shape, archive: disk.path)
    let outcome = try installation.run("backup", "create", "--locale", "en")
    #expect(outcome.status == 74, "\(outcome.errors)")
    #expect(outcome.errors.contains("disk is full") || outcome.errors.contains("No space left"), "\(outcome.errors)")
    try Self.expectNothing(in: disk.path, outcome.errors)
  }

  @Test(.timeLimit(.minutes(10)), arguments: Fuzzing.seeds(2), [SIGTERM, SIGKILL])
  func `a signal at random moments leaves a whole backup or none`(seed: Int, signal: Int32) throws {
    let installation = try Self.install("encrypted")
    let begin = ContinuousClock.now
    #expect(try installation.run("backup", "create").status == 0)
    let length = ContinuousClock.now - begin
    var random = SeededNumbers(seed: UInt64(seed))
    for _ in 0..<5 {
      try Folder.remove(installation.archive)
      try Folder.create(installation.archive)
      let run = try installation.start("backup", "create")
      usleep(UInt32(length / .microseconds(1) * Double.random(in: 0..<1, using: &random)))
      run.signal(signal)
      let status = try run.wait().status
      let whole = installation.backups.filter { !$0.contains("/.") }
      if status == 0 { #expect(whole.count == 1) }
      if signal == SIGTERM { #expect(installation.backups == whole) }
      for folder in whole {
        #expect(try Command.run("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS", in: folder).status == 0)
      }
      for _ in 0..<200 where !installation.processes.isEmpty { usleep(20_000) }
      #expect(installation.commands == [])
      let again = try installation.run("backup", "create")
      #expect(again.status == 0, "\(again.errors)")
      #expect(installation.backups.count == whole.count + 1)
      #expect(installation.everything.filter { $0.contains("partial") } == [])
    }
  }
}
