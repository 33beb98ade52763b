import Files
import Foundation
import Support
import Testing

/// The record of sealing and integrity (T09): it says what the ledger and the archive's folders hold, and nothing else.
@Suite struct SealingRecordTests {
  /// A home with a schedule of one register and its record, and perhaps another schedule of the same.
  private static func installation(formats: String = "[json]", backup: Bool = false) throws -> Installation {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), ownHome: true, settings: ["formats": formats])
    for name in ["nightly", "other"] {
      try "period: yesterday\nreports: [MHR, OTR]\nbackup: \(backup)\nexpect_rows: false\n".write(
        toFile: "\(installation.home)/schedules/\(name).yaml", atomically: true, encoding: .utf8)
    }
    return installation
  }

  private static func run(_ installation: Installation, day: Int, _ words: String...) throws -> Command.Outcome {
    let moment = "2026-10-\(day < 9 ? "0" : "")\(day + 1)T02:15:00+03:00"
    return try installation.run(words: words + ["--locale", "en"], asOf: moment)
  }

  /// The lines of the ledger, each with the SHA-256 of its bytes.
  private static func ledger(_ installation: Installation) throws -> [(entry: JSON, digest: String)] {
    let text = try InputFile.text(installation.archive + "/ledger.jsonl")
    return try text.split(separator: "\n").map { line in
      let file = installation.folder.path + "/line"
      try String(line).write(toFile: file, atomically: true, encoding: .utf8)
      return (try JSON(text: String(line)), String(try Command.run("sha256sum", file).output.prefix(64)))
    }
  }

  @Test func `of a night has every document and backup of it, with its place in the chain`() throws {
    let installation = try Self.installation(backup: true)
    let night = try Self.run(installation, day: 7, "run", "nightly", "--json")
    #expect(night.status == 0, "\(night.errors)")
    let steps = try JSON(text: night.output)["steps"].list
    #expect(steps.map { $0["report"].text ?? $0["step"].text } == ["OTR", "backup", "MHR"])
    let json = try installation.package("MHR").json()
    let rows = json["seals"].list
    let backup = try installation.onlyBackup()
    let folders = [installation.package("OTR").folder, backup]
    #expect(
      Set(rows.compactMap { $0["document"].text })
        == ["2026/OTR-000001", String(backup.split(separator: "/").last ?? "")])
    let ledger = try Self.ledger(installation)
    for row in rows {
      let isBackup = row["document"].text?.contains("/") != true
      let folder = folders[isBackup ? 1 : 0]
      let sum = try Command.run("sha256sum", folder + "/manifest.json").output
      #expect(row["manifest_sha256"].text == String(sum.prefix(64)))
      #expect(row["verification"] == "valid")
      let sequence = try #require(row["ledger_sequence"].integer)
      #expect(ledger[sequence - 1].entry["facts"]["manifest_sha256"] == row["manifest_sha256"])
      #expect(row["ledger_before"].text == ledger[sequence - 2].digest)
    }
    let register = try installation.package("OTR").json()
    let listed = rows.first { $0["report"] == "OTR" }
    #expect(listed?["counted_rows"] == register["document"]["counts"]["sessions"])
    // The chain ends where the record itself begins, and says so.
    let own = try #require(ledger.first { $0.entry["document"] == "2026/MHR-000001" })
    #expect(json["document"]["chain_end"]["sha256"] == own.entry["previous"])
    #expect(json["document"]["chain_end"]["sequence"].integer.map { $0 + 1 } == own.entry["sequence"].integer)
    #expect(json["seal_days"].list.map { [$0["date"].text, $0["day_state"].text] } == [["2026-10-07", "valid"]])
    #expect(json["document"]["highlights"]["stands_out"][0]["code"] == "seals_valid")
  }

  @Test func `names a day without a document, in the calendar and on page 1`() throws {
    let installation = try Self.installation(formats: "[pdf, json]")
    #expect(try Self.run(installation, day: 5, "run", "nightly").status == 0)
    // Another schedule owes nothing of the day before its first run.
    #expect(try Self.run(installation, day: 7, "run", "other").status == 0)
    let package = installation.package("MHR", 2)
    let json = try package.json()
    #expect(json["seal_days"].list.map { $0["day_state"].text } == ["valid", "missing", "valid"])
    #expect(json["document"]["counts"]["missing_days"] == 1)
    let page = try package.firstPage()
    #expect(page.contains("Of the 3 days in the calendar 1 have no document"))
    #expect(try package.says("2026-10-06"))
  }

  @Test func `names what was changed and what is gone, and ends with 6`() throws {
    let installation = try Self.installation(formats: "[pdf, json]")
    for day in 5...6 { #expect(try Self.run(installation, day: day, "run", "nightly").status == 0) }
    let changed = installation.package("OTR", 1).path(".json")
    let text = try InputFile.text(changed)
    try text.replacingOccurrences(of: "OTR", with: "OTS").write(toFile: changed, atomically: true, encoding: .utf8)
    try Folder.discard(installation.package("OTR", 2).folder)
    let night = try Self.run(installation, day: 7, "run", "nightly")
    #expect(night.status == 6, "\(night.errors)")
    let record = try Self.run(installation, day: 7, "report", "MHR", "--period", "2026-10-05..2026-10-07")
    #expect(record.status == 6, "\(record.errors)")
    let package = installation.package("MHR", 4)
    let json = try package.json()
    let registers = json["seals"].list.filter { $0["report"] == "OTR" }
    #expect(registers.map { $0["verification"].text } == ["invalid", "missing", "valid"])
    #expect(json["seal_days"].list.map { $0["day_state"].text } == ["broken", "broken", "valid"])
    #expect(json["damages"].list.contains { $0["damage"].text?.contains("2026-OTR-000001") == true })
    let page = try package.firstPage()
    #expect(page.contains("2 of the sealed documents and backups are gone or are not what was sealed"))
    #expect(page.contains("What is broken or gone must be examined"))
  }

  @Test func `ends with 6 for a folder that is gone, of which the nightly look says nothing`() throws {
    let installation = try Self.installation()
    #expect(try Self.run(installation, day: 6, "run", "nightly").status == 0)
    try Folder.discard(installation.package("OTR", 1).folder)
    #expect(try Self.run(installation, day: 7, "run", "nightly").status == 0)
    let record = try Self.run(installation, day: 7, "report", "MHR", "--period", "2026-10-06..2026-10-07")
    #expect(record.status == 6 && record.errors.contains("(1): 2026/OTR-000001."), "\(record.errors)")
    #expect(try installation.package("MHR", 3).json()["document"]["counts"]["missing"] == 1)
  }

  @Test func `validates against the schema, and its columns stand in its glossary`() throws {
    let installation = try Self.installation(formats: "[pdf, xlsx, json, csv]")
    #expect(try Self.run(installation, day: 7, "run", "nightly").status == 0)
    let package = installation.package("MHR")
    #expect(try package.schemaFaults() == "")
    let terms = try package.sheet("Glossary").joined().compactMap(\.text)
    for column in ["ledger_before", "stamp_serial", "verification_depth", "manifest_sha256"] {
      #expect(terms.contains(column))
    }
    #expect(!terms.contains("user_agent") && !terms.contains("pg_dump"))
    // No person of the source is in it, and it says so.
    let source = try installation.package("OTR").json()
    let names = Set(source["users"].list.compactMap { $0["user_name"].text }.filter { $0.count > 3 })
    let record = try InputFile.text(package.path(".json"))
    #expect(!names.isEmpty && !names.contains { record.contains($0) })
  }
}
