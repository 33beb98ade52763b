import Files
import Foundation
import Support
import Testing

/// What the archive holds in the morning after cron has started `tutanak run nightly`.
@Suite(NightInstalled()) struct NightTests {
  private let installation: Installation
  private let morning: NightInstalled.Morning

  init() throws {
    morning = try #require(NightInstalled.current)
    installation = morning.installation
  }

  @Test func `cron has nothing to mail`() {
    #expect(morning.outcome.status == 0)
    #expect(morning.outcome.output == "")
    #expect(morning.outcome.errors == "")
    #expect(morning.state == "done")
  }

  @Test func `three packages and a backup, and nothing else`() {
    let backup = "backups/back-office/20261007T231500Z"
    #expect(
      installation.allPackages.map(\.stem)
        == ["2026-ANM-000001", "2026-GOR-000001", "2026-MHR-000001", "2026-OTR-000001", "2026-YDK-000001"])
    #expect(
      installation.published.filter { $0.hasPrefix("backups") }
        == [
          "backups", "backups/back-office", backup, backup + "/SHA256SUMS", backup + "/back-office.dump.zst",
          backup + "/back-office.globals.sql.zst", backup + "/manifest.json", backup + "/manifest.p7s",
        ])
    #expect(
      morning.everything.filter { $0.hasPrefix(".state") }
        == [".state", ".state/digest.key", ".state/last-run.json", ".state/lock", ".state/seal.key"])
    #expect(morning.everything.filter { $0.contains("partial") } == [])
  }

  @Test func `nobody but the owner can open anything`() throws {
    let outcome = try Command.run(
      "find", installation.archive, "-type", "f", "!", "-perm", "600", "-o", "-type", "d", "!", "-perm", "700")
    #expect(outcome.output == "")
  }

  @Test(arguments: ["OTR", "GOR", "ANM"])
  func `the manifest says what was read, when, from where and how`(code: String) throws {
    let manifest = try installation.package(code).manifest()
    #expect(manifest["format"] == "tutanak-package-1")
    #expect(manifest["document"] == "2026/\(code)-000001")
    #expect(manifest["schedule"] == "nightly")
    #expect(manifest["source"] == "back-office")
    #expect(manifest["period"]["from"] == "2026-10-06T21:00:00.000000Z")
    #expect(manifest["period"]["to"] == "2026-10-07T21:00:00.000000Z")
    #expect(manifest["period"]["zone"] == "Europe/Istanbul")
    #expect(manifest["as_of"] == "2026-10-07T23:15:00.000000Z")
    let server = try installation.database.query(
      "SELECT current_setting('server_version'), current_database(), system_identifier FROM pg_control_system()")[0]
    #expect(manifest["server"]["version"].text == server[0])
    #expect(manifest["server"]["database"].text == server[1])
    #expect(manifest["server"]["system_identifier"].text == server[2])
    #expect(manifest["server"]["role"] == "tutanak_reader")
    #expect(manifest["server"]["excess_privileges"] == [])
    #expect(manifest["tzdata"].text == ZoneFiles.version())
    let snapshot = manifest["snapshot"]
    #expect(try #require(snapshot["id"].text).wholeMatch(of: /[0-9A-F]{8}-[0-9A-F]{8}-[0-9]+/) != nil)
    #expect(try #require(snapshot["taken_at"].text) <= #require(manifest["made_at"].text))
    #expect(try JSON(file: installation.onlyBackup() + "/manifest.json")["snapshot"] == snapshot)
  }

  @Test func `the manifest's counts of rows are the database's own`() throws {
    let database = installation.database
    func count(_ condition: String) throws -> JSON {
      .integer(Int(try database.query("SELECT count(*) FROM \(condition)")[0][0] ?? "") ?? -1)
    }
    let rows = try installation.package("GOR").manifest()["rows"]["events"]
    // The rules look ninety days back.
    #expect(
      rows["read"] == (try count("security_events WHERE created_at >= '2026-07-09' AND created_at < '2026-10-08'")))
    #expect(
      rows["counted"] == (try count("security_events WHERE created_at >= '2026-10-07' AND created_at < '2026-10-08'")))
    let sessions = try installation.package("OTR").manifest()["rows"]["sessions"]
    let parts = ["counted", "outside_period", "exact_duplicates", "quarantined"].compactMap { sessions[$0].integer }
    #expect(parts.count == 4)
    #expect(parts.reduce(0, +) == sessions["read"].integer)
  }

  @Test func `the digests of the queries are those of the files`() throws {
    for query in try installation.package("OTR").manifest()["queries"].list {
      let file = try #require(query["file"].text)
      #expect(file == "systems/efys/\(query["relation"].text ?? "").sql")
      #expect(try Command.run("sha256sum", Repository.path + "/" + file).output.hasPrefix(query["sha256"].text ?? "?"))
    }
  }

  @Test func `sha256sum agrees with a package and a backup that were moved away`() throws {
    let elsewhere = try ScratchFolder()
    for folder in [
      installation.package("OTR").folder, installation.package("GOR").folder, installation.package("ANM").folder,
      try installation.onlyBackup(),
    ] {
      let copy = elsewhere.path + "/" + (folder as NSString).lastPathComponent
      _ = try Command.run("cp", "-a", folder, copy)
      let outcome = try Command.run("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS", in: copy)
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
      let listed = try JSON(file: copy + "/manifest.json")["files"].list
      let files = try Folder.entries(copy).filter {
        !["manifest.json", "manifest.p7s", "SHA256SUMS"].contains($0)
      }
      #expect(listed.map { $0["path"].text } == files)
      for file in listed {
        let path = copy + "/" + (file["path"].text ?? "")
        #expect(try InputFile.size(path) == file["size"].integer)
        #expect(try Command.run("sha256sum", path).output.hasPrefix(file["sha256"].text ?? "?"))
      }
    }
  }

  @Test func `the dump restores to what was reported`() throws {
    let restored = try installation.restore(installation.onlyBackup())
    for table in SampleDataTests.tables {
      let count = "SELECT count(*) FROM \(table)"
      #expect(try restored.query(count) == installation.database.query(count))
    }
    let events = "SELECT count(*) FROM security_events WHERE created_at >= '2026-10-07' AND created_at < '2026-10-08'"
    #expect(
      try restored.query(events)[0][0].flatMap { Int($0) }
        == installation.package("GOR").json()["document"]["counts"]["events"].integer)
  }

  @Test func `the same night again has nothing due and makes nothing new`() throws {
    let before = installation.published
    let again = try installation.run("run", "nightly")
    #expect(again.status == 0)
    #expect(again.output + again.errors == "")
    #expect(
      try installation.run("run", "nightly", "--verbose", "--locale", "en").output
        == "back-office: the documents and the backup of this period were done before; nothing is due.\n")
    #expect(installation.published == before)
  }
}
