import Archive
import Files
import Messages
import Support
import Testing

@Suite struct `A backup in use` {
  let sample: SampleArchive
  let archive: Archive
  let name: String

  init() throws {
    sample = try SampleArchive()
    archive = try Archive(sample.path)
    name = String(try sample.backUp(sample.record(), day: 7).split(separator: "/").last ?? "")
  }

  private func begin() throws -> BackupUse { try BackupUse.begin(of: name, source: "back-office", in: archive) }

  /// Whether a purge could have it now.
  private func isFree(_ name: String? = nil) throws -> Bool {
    switch try BackupUse.alone(with: name ?? self.name, source: "back-office", in: archive) {
    case .some: true
    case nil: false
    }
  }

  @Test func `is read by several at once and purged by none of them`() throws {
    #expect(try isFree())
    let first = try begin()
    let second = try begin()
    #expect(try !isFree())
    _ = consume first
    #expect(try !isFree())
    _ = consume second
    #expect(try isFree())
  }

  @Test func `keeps only itself`() throws {
    let other = String(try sample.backUp(sample.record(), day: 8).split(separator: "/").last ?? "")
    let use = try begin()
    #expect(try isFree(other))
    #expect(try !isFree())
    _ = consume use
  }

  @Test func `cannot be read while it is purged, nor after`() throws {
    let purge = try BackupUse.alone(with: name, source: "back-office", in: archive)
    let busy = #expect(throws: ArchiveError.self) { _ = try begin() }
    #expect(busy?.failureKind == .temporary)
    #expect(busy?.message.en.contains("\(name) is being purged") == true)
    try Folder.remove(archive.backupFolder("back-office") + "/" + name)
    try BackupUse.forget(name, source: "back-office", in: archive)
    _ = consume purge
    let gone = #expect(throws: ArchiveError.self) { _ = try begin() }
    #expect(gone?.failureKind == .wrongUsage)
  }

  @Test(arguments: ["../../lock", "", ".", "20261007T231500Z/manifest.json", "20261007T231501Z"])
  func `has the name of a backup that is there`(name: String) throws {
    let before = try Folder.entries(archive.path)
    let error = #expect(throws: ArchiveError.self) {
      _ = try BackupUse.begin(of: name, source: "back-office", in: archive)
    }
    #expect(error?.failureKind == .wrongUsage)
    #expect(throws: ArchiveError.self) {
      _ = try BackupUse.begin(of: self.name, source: "../backups/back-office", in: archive)
    }
    #expect(try Folder.entries(archive.path).filter { $0 != ".state" } == before.filter { $0 != ".state" })
  }
}
