import Files
import Foundation
import Glibc
import Support
import Testing

/// An archive that is not there, not ours, nearly full or full.
@Suite struct ArchiveTests {
  @Test(arguments: [(0o777, true), (0o770, true), (0o702, true), (0o755, false), (0o700, false)])
  func `an archive that others may write to is told of, every time`(mode: Int, isTold: Bool) throws {
    let installation = try PlainSystem.install(settings: ["formats": "[json]"])
    chmod(installation.archive, mode_t(mode))
    for words in [["run", "nightly"], ["report", "OTR", "--period", "yesterday"], ["run", "nightly", "--dry-run"]] {
      let outcome = try installation.run(words: words + ["--locale", "en"])
      #expect(outcome.status == 0)
      let warning =
        "tutanak: ! The archive folder \(installation.archive) can be written by others; "
        + "run “chmod 700 \(installation.archive)”.\n"
      #expect(outcome.errors.hasPrefix(warning) == isTold, "\(outcome.errors)")
    }
  }

  private static func install(_ template: DatabaseTemplate = .efysSmall) throws -> Installation {
    try Installation(on: try TestServer.shared().makeDatabase(from: template))
  }

  @Test func `an archive that is not there is never made: its disk may be missing`() throws {
    let installation = try Self.install(.empty)
    try Folder.remove(installation.archive)
    let path = installation.archive
    for (language, message) in [
      ("tr", "Arşiv klasörü \(path) yok. Diskin bağlı olduğunu denetleyin veya “mkdir -m 700 \(path)” çalıştırın."),
      ("en", "The archive folder \(path) is not there. Check that its disk is mounted, or run “mkdir -m 700 \(path)”."),
    ] {
      let outcome = try installation.run("run", "nightly", "--locale", language)
      #expect(outcome.status == 73)
      #expect(outcome.errors == "tutanak: \(message)\n")
    }
    #expect(!Folder.exists(path))
  }

  @Test(.enabled(if: SmallDisk.isAllowed))
  func `a disk with less than the reserve stops the run before it begins, or warns`() throws {
    let (installation, disk) = (try Self.install(.efysEmpty), try SmallDisk(kibibytes: 20_000))
    func configure(_ choice: String) throws {
      try installation.configure(settings: [
        "archive": disk.path, "formats": "[json]", "disk": "{ reserve: 100MiB, when_low: \(choice) }",
      ])
    }
    try configure("stop")
    for (language, message) in [
      (
        "tr",
        "\(disk.path): boş alan 19 MiB, istenen en az 100 MiB (disk.reserve). "
          + "Yer açın; düzenlenmiş belgelere dokunulmadı."
      ),
      (
        "en",
        "\(disk.path): 19 MiB are free, at least 100 MiB are wanted (disk.reserve). "
          + "Free some space; nothing that was issued was touched."
      ),
    ] {
      let outcome = try installation.run("run", "nightly", "--locale", language)
      #expect(outcome.status == 74)
      #expect(outcome.errors == "tutanak: \(message)\n")
    }
    #expect(try Folder.entries(disk.path) == [".state"])
    try configure("warn")
    let warned = try installation.run("run", "nightly", "--locale", "en")
    #expect(warned.status == 0)
    #expect(warned.errors.hasPrefix("tutanak: ! \(disk.path): 19 MiB are free, at least 100 MiB are wanted"))
    let names = [".state", "2026", "backups", "index.html", "keys", "ledger.jsonl", "register"]
    #expect(try Folder.entries(disk.path) == names)
  }

  @Test(.enabled(if: SmallDisk.isAllowed), arguments: [220, 300, 500, 700, 1000, 1400])
  func `a disk that fills up: nothing unfinished is published, what was issued stays`(kibibytes: Int) throws {
    let (installation, disk) = (try Self.install(), try SmallDisk(kibibytes: kibibytes))
    let settings: [String: String?] = ["archive": disk.path, "disk": "{ reserve: 0 }"]
    try installation.configure(settings: settings.merging(["formats": "[json]"]) { $1 })
    #expect(try installation.run("report", "GOR", "--period", "2026-10-06").status == 0)
    let earlier = disk.path + "/2026/2026-GOR-000001"
    try installation.configure(settings: settings.merging(["formats": "[pdf, xlsx, csv, json]"]) { $1 })

    let outcome = try installation.run("run", "nightly", "--locale", "en")
    // Report and dump race for the room there is.
    #expect([2, 3, 74].contains(outcome.status), "\(outcome)")
    #expect(outcome.errors.contains("The disk is full") || outcome.errors.contains("No space left on device"))
    #expect(!outcome.errors.contains("0x"))
    // Whatever is there is whole.
    let found = try Command.run("find", disk.path, "-mindepth", "2", "-name", "SHA256SUMS", "-printf", "%h\\n").output
    for folder in found.split(separator: "\n").map(String.init) {
      #expect(try Command.run("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS", in: folder).status == 0)
    }
    #expect(found.contains(earlier))
    #expect(try Command.run("find", disk.path, "-name", "*.partial").output == "")

    // With room again the same night is made up for, under the numbers that follow.
    #expect(try Command.run("mount", "-o", "remount,size=20000k", disk.path).status == 0)
    let again = try installation.run("run", "nightly", "--locale", "en")
    #expect(again.status == 0, "\(again.errors)")
    #expect(
      try Folder.entries(disk.path + "/2026")
        == [
          "2026-ANM-000001", "2026-GOR-000001", "2026-GOR-000002", "2026-MHR-000001", "2026-OTR-000001",
          "2026-YDK-000001",
        ])
    #expect(try Folder.entries(disk.path + "/backups/back-office").count == 1)
  }

  @Test(
    .enabled(if: SmallDisk.isAllowed),
    arguments: [
      "format: custom", "format: custom, compression: none", "format: plain", "format: directory, compression: gzip",
    ])
  func `a backup alone on a disk that is too small, whatever language programs speak`(backup: String) throws {
    let (installation, disk) = (try Self.install(.efysEmpty), try SmallDisk(kibibytes: 200))
    // More than fits into pipes and buffers.
    try installation.database.execute(
      """
      CREATE TABLE bulk AS SELECT md5(n::text) FROM generate_series(1, 100000) n;
      GRANT SELECT ON bulk TO tutanak_reader;
      """)
    try installation.configure(settings: [
      "archive": disk.path, "disk": "{ reserve: 0 }", "backup": "{ \(backup) }",
    ])
    let outcome = try installation.run(
      "backup", "create", "--locale", "en", environment: ["LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"])
    #expect(outcome.status == 74)
    #expect(outcome.errors.contains("No space left on device"))
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(try Folder.entries(disk.path + "/backups/back-office") == [])
  }
}
