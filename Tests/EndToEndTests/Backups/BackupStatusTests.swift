import Files
import Support
import Testing

/// `tutanak status` says how old the last good and the last proven backup is, and a monitor can go by its exit status.
@Suite struct BackupStatusTests {
  private static func status(_ installation: Installation, _ words: String..., asOf: String) throws -> (Int32, JSON) {
    let outcome = try installation.run(words: ["status", "--json", "--locale", "en"] + words, asOf: asOf)
    return (outcome.status, try JSON(text: outcome.output))
  }

  @Test func `is 7 where the last good backup is older than it may be, or there is none`() throws {
    let installation = try PlainSystem.install(settings: ["backup": "{ max_age: 26h, keep: { days: 3 } }"])
    var (code, result) = try Self.status(installation, asOf: "2026-10-08T02:15:00+03:00")
    #expect(code == 7)
    #expect(result["backup_status"]["databases"][0]["last_good"] == nil)
    #expect(result["remarks"].list.map(\.text) == ["back-office: it has no good backup (backup.max_age: 1 d 2 h)."])
    #expect(try installation.run("backup", "create", asOf: "2026-10-08T02:15:00+03:00").status == 0)
    let before = installation.everything
    (code, result) = try Self.status(installation, asOf: "2026-10-09T04:15:00+03:00")
    #expect(code == 0)
    let database = result["backup_status"]["databases"][0]
    #expect(database["source"] == "back-office" && database["backups"] == 1 && database["held"] == 0)
    #expect(database["last_good"]["name"] == "20261007T231500Z" && database["last_proven"] == nil)
    #expect(database["last_good"]["age_us"] == .integer(26 * 3600 * 1_000_000))
    #expect(database["next_purge"] == 0 && database["too_old"] == false)
    #expect((result["backup_status"]["free_bytes"].integer ?? 0) > 0)
    (code, result) = try Self.status(installation, asOf: "2026-10-09T04:15:01+03:00")
    #expect(code == 7 && result["backup_status"]["databases"][0]["too_old"] == true)
    #expect(installation.everything == before)
    let words = try installation.run("status", "--locale", "tr", asOf: "2026-10-11T03:15:00+03:00")
    #expect(words.status == 7)
    #expect(words.output.contains("back-office: son sağlam yedek 3 g 1 sa önce alınmış; en çok 1 g 2 sa olmalıydı"))
    #expect(words.output.contains("KAYNAK       YEDEK  SON SAĞLAM"))
    #expect(words.output.contains("Arşivin diskinde boş:"))
  }

  @Test func `counts held ones and what waits to be purged, and can be told to complain of nothing`() throws {
    let installation = try PlainSystem.install(settings: ["backup": "{ max_age: none, keep: { days: 1, minimum: 1 } }"])
    for day in 1...3 {
      #expect(try installation.run("backup", "create", asOf: "2026-10-0\(day)T02:15:00+03:00").status == 0)
    }
    #expect(try installation.run("backup", "hold", "20260930T231500Z", "--reason", "dava").status == 0)
    let (code, result) = try Self.status(installation, asOf: "2027-10-08T02:15:00+03:00")
    #expect(code == 0)
    let database = result["backup_status"]["databases"][0]
    #expect(database["held"] == 1 && database["next_purge"] == 1 && database["needs_confirmation"] == true)
    #expect(result["backup_status"]["max_age_us"] == nil)
  }

  /// A backup whose files were changed is no good one.
  @Test func `does not count a changed backup`() throws {
    let installation = try PlainSystem.install(source: ["expect_rows": "false"], settings: ["formats": "[json]"])
    let night = "2026-10-02T02:15:00+03:00"
    #expect(try installation.run("backup", "create", asOf: "2026-10-01T02:15:00+03:00").status == 0)
    #expect(try installation.run("run", "nightly", asOf: night).status == 0)
    #expect(try Self.status(installation, asOf: night).1["backup_status"]["databases"][0]["last_good"]["age_us"] == 0)
    try installation.folder.write("archive/backups/back-office/20261001T231500Z/back-office.dump.zst", "x")
    #expect(try installation.run("run", "nightly", asOf: night).status == 6)
    let (_, result) = try Self.status(installation, asOf: night)
    #expect(result["backup_status"]["databases"][0]["last_good"]["name"] == "20260930T231500Z")
    let list = try JSON(text: installation.run("backup", "list", "--json").output)["archived"]
    #expect(list.list.map { $0["complete"] } == [false, true])
    #expect(list[0]["damaged"] == true)
  }
}
