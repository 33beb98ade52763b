import Support
import Testing

/// A schedule restores its newest backup by itself, when none was proven for as long as it says.
@Suite struct ScheduledDrillTests {
  private static func install(_ backup: String = "{}") throws -> Installation {
    let database = try PlainSystem.makeDatabase("INSERT INTO users VALUES ('u1', 'ayşe', NULL, NULL, NULL);")
    let installation = try PlainSystem.install(on: database, ownHome: true)
    try configure(installation, backup)
    try installation.folder.write(
      "home/schedules/nightly.yaml", "period: yesterday\nreports: [OTR]\nbackup: true\ndrill: 2d\n")
    return installation
  }

  private static func configure(_ installation: Installation, _ backup: String) throws {
    try installation.configure(
      source: [
        "system": "\"\(installation.folder.path)/plain\"", "expect_rows": "false",
        "connection": "\"\(installation.database.connection)\"",
      ], settings: ["formats": "[json]", "backup": backup])
  }

  private static func night(_ installation: Installation, _ day: Int, _ words: String...) throws -> (Int32, JSON) {
    let outcome = try installation.run(
      words: ["run", "nightly", "--json", "--locale", "en"] + words, asOf: "2026-10-0\(day)T02:15:00+03:00")
    return (outcome.status, try JSON(text: outcome.output))
  }

  @Test func `at the first night, and then whenever the last proof is too old`() throws {
    let installation = try Self.install()
    let plan = try Self.night(installation, 3, "--dry-run")
    #expect(plan.0 == 0)
    for (day, isDrilled) in [(3, true), (4, false), (5, true), (5, false)] {
      let (status, result) = try Self.night(installation, day)
      #expect(status == 0, "\(result["errors"])")
      #expect(result["examined"].list.map { $0["verdict"].text } == (isDrilled ? ["passed"] : []), "\(day)")
    }
    let status = try JSON(text: installation.run("status", "--json", asOf: "2026-10-05T03:00:00+03:00").output)
    let proven = status["backup_status"]["databases"][0]["last_proven"]
    #expect(proven["name"] == "20261004T231500Z" && proven["proven_at"] == "2026-10-04T23:15:00.000000Z")
  }

  @Test func `one that cannot be run is 7, is said, and is tried again; nothing else suffers`() throws {
    let installation = try Self.install("{ drill: { programs: /nowhere } }")
    let (status, result) = try Self.night(installation, 3)
    #expect(status == 7 && installation.packages.count == 1 && installation.backups.count == 1)
    #expect(result["examined"][0]["verdict"] == "not_run")
    #expect(result["remarks"].list.contains { $0.text?.contains("the drill could not be run") == true })
    #expect(result["steps"].list.contains { $0["step"] == "drill" && $0["outcome"] == "incomplete" })
    try Self.configure(installation, "{}")
    #expect(try Self.night(installation, 3).0 == 0)
    #expect(installation.packages.count == 1)
  }

  @Test func `one that fails is 6`() throws {
    let installation = try Self.install()
    #expect(try Self.night(installation, 3).0 == 0)
    try installation.folder.write(
      "home/schedules/nightly.yaml", "period: yesterday\nreports: [OTR]\nbackup: true\ndrill: 0d\n")
    let dump = try installation.onlyBackup() + "/back-office.dump.zst"
    try installation.folder.write(String(dump.dropFirst(installation.folder.path.count + 1)), "x")
    let (status, result) = try Self.night(installation, 3)
    #expect(status == 6 && result["examined"][0]["verdict"] == "failed", "\(result["examined"])")
  }

  @Test func `needs a backup beside it`() throws {
    let installation = try Self.install()
    try installation.folder.write("home/schedules/nightly.yaml", "period: yesterday\nreports: [OTR]\ndrill: 2d\n")
    let check = try installation.run("config", "check", "--locale", "en")
    #expect(check.status == 78 && check.errors.contains("nightly.yaml:3:8: “drill” needs “backup: true” beside it"))
  }
}
