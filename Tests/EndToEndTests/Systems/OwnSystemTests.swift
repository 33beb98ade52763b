import Files
import Support
import Testing

/// docs/your-own-system.md, followed to the letter.
@Suite struct OwnSystemTests {
  @Test func `the page leads to the register it promises`() throws {
    let folder = try ScratchFolder()
    let database = try TestServer.shared().makeDatabase(from: .empty)
    var commands: [String] = []
    for block in try PageBlocks.all(of: "docs/your-own-system.md") {
      switch block.name {
      case "tables.sql", "grants.sql": try database.execute(block.text)
      case "```sh": commands += block.text.split(separator: "\n").map(String.init)
      default: try folder.write(block.name, block.text)
      }
    }
    try Folder.create(folder.path + "/archive")
    let settings = database.connection(as: .reader).split(separator: " ").joined(separator: "\n")
    let service = try folder.write("services", "[kulup]\n\(settings)\n")
    #expect(commands.count == 5)
    for command in commands {
      let words = command.split(separator: " ").dropFirst().joined(separator: " ")
      let line =
        "cd '\(folder.path)' && '\(Installation.program)' \(words) --home '\(Repository.path)' --as-of \(Installation.night)"
      let outcome = try Command.run(
        "sh", "-c", line, environment: ["PGSERVICEFILE": service, "HOME": folder.path, "DATABASE_URL": nil])
      #expect(outcome.status == 0, "\(command): \(outcome.errors)")
    }
    func document(_ code: String) throws -> JSON {
      try JSON(file: folder.path + "/archive/2026/2026-\(code)-000001/2026-\(code)-000001.json")
    }
    let register = try document("OTR")["document"]
    #expect(register["counts"]["sessions"] == 3 && register["counts"]["users"] == 2)
    #expect(register["counts"]["open_sessions"] == 1 && register["counts"]["addresses"] == 2)
    #expect(register["durations"]["recorded_sum_us"].integer == 110 * 60_000_000)
    let events = try document("GOR")
    #expect(events["document"]["counts"]["events"] == 6 && events["document"]["counts"]["login_failed"] == 2)
    #expect(events["unmapped"].list.map { $0["raw_type"] } == ["fatura"])
    #expect(try document("ANM")["rules"].list.count == 31)
  }
}
