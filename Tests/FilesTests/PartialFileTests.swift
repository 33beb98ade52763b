import Files
import Foundation
import Support
import Testing

@Suite struct `Files that a library writes` {
  @Test func `a committed file has its name, its content and no other reader`() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path + "/a.xlsx"
    let file = try PartialFile(at: path)
    #expect(file.path == path + ".partial")
    #expect(try InputFile.isOpenToOthers(file.path) == false)
    try Data("içerik".utf8).write(to: URL(fileURLWithPath: file.path))
    #expect(!InputFile.exists(path))
    try file.commit()
    #expect(try InputFile.text(path) == "içerik")
    #expect(try InputFile.isOpenToOthers(path) == false)
    #expect(try Folder.entries(scratch.path) == ["a.xlsx"])
  }

  @Test func `a file that is not committed is removed, and the old one stays`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("a.xlsx", "eski")
    do {
      let file = try PartialFile(at: scratch.path + "/a.xlsx")
      try Data("yeni".utf8).write(to: URL(fileURLWithPath: file.path))
    }
    #expect(try Folder.entries(scratch.path) == ["a.xlsx"])
    #expect(try InputFile.text(scratch.path + "/a.xlsx") == "eski")
  }

  @Test func `what a killed run left under the partial name is replaced, not written through`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("other", "başkası")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/a.xlsx.partial", withDestinationPath: scratch.path + "/other")
    let file = try PartialFile(at: scratch.path + "/a.xlsx")
    try Data("yeni".utf8).write(to: URL(fileURLWithPath: file.path))
    try file.commit()
    #expect(try InputFile.text(scratch.path + "/other") == "başkası")
    #expect(try InputFile.text(scratch.path + "/a.xlsx") == "yeni")
  }

  @Test func `a destination without a folder is an error that names it`() throws {
    let scratch = try ScratchFolder()
    let error = #expect(throws: FileError.self) { _ = try PartialFile(at: scratch.path + "/yok/a.xlsx") }
    #expect(error?.isMissing == true)
    #expect(error?.path == scratch.path + "/yok/a.xlsx.partial")
  }
}
