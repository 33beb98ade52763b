import Files
import Foundation
import Support
import Testing

/// Reports an administrator writes: every section that is listed comes out, or the report is refused by day.
@Suite struct ReportDefinitionTests {
  private static func install(without files: [String] = [], formats: String = "[pdf, xlsx, json]") throws
    -> Installation
  {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), ownHome: true, settings: ["formats": formats])
    for file in files { try FileManager.default.removeItem(atPath: "\(installation.home)/systems/efys/\(file)") }
    return installation
  }

  @Test func `five sections and no other come out, whatever else they need`() throws {
    let installation = try Self.install()
    let sections = ["event_types", "breach_assessment", "rule_settings", "false_positives", "human_review"]
    try installation.writeReport("BES", subject: "events", sections: sections)
    let check = try installation.run("config", "check")
    #expect(check.status == 0 && check.errors == "")
    let package = try installation.issue("BES", "2026-10-07", "--locale", "en")
    let text = try package.text()
    for heading in [
      "1 Events by type, severity and hour", "2 Preliminary breach assessment", "3 Settings of the rules",
      "4 False positives and suppressed findings", "5 Human review",
    ] {
      #expect(text.contains(heading), "\(heading)")
    }
    let json = try package.json()
    #expect(!json["event_types"].list.isEmpty && !json["rule_settings"].list.isEmpty)
  }

  @Test func `what a source cannot supply is refused where it is named, with its line, and told of others`() throws {
    let installation = try Self.install(without: ["events.sql"], formats: "[json]")
    let settings: [String: String?] = ["formats": "[json]"]
    let (home, system) = (installation.home, installation.home + "/systems/efys")
    try installation.writeReport("KAR", subject: "sessions", sections: ["summary", "findings", "event_types"])
    let subject =
      "\(home)/reports/GOR.yaml:4:10: the report's subject “events” needs events.sql, which the system of the source "
      + "“back-office” (\(system)) does not have; add it to the folder, or "
      + "name the source's reports in its configuration (reports: […]).\n"
    let section =
      "\(home)/reports/KAR.yaml:20:5: the section “event_types” needs events.sql, which the system of the source "
      + "“back-office” (\(system)) does not have; add it to the folder, or take the section out of the report.\n"
    // GOR is due every night for this source; the findings report makes do with sessions.
    try installation.configure(source: ["reports": "[OTR, GOR, ANM]"], settings: settings)
    let refused = try installation.run("config", "check", "--locale", "en")
    #expect(refused.status == 78 && refused.errors == "tutanak: \(subject)")
    let night = try installation.run("run", "nightly", "--locale", "en")
    #expect(night.status == 3 && night.errors.contains(subject))
    #expect(installation.packages.map(\.stem) == ["2026-ANM-000001", "2026-OTR-000001"])

    try installation.configure(settings: settings)
    try installation.folder.write("home/schedules/nightly.yaml", "period: yesterday\nreports: [OTR]\n")
    let warned = try installation.run("config", "check", "--locale", "en")
    #expect(warned.status == 0)
    #expect(warned.errors.contains(subject) && warned.errors.contains(section))
    for words in [["--dry-run"], []] {
      let outcome = try installation.run(
        words: ["report", "KAR", "--period", "yesterday", "--locale", "en"] + words)
      #expect(outcome.status == 78 && outcome.errors == "tutanak: \(section)")
    }
    try installation.folder.write("home/schedules/nightly.yaml", "period: yesterday\nreports: [OTR, KAR]\n")
    let turkish = try installation.run("config", "check", "--locale", "tr")
    #expect(turkish.status == 78)
    #expect(
      turkish.errors.hasSuffix(
        "tutanak: \(home)/reports/KAR.yaml:20:5: “event_types” bölümü events.sql ister; “back-office” "
          + "kaynağının sisteminde (\(system)) yok. Dosyayı klasöre ekleyin ya da bölümü rapordan çıkarın.\n"))
  }

  @Test func `a schedule for all leaves out what a source has no rows for, until it once had them`() throws {
    let without = try Self.install(without: ["events.sql"], formats: "[json]")
    let checked = try without.run("config", "check", "--locale", "en")
    #expect(checked.status == 0 && checked.errors.contains("needs events.sql"))
    let night = try without.run("run", "nightly", "--locale", "en", "--json")
    #expect(night.status == 0)
    #expect(
      try JSON(text: night.output)["remarks"].list.compactMap(\.text).contains {
        $0.hasPrefix("back-office: no GOR is issued; its system lacks the SELECT for it")
      })
    #expect(without.packages.map(\.stem) == ["2026-ANM-000001", "2026-OTR-000001"])

    let lost = try Self.install(formats: "[json]")
    #expect(try lost.run("run", "nightly").status == 0)
    try Folder.remove(lost.home + "/systems/efys/events.sql")
    let next = try lost.run("run", "nightly", "--locale", "en", asOf: "2026-10-09T02:15:00+03:00")
    #expect(next.status == 3 && next.errors.contains("needs events.sql"))
  }

  @Test func `errors of modules come out beside sessions, and their absence is told`() throws {
    let sections = ["summary", "module_errors"]
    let with = try Self.install(formats: "[pdf, json]")
    try with.writeReport("HAT", subject: "sessions", sections: sections)
    let package = try with.issue("HAT", "2026-10")
    #expect(try !package.json()["module_errors"].list.isEmpty)
    #expect(try package.says("Modül bazında sistem hataları") && !package.says("logs.sql"))
    let without = try Self.install(without: ["logs.sql"], formats: "[pdf]")
    try without.writeReport("HAT", subject: "sessions", sections: sections)
    let told = try without.issue("HAT", "2026-10")
    #expect(try told.says("Modül bazında sistem hataları") && told.says("(logs.sql) tanımlı değildir"))
  }
}
