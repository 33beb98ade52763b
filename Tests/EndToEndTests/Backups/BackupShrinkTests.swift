import Support
import Testing

/// A backup that holds much less than those before it is made, told, and takes nothing away.
@Suite struct BackupShrinkTests {
  private static let rows = """
    CREATE TABLE ledger (id int, note text); GRANT SELECT ON ledger TO tutanak_reader;
    INSERT INTO ledger SELECT n, md5(n::text) FROM generate_series(1, 2000) n;
    """

  private static func create(_ installation: Installation, _ day: Int, _ words: String...) throws -> Command.Outcome {
    try installation.run(
      words: ["backup", "create", "--json", "--locale", "en"] + words, asOf: "2026-10-0\(day)T02:15:00+03:00")
  }

  @Test func `a truncated table is an alarm that names both numbers`() throws {
    let installation = try PlainSystem.install(Self.rows)
    for day in 1...3 {
      let outcome = try Self.create(installation, day)
      #expect(outcome.status == 0 && outcome.errors == "")
      #expect(try JSON(text: outcome.output)["backups"][0]["shrunk"] == [])
    }
    try installation.database.execute("DELETE FROM ledger WHERE id > 1100")
    #expect(try Self.create(installation, 4).status == 0)
    try installation.database.execute("TRUNCATE ledger")
    let outcome = try Self.create(installation, 5)
    #expect(outcome.status == 7)
    let result = try JSON(text: outcome.output)
    #expect(result["exit_code"] == 7 && result["steps"][0]["outcome"] == "incomplete")
    let shrunk = result["backups"][0]["shrunk"]
    #expect(shrunk.list.map { $0["measure"] } == ["bytes", "rows"])
    #expect(shrunk[1]["value"] == 0 && shrunk[1]["median"] == 2000)
    #expect(
      outcome.errors.contains("back-office: the backup has less than 50 % of what is usual: 0 rows; the median of the"))
    // It is a backup all the same.
    #expect(installation.backups.count == 5)
    #expect(try installation.run("config", "check").status == 0)
  }

  @Test func `a night with such a backup ends with 7, and what is usual changes in time`() throws {
    let installation = try PlainSystem.install(
      Self.rows, source: ["expect_rows": "false"], settings: ["formats": "[json]", "backup": "{ shrink_alarm: 30 % }"])
    for day in 1...3 { #expect(try Self.create(installation, day).status == 0) }
    try installation.database.execute("DELETE FROM ledger WHERE id > 500")
    let night = try installation.run("run", "nightly", "--locale", "tr", asOf: "2026-10-04T02:15:00+03:00")
    #expect(night.status == 7)
    #expect(night.errors.contains("back-office: yedek her zamankinin %30 kadarından küçük: 500 satır"))
    for day in 5...6 { #expect(try Self.create(installation, day).status == 7) }
    #expect(try Self.create(installation, 7).status == 0)
  }

  @Test func `can be switched off, and compares only what was made in the same way`() throws {
    let installation = try PlainSystem.install(Self.rows, settings: ["backup": "{ compression: none }"])
    for day in 1...3 { #expect(try Self.create(installation, day).status == 0) }
    try installation.database.execute("TRUNCATE ledger")
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""], settings: ["backup": "{ compression: zstd }"])
    #expect(try Self.create(installation, 4).status == 0)
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: ["backup": "{ compression: none, shrink_alarm: none }"])
    #expect(try Self.create(installation, 5).status == 0)
  }
}
