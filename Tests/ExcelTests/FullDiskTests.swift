import Records
import Documents
@testable import Excel
import Files
import Glibc
import Messages
import Model
import Support
import Testing

@Suite struct `Disks that refuse` {
  /// A small file system of its own, as long as the value lives.
  private final class SmallDisk {
    let scratch: ScratchFolder
    var path: String { scratch.path }

    init(kibibytes: Int) throws {
      scratch = try ScratchFolder()
      let outcome = try Command.run("mount", "-t", "tmpfs", "-o", "size=\(kibibytes)k", "tmpfs", scratch.path)
      guard outcome.status == 0 else { throw FileError(.open, scratch.path, code: EPERM) }
    }

    deinit {
      _ = try? Command.run("umount", "-l", scratch.path)
    }

    /// Whether this process may mount file systems.
    static let isAllowed = geteuid() == 0 && (try? SmallDisk(kibibytes: 16)) != nil
  }

  /// A document with so many rows of text that does not pack well, kept on another disk.
  private static func document(in folder: String, rows: Int) throws -> Document {
    var state: UInt64 = 1
    let texts = (0..<rows).map { _ in
      (0..<8).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return String(state, radix: 36)
      }.joined()
    }
    return try Drawn.document(in: folder, columns: [Drawn.column(.text)], rows: texts.map { [.text($0)] })
  }

  /// Whether so much is free, if not at once: a process that another test starts at this moment holds what was open.
  private static func isFree(_ bytes: Int, on disk: borrowing SmallDisk) throws -> Bool {
    for _ in 0..<100 where try Folder.freeBytes(disk.path) != bytes { usleep(10_000) }
    return try Folder.freeBytes(disk.path) == bytes
  }

  @Test(.enabled(if: SmallDisk.isAllowed))
  func `a disk that fills up while rows are written stops the run and is empty again`() throws {
    let (rows, disk) = (try ScratchFolder(), try SmallDisk(kibibytes: 256))
    let document = try Self.document(in: rows.path, rows: 20_000)
    let free = try Folder.freeBytes(disk.path)
    let error = #expect(throws: FileError.self) {
      try WorkbookRenderer.draw(document, to: rows.path + "/a.xlsx", temporaryFolder: disk.path)
    }
    #expect(error?.isDiskFull == true)
    #expect(error?.message.tr.contains("Disk dolu") == true)
    #expect(try Folder.entries(rows.path).isEmpty)
    #expect(try Self.isFree(free, on: disk))
  }

  @Test(.enabled(if: SmallDisk.isAllowed))
  func `a disk without room for the file beside its packed rows is noticed before it is written`() throws {
    let (rows, disk) = (try ScratchFolder(), try SmallDisk(kibibytes: 2_000))
    let document = try Self.document(in: rows.path, rows: 16_000)
    let free = try Folder.freeBytes(disk.path)
    let error = #expect(throws: FileError.self) {
      try WorkbookRenderer.draw(document, to: disk.path + "/a.xlsx", temporaryFolder: disk.path)
    }
    #expect(error?.isDiskFull == true)
    #expect(try Folder.entries(disk.path).isEmpty)
    #expect(try Self.isFree(free, on: disk))
  }

  @Test(.enabled(if: SmallDisk.isAllowed))
  func `a destination that fills up while the file is packed leaves no file and no space taken`() throws {
    let (rows, disk) = (try ScratchFolder(), try SmallDisk(kibibytes: 512))
    let document = try Self.document(in: rows.path, rows: 16_000)
    let free = try Folder.freeBytes(disk.path)
    let error = #expect(throws: FileError.self) {
      try WorkbookRenderer.draw(document, to: disk.path + "/a.xlsx", temporaryFolder: rows.path)
    }
    #expect(error?.isDiskFull == true)
    #expect(try Folder.entries(disk.path).isEmpty)
    #expect(try Self.isFree(free, on: disk))
  }

  @Test func `a destination whose folder is missing is named, and stays missing`() throws {
    let scratch = try ScratchFolder()
    let document = try SampleDocument.make(in: scratch.path, sessions: 1)
    let error = #expect(throws: FileError.self) {
      try WorkbookRenderer.draw(document, to: scratch.path + "/yok/a.xlsx", temporaryFolder: scratch.path)
    }
    #expect(error?.isMissing == true)
    #expect(error?.path.hasPrefix(scratch.path + "/yok/a.xlsx") == true)
    #expect(try Folder.entries(scratch.path).isEmpty)
  }

  @Test func `a destination that is a folder is refused and left as it is`() throws {
    let scratch = try ScratchFolder()
    let document = try SampleDocument.make(in: scratch.path, sessions: 1)
    try Folder.create(scratch.path + "/a.xlsx")
    #expect(throws: FileError.self) {
      try WorkbookRenderer.draw(document, to: scratch.path + "/a.xlsx", temporaryFolder: scratch.path)
    }
    #expect(try Folder.entries(scratch.path) == ["a.xlsx"])
    #expect(Folder.exists(scratch.path + "/a.xlsx"))
  }

  @Test func `a folder for temporary files that is missing is named, and none is used in its place`() throws {
    let scratch = try ScratchFolder()
    let document = try SampleDocument.make(in: scratch.path, sessions: 1)
    let error = #expect(throws: FileError.self) {
      try WorkbookRenderer.draw(document, to: scratch.path + "/a.xlsx", temporaryFolder: scratch.path + "/yok")
    }
    #expect(error?.path == scratch.path + "/yok")
    #expect(try Folder.entries(scratch.path).isEmpty)
  }

  @Test func `what a killed run left behind does not open the new file to others`() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path + "/a.xlsx"
    try scratch.write("a.xlsx.partial", "eski")
    chmod(path + ".partial", 0o666)
    let document = try SampleDocument.make(in: scratch.path, sessions: 1)
    _ = try WorkbookRenderer.draw(document, to: path, temporaryFolder: scratch.path)
    #expect(try InputFile.isOpenToOthers(path) == false)
    #expect(try Folder.entries(scratch.path) == ["a.xlsx"])
  }
}
