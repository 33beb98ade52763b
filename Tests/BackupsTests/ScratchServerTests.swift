import Backups
import Files
import Foundation
import Support
import Testing

/// What a killed drill has left is ended only where it works in the drill's own folder.
@Suite struct ScratchServerTests {
  @Test func `processes of the folder are ended, others are not`() throws {
    let scratch = try ScratchFolder()
    let (drill, other) = (scratch.path + "/drill", scratch.path + "/other")
    for path in [drill, drill + "/data", other] { try Folder.create(path) }
    // One that has SIGQUIT kept away is ended all the same.
    let words = ["bash", "-c", "trap '' QUIT; while :; do sleep 0.1; done"]
    let left = try RunningProgram(words, in: drill + "/data")
    let innocent = try RunningProgram(["sleep", "60"], in: other)
    defer { innocent.signal(9) }
    #expect(try left.reaches { FolderProcesses.working(in: drill + "/data").contains(left.identifier) })
    #expect(try ScratchServer.removeLeftovers(in: drill))
    #expect(left.hasEnded && !innocent.hasEnded)
    #expect(try Folder.entries(scratch.path) == ["other"])
    #expect(try !ScratchServer.removeLeftovers(in: drill))
  }

  @Test func `a link in its place is left alone`() throws {
    let scratch = try ScratchFolder()
    try Folder.create(scratch.path + "/precious")
    _ = try Command.run("ln", "-s", scratch.path + "/precious", scratch.path + "/drill")
    #expect(throws: RestoreError.self) { try ScratchServer.removeLeftovers(in: scratch.path + "/drill") }
    #expect(try Folder.entries(scratch.path) == ["drill", "precious"])
  }
}
