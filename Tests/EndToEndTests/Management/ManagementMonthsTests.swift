import Files
import Foundation
import Support
import Testing

/// What a month's summary says of backups, seals, deliveries and empty nights: what is known in part is never met.
@Suite struct ManagementMonthsTests {
  private static let after = "2026-11-01T03:30:00+03:00"

  private static let controller =
    "{ name: Örnek Büyükşehir Belediyesi Su ve Kanalizasyon İdaresi Genel Müdürlüğü, "
    + "mersis: \"0123456789012345\", vkn: \"1234567890\", "
    + "address: Organize Sanayi Bölgesi 1. Cadde No. 1 Gönen Balıkesir, kep: ornek@hs01.kep.tr }"

  private static func install(_ settings: [String: String?] = [:]) throws -> Installation {
    let installation = try PlainSystem.install(on: PlainSystem.makeDatabase(ManagementSummaryTests.rows), ownHome: true)
    let folder = "{ legal: { channel: folder, folder: \"\(installation.folder.path)/nowhere\", reports: [OTR] } }"
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\"", "expect_rows": "false"],
      settings: [
        "formats": "[json, pdf]", "locale": "en", "controller": controller, "delivery": "{ recipients: \(folder) }",
      ].merging(settings) { $1 })
    try installation.folder.write("home/schedules/nightly.yaml", "period: yesterday\nreports: [OTR, ANM]\n")
    return installation
  }

  private static func line(_ json: JSON, _ indicator: String) -> JSON {
    json["management_scorecard"].list.first { $0["indicator"].text == indicator } ?? .null
  }

  private static func reasons(_ line: JSON) -> [String] { line["gaps"].list.compactMap { $0["reason"].text } }

  @Test func `two months, a failed delivery, nights without a backup and an altered document`() throws {
    let installation = try Self.install()
    for day in ["2026-09-29", "2026-09-30", "2026-10-01", "2026-10-02"] {
      _ = try installation.run("run", "nightly", asOf: "\(day)T02:15:00+03:00")
    }
    #expect(try installation.run("backup", "create", asOf: "2026-10-10T02:15:00+03:00").status == 0)
    for code in ["MHR", "RIZ"] { _ = try installation.issue(code, "2026-09", asOf: "2026-10-02T03:00:00+03:00") }
    // A record of a month that is not over says nothing of the rest of it.
    _ = try installation.issue("MHR", "2026-10", asOf: "2026-10-20T03:00:00+03:00")
    let early = try installation.issue("YON", "2026-10", "--mask", "M1", asOf: Self.after).json()
    for indicator in ["seals_broken", "days_unsealed"] {
      #expect(Self.reasons(Self.line(early, indicator)) == ["not_over"])
      #expect(Self.line(early, indicator)["indicator_state"] == "unknown")
    }
    // What is altered now is of the month before, so that the month's list of seals does not have it.
    let altered = installation.package("OTR", 1).path(".pdf")
    _ = try Command.run("sh", "-c", "chmod u+w \(altered); printf ' ' >> \(altered)")
    for code in ["MHR", "RIZ", "YDK"] {
      _ = try installation.run("report", code, "--period", "2026-10", asOf: Self.after)
    }
    let package = try installation.issue("YON", "2026-10", "--mask", "M1", asOf: Self.after)
    let json = try package.json()
    #expect(try package.schemaFaults() == "")
    let record = try installation.package("MHR", 3).json()
    let seals = Self.line(json, "seals_broken")
    #expect(record["document"]["counts"]["damages"].integer ?? 0 > 0, "\(record["document"]["counts"])")
    #expect(seals["least"] == 0 && seals["indicator_state"] == "partly" && Self.reasons(seals) == ["damages"])
    #expect(seals["whole"].integer == record["seals"].list.count)
    // The calendar's nights of the month alone, and only from the first backup on.
    let nights = try installation.package("YDK", 1).json()["backup_nights"].list.filter {
      $0["night"].text?.hasPrefix("2026-10") ?? false
    }
    let known = nights.filter { $0["night_state"] != "before" }
    let backups = Self.line(json, "nights_without_backup")
    #expect(backups["whole"].integer == known.count && known.count < 31 && !known.isEmpty)
    #expect(backups["least"].integer == known.count { $0["night_state"] != "backed_up" })
    #expect(Self.reasons(backups) == ["before_records"])
    #expect(backups["gaps"][0]["detail"].text == String(31 - known.count))
    #expect(Self.line(json, "unproven")["indicator_state"] == "missed")
    // Nothing came to the folder that is not there.
    let deliveries = Self.line(json, "deliveries_failed")
    #expect(deliveries["least"] == deliveries["whole"] && deliveries["least"].integer ?? 0 >= 4, "\(deliveries)")
    #expect(deliveries["indicator_state"] == "missed")
    #expect(deliveries["documents"].list.compactMap(\.text).contains("2026/OTR-000001"))
    // One night of October has its documents.
    let registers = Self.line(json, "registers_missing")
    #expect(registers["whole"] == 62 && registers["least"] == 60 && Self.reasons(registers) == [])
    let trend = json["management_trend"].list.filter { $0["indicator"] == "registers_missing" }
    #expect(trend.suffix(2).map { $0["least"].integer } == [0, 60])
    #expect(trend.first?["known"] == .bool(false) && trend.first?["gaps"].list.isEmpty == false)
    let page = try package.firstPage()
    #expect(page.contains("No answer issued"), "\(page)")
    // A name of two lines pushes no row off the page; what else is known of the controller stands further behind.
    for words in ["Incidents", "Failed restore tests", "Disposal records", "Documents not delivered", "Failed runs"] {
      #expect(page.contains(words), "\(words): \(page)")
    }
    #expect(page.contains("Örnek Büyükşehir") && !page.contains("0123456789012345"), "\(page)")
    #expect(try package.says("0123456789012345") && package.says("ornek@hs01.kep.tr"))
  }

  @Test func `nights without rows, of which no document was wanted, let the registers be complete`() throws {
    let installation = try Self.install(["empty_period": "skip"])
    try installation.folder.write("home/schedules/nightly.yaml", "period: yesterday\nreports: [OTR]\n")
    // Sessions begin on 28 September: the nights before have none, and the second run makes up for all of them.
    for day in ["2026-08-31", "2026-10-01"] {
      _ = try installation.run("run", "nightly", asOf: "\(day)T02:15:00+03:00")
    }
    let json = try installation.issue("YON", "2026-09", "--mask", "M1", asOf: "2026-10-01T03:30:00+03:00").json()
    let registers = Self.line(json, "registers_missing")
    #expect(Self.reasons(registers) == [] && registers["indicator_state"] == "met", "\(registers)")
    #expect(registers["whole"].integer == installation.packages.count { $0.stem.contains("OTR") })
    #expect(registers["least"] == 0 && registers["whole"].integer ?? 0 > 0)
  }
}
