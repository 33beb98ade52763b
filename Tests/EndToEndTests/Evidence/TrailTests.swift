import Files
import Foundation
import Support
import Testing

/// The trail of documents (T13): who had what made, when, why and how much of it in clear.
@Suite struct TrailTests {
  private static func run(_ installation: Installation, day: Int, _ words: String...) throws -> Command.Outcome {
    let moment = "2026-10-\(day < 9 ? "0" : "")\(day + 1)T02:15:00+03:00"
    return try installation.run(words: words + ["--locale", "en"], asOf: moment)
  }

  /// A night, a document with clear values, another edition, and a run that failed.
  private static func installation(formats: String = "[json]") throws -> Installation {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), ownHome: true,
      settings: ["formats": formats, "audit": "{ approval: off }"])
    try "period: yesterday\nreports: [OTR]\nbackup: true\nexpect_rows: false\n".write(
      toFile: installation.home + "/schedules/nightly.yaml", atomically: true, encoding: .utf8)
    #expect(try run(installation, day: 7, "run", "nightly").status == 0)
    let clear = try run(
      installation, day: 8, "report", "OTR", "--period", "2026-10-07", "--mask", "M0", "--reason",
      "soruşturma 2026/17")
    #expect(clear.status == 0, "\(clear.errors)")
    let edition = try run(
      installation, day: 8, "report", "OTR", "--reissue", "2026/OTR-000001", "--reason", "eksik satır")
    #expect(edition.status == 0, "\(edition.errors)")
    try installation.configure(settings: [
      "formats": formats, "audit": "{ approval: off }", "backup": "{ pg_dump: /nowhere/pg_dump }",
    ])
    let failed = try run(installation, day: 9, "run", "nightly")
    #expect(failed.status == 2, "\(failed.errors)")
    return installation
  }

  @Test func `lists each document with who asked, why, how much is in clear, and how its run ended`() throws {
    let installation = try Self.installation()
    #expect(try Self.run(installation, day: 10, "report", "RIZ", "--period", "2026-10", "--mask", "M0").status == 0)
    let json = try installation.package("RIZ").json()
    let rows = json["trail_documents"].list
    #expect(rows.compactMap { $0["document"].text } == (1...5).map { "2026/OTR-00000\($0)" })
    for row in rows {
      let stem = (row["document"].text ?? "").replacingOccurrences(of: "/", with: "-")
      let folder = "\(installation.archive)/2026/\(stem)"
      let manifest = try JSON(file: folder + "/manifest.json")
      let sum = try Command.run("sha256sum", folder + "/manifest.json").output
      #expect(row["manifest_sha256"].text == String(sum.prefix(64)))
      #expect(row["run_id"] == manifest["run_id"] && row["mask"] == manifest["mask"])
      #expect(row["by"] == manifest["os_user"])
    }
    #expect(rows.map { $0["mask"].text } == ["M1", "M0", "M1", "M1", "M1"])
    #expect(rows.map { $0["act_reason"].text } == [nil, "soruşturma 2026/17", "eksik satır", nil, nil])
    // The night whose backup failed has issued its documents all the same.
    #expect(rows.map { $0["exit_code"].integer } == [0, 0, 0, 2, 2])
    #expect(json["trail_unmasked"].list.compactMap { $0["document"].text } == ["2026/OTR-000002"])
    let replaced = json["trail_reissued"].list
    #expect(replaced.map { [$0["document"].text, $0["replaces"].text] } == [["2026/OTR-000003", "2026/OTR-000001"]])
    #expect(json["trail_kinds"].list.map { [$0["documents"].integer, $0["unmasked"].integer] } == [[5, 1]])
    let counts = json["document"]["counts"]
    #expect(counts["documents"] == 5 && counts["unmasked"] == 1 && counts["reissued"] == 1)
  }

  @Test func `tells failed runs, and changes of the configuration and of the key`() throws {
    let installation = try Self.installation()
    #expect(try Self.run(installation, day: 10, "report", "RIZ", "--period", "2026-10").status == 0)
    let json = try installation.package("RIZ").json()
    let runs = json["trail_runs"].list
    #expect(runs.map { [$0["command"].text, $0["exit_code"].integer.map(String.init)] } == [["run nightly", "2"]])
    let changes = json["trail_changes"].list
    #expect(changes.compactMap { $0["change_kind"].text } == ["key", "configuration"])
    #expect(changes.last?["document"] == "2026/OTR-000004")
    #expect(json["document"]["highlights"]["missing"].list.contains { $0["code"] == "runs_failed" })
  }

  @Test func `comes every month with the other records of its source, of which it is the last`() throws {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), settings: ["formats": "[json]"])
    #expect(try installation.run("report", "OTR", "--period", "2026-10-07").status == 0)
    let month = try installation.run("run", "monthly", "--json", asOf: "2026-11-01T03:15:00+03:00")
    #expect(month.status == 0, "\(month.errors)")
    let documents = try JSON(text: month.output)["documents"].list.compactMap { $0["report"].text }
    #expect(documents == ["AYR", "YDK", "MHR", "RIZ", "YON"])
    #expect(try installation.package("MHR").json()["seals"].list.count == 3)
    #expect(try installation.package("RIZ").json()["trail_documents"].list.count == 1)
  }

  @Test func `hides who acted at M1 and shows nobody at M3, and both validate against the schema`() throws {
    let installation = try Self.installation(formats: "[pdf, xlsx, json]")
    for mask in ["M1", "M3"] {
      #expect(try Self.run(installation, day: 10, "report", "RIZ", "--period", "2026-10", "--mask", mask).status == 0)
    }
    let user = try #require(try JSON(file: installation.package("OTR").folder + "/manifest.json")["os_user"].text)
    let masked = installation.package("RIZ", 1)
    #expect(try masked.schemaFaults() == "")
    let rows = try masked.json()["trail_documents"].list
    #expect(rows.count == 5 && !rows.contains { $0["by"].text == user })
    // The same person has the same mark.
    #expect(Set(rows.compactMap { $0["by"].text }).count == 1)
    let page = try masked.firstPage()
    #expect(page.contains("1 document was issued unmasked (M0); 5 documents were issued; 1 document replaces another."))
    let none = installation.package("RIZ", 2)
    #expect(try none.schemaFaults() == "")
    #expect(try none.json()["trail_documents"].list.isEmpty)
    // The one at M1 is a document like any other.
    #expect(try none.json()["trail_kinds"].list.compactMap { $0["report"].text } == ["OTR", "RIZ"])
    let terms = try masked.sheet("Glossary").joined().compactMap(\.text)
    for column in ["approval_no", "exit_code", "unmasked_share"] { #expect(terms.contains(column)) }
  }
}
