import Files
import Foundation
import Support
import Testing

/// The record of backups and restore tests (T12): it says what the archive and its ledger hold, and nothing else.
@Suite struct BackupRecordTests {
  private static func run(_ installation: Installation, day: Int, _ words: String...) throws -> Command.Outcome {
    let moment = "2026-10-\(String(day).count < 2 ? "0" : "")\(day + 1)T02:15:00+03:00"
    return try installation.run(words: words + ["--locale", "en"], asOf: moment)
  }

  /// A home whose night makes the backup alone, and three nights of it: made, failed, made.
  private static func threeNights() throws -> Installation {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall), ownHome: true)
    try "period: yesterday\nreports: []\nbackup: true\n".write(
      toFile: installation.home + "/schedules/nightly.yaml", atomically: true, encoding: .utf8)
    #expect(try run(installation, day: 5, "run", "nightly").status == 0)
    try installation.configure(settings: ["backup": "{ pg_dump: /nowhere/pg_dump }"])
    #expect(try run(installation, day: 6, "run", "nightly").status == 69)
    try installation.configure()
    #expect(try run(installation, day: 7, "run", "nightly").status == 0)
    return installation
  }

  @Test func `lists what was made and what failed, night by night, in every format`() throws {
    let installation = try Self.threeNights()
    let issued = try Self.run(installation, day: 7, "report", "YDK", "--period", "2026-10-05..2026-10-07")
    #expect(issued.status == 0, "\(issued.errors)")
    let package = installation.package("YDK")
    let json = try package.json()
    let folders = installation.backups
    let names = folders.map { String($0.split(separator: "/").last ?? "") }
    #expect(json["backups"].list.compactMap { $0["backup"].text } == names)
    for (row, folder) in zip(json["backups"].list, folders) {
      let sum = try Command.run("sha256sum", folder + "/manifest.json").output
      #expect(row["manifest_sha256"].text == String(sum.prefix(64)))
      let manifest = try JSON(file: folder + "/manifest.json")
      let sizes = manifest["files"].list.compactMap { $0["size"].integer }
      #expect(row["bytes"].integer == sizes.reduce(0, +))
      let rows = manifest["contents"]["tables"].list.compactMap { $0["rows"].integer }.reduce(0, +)
      #expect(row["rows"].integer == rows && rows > 0)
    }
    let failure = json["backup_failures"].list
    #expect(failure.count == 1 && failure[0]["night"] == "2026-10-06")
    #expect(failure[0]["failure_reason"].text?.contains("/nowhere/pg_dump is not there") == true)
    let nights = json["backup_nights"].list
    #expect(nights.count == 30)
    #expect(nights.suffix(4).map { $0["night_state"].text } == ["before", "backed_up", "failed", "backed_up"])
    let counts = json["document"]["counts"]
    #expect(counts["backups"] == 2 && counts["failures"] == 1 && counts["open_nights"] == 1)

    let page = try package.firstPage()
    #expect(page.contains("Backups made: 2."))
    #expect(
      page.contains("Of the 30 nights in the calendar 1 have no backup; no backup of the last 30 days was proven"))
    #expect(try package.says("/nowhere/pg_dump is not there"))
    let sheet = try package.sheet("Backups made")
    #expect(sheet.joined().contains { $0.text == names[0] })
    // No row of the source is in it, so nothing is said of the source's records.
    #expect(!page.contains("Snapshot") && json["document"]["newest_proven"] == nil)
  }

  @Test func `says which backup a restore test has proven, how long it took, and what else was done to it`() throws {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    #expect(try installation.run("backup", "create").status == 0)
    let name = String(try installation.onlyBackup().split(separator: "/").last ?? "")
    #expect(try installation.run("backup", "drill").status == 0)
    let hold = ["backup", "hold", name, "--source", "back-office", "--reason", "soruşturma 2026/17"]
    #expect(try installation.run(words: hold).status == 0)
    #expect(try installation.run("report", "YDK", "--period", "2026-10-08", "--locale", "tr").status == 0)
    let package = installation.package("YDK")
    let json = try package.json()
    let test = json["backup_tests"][0]
    #expect(test["backup"].text == name && test["test_outcome"] == "passed" && test["differences"] == 0)
    #expect((test["restore_duration_us"].integer ?? 0) > 0)
    #expect(test["rows"] == json["backups"][0]["rows"])
    #expect(json["backup_acts"].list.map { $0["act"].text } == ["hold"])
    #expect(json["backup_acts"][0]["act_reason"] == "soruşturma 2026/17")
    #expect(json["document"]["newest_proven"] == json["document"]["newest_backup"])
    let page = try package.firstPage()
    #expect(page.contains("geri yüklenebildiği kanıtlanmış en yeni yedek 08.10.2026 02:15:00 UTC+03:00 tarihlidir"))
    #expect(!page.contains("kanıtlanmamıştır"))
    #expect(try package.says("soruşturma 2026/17"))
  }

  @Test func `foreign tables that nobody could look for are not called none`() throws {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    #expect(try installation.run("backup", "create").status == 0)
    #expect(try installation.run("backup", "drill").status == 0)
    let file = try installation.onlyBackup() + "/manifest.json"
    let manifest = try InputFile.text(file)
    let unknown = manifest.replacing("\"foreign_tables\": []", with: "\"foreign_tables\": null")
    #expect(unknown != manifest)
    try Data(unknown.utf8).write(to: URL(fileURLWithPath: file))
    #expect(try installation.run("backup", "list", "--locale", "en").output.contains("(foreign tables not known)"))
    let listed = try JSON(text: installation.run("backup", "list", "--json").output)["archived"][0]
    #expect(listed["name"].text != nil && listed["foreign_tables"] == nil)
    #expect(try installation.run("report", "YDK", "--period", "2026-10-08", "--locale", "en").status == 0)
    #expect(try installation.package("YDK").says("it is not known whether they lack rows of other servers"))
  }

  @Test func `tells a removal once, and keeps the night of what was removed in the calendar`() throws {
    let installation = try Self.threeNights()
    try installation.configure(settings: ["backup": "{ keep: { days: 1, minimum: 1 } }"])
    let first = String(installation.backups[0].split(separator: "/").last ?? "")
    let purged = try Self.run(installation, day: 7, "backup", "purge", "--confirm")
    #expect(purged.status == 0, "\(purged.errors)")
    #expect(installation.backups.count == 1)
    #expect(try Self.run(installation, day: 8, "report", "YDK", "--period", "2026-10").status == 0)
    let json = try installation.package("YDK").json()
    let acts = json["backup_acts"].list
    #expect(acts.map { [$0["act"].text, $0["act_outcome"].text, $0["backup"].text] } == [["purge", "done", first]])
    #expect(json["backups"].list.count == 1)
    let night = json["backup_nights"].list.first { $0["night"] == "2026-10-05" }
    #expect(night?["night_state"] == "backed_up" && night?["bytes"].integer != nil)
  }

  @Test func `of a period without a backup is no document about nothing`() throws {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysEmpty),
      settings: ["formats": "[pdf, xlsx, json]", "empty_period": "skip"])
    let issued = try Self.run(installation, day: 7, "report", "YDK", "--period", "2026-10-07")
    #expect(issued.status == 0)
    let page = try installation.package("YDK").firstPage()
    #expect(page.contains("No backup was made for this period"))
    #expect(page.contains("The cause of the missing backup must be removed and a backup made"))
  }

  @Test func `of a night has the backup of the same run, which is made before it`() throws {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), ownHome: true, settings: ["formats": "[json]"])
    try "period: yesterday\nreports: [YDK, OTR]\nbackup: true\n".write(
      toFile: installation.home + "/schedules/nightly.yaml", atomically: true, encoding: .utf8)
    let night = try Self.run(installation, day: 7, "run", "nightly", "--json")
    #expect(night.status == 0)
    let steps = try JSON(text: night.output)["steps"].list
    #expect(steps.map { $0["report"].text ?? $0["step"].text } == ["OTR", "backup", "YDK"])
    let json = try installation.package("YDK").json()
    #expect(json["backups"].list.count == 1)
    #expect(json["backup_nights"].list.last?["night_state"] == "backed_up")
    // A backup that fails keeps the record from nothing: it is what the record is for.
    try installation.configure(settings: ["formats": "[json]", "backup": "{ pg_dump: /nowhere/pg_dump }"])
    let failed = try Self.run(installation, day: 8, "run", "nightly")
    #expect(failed.status == 2)
    #expect(try installation.package("YDK", 2).json()["backup_failures"].list.count == 1)
  }

  @Test func `validates against the schema, and its columns stand in its glossary`() throws {
    let installation = try Self.threeNights()
    #expect(try Self.run(installation, day: 7, "report", "YDK", "--period", "2026-10").status == 0)
    let package = installation.package("YDK")
    #expect(try package.schemaFaults() == "")
    let terms = try package.sheet("Glossary").joined().compactMap(\.text)
    for column in ["manifest_sha256", "key_mark", "restore_duration_us", "erased_subjects"] {
      #expect(terms.contains(column))
    }
    #expect(!terms.contains("user_agent"))
  }
}
