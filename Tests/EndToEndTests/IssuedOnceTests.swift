import Files
import Foundation
import Glibc
import Support
import Testing

/// What was issued is never issued again because somebody could not read that it was.
@Suite struct IssuedOnceTests {
  private static func install() throws -> Installation {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysEmpty), settings: ["formats": "[json]"])
    chmod(installation.configuration, 0o644)
    return installation
  }

  private static let commands = [
    ["run", "nightly"], ["report", "OTR", "--period", "yesterday"], ["backup", "create"],
  ]

  @Test func `a damaged manifest stops every report with the file and the remedy`() throws {
    let installation = try Self.install()
    #expect(try installation.run("run", "nightly").status == 0)
    let file = installation.package("GOR").folder + "/manifest.json"
    let whole = try InputFile.text(file)
    let damaged = String(whole.dropLast(whole.count / 2))
    try damaged.write(toFile: file, atomically: false, encoding: .utf8)
    let before = installation.published
    for command in Self.commands where command[0] != "backup" {
      for (language, words) in [
        ("tr", "bozuk: JSON değil. Hiçbir şey iki kez düzenlenmesin diye duruldu."),
        ("en", "is damaged: it is not JSON. The run stops so that nothing is issued twice."),
      ] {
        let outcome = try installation.run(words: command + ["--locale", language])
        #expect(outcome.status == 74)
        #expect(outcome.errors.hasPrefix("tutanak: \(file) \(words)"), "\(outcome.errors)")
        #expect(outcome.errors.contains(installation.package("GOR").folder + " "))
      }
    }
    #expect(installation.published == before)
    #expect(installation.state == "failed")
    try whole.write(toFile: file, atomically: false, encoding: .utf8)
    #expect(try installation.run("run", "nightly").status == 0)
    #expect(installation.published == before)
  }

  @Test(arguments: ["manifest.json", "register"]) func `a damaged archive keeps no backup back`(what: String) throws {
    let installation = try Self.install()
    #expect(try installation.run("report", "OTR", "--period", "2026-10-06").status == 0)
    let file =
      what == "register" ? installation.archive + "/register/2026.json" : installation.packages[0].folder + "/" + what
    let whole = try InputFile.text(file)
    try whole.replacingOccurrences(of: "{", with: "").write(toFile: file, atomically: false, encoding: .utf8)
    // The night makes its backup once, and says each time why it issued nothing.
    for _ in 0..<2 {
      let night = try installation.run("run", "nightly", "--json", "--locale", "en")
      #expect(night.status == 74)
      #expect(night.errors.hasPrefix("tutanak: \(file) is damaged"), "\(night.errors)")
      #expect(installation.backups.count == 1 && installation.packages.count == 1)
    }
    let now = try installation.run("backup", "create", "--json", "--locale", "en")
    #expect(now.status == 74)
    let steps = try JSON(text: now.output)["steps"].list
    #expect(steps.map { $0["step"].text } == ["prepare", "backup"])
    #expect(steps.map { $0["outcome"].text } == ["failed", "done"])
    #expect(installation.backups.count == 2)
    let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    #expect(try installation.restore(installation.backups[1]).query(tables) == installation.database.query(tables))
    // Mended, everything is as if nothing had been: reports are issued, the night's backup is not made again.
    try whole.write(toFile: file, atomically: false, encoding: .utf8)
    let mended = try installation.run("run", "nightly")
    #expect(mended.status == 0)
    #expect(mended.errors.contains("back-office/20261007T231500Z"))
    #expect(installation.packages.count == 4 && installation.backups.count == 2)
    let register = try JSON(file: installation.archive + "/register/2026.json")["entries"].list
    #expect(register.filter { $0["backup"].text != nil }.count == 2)
    #expect(try installation.run("run", "nightly").errors == "")
  }

  @Test(.enabled(if: geteuid() == 0, "only root can run the program as others"))
  func `what another user wrote stops every command, and nobody but the owner may run it`() throws {
    let installation = try Self.install()
    let asOwner = ["runuser", "-u", "postgres", "--"]
    let path = installation.archive
    _ = try Command.run("chown", "postgres", path)
    // Root by hand, and anybody else.
    for wrapper in [[], ["runuser", "-u", "nobody", "--"]] {
      for (language, message) in [
        (
          "tr",
          "Arşiv klasörü \(path) “postgres” kullanıcısınındır; başka bir kullanıcının yazdığını o okuyamaz. "
            + "“sudo -u postgres tutanak …” ile çalıştırın."
        ),
        (
          "en",
          "The archive folder \(path) belongs to the user “postgres”, who could not read what another one writes. "
            + "Run “sudo -u postgres tutanak …”."
        ),
      ] {
        let outcome = try installation.run("run", "nightly", "--locale", language, wrapper: wrapper)
        #expect(outcome.status == 77)
        #expect(outcome.errors == "tutanak: \(message)\n")
      }
    }
    #expect(installation.everything == [])
    chmod(path, 0o500)
    let closed = try installation.run("run", "nightly", "--locale", "en", wrapper: asOwner)
    #expect(closed.status == 73)
    #expect(
      closed.errors == "tutanak: The archive folder \(path) is not writable. Correct its owner and mode (0700).\n")
    chmod(path, 0o700)
    let night = try installation.run("run", "nightly", wrapper: asOwner)
    #expect(night.status == 0, "\(night.errors)")
    #expect(installation.packages.count == 3)

    // As a run of root's left it, before it was refused.
    let file = installation.package("OTR").folder + "/manifest.json"
    _ = try Command.run("chown", "root", file)
    let before = installation.published
    for command in Self.commands where command[0] != "backup" {
      let outcome = try installation.run(words: command + ["--locale", "en"], wrapper: asOwner)
      #expect(outcome.status == 77)
      #expect(outcome.errors.hasPrefix("tutanak: \(file) cannot be opened: Permission denied. "), "\(outcome.errors)")
      #expect(outcome.errors.contains("chown -R"))
    }
    #expect(installation.published == before)
    _ = try Command.run("chown", "-R", "--reference=\(path)", path)
    #expect(try installation.run("run", "nightly", wrapper: asOwner).status == 0)
    #expect(installation.published == before)
  }

  @Test func `a number is not given again when its folder is moved away, nor its period issued again`() throws {
    let installation = try Self.install()
    #expect(try installation.run("run", "nightly").status == 0)
    let folder = installation.package("OTR").folder
    let away = installation.folder.path + "/away"
    _ = try Command.run("mv", folder, away)
    let again = try installation.run("run", "nightly", "--locale", "en")
    #expect(again.status == 0)
    #expect(again.errors.contains("not in the archive (1): 2026/OTR-000001. Put them back;"), "\(again.errors)")
    #expect(try installation.issue("OTR", "yesterday").stem == "2026-OTR-000002")
    _ = try Command.run("mv", away, folder)
    let last = try installation.run("run", "nightly")
    #expect(last.status == 0)
    #expect(last.errors == "")
    #expect(installation.packages.filter { $0.stem.contains("OTR") }.count == 2)
  }

  @Test func `what was changed since is named, tonight's documents are issued, and the status is 6`() throws {
    let installation = try Self.install()
    #expect(try installation.run("run", "nightly").status == 0)
    let changed = [
      installation.package("OTR").path(".json"), try installation.onlyBackup() + "/back-office.dump.zst",
    ]
    for path in changed {
      // A byte, and the times as they were.
      _ = try Command.run(
        "sh", "-c", #"touch -r "$1" "$2/t"; printf X | dd of="$1" bs=1 seek=20 conv=notrunc; touch -r "$2/t" "$1""#,
        "sh",
        path, installation.folder.path)
    }
    for night in 9...10 {
      let outcome = try installation.run(
        "run", "nightly", "--json", "--locale", "en", asOf: "2026-10-\(night < 10 ? "0" : "")\(night)T02:15:00+03:00")
      #expect(outcome.status == 6)
      let result = try JSON(text: outcome.output)
      #expect(result["exit_code"] == 6)
      #expect(result["documents"].list.count == 5)
      #expect(result["backups"].list.count == 1)
      #expect(result["errors"].list.count == 2)
      for path in changed {
        #expect(
          outcome.errors.contains(
            "tutanak: \(path): was changed after it was issued (its SHA-256 or size differs). It counts as done and is "
              + "not made again; restore the folder from a sound copy.\n"))
      }
    }
    #expect(installation.packages.count == 9)
    // A night that can do nothing at all has a status of its own, and names them all the same.
    try installation.configure(source: ["connection": "\"host=127.0.0.1 port=1 dbname=efys\""])
    let unreachable = try installation.run("run", "nightly", asOf: "2026-10-11T02:15:00+03:00")
    #expect(unreachable.status == 69)
    #expect(changed.allSatisfy { unreachable.errors.contains($0) })
  }
}
