import Files
import Foundation
import Messages
import Support
import Testing

@Suite struct `An output file` {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
  }

  @Test func `appears when it is committed, readable by its owner only`() throws {
    let path = scratch.path + "/report.txt"
    var file = try OutputFile(at: path)
    try file.append("şükrü")
    #expect(!InputFile.exists(path))
    try file.commit()
    #expect(try InputFile.text(path) == "şükrü")
    #expect(try !InputFile.isOpenToOthers(path))
    #expect(try Folder.entries(scratch.path) == ["report.txt"])
  }

  @Test func `makes no folder above it: what should have been there has gone`() throws {
    func begin() throws { _ = try StagingFolder(parent: scratch.path + "/2026", name: "OTR-1").path }
    #expect(throws: FileError.self) { try begin() }
    #expect(try Folder.entries(scratch.path) == [])
  }

  @Test func `never takes another's place when it is to be new`() throws {
    let path = try scratch.write("key", "first")
    func write(_ text: String, toNew path: String) throws {
      var file = try OutputFile(at: path)
      try file.append(text)
      try file.commitAsNew()
    }
    #expect(throws: FileError.self) { try write("second", toNew: path) }
    #expect(try InputFile.text(path) == "first")
    try write("new", toNew: scratch.path + "/new")
    #expect(try InputFile.text(scratch.path + "/new") == "new")
    #expect(try Folder.entries(scratch.path) == ["key", "new"])
  }

  @Test func `leaves nothing when it is dropped`() throws {
    func begin() throws {
      var file = try OutputFile(at: scratch.path + "/report.txt")
      try file.append(Array(repeating: 7, count: 1 << 20))
    }
    try begin()
    #expect(try Folder.entries(scratch.path) == [])
  }

  @Test func `says which path could not be opened, and why`() {
    let error = #expect(throws: FileError.self) { _ = try OutputFile(at: "/nowhere/report.txt") }
    #expect(error?.isMissing == true)
    #expect(error?.message[.tr].contains("/nowhere/report.txt.partial açılamadı") == true)
  }

  @Test func `says that the disk is full`() {
    let error = FileError(.write, "/dev/full", code: ENOSPC)
    #expect(error.isDiskFull)
    #expect(error.message[.en].contains("free some space and run again"))
  }
}

@Suite struct `A staging folder` {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
  }

  @Test func `appears by one rename with everything in it`() throws {
    try Folder.create(scratch.path + "/2026")
    let staging = try StagingFolder(parent: scratch.path + "/2026", name: "OTR-1")
    var file = try OutputFile(at: staging.path + "/a.txt")
    try file.append("a")
    try file.commit()
    #expect(!Folder.exists(scratch.path + "/2026/OTR-1"))
    try staging.publish()
    #expect(try Folder.entries(scratch.path + "/2026") == ["OTR-1"])
    #expect(try Folder.entries(scratch.path + "/2026/OTR-1") == ["a.txt"])
  }

  @Test func `leaves nothing when it is dropped`() throws {
    func begin() throws { _ = try StagingFolder(parent: scratch.path, name: "OTR-1").path }
    try begin()
    #expect(try Folder.entries(scratch.path) == [])
  }

  @Test func `never takes the place of a published one`() throws {
    try scratch.write("OTR-1/old.txt", "old")
    func publish() throws { try StagingFolder(parent: scratch.path, name: "OTR-1").publish() }
    #expect(throws: FileError.self) { try publish() }
    #expect(try InputFile.text(scratch.path + "/OTR-1/old.txt") == "old")
  }

  @Test func `is swept when a killed run left it behind`() throws {
    try scratch.write(".OTR-1.partial/half.pdf", "half")
    try scratch.write("x.pdf.partial", "half")
    try scratch.write("OTR-0/whole.pdf", "whole")
    #expect(try Folder.sweep(scratch.path) == [".OTR-1.partial", "x.pdf.partial"])
    #expect(try Folder.entries(scratch.path) == ["OTR-0"])
  }
}
