import Files
import Foundation
import Support
import Testing

/// The index of an archive, written by runs and opened in a real Chromium: it says what register, ledger and folders hold.
@Suite struct ArchiveIndexTests {
  private static let harm = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'"
  private static let settings: [String: String?] = ["formats": "[json, html]", "controller": "{ name: '<b>Deneme' }"]
  private static let rows = """
    INSERT INTO users (user_id, user_name, full_name) VALUES ('u1', 'gizlikisi', 'Gizli Kişi');
    INSERT INTO sessions (session_id, user_id, user_name, started_at, ended_at, ip)
      SELECT n, 'u1', 'gizlikisi', '2026-10-06 06:00Z'::timestamptz + n * interval '8 hours',
        '2026-10-06 07:00Z'::timestamptz + n * interval '8 hours', '192.0.2.1' FROM generate_series(1, 20) n;
    """

  private static func install(_ settings: [String: String?] = settings) throws -> Installation {
    try PlainSystem.install(rows, source: ["expect_rows": "false"], settings: settings)
  }

  @discardableResult
  private static func night(_ installation: Installation, _ day: String, _ words: String...) throws -> Int32 {
    try installation.run(words: ["run", "nightly"] + words, asOf: "2026-10-\(day)T02:15:00+03:00").status
  }

  private static func path(_ installation: Installation) -> String { installation.archive + "/index.html" }

  /// The rows of a list as they are shown, by the keys of its columns.
  private static func shown(_ list: String) -> BrowserPage.Step {
    .evaluate(
      """
      (() => { const list = "[data-table=\(list)] ";
        const names = [...document.querySelectorAll(list + "thead th")].map((head) => head.dataset.column);
        return [...document.querySelectorAll(list + "tbody tr")].map((row) =>
          Object.fromEntries([...row.children].map((cell, place) => [names[place], cell.textContent.trim()]))); })()
      """)
  }

  private static let status = BrowserPage.Step.evaluate(
    "document.querySelector('[data-table=documents] .status').textContent.split(' · Süz')[0]")
  private static let alerts = BrowserPage.Step.evaluate(
    "[...document.querySelectorAll('.highlights .alert')].map((one) => one.textContent)")

  /// Every document and backup that the register has, whatever has become of its folder.
  private static func registered(_ installation: Installation) throws -> Set<String> {
    let entries = try JSON(file: installation.archive + "/register/2026.json")["entries"].list
    return Set(entries.compactMap { $0["number"].text })
  }

  @Test func `lists what was issued, and shows a missing night, number and file`() throws {
    let installation = try Self.install()
    #expect(try Self.night(installation, "08") == 0)
    #expect(try installation.run("backup", "drill", asOf: "2026-10-08T09:00:00+03:00").status == 0)
    #expect(try Self.night(installation, "11", "--max", "0") == 7)
    let reissued = try installation.run(
      "report", "OTR", "--reissue", "2026/OTR-000001", "--reason", Self.harm, asOf: "2026-10-11T03:00:00+03:00")
    #expect(reissued.status == 0, "\(reissued.errors)")
    let held = try installation.run(
      "backup", "hold", "20261010T231500Z", "--source", "back-office", "--reason", "gizli dosya", "--until",
      "2026-12-31", asOf: "2026-10-11T03:00:00+03:00")
    #expect(held.status == 0, "\(held.errors)")
    try Folder.remove(installation.package("GOR", 1).folder)
    try Data("x".utf8).write(to: URL(fileURLWithPath: installation.package("ANM", 2).path(".json")))
    // The look at what was issued, which finds the change, is a part of every night.
    #expect(try Self.night(installation, "12", "--max", "0") == 6)

    let visit = try BrowserPage.visit(
      Self.path(installation),
      [
        Self.shown("documents"), Self.shown("backups"), Self.alerts, Self.status,
        .evaluate(
          "[...document.querySelectorAll('.nights tbody td')].filter((one) => one.title).map((one) => one.title)"),
        .evaluate("[...document.querySelectorAll('[data-table=documents] tbody a')].map((one) => one.href)"),
        .evaluate("document.querySelector('.document-number').textContent"),
      ])
    #expect(visit.complaints == [])
    let documents = visit.results[0].list
    let numbers = documents.compactMap { $0["document"].text }
    #expect(Set(numbers) == (try Self.registered(installation)) && numbers.count == Set(numbers).count)
    #expect(visit.results[3] == "Gösterilen: \(numbers.count) · gizlenen: 0 · toplam: \(numbers.count) satır")
    func document(_ number: String) -> JSON { documents.first { $0["document"].text == number } ?? .null }
    #expect(document("2026/GOR-000001")["state"] == "klasörü yok" && document("2026/GOR-000001")["files"] == "–")
    #expect(document("2026/ANM-000002")["state"] == "değişmiş")
    #expect(document("2026/OTR-000001")["state"] == "yerine yenisi geçti")
    #expect(document("2026/OTR-000002")["state"] == "düzenlendi" && document("2026/OTR-000002")["year"] == "2026")
    #expect(document("2026/OTR-000002")["period"] == "10.10.2026" && document("2026/OTR-000002")["mask"] == "M1")
    #expect(document("2026/OTR-000003")["edition"].text?.contains("2026/OTR-000001 yerine: </script><script>") == true)
    #expect(document("2026/OTR-000001")["edition"].text?.hasSuffix("yerine 2026/OTR-000003 geçti") == true)
    #expect(document("2026/GOR-000002")["delivery"] == "alıcısı yok")
    let backups = visit.results[1].list
    #expect(backups.map { $0["backup"] } == ["20261011T231500Z", "20261010T231500Z", "20261007T231500Z"])
    #expect(backups.map { $0["proven"] } == ["kanıtlanmadı", "kanıtlanmadı", "08.10.2026"])
    #expect(backups.map { $0["held"] } == ["hayır", "31.12.2026 gününe kadar", "hayır"])
    #expect(backups.map { $0["age"] } == ["0 sn", "1 g 0 sa", "4 g 0 sa"])
    let alerts = visit.results[2].list.compactMap(\.text)
    #expect(alerts.contains { $0.contains("1 numaranın klasörü arşivde yoktur: 2026/GOR-000001.") })
    #expect(alerts.contains { $0.contains("(1): 2026/ANM-000002.") })
    let missing = "nightly · back-office: 2 dönem eksiktir: 08.10.2026 (OTR, GOR, ANM, YDK, MHR, yedek), 09.10.2026 ("
    #expect(alerts.contains { $0.contains(missing) }, "\(alerts)")
    let nights = visit.results[4].list.compactMap(\.text)
    #expect(nights.count == 5 && nights[1].hasPrefix("08.10.2026: ") && nights[1].contains("eksik"), "\(nights)")
    for address in visit.results[5].list {
      let file = try #require(URL(string: address.text ?? "")?.path)
      #expect(file.hasPrefix(installation.archive + "/2026/2026-") && InputFile.exists(file), "\(file)")
    }
    #expect(visit.results[5].list.count == 2 * (numbers.count - 1))
    #expect(visit.results[6] == "<b>Deneme")
    // Why a backup is held, and by whom, is no business of the page.
    let text = try InputFile.text(Self.path(installation))
    #expect(!text.contains("gizli dosya"))
    let attributes = try FileManager.default.attributesOfItem(atPath: Self.path(installation))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `finds after clicks what a person looks for`() throws {
    let installation = try Self.install()
    try Self.night(installation, "08")
    try Self.night(installation, "09")
    let list = "[data-table=documents] "
    let first = BrowserPage.Step.evaluate("document.querySelector('[data-table=documents] tbody td').textContent")
    let visit = try BrowserPage.visit(
      Self.path(installation),
      [
        Self.status, .choose("=GOR", of: list + "[data-filter=code]"), Self.status, Self.shown("documents"),
        .click(list + ".controls button"), .type("ÖNE ÇIKAN", into: list + ".controls input"), Self.status,
        .click(list + ".controls button"), .choose("=07.10.2026", of: list + "[data-filter=period]"), Self.status,
        .click(list + ".controls button"), .type("gizlikisi", into: list + ".controls input"), Self.status,
        .click(list + ".controls button"), .click(list + "[data-column=document] button"), first,
        .click(list + "[data-column=document] button"), first,
      ])
    #expect(visit.complaints == [])
    func counts(_ shown: Int) -> JSON { .text("Gösterilen: \(shown) · gizlenen: \(10 - shown) · toplam: 10 satır") }
    #expect(visit.results[0] == counts(10) && visit.results[2] == counts(2))
    #expect(visit.results[3].list.map { $0["document"] } == ["2026/GOR-000002", "2026/GOR-000001"])
    #expect(visit.results[6] == counts(10))
    #expect(visit.results[9] == counts(5))
    // What documents mask is masked here.
    #expect(visit.results[12] == counts(0))
    #expect(visit.results[15] == "2026/ANM-000001" && visit.results[17] == "2026/YDK-000002")
  }

  @Test func `repeats no sentence of clear values, chosen users and answers`() throws {
    let installation = try Self.install(["formats": "[json, html]", "mask": "M0"])
    _ = try installation.issue("OTR", "2026-10-07", "--mask", "M1")
    _ = try installation.issue("OTR", "2026-10-07", "--mask", "M1", "--user", "gizlikisi")
    _ = try installation.issue("OTR", "2026-10-07")
    let visit = try BrowserPage.visit(Self.path(installation), [Self.shown("documents")])
    #expect(visit.complaints == [])
    let documents = visit.results[0].list
    #expect(documents.map { $0["document"] } == ["2026/OTR-000003", "2026/OTR-000002", "2026/OTR-000001"])
    #expect(documents[0]["page_1"] == "–" && documents[1]["page_1"] == "–")
    #expect(documents[0]["title"] == documents[2]["title"] && documents.map { $0["mask"] } == ["M0", "M1", "M1"])
    let (clear, masked) = (try installation.package("OTR", 3).manifest(), try installation.package("OTR", 1).manifest())
    #expect(clear["summary"]["page_1"] == nil && clear["summary"]["title"].text?.isEmpty == false)
    // Those that are repeated are those of the document.
    let said = masked["summary"]["page_1"].list.compactMap { $0["text"].text }
    #expect(!said.isEmpty && documents[2]["page_1"].text?.contains(String(said[0].prefix(40))) == true)
  }

  @Test func `is not believed by anything, and opens wherever the archive is moved`() throws {
    let installation = try Self.install()
    _ = try installation.issue("OTR", "2026-10-07")
    let page = Self.path(installation)
    let written = try InputFile.text(page)
    #expect(try installation.run("verify", asOf: nil).status == 0)
    try "<p>sahte</p>".write(toFile: page, atomically: true, encoding: .utf8)
    #expect(try installation.run("verify", asOf: nil).status == 0)
    try Folder.remove(page)
    #expect(try installation.run("verify", asOf: nil).status == 0)
    // Something else under its name is a stranger all the same. Each verification has written the page anew.
    try Folder.remove(page)
    try Folder.create(page)
    let stranger = try installation.run("verify", "--locale", "en", asOf: nil)
    #expect(stranger.status == 6 && stranger.errors.contains("extra: index.html"), "\(stranger.errors)")
    // A run that cannot write it says so, and what it issued stays issued.
    try installation.folder.write("archive/index.html/x", "x")
    let run = try installation.run("report", "OTR", "--period", "2026-10-08", "--json", "--locale", "en")
    #expect(run.status == 74 && run.errors.contains("The index of the archive could not be written"), "\(run.errors)")
    #expect(try JSON(text: run.output)["documents"][0]["number"] == "2026/OTR-000002")
    #expect(try installation.package("OTR", 2).manifest()["document"] == "2026/OTR-000002")
    try Folder.remove(page)
    let plan = try installation.run("archive", "index", "--dry-run", "--json")
    let planned = try JSON(text: plan.output)["index"]
    #expect(plan.status == 0 && planned["documents"] == 2 && planned["bytes"] == nil && !InputFile.exists(page))
    let again = try installation.run("archive", "index", "--json")
    let index = try JSON(text: again.output)["index"]
    #expect(again.status == 0 && index["documents"] == 2 && index["missing"] == 0 && index["backups"] == 0)
    let lines = try InputFile.text(installation.archive + "/ledger.jsonl").split(separator: "\n")
    #expect(index["ledger_line"] == .integer(lines.count))
    // The same archive and moment, the same bytes.
    let bytes = try InputFile.bytes(page)
    #expect(bytes != Array(written.utf8) && index["bytes"] == .integer(bytes.count))
    #expect(try installation.run("archive", "index").status == 0)
    #expect(try InputFile.bytes(page) == bytes)
    let moved = try ScratchFolder()
    _ = try Command.run("cp", "-a", installation.archive, moved.path + "/başka yer")
    let visit = try BrowserPage.visit(
      moved.path + "/başka yer/index.html",
      [.evaluate("document.querySelectorAll('tbody a').length"), .evaluate("document.querySelector('tbody a').href")])
    #expect(visit.results[0] == 4)
    #expect(visit.results[1].text?.hasSuffix("/2026/2026-OTR-000002/2026-OTR-000002.html") == true)
  }

  @Test func `says that nothing is missing only where schedules tell so`() throws {
    let installation = try PlainSystem.install(
      on: PlainSystem.makeDatabase(Self.rows), ownHome: true, source: ["expect_rows": "false"], settings: Self.settings)
    let sound = "takvimlerin son on iki ayda eksik kalmış dönemi yoktur"
    // The other schedules have not run yet, which is told, and nothing is missing then.
    #expect(try Self.night(installation, "07") == 0)
    #expect(try !InputFile.text(Self.path(installation)).contains(sound))
    #expect(try InputFile.text(Self.path(installation)).contains("monthly · back-office (AYR)"))
    for name in try Folder.entries(installation.home + "/schedules") where name != "nightly.yaml" {
      try Folder.remove(installation.home + "/schedules/" + name)
    }
    #expect(try Self.night(installation, "08") == 0)
    #expect(try InputFile.text(Self.path(installation)).contains(sound))
    // A document's own title and a schedule that cannot be read.
    let report = installation.home + "/reports/OTR.yaml"
    let title = "title: { tr: '\(Self.harm.replacing("'", with: "''"))', en: 'x' }"
    let text = try InputFile.text(report).replacing(/title: .*/, with: title)
    try text.write(toFile: report, atomically: true, encoding: .utf8)
    _ = try installation.issue("OTR", "2026-10-06")
    try "title: x\n".write(toFile: installation.home + "/schedules/broken.yaml", atomically: true, encoding: .utf8)
    #expect(try installation.run("archive", "index").status == 0)
    let visit = try BrowserPage.visit(Self.path(installation), [Self.alerts, Self.shown("documents")])
    #expect(visit.complaints == [])
    #expect(visit.results[0][0].text?.contains("Takvimler okunamadığı için") == true)
    #expect(visit.results[1].list.contains { $0["title"].text?.hasPrefix("</script><script>alert(1)") == true })
    #expect(try !InputFile.text(Self.path(installation)).contains(sound))
  }

  @Test func `says which documents wait for a time stamp, and which did not arrive`() throws {
    let authority = try TimeStampServer(.failing)
    let installation = try Self.install()
    let (there, gone) = (installation.folder.path + "/there", installation.folder.path + "/gone")
    try Folder.create(there)
    let recipients =
      "legal: { channel: folder, folder: \"\(there)\", reports: [OTR] }, "
      + "audit: { channel: folder, folder: \"\(gone)\", reports: [GOR] }"
    let asked = "url: \"\(authority.url)\", anchor: \"\(authority.authority.anchor)\", timeout: 1s"
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\"", "expect_rows": "false"],
      settings: Self.settings.merging([
        "seal": "{ time_stamp: { \(asked) } }",
        "delivery": "{ wait_for_stamp: 0s, recipients: { \(recipients) } }",
      ]) { $1 })
    #expect(try Self.night(installation, "08") == 4)
    func columns() throws -> [String: [String]] {
      let visit = try BrowserPage.visit(Self.path(installation), [Self.shown("documents")])
      #expect(visit.complaints == [])
      let rows = visit.results[0].list.map {
        ($0["code"].text ?? "?", [$0["time_stamp"].text ?? "?", $0["delivery"].text ?? "?"])
      }
      return Dictionary(rows) { $1 }
    }
    let before = try columns()
    #expect(before["OTR"] == ["bekliyor", "teslim edildi"] && before["GOR"] == ["bekliyor", "başarısız"], "\(before)")
    #expect(before["ANM"] == ["bekliyor", "alıcısı yok"])
    try Folder.create(gone)
    try authority.answer(.ok)
    #expect(try installation.run("seal", "stamp", asOf: "2026-10-08T09:00:00+03:00").status == 0)
    #expect(try installation.run("deliver", "now", asOf: "2026-10-08T09:00:00+03:00").status == 0)
    let after = try columns()
    #expect(after["OTR"] == ["alındı", "teslim edildi"] && after["GOR"] == ["alındı", "teslim edildi"], "\(after)")
    // To whom they went is no business of the page.
    #expect(try !InputFile.text(Self.path(installation)).contains("legal"))
    try Folder.remove(installation.package("OTR").folder + "/manifest.tsr")
    #expect(try installation.run("archive", "index").status == 0)
    #expect(try columns()["OTR"]?.first == "kayıp")
  }
}
