import Backups
import Messages
import Settings
import Support
import Testing

/// The `backup` block of the configuration.
@Suite struct BackupSettingsTests {
  private static func read(_ yaml: String) throws -> BackupSettings {
    let scratch = try ScratchFolder()
    return try BackupSettings(SettingsNode(file: try scratch.write("backup.yaml", yaml)))
  }

  @Test func `what is left out has a default`() throws {
    let settings = try Self.read("{}")
    #expect(settings.format == .custom && settings.compression == .zstd && settings.contents == .full)
    #expect([settings.pgDump, settings.pgRestore, settings.zstd] == ["pg_dump", "pg_restore", "zstd"])
  }

  @Test func `jobs go with a folder of files`() throws {
    #expect(try Self.read("{ format: directory, jobs: 4 }").jobs == 4)
    let error = #expect(throws: SettingsError.self) { try Self.read("{ format: custom, jobs: 4 }") }
    #expect(error?.message.en.contains("“jobs” goes with “format: directory” only.") == true)
  }

  @Test(arguments: [
    ("{ compression: gzip, level: 9 }", true), ("{ compression: gzip, level: 10 }", false),
    ("{ compression: zstd, level: 19 }", true), ("{ compression: zstd, level: 20 }", false),
    ("{ compression: zstd, level: 0 }", false), ("{ format: tar }", false), ("{ jobs: 0, format: directory }", false),
    ("{ contents: counts }", true), ("{ contents: none }", true), ("{ contents: all }", false),
    ("{ pg_dumb: /usr/bin/pg_dump }", false),
  ])
  func `values have bounds and keys have names`(yaml: String, isRight: Bool) throws {
    if isRight {
      _ = try Self.read(yaml)
    } else {
      #expect(throws: SettingsError.self) { try Self.read(yaml) }
    }
  }
}
