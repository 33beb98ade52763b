import Files
import Support
import Testing

/// A backup that would not fit is not begun.
@Suite(.enabled(if: SmallDisk.isAllowed)) struct BackupSpaceTests {
  @Test func `the last backup's size decides, before anything is written`() throws {
    let disk = try SmallDisk(kibibytes: 6000)
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    func configure(_ disk: String, at path: String) throws {
      try installation.configure(settings: ["archive": "\"\(path)\"", "disk": disk, "formats": "[json]"])
    }
    try configure("{ reserve: 1MiB }", at: disk.path)
    let first = try installation.run("backup", "create", "--locale", "en")
    #expect(first.status == 0, "\(first.errors)")
    let source = disk.path + "/backups/back-office"
    let made = try Folder.entries(source)
    // All but some kilobytes of what is free is taken by others.
    let free = try Folder.freeBytes(disk.path)
    _ = try Command.run("sh", "-c", "head -c \(free - (1 << 20) - 8192) /dev/zero >başkası", in: disk.path)
    for (language, words) in [
      ("en", "No backup was made and nothing was written; free some space."),
      ("tr", "Yedek alınmadı, hiçbir şey yazılmadı; yer açın."),
    ] {
      let refused = try installation.run("backup", "create", "--locale", language)
      #expect(refused.status == 74)
      #expect(refused.errors.contains(words) && refused.errors.contains("KiB"), "\(refused.errors)")
      #expect(try Folder.entries(source) == made)
    }
    // Who wants to be warned only, is; here it even fits.
    try configure("{ reserve: 1MiB, when_low: warn }", at: disk.path)
    let warned = try installation.run("backup", "create", "--locale", "en")
    #expect(warned.errors.contains("free some space"), "\(warned.errors)")
    try Folder.remove(disk.path + "/başkası")
    try configure("{ reserve: 1MiB }", at: disk.path)
    #expect(try installation.run("backup", "create").status == 0)
  }
}
