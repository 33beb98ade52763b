import Files
import Glibc
import Support
import Testing

/// Archives with things of others in them, and archives that go away while a run works in them.
@Suite struct ArchiveGoneTests {
  private static func install() throws -> Installation {
    try Installation(on: try TestServer.shared().makeDatabase(from: .efysEmpty), settings: ["formats": "[json]"])
  }

  @Test func `what is not ours stops no night, and is told once a run`() throws {
    let installation = try Self.install()
    try installation.folder.write("archive/2025", "a file where a year might lie")
    try installation.folder.write("archive/2026/.OTR.swp", "an editor's")
    symlink("/nowhere", installation.archive + "/2024")
    try Folder.create(installation.archive + "/lost+found")
    for day in ["08", "09"] {
      let night = try installation.run("run", "nightly", "--locale", "en", asOf: "2026-10-\(day)T02:15:00+03:00")
      #expect(night.status == 0)
      #expect(
        night.errors
          == "tutanak: ! The archive holds what is not the program's and was left alone (3): "
          + "\(installation.archive)/2024, \(installation.archive)/2025, \(installation.archive)/2026/.OTR.swp. Move it out "
          + "of the archive.\n")
    }
    #expect(try InputFile.text(installation.archive + "/2025") == "a file where a year might lie")
  }

  @Test func `a file where tonight's year must lie costs the reports, with the way out, and not the backup`() throws {
    let installation = try Self.install()
    try installation.folder.write("archive/2026", "a file")
    let night = try installation.run("run", "nightly", "--locale", "en")
    #expect(night.status == 3)
    #expect(
      night.errors.contains(
        "tutanak: \(installation.archive)/2026 is not a folder, and a folder of that name is needed. "
          + "Move it out of the archive and run again.\n"))
    #expect(installation.backups.count == 1)
    try Folder.remove(installation.archive + "/2026")
    #expect(try installation.run("run", "nightly").status == 0)
    #expect(installation.packages.map(\.stem) == ["2026-ANM-000001", "2026-GOR-000001", "2026-OTR-000001"])
  }

  @Test(.timeLimit(.minutes(10)), arguments: [(false, "tr"), (true, "en")])
  func `an archive that is moved away in the middle of a run is not made again`(isReplaced: Bool, language: String)
    throws
  {
    let installation = try Self.install()
    try installation.slowDown(seconds: 2, settings: ["formats": "[json]"])
    let run = try installation.start("run", "nightly", "--locale", language)
    try #require(try run.reaches { try installation.isReading() })
    let away = installation.folder.path + "/away"
    #expect(try Command.run("mv", installation.archive, away).status == 0)
    if isReplaced { try Folder.create(installation.archive) }
    let outcome = try run.wait()
    #expect(outcome.status == 73)
    let words = [
      "tr": "çalıştırma sırasında taşındı, silindi veya diski ayrıldı; yerine yenisi açılmadı.",
      "en": "was moved, removed or unmounted during the run; no other was made in its place.",
    ]
    #expect(outcome.errors.contains("\(installation.archive) \(words[language] ?? "?")"), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    #expect(Folder.exists(installation.archive) == isReplaced)
    #expect(installation.everything == [])
    // Put back, the night is made up for.
    if isReplaced { try Folder.remove(installation.archive) }
    #expect(try Command.run("mv", away, installation.archive).status == 0)
    #expect(try installation.run("run", "nightly").status == 0)
    #expect(installation.packages.map(\.stem) == ["2026-ANM-000001", "2026-GOR-000001", "2026-OTR-000001"])
    #expect(installation.backups.count == 1)
    #expect(installation.everything.filter { $0.contains("partial") } == [])
  }

  @Test(.enabled(if: SmallDisk.isAllowed, "only root may mount"), .timeLimit(.minutes(10)))
  func `an archive whose disk is unmounted in the middle of a run is not made below the mount point`() throws {
    let (installation, disk) = (try Self.install(), try SmallDisk(kibibytes: 50_000))
    try installation.slowDown(
      seconds: 2, settings: ["formats": "[json]", "archive": disk.path, "disk": "{ reserve: 0 }"])
    let run = try installation.start("run", "nightly", "--locale", "en")
    try #require(try run.reaches { try installation.isReading() })
    #expect(try Command.run("umount", "-l", disk.path).status == 0)
    let outcome = try run.wait()
    #expect(outcome.status == 73)
    #expect(outcome.errors.contains("was moved, removed or unmounted during the run"), "\(outcome.errors)")
    #expect(try Folder.entries(disk.path) == [])
  }
}
