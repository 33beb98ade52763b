import Files
import Foundation
import Support
import Testing

/// A backup that `tutanak backup verify` calls sound is read to its end, and whatever was done to one is found.
@Suite struct BackupVerifyTests {
  /// Settings, the file that is damaged, and whether a flipped bit shows when the dump is unpacked and read.
  static let formats: [(backup: String, file: String, isChecked: Bool)] = [
    ("format: custom, compression: zstd", "back-office.dump.zst", true),
    ("format: custom, compression: gzip", "back-office.dump", true),
    ("format: custom, compression: none", "back-office.dump", false),
    ("format: directory, compression: gzip", "back-office.dir", true),
    ("format: directory, compression: none", "back-office.dir", false),
    ("format: plain, compression: zstd", "back-office.sql.zst", true),
    ("format: plain, compression: gzip", "back-office.sql.gz", true),
    ("format: plain, compression: none", "back-office.sql", false),
  ]

  private static func install(_ backup: String) throws -> Installation {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), settings: ["backup": "{ \(backup) }"])
    #expect(try installation.run("backup", "create").status == 0)
    return installation
  }

  /// The file of a dump, of a folder the largest.
  private static func file(_ name: String, in backup: String) throws -> String {
    let path = backup + "/" + name
    guard Folder.exists(path) else { return path }
    let files = try Folder.entries(path).filter { $0 != "toc.dat" }.map { path + "/" + $0 }
    return try files.max { try InputFile.size($0) < InputFile.size($1) } ?? path
  }

  private static func lastEntry(_ installation: Installation) throws -> JSON {
    let lines = try InputFile.text(installation.archive + "/ledger.jsonl").split(separator: "\n")
    return try JSON(text: String(lines.last ?? ""))
  }

  @Test(arguments: formats)
  func `a sound backup passes, a flipped bit and a cut tail do not`(
    backup: String, name: String, isChecked: Bool
  ) throws {
    let installation = try Self.install(backup)
    let sound = try installation.run("backup", "verify", "--json", "--locale", "en")
    #expect(sound.status == 0 && sound.errors == "", "\(sound.errors)")
    let examined = try JSON(text: sound.output)["examined"]
    #expect(examined.list.count == 1 && examined[0]["verdict"] == "passed" && examined[0]["depth"] == "whole")
    let entry = try Self.lastEntry(installation)
    #expect(entry["act"] == "verify" && entry["outcome"] == "passed" && entry["source"] == "back-office")

    let file = try Self.file(name, in: installation.onlyBackup())
    let bytes = try Data(contentsOf: URL(filePath: file))
    var flipped = bytes
    flipped[bytes.count / 2] ^= 1
    for (damaged, isUnreadable) in [(flipped, isChecked), (bytes.dropLast(bytes.count / 3), true)] {
      try damaged.write(to: URL(filePath: file))
      let outcome = try installation.run("backup", "verify", "--json", "--locale", "en")
      #expect(outcome.status == 6, "\(outcome.errors)")
      #expect(outcome.errors.contains(file + ": was changed after it was issued"), "\(outcome.errors)")
      if isUnreadable { #expect(outcome.errors.contains("the dump cannot be read to its end"), "\(outcome.errors)") }
      #expect(try JSON(text: outcome.output)["examined"][0]["verdict"] == "failed")
      #expect(try Self.lastEntry(installation)["outcome"] == "failed")
    }
  }

  @Test func `an altered row of an uncompressed dump, a missing file, one too many: each has its line`() throws {
    let installation = try Self.install("format: plain, compression: none")
    let folder = try installation.onlyBackup()
    let file = URL(filePath: folder + "/back-office.sql")
    let text = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(text.range(of: "COPY public.users"))
    let name = try #require(text.range(of: "@", range: start.upperBound..<text.endIndex))
    try text.replacingCharacters(in: name, with: "#").write(to: file, atomically: false, encoding: .utf8)
    try "x".write(toFile: folder + "/extra", atomically: true, encoding: .utf8)
    // Restored with psql it would give no error.
    let outcome = try installation.run("backup", "verify", "--locale", "en")
    #expect(outcome.status == 6)
    #expect(outcome.errors.contains("back-office.sql: was changed after it was issued"))
    #expect(outcome.errors.contains("extra: is not listed"))
    #expect(!outcome.errors.contains("cannot be read to its end"))
    try Folder.remove(file.path)
    let missing = try installation.run("backup", "verify", "all", "--locale", "en")
    #expect(missing.status == 6 && missing.errors.contains("back-office.sql: is missing"))
  }

  @Test func `nothing to verify is no success`() throws {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    for words in [[], ["all"]] {
      let outcome = try installation.run(words: ["backup", "verify", "--locale", "en"] + words)
      #expect(outcome.status == 69 && outcome.errors.contains("The archive has no backup"), "\(outcome.errors)")
    }
    #expect(try installation.run("backup", "verify", "--source", "other").status == 64)
    #expect(try installation.run("backup", "create").status == 0)
    let unknown = try installation.run("backup", "verify", "20261007T231501Z", "--locale", "en")
    #expect(unknown.status == 64 && unknown.errors.contains("There is no backup “20261007T231501Z”"))
    // The second of a moment is the newer one.
    #expect(try installation.run("backup", "create").status == 0)
    let latest = try installation.run("backup", "verify", "--json")
    #expect(try JSON(text: latest.output)["examined"].list.map { $0["backup"] } == ["20261007T231500Z-2"])
    let all = try installation.run("backup", "verify", "all", "--json")
    #expect(try JSON(text: all.output)["examined"].list.count == 2)
    // A manifest that cannot be read is no reason to look at an older backup alone.
    try "{".write(
      toFile: installation.archive + "/backups/back-office/20261007T231500Z-2/manifest.json", atomically: true,
      encoding: .utf8)
    let damaged = try installation.run("backup", "verify", "--locale", "en")
    #expect(damaged.status == 6 && damaged.errors.contains("20261007T231500Z-2/manifest.json"), "\(damaged.errors)")
  }
}
