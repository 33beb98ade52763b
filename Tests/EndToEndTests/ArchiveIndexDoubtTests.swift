import Files
import Foundation
import Support
import Testing

/// What the index of an archive says where something is not as it should be, or is not to be said.
@Suite struct ArchiveIndexDoubtTests {
  /// Twelve failures of one user within eleven minutes, and the success that follows: a finding.
  private static let guessing = """
    INSERT INTO events SELECT n::text, '2026-10-07 09:00Z'::timestamptz + n * interval '1 minute', 'u1', 'ayşe',
      'login_failed', '203.0.113.9' FROM generate_series(1, 12) n;
    INSERT INTO events VALUES ('13', '2026-10-07 09:13Z', 'u1', 'ayşe', 'login_success', '203.0.113.9');
    """

  private static func install(_ rows: String = "", _ more: [String: String?] = [:]) throws -> Installation {
    let settings: [String: String?] = ["zone": "UTC", "formats": "[json]"]
    return try PlainSystem.install(
      rows, source: ["expect_rows": "false"], settings: settings.merging(more) { $1 })
  }

  private static func path(_ installation: Installation) -> String { installation.archive + "/index.html" }

  /// The rows of the documents as they are shown, by number.
  private static func documents(_ installation: Installation) throws -> [String: JSON] {
    let visit = try BrowserPage.visit(
      path(installation),
      [
        .evaluate(
          """
          (() => { const list = "[data-table=documents] ";
            const names = [...document.querySelectorAll(list + "thead th")].map((head) => head.dataset.column);
            return [...document.querySelectorAll(list + "tbody tr")].map((row) =>
              Object.fromEntries([...row.children].map((cell, place) => [names[place], cell.textContent.trim()]))); })()
          """)
      ])
    #expect(visit.complaints == [])
    return Dictionary(visit.results[0].list.map { ($0["document"].text ?? "?", $0) }) { $1 }
  }

  /// Writes something else into a manifest.
  private static func alter(_ package: IssuedPackage, _ change: (inout [String: Any]) -> Void) throws {
    let url = URL(fileURLWithPath: package.folder + "/manifest.json")
    var manifest = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    change(&manifest)
    try JSONSerialization.data(withJSONObject: manifest).write(to: url)
  }

  @Test func `gives documents of clear values and chosen users their title alone`() throws {
    let installation = try Self.install(Self.guessing, ["mask": "M0"])
    let masked = try installation.issue("ANM", "2026-10-07", "--mask", "M1")
    _ = try installation.issue("ANM", "2026-10-07", "--mask", "M0")
    _ = try installation.issue("ANM", "2026-10-07", "--mask", "M1", "--user", "ayşe")
    let again = try installation.run(
      "report", "ANM", "--reissue", "2026/ANM-000003", "--mask", "M1", "--user", "ayşe", "--reason",
      "ayşe hanımın itirazı")
    #expect(again.status == 0, "\(again.errors)")
    let counts = try masked.manifest()["summary"]["findings"]
    #expect(counts != .null)
    for number in 2...4 {
      let summary = try installation.package("ANM", number).manifest()["summary"]
      #expect(summary["findings"] == .null && summary["page_1"] == .null && summary["title"].text != nil, "\(number)")
    }
    let documents = try Self.documents(installation)
    #expect(documents["2026/ANM-000001"]?["findings"] != "–" && documents["2026/ANM-000001"]?["page_1"] != "–")
    for number in 2...4 {
      let row = documents["2026/ANM-00000\(number)"]
      #expect(row?["findings"] == "–" && row?["page_1"] == "–", "\(number)")
    }
    #expect(documents["2026/ANM-000004"]?["edition"] == "2. sürüm; 2026/ANM-000003 yerine")
  }

  @Test func `survives counts that nobody wrote, and a summary that is none`() throws {
    let installation = try Self.install(Self.guessing)
    let (first, second, third) = (
      try installation.issue("ANM", "2026-10-07"), try installation.issue("ANM", "2026-10-07"),
      try installation.issue("ANM", "2026-10-07")
    )
    func summary(_ findings: Any) -> [String: Any] { ["title": "t", "findings": findings, "page_1": []] }
    try Self.alter(first) { $0["summary"] = summary(["critical": Int64.min]) }
    try Self.alter(second) { $0["summary"] = summary(["critical": Int64.max, "high": Int64.max]) }
    try Self.alter(third) { $0["summary"] = ["title": 7] }
    let outcome = try installation.run("archive", "index")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let documents = try Self.documents(installation)
    #expect(documents["2026/ANM-000001"]?["findings"] == "–" && documents["2026/ANM-000003"]?["findings"] == "–")
    #expect(documents["2026/ANM-000002"]?["findings"].text?.contains("Kritik 9.223.372.036.854.775.807") == true)
  }

  @Test func `says of an archive that cannot be read that nobody knows what is missing`() throws {
    let installation = try Self.install()
    let package = try installation.issue("OTR", "2026-10-07")
    let manifest = package.folder + "/manifest.json"
    let sound = try InputFile.text(manifest)
    try "{".write(toFile: manifest, atomically: true, encoding: .utf8)
    #expect(try installation.run("report", "OTR", "--period", "2026-10-06").status == 74)
    let visit = try BrowserPage.visit(
      Self.path(installation),
      [.evaluate("document.querySelector('main').textContent"), .evaluate("document.querySelectorAll('table').length")])
    #expect(visit.complaints == [] && visit.results[1] == 0)
    #expect(visit.results[0].text?.contains("neyin düzenlendiği, neyin eksik olduğu bilinmiyor") == true)
    #expect(visit.results[0].text?.contains("Eksik yok") == false)
    try sound.write(toFile: manifest, atomically: true, encoding: .utf8)
    #expect(try installation.run("archive", "index").status == 0)
    #expect(try Self.documents(installation).keys.sorted() == ["2026/OTR-000001"])
  }

  @Test func `tells once of a number that is gone, and of backups that are not there`() throws {
    let installation = try Self.install()
    let package = try installation.issue("OTR", "2026-10-07")
    func alerts() throws -> [String] {
      let visit = try BrowserPage.visit(
        Self.path(installation),
        [
          .evaluate("[...document.querySelectorAll('.highlights .alert')].map((one) => one.textContent)"),
          .evaluate("[...document.querySelectorAll('.tiles .alert')].map((one) => one.textContent)"),
        ])
      #expect(visit.complaints == [])
      return (visit.results[0].list + visit.results[1].list).compactMap(\.text)
    }
    let bare = try alerts()
    #expect(bare.contains { $0.contains("sağlam yedeği bulunmayan kaynaklar: back-office.") }, "\(bare)")
    #expect(bare.contains { $0.contains("Son sağlam yedek") && $0.contains("yok") }, "\(bare)")
    try Data("x".utf8).write(to: URL(fileURLWithPath: package.path(".json")))
    _ = try installation.run("verify", asOf: nil)
    _ = try installation.run("run", "nightly")
    #expect(try alerts().contains { $0.contains("Değişmiş belgeler") })
    try Folder.remove(package.folder)
    let outcome = try installation.run("archive", "index", "--json")
    #expect(try JSON(text: outcome.output)["index"]["missing"] == 1)
    let gone = try alerts()
    #expect(gone.count { $0.contains("2026/OTR-000001") } == 1, "\(gone)")
  }

  @Test func `speaks the language of the configuration, whoever ran last`() throws {
    let installation = try Self.install()
    _ = try installation.issue("OTR", "2026-10-07", "--locale", "en")
    #expect(try InputFile.text(Self.path(installation)).contains("<html lang=\"tr"))
    #expect(try installation.run("archive", "index", "--locale", "en").status == 0)
    #expect(try InputFile.text(Self.path(installation)).contains("<html lang=\"en"))
    // What is drawn lies under a name that the next run sweeps, should this one be killed.
    #expect(!InputFile.exists(installation.archive + "/.state/index.html"))
  }
}
