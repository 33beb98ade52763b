import Files
import Foundation
import Support
import Testing

/// A file gets its name only when the disk has its content: where the system refuses to flush, nothing is published.
///
/// The null device takes every write and cannot be flushed (EINVAL), so whoever forgets to ask does not notice.
@Suite struct `Flushing to the disk` {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
  }

  private func linkToNull(_ name: String) throws {
    try FileManager.default.createSymbolicLink(atPath: scratch.path + "/" + name, withDestinationPath: "/dev/null")
  }

  @Test func `comes before an output file's name`() throws {
    try linkToNull("a.txt.partial")
    func publish() throws {
      var file = try OutputFile(at: scratch.path + "/a.txt")
      try file.append("içerik")
      try file.commit()
    }
    let error = #expect(throws: FileError.self) { try publish() }
    #expect(error?.code == EINVAL)
    #expect(try Folder.entries(scratch.path) == [])
  }

  @Test func `comes before the name of a file that a library writes`() throws {
    func publish() throws {
      let file = try PartialFile(at: scratch.path + "/a.xlsx")
      try Folder.remove(file.path)
      try linkToNull("a.xlsx.partial")
      try file.commit()
    }
    let error = #expect(throws: FileError.self) { try publish() }
    #expect(error?.code == EINVAL)
    #expect(try Folder.entries(scratch.path) == [])
  }

  @Test(arguments: ["a", "z", "inner/a"]) func `comes before the name of a folder, for every file below it`(
    _ name: String
  ) throws {
    func publish() throws {
      let staging = try StagingFolder(parent: scratch.path, name: "OTR-1")
      for other in ["m.txt", "inner/m.txt"] { try scratch.write(".OTR-1.partial/" + other, "x") }
      try linkToNull(".OTR-1.partial/" + name)
      try staging.publish()
    }
    let error = #expect(throws: FileError.self) { try publish() }
    #expect(error?.code == EINVAL)
    #expect(try Folder.entries(scratch.path) == [])
  }

  /// The folder of processes cannot be flushed either.
  @Test func `is asked for the names in a folder as well`() {
    let error = #expect(throws: FileError.self) { try Folder.synchroniseEntries("/proc") }
    #expect(error?.code == EINVAL)
  }
}
