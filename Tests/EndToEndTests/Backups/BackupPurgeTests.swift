import Files
import Foundation
import Support
import Testing

/// What the policy lets go is removed after a night that went well, and never without a record of it.
@Suite struct BackupPurgeTests {
  private static func settings(_ keep: String?) -> [String: String?] {
    ["formats": "[json]", "backup": keep.map { "{ keep: { \($0) } }" }]
  }

  private static func installation(_ backups: Int = 0, keep: String? = nil) throws -> Installation {
    let installation = try PlainSystem.install(source: ["expect_rows": "false"], settings: settings(keep))
    for day in stride(from: 1, through: backups, by: 1) {
      #expect(try installation.run("backup", "create", asOf: moment(day)).status == 0)
    }
    return installation
  }

  private static func configure(_ installation: Installation, keep: String?) throws {
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\"", "expect_rows": "false"], settings: settings(keep))
  }

  private static func moment(_ day: Int) -> String { "2026-10-\(day < 10 ? "0" : "")\(day)T02:15:00+03:00" }

  private static func purge(_ installation: Installation, _ words: String...) throws -> Command.Outcome {
    try installation.run(words: ["backup", "purge", "--locale", "en"] + words, asOf: "2026-10-20T09:00:00+03:00")
  }

  /// The local days of the backups that are there; they are made before midnight in UTC.
  private static func days(_ installation: Installation) -> [Int] {
    let days = installation.backups.compactMap { Int($0.split(separator: "/").last?.dropFirst(6).prefix(2) ?? "") }
    return days.map { $0 % 30 + 1 }
  }

  private static func ledger(_ installation: Installation, _ act: String = "purge") throws -> [JSON] {
    try InputFile.text(installation.archive + "/ledger.jsonl").split(separator: "\n")
      .map { try JSON(text: String($0)) }.filter { $0["act"] == .text(act) }
  }

  @Test func `every night purges what it lets go, and nobody misses it`() throws {
    let installation = try Self.installation(keep: "days: 2, minimum: 1")
    for day in 2...5 {
      let night = try installation.run("run", "nightly", asOf: Self.moment(day))
      #expect(night.status == 0 && night.errors == "", "\(night.errors)")
    }
    #expect(Self.days(installation) == [4, 5])
    let entries = try Self.ledger(installation)
    #expect(entries.map { $0["outcome"] } == ["done", "begun", "done", "begun", "done"])
    #expect(entries[0]["backup"] == nil && entries[0]["facts"]["policy"]["days"] == 2)
    let record = entries[2]
    #expect(record["backup"] == "20261001T231500Z" && record["source"] == "back-office")
    #expect(record["facts"]["manifest_sha256"].text?.count == 64 && (record["facts"]["bytes"].integer ?? 0) > 500)
    #expect(record["facts"]["rows"] == 0 && record["facts"]["policy"]["minimum"] == 1)
    // A night of which the backup is gone is done with.
    let again = try installation.run("run", "nightly", asOf: Self.moment(5))
    #expect(again.status == 0 && again.output + again.errors == "")
    #expect(Self.days(installation) == [4, 5])
    #expect(!installation.everything.contains { $0.contains("purged") })
    let register = try JSON(file: installation.archive + "/register/2026.json")["entries"].list
    #expect(register.filter { $0["state"] == "purged" }.count == 2)
  }

  @Test func `a tightened policy needs a person's word, and says so every night`() throws {
    let installation = try Self.installation(5)
    try Self.configure(installation, keep: "days: 30")
    #expect(try Self.purge(installation).status == 0)
    try Self.configure(installation, keep: "days: 3, minimum: 1")
    let refused = try Self.purge(installation)
    #expect(refused.status == 64)
    #expect(refused.errors.contains("“keep” now wants 2 backups purged; with the rules before it would have been 0"))
    #expect(refused.output.contains("back-office/20260930T231500Z: to be purged ("))
    #expect(refused.output.contains("back-office/20261003T231500Z: stays (day 2026-10-04)."))
    let night = try installation.run("run", "nightly", "--locale", "tr", asOf: Self.moment(6))
    #expect(night.status == 0)
    #expect(night.errors.contains("back-office: “keep” şimdi 3 yedeğin silinmesini istiyor"))
    #expect(Self.days(installation).count == 6)
    let before = installation.everything
    let plan = try Self.purge(installation, "--dry-run", "--json", "--confirm")
    #expect(plan.status == 0)
    let json = try JSON(text: plan.output)["plans"][0]
    #expect(json["purge"].list.count == 3 && json["needs_confirmation"] == true && json["accepted"]["days"] == 30)
    #expect(json["keep"].list.map { $0["name"] } == ["20261005T231500Z", "20261004T231500Z", "20261003T231500Z"])
    #expect(installation.everything == before)
    let purged = try Self.purge(installation, "--confirm")
    #expect(purged.status == 0)
    #expect(purged.output.contains("back-office/20261002T231500Z was purged ("))
    #expect(Self.days(installation) == [4, 5, 6])
    // Agreed to once: the next night needs no word.
    let next = try installation.run("run", "nightly", asOf: Self.moment(7))
    #expect(next.status == 0 && next.errors == "", "\(next.errors)")
    #expect(Self.days(installation) == [5, 6, 7])
  }

  /// What a smaller number would take in a year is not agreed to by having been harmless today.
  @Test func `a policy that takes nothing yet is not thereby accepted`() throws {
    let installation = try Self.installation(2, keep: "days: 30")
    #expect(try Self.purge(installation).status == 0)
    try Self.configure(installation, keep: "days: 3, minimum: 1")
    #expect(try Self.purge(installation).status == 0)
    for day in 3...5 { #expect(try installation.run("backup", "create", asOf: Self.moment(day)).status == 0) }
    #expect(try Self.purge(installation).status == 64)
    try Self.configure(installation, keep: "days: 40, minimum: 5")
    #expect(try Self.purge(installation).status == 0)
    #expect(try Self.ledger(installation).map { $0["facts"]["policy"]["days"] } == [30, 40])
    #expect(Self.days(installation).count == 5)
  }

  @Test func `a night that failed purges nothing, nor one whose backup is an alarm`() throws {
    let installation = try Self.installation(3, keep: "days: 2, minimum: 1")
    #expect(try Self.purge(installation, "--confirm").status == 0)
    #expect(Self.days(installation) == [2, 3])
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\"", "expect_rows": "false"],
      settings: Self.settings("days: 2, minimum: 1").merging(["look": "nowhere"]) { $1 })
    #expect(try installation.run("run", "nightly", asOf: Self.moment(4)).status == 3)
    #expect(Self.days(installation) == [2, 3, 4])
    try Self.configure(installation, keep: "days: 2, minimum: 1")
    try installation.database.execute("CREATE TABLE big AS SELECT n FROM generate_series(1, 9000) n")
    try installation.database.execute("GRANT SELECT ON big TO tutanak_reader")
    for day in 5...7 { #expect(try installation.run("backup", "create", asOf: Self.moment(day)).status == 0) }
    #expect(Self.days(installation).count == 6)
    try installation.database.execute("TRUNCATE big")
    // Three small ones and three large ones: 4500 rows are usual.
    let alarm = try installation.run("run", "nightly", asOf: Self.moment(8))
    #expect(alarm.status == 7, "\(alarm.errors)")
    #expect(Self.days(installation).count == 7)
  }

  @Test func `no command takes the last good one, a held one, or one that is being read`() throws {
    let installation = try Self.installation(4, keep: "days: 1, minimum: 1")
    #expect(try installation.run("backup", "hold", "20260930T231500Z", "--reason", "dava").status == 0)
    let reader = "\(installation.archive)/.state/in-use/back-office/20261001T231500Z"
    try FileManager.default.createDirectory(
      atPath: (reader as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    // The shell itself holds the lock, so it ends with it.
    let use = try RunningProgram([
      "sh", "-c", "exec 9>\"$0\"; flock -s 9; echo here >\"$0.begun\"; exec sleep 60", reader,
    ])
    #expect(try use.reaches { InputFile.exists(reader + ".begun") })
    let purged = try Self.purge(installation, "--confirm")
    #expect(purged.status == 0)
    #expect(purged.output.contains("back-office/20261001T231500Z is being read at this moment; it is left to the next"))
    #expect(Self.days(installation) == [1, 2, 4])
    use.signal(SIGKILL)
    _ = try use.wait()
    #expect(try installation.run("backup", "release", "20260930T231500Z").status == 0)
    for _ in 0..<2 {
      #expect(try Self.purge(installation, "--confirm").status == 0)
      #expect(Self.days(installation) == [4])
    }
  }

  @Test func `backups of a source that is gone stay until a person names it`() throws {
    let installation = try Self.installation(3, keep: "days: 1, minimum: 1")
    let text = try InputFile.text(installation.configuration)
    try installation.folder.write("tutanak.yaml", text.replacingOccurrences(of: "  back-office:", with: "  renamed:"))
    let all = try Self.purge(installation, "--confirm")
    #expect(all.status == 0 && all.output.contains("back-office: backups of a source that is no longer configured"))
    let named = try Self.purge(installation, "--source", "back-office")
    #expect(named.status == 64 && named.errors.contains("add “--confirm” to purge 2 backups"))
    #expect(Self.days(installation).count == 3)
    #expect(try Self.purge(installation, "--source", "back-office", "--confirm").status == 0)
    #expect(Self.days(installation) == [3])
    #expect(try Self.purge(installation, "--source", "back-ofice").status == 64)
  }

  @Test func `the last proven one stays, and only proven ones count where the policy says so`() throws {
    let installation = try Self.installation(3, keep: "days: 1, minimum: 1")
    let proven = ["20260930T231500Z", "20261001T231500Z"]
    for name in proven { #expect(try installation.run("backup", "drill", name).status == 0) }
    #expect(try installation.run("backup", "create", asOf: Self.moment(4)).status == 0)
    let purged = try Self.purge(installation, "--confirm")
    #expect(purged.status == 0 && purged.output.contains("\(proven[1]): stays (last proven)."))
    #expect(Self.days(installation) == [2, 4])
    let status = try JSON(text: installation.run("status", "--json").output)["backup_status"]["databases"][0]
    #expect(status["last_good"]["name"] == "20261003T231500Z" && status["last_proven"]["name"] == .text(proven[1]))
    let record = try Self.ledger(installation).filter { $0["outcome"] == "done" && $0["backup"] == .text(proven[0]) }
    #expect(record.count == 1 && record[0]["facts"]["proven_at"] != nil)
    // The unproven ones have their own day, and take none from the proven one.
    try Self.configure(installation, keep: "days: 1, minimum: 1, count_only: proven")
    #expect(try installation.run("backup", "create", asOf: Self.moment(5)).status == 0)
    #expect(try Self.purge(installation, "--confirm").status == 0)
    #expect(Self.days(installation) == [2, 5])
  }

  /// Grouped across databases the days of one would take the place of the other's.
  @Test func `each source keeps its own days`() throws {
    let installation = try Self.installation(keep: "days: 2, minimum: 1")
    let text = try InputFile.text(installation.configuration)
    let source = try #require(text.split(separator: "  back-office:\n").last?.split(separator: "\n").prefix(3))
    try installation.folder.write(
      "tutanak.yaml",
      text.replacingOccurrences(
        of: "  back-office:\n", with: "  archive-room:\n" + source.joined(separator: "\n") + "\n  back-office:\n"))
    for (name, days) in [("archive-room", [1, 2]), ("back-office", [1, 3, 4, 5])] {
      for day in days {
        #expect(try installation.run("backup", "create", "--source", name, asOf: Self.moment(day)).status == 0)
      }
    }
    #expect(try Self.purge(installation, "--confirm").status == 0)
    #expect(Self.days(installation) == [1, 2, 4, 5])
    let plans = try JSON(text: Self.purge(installation, "--dry-run", "--json").output)["plans"].list
    #expect(plans.map { $0["source"] } == ["archive-room", "back-office"])
  }

  @Test func `without a policy there is no purge`() throws {
    let installation = try Self.installation(2)
    let outcome = try Self.purge(installation, "--confirm")
    #expect(outcome.status == 78)
    #expect(outcome.errors.contains("there is no “backup.keep”, and without it no backup is ever purged"))
    #expect(try installation.run("run", "nightly", asOf: Self.moment(5)).status == 0)
    #expect(Self.days(installation) == [1, 2, 5])
  }
}
