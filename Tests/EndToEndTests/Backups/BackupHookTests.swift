import Files
import Foundation
import Support
import Testing

/// An administrator's own programs before and after a backup.
@Suite struct BackupHookTests {
  private let installation: Installation
  private var log: String { installation.folder.path + "/log" }

  init() throws { installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall)) }

  /// Writes down what a hook finds in its environment, and goes on as `script` says.
  private func hook(_ name: String, _ script: String = "") throws -> String {
    try installation.writeProgram(name, "echo \"$# $*\" >>\(log); env | sort >>\(log)\n\(script)")
  }

  private func configure(_ hooks: String, _ more: String = "") throws {
    try installation.configure(settings: ["formats": "[json]", "backup": "{ hooks: { \(hooks) }\(more) }"])
  }

  @Test func `both are told what they need, and no way into the database`() throws {
    try configure("before: [\(try hook("once")), ilk, 'iki kelime'], after: [\(try hook("sonra"))]")
    let outcome = try installation.run(
      "run", "nightly",
      environment: ["PGPASSWORD": "parola-42", "PGPASSFILE": "/yok", "DATABASE_URL": "postgres://u:parola-42@h/d"])
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
    let told = try InputFile.text(log)
    #expect(!told.contains("parola-42") && !told.contains("PGPASSFILE"))
    let parts = told.components(separatedBy: "0 \n")
    #expect(parts.count == 2 && parts[0].hasPrefix("2 ilk iki kelime\n"))
    for line in ["TUTANAK_SOURCE=back-office\n", "TUTANAK_SCHEDULE=nightly\n", "TUTANAK_RUN=20261007T231500Z\n"] {
      #expect(parts.allSatisfy { $0.contains(line) }, "\(line)")
    }
    #expect(parts[0].contains("TUTANAK_HOOK=before\n") && !parts[0].contains("TUTANAK_STATUS"))
    #expect(parts[1].contains("TUTANAK_HOOK=after\n") && parts[1].contains("TUTANAK_STATUS=done\n"))
    #expect(parts[1].contains("TUTANAK_BACKUP=\(try installation.onlyBackup())\n"))
    #expect(!parts[1].contains("TUTANAK_ERROR"))
  }

  @Test func `the one before may forbid the backup, and the one after hears of it`() throws {
    let before = try hook("once", "echo 'bakım var' >&2; exit 3")
    try configure("before: [\(before)], after: [\(try hook("sonra"))]")
    let night = try installation.run("run", "nightly", "--locale", "en")
    // Nothing of it keeps the reports back.
    #expect(night.status == 2 && installation.packages.count == 3 && installation.backups == [])
    let words = "No backup was made: backup.hooks.before did not let it (\(before) ended with status 3: bakım var)."
    #expect(night.errors == "tutanak: \(words)\n")
    let told = try InputFile.text(log)
    #expect(told.contains("TUTANAK_STATUS=vetoed\n") && told.contains("TUTANAK_ERROR=\(words)\n"))
    #expect(!told.contains("TUTANAK_BACKUP="))
    #expect(try installation.run("backup", "create").status == 75)
    try configure("before: [/yok/program]")
    let missing = try installation.run("backup", "create", "--locale", "en")
    #expect(missing.status == 75 && missing.errors.contains("/yok/program"), "\(missing.errors)")
    #expect(installation.backups == [])
  }

  @Test func `the one after hears of a failure, and its own failure is a remark`() throws {
    let after = try hook("sonra", "echo 'ilk satır' >&2; echo 'ikinci' >&2; exit 1")
    try configure("after: [\(after)]", ", pg_dump: /yok/pg_dump")
    let failed = try installation.run("backup", "create", "--locale", "en")
    #expect(failed.status == 69)
    #expect(try InputFile.text(log).contains("TUTANAK_ERROR=/yok/pg_dump is not there."))
    #expect(try InputFile.text(log).contains("TUTANAK_STATUS=failed\n"))
    try configure("after: [\(after)]")
    let done = try installation.run("backup", "create", "--locale", "en")
    #expect(done.status == 0 && installation.backups.count == 1)
    let remark = "back-office: backup.hooks.after failed (\(after) ended with status 1: ilk satır). "
    #expect(done.errors == "tutanak: ! \(remark)The backup itself is not affected.\n")
    // A server that cannot be reached is a backup that failed, too.
    try Folder.remove(log)
    try installation.configure(
      source: ["connection": "\"host=127.0.0.1 port=1 dbname=efys user=u\""],
      settings: ["backup": "{ hooks: { after: [\(after)] } }"])
    #expect(try installation.run("backup", "create").status == 69)
    #expect(try InputFile.text(log).contains("TUTANAK_STATUS=failed\n"))
  }

  @Test(.timeLimit(.minutes(5)))
  func `one that takes too long is ended with everything it started`() throws {
    let script = "trap '' TERM; sleep 300 & sleep 300; sleep 300"
    let slow = try hook("yavaş", script)
    try configure("after: [\(slow)], timeout: 1s")
    let begin = ContinuousClock.now
    let done = try installation.run("backup", "create", "--locale", "en")
    #expect(done.status == 0 && installation.backups.count == 1)
    #expect(done.errors.contains("\(slow) did not end within 1 seconds and was stopped"), "\(done.errors)")
    #expect(ContinuousClock.now - begin < .seconds(30))
    for _ in 0..<100 where !installation.processes.isEmpty { usleep(20_000) }
    #expect(installation.commands == [])
  }

  @Test func `a report alone, a dry run and a night without a backup run none`() throws {
    try configure("before: [\(try hook("once"))], after: [\(try hook("sonra"))]")
    #expect(try installation.run("report", "OTR", "--period", "yesterday").status == 0)
    #expect(try installation.run("backup", "create", "--dry-run").status == 0)
    #expect(!InputFile.exists(log))
    #expect(try installation.run("run", "nightly").status == 0)
    try Folder.remove(log)
    #expect(try installation.run("run", "nightly").status == 0)
    #expect(!InputFile.exists(log))
  }
}
