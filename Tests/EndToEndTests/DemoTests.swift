import Foundation
import Support
import Testing

/// `make demo` without the building: the script and the program as a newcomer meets them.
@Suite struct DemoTests {
  private static func run(_ scratch: ScratchFolder, program: String = Installation.program) throws -> Command.Outcome {
    try Command.run(
      Repository.path + "/demo/run",
      environment: ["TUTANAK": program, "TUTANAK_DEMO": scratch.path + "/a night", "LC_ALL": "C.UTF-8"])
  }

  @Test func `it starts anew each time and says where everything is that the night left`() throws {
    let scratch = try ScratchFolder()
    for _ in 1...2 {
      let outcome = try Self.run(scratch)
      #expect(outcome.status == 0)
      #expect(outcome.errors == "")
      let lines = outcome.output.split(separator: "\n").filter { $0.hasPrefix("  ") }.map(String.init)
      let folder = scratch.path + #"/a\ night/archive"#
      #expect(outcome.output.contains("20261007T231500Z: deneme başarılı; "))
      let stems = [
        "ANM-000001", "AYR-000001", "GOR-000001", "MHR-000001", "MHR-000002", "OTR-000001", "RIZ-000001", "SKL-000001",
        "YDK-000001", "YDK-000002", "YON-000001",
      ]
      let documents = stems.map { "\(folder)/2026/2026-\($0)/2026-\($0)" }
      let dump = folder + "/backups/back-office/20261007T231500Z/back-office.dump.zst"
      let commands =
        documents.map { ("PDF", "xdg-open \($0).pdf") } + documents.map { ("Workbook", "libreoffice \($0).xlsx") }
        + documents.map { ("JSON", "python3 -m json.tool \($0).json") }
        + [("Dump", "zstd -dc \(dump) | \(try TestServer.shared().binaries)/pg_restore --list")]
      #expect(lines == commands.map { "  " + $0.0.padding(toLength: 10, withPad: " ", startingAt: 0) + $0.1 })
      for (title, command) in commands where title == "JSON" || title == "Dump" {
        #expect(try Command.run("sh", "-c", command).status == 0, "\(command)")
      }
    }
    let settings = try FileManager.default.attributesOfItem(atPath: scratch.path + "/a night/tutanak.yaml")
    #expect(settings[.posixPermissions] as? Int == 0o600)
  }

  @Test func `it keeps the program's status`() throws {
    let scratch = try ScratchFolder()
    let program = try scratch.write("tutanak", "#!/bin/sh\nexit 3\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let outcome = try Self.run(scratch, program: program)
    #expect(outcome.status == 3)
    #expect(outcome.errors == "tutanak ended with status 3.\n")
  }
}
