import Files
import Foundation
import Support
import Testing

/// The management summary (T14): over all sources, from the archive alone, each number as its documents have it.
@Suite struct ManagementSummaryTests {
  /// Forty failed sign-ins of one user within minutes on two days and one that succeeded after them, and a few sessions.
  static let rows = """
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, status)
      SELECT n, 'u' || n % 3, timestamptz '2026-09-28 08:00Z' + n * interval '6 hours',
        timestamptz '2026-09-28 09:00Z' + n * interval '6 hours', 'kapalı' FROM generate_series(1, 9) n;
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
      SELECT d || '-' || n, timestamptz '2026-09-28 03:00Z' + d * interval '2 days' + n * interval '10 seconds', 'u1',
        'login_failed', '203.0.113.7' FROM generate_series(0, 1) d, generate_series(1, 40) n;
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
      SELECT d || '-in', timestamptz '2026-09-28 03:08Z' + d * interval '2 days', 'u1', 'login_success', '203.0.113.7'
      FROM generate_series(0, 1) d;

    """
  private static let month = "2026-10-01T03:30:00+03:00"

  private static func configure(
    _ installation: Installation, port: Bool = true, management: String = "", formats: String = "[json]"
  ) throws {
    let there = port ? installation.database.connection(as: .reader) : "host=127.0.0.1 port=1 dbname=gone"
    let sources = ["a", "b"].map {
      "  \($0):\n    system: \"\(installation.folder.path)/plain\"\n    connection: \"\(there)\"\n"
    }
    try installation.folder.write(
      "tutanak.yaml",
      "archive: \"\(installation.archive)\"\nlocale: en\nzone: Europe/Istanbul\nformats: \(formats)\n\(management)"
        + "sources:\n" + sources.joined())
  }

  /// Two nights of September with one between them that nobody made up for, a replaced document, and the month's end.
  private static func install() throws -> Installation {
    let installation = try PlainSystem.install(on: PlainSystem.makeDatabase(rows), ownHome: true)
    try configure(installation)
    try installation.folder.write("home/schedules/nightly.yaml", "period: yesterday\nreports: [OTR, ANM]\n")
    try installation.folder.write(
      "home/schedules/monthly.yaml", "period: last-month\nreports: [YON, YDK, MHR, RIZ]\nexpect_rows: false\n")
    #expect(try installation.run("run", "nightly", asOf: "2026-09-29T02:15:00+03:00").status == 0)
    let late = try installation.run("run", "nightly", "--max", "0", asOf: "2026-10-01T02:15:00+03:00")
    // What was left to another run is told, and nobody makes up for it.
    #expect(late.status == 7, "\(late.status) \(late.errors)")
    let replaced = try installation.run(
      "report", "ANM", "--reissue", "2026/ANM-000003", "--reason", "mapped", asOf: month)
    #expect(replaced.status == 0, "\(replaced.errors)")
    let monthly = try installation.run("run", "monthly", asOf: month)
    #expect(monthly.status == 0, "\(monthly.errors)")
    return installation
  }

  private static func line(_ json: JSON, _ indicator: String) -> JSON {
    json["management_scorecard"].list.first { $0["indicator"].text == indicator } ?? .null
  }

  /// A number of the JSON copies of documents, added up.
  private static func sum(_ installation: Installation, _ code: String, _ numbers: [Int], _ names: [String]) throws
    -> Int
  {
    try numbers.reduce(0) { sum, number in
      let counts = try installation.package(code, number).json()["document"]["counts"]
      return sum + names.compactMap { counts[$0].integer }.reduce(0, +)
    }
  }

  @Test func `each number is that of the documents that stand, and it is issued once, last of all`() throws {
    let installation = try Self.install()
    #expect(try installation.run("run", "monthly", asOf: Self.month).status == 0)
    #expect(!FileManager.default.fileExists(atPath: installation.package("YON", 2).folder))
    // Small counts are hidden unless a person says otherwise.
    #expect(try installation.package("YON", 1).manifest()["mask"] == "M3")
    let package = try installation.issue("YON", "2026-09", "--mask", "M1", asOf: Self.month)
    let (json, manifest) = (try package.json(), try package.manifest())
    // 29 September is missing: two reports of two sources.
    let registers = Self.line(json, "registers_missing")
    #expect(registers["least"] == 4 && registers["whole"] == 12 && registers["indicator_state"] == "missed")
    let documents = registers["documents"].list.compactMap(\.text)
    #expect(documents.count == 8 && documents.contains("2026/ANM-000005") && !documents.contains("2026/ANM-000003"))
    let severe = Self.line(json, "severe_findings")
    let found = try Self.sum(installation, "ANM", [1, 2, 4, 5], ["findings_high", "findings_critical"])
    #expect(severe["least"].integer == found && found > 0, "\(severe)")
    let gaps = severe["gaps"].list.filter { $0["reason"] == "nights_without" }
    #expect(gaps.map { $0["detail"].text } == ["1", "1"])
    let listed = try [1, 2, 4, 5].reduce(0) { try $0 + installation.package("ANM", $1).json()["incidents"].list.count }
    #expect(Self.line(json, "incidents")["least"].integer == listed)
    // Nobody decided on any of them, and what both tables tell is the same.
    let kinds = json["management_incidents"].list
    #expect(kinds.reduce(0) { $0 + ($1["decision_open"].integer ?? 0) } == listed && listed > 0)
    #expect(kinds.allSatisfy { $0["decision_confirmed"] == 0 && $0["rule"].text?.isEmpty == false })
    // Both sources share a database: its backups are counted once, seals and trails of each.
    let backups = Self.line(json, "nights_without_backup")
    // Of nights before the first record of a backup nothing is known, and nothing is met.
    #expect(backups["known"] == .bool(false) && backups["indicator_state"] == "unknown")
    #expect(backups["gaps"][0]["reason"] == "before_records" && backups["gaps"][0]["detail"] == "30")
    #expect(backups["documents"] == ["2026/YDK-000001"])
    #expect(Self.line(json, "deliveries_failed")["gaps"].list.map { $0["reason"].text } == ["no_recipient"])
    let begun = registers["gaps"].list.filter { $0["reason"] == "before_schedule" }
    #expect(begun.map { $0["detail"].text } == ["2026-09-28", "2026-09-28"])
    let seals = Self.line(json, "seals_broken")
    #expect(try seals["whole"].integer == Self.sum(installation, "MHR", [1, 2], ["sealed"]))
    #expect(seals["indicator_state"] == "met" && seals["documents"].list.count == 2)
    #expect(try Self.line(json, "runs_failed")["whole"].integer == Self.sum(installation, "RIZ", [2], ["runs"]))
    #expect(Self.line(json, "unreviewed")["known"] == .bool(false))
    #expect(Self.line(json, "review_days")["known"] == .bool(false))
    #expect(Self.line(json, "retention_overdue")["indicator_state"] == "unknown")
    #expect(Self.line(json, "applications_late")["indicator_state"] == "none")
    #expect(json["management_trend"].list.count == 19 * 12)
    let september = json["management_trend"].list.filter { $0["known"] == .bool(true) }.compactMap { $0["month"].text }
    #expect(Set(september).contains("2026-09-01"))
    // Nothing says that a database was read.
    let source = json["document"]["source"]
    #expect(source["name"] == "*" && source["database"] == .null && source["server_version"] == .null)
    #expect(manifest["source"] == "*" && manifest["snapshot"] == .null && manifest["server"] == .null)
    let trail = try installation.issue("RIZ", "2026-10", "--source", "a", asOf: "2026-10-02T00:00:00+03:00").json()
    #expect(trail["trail_documents"].list.contains { $0["document"] == "2026/YON-000001" })
    // What is missing is all that there is to find.
    let verified = try installation.run("verify", asOf: Self.month)
    #expect(verified.status == 6 && verified.output.contains("Findings: 4."), "\(verified.errors)")
    #expect(verified.errors.components(separatedBy: "gap: ").count == 5)
  }

  @Test func `it asks no server, names what was changed, and is read on paper and in a workbook`() throws {
    let installation = try Self.install()
    let copy = installation.package("ANM", 5).path(".json")
    _ = try Command.run("sh", "-c", "chmod u+w \(copy); printf ' ' >> \(copy)")
    try Self.configure(
      installation, port: false,
      management: "management: { targets: { severe_findings: { limit: 0, tolerated: 9 }, registers_missing: 4 },\n"
        + "  responsible: { seals_broken: Bilgi İşlem } }\n",
      formats: "[pdf, xlsx, json]")
    let package = try installation.issue("YON", "2026-09", asOf: Self.month)
    let json = try package.json()
    #expect(json["document"]["counts"]["documents_unread"] == 1)
    let unread = json["management_documents"].list.filter { $0["read"] == .bool(false) }.map { $0["document"].text }
    #expect(unread == ["2026/ANM-000005"])
    // Within its target, and of the nights before the schedule nothing is known.
    #expect(Self.line(json, "registers_missing")["indicator_state"] == "partly")
    #expect(Self.line(json, "incidents")["gaps"].list.contains { $0["reason"] == "unreadable" })
    #expect(try package.schemaFaults() == "")
    let page = try package.firstPage()
    for words in ["all sources (a, b)", "Missing nightly documents", "4 / 12", "✓ Met", "? Not known", "Bilgi İşlem"] {
      #expect(page.contains(words), "\(words): \(page)")
    }
    let text = try package.text()
    #expect(text.contains("no database was read") && text.contains("2026/ANM-000005 could not be read"))
    let sheet = try package.sheet("Summary").flatMap { $0 }.compactMap(\.text)
    #expect(sheet.contains("Missing nightly documents") && sheet.contains { $0.contains("2026/ANM-000001–000002") })
    // Neither a source nor another period nor clear values can be asked for.
    for words in [["--source", "a"], ["--mask", "M0"], ["--user", "u1"]] {
      let refused = try installation.run(words: ["report", "YON", "--period", "2026-09"] + words, asOf: Self.month)
      #expect(refused.status == 64, "\(words): \(refused.status)")
    }
    #expect(try installation.run("report", "YON", "--period", "2026-Q3", asOf: Self.month).status == 64)
    let again = try installation.run(
      "report", "YON", "--reissue", "2026/YON-000001", "--reason", "a copy was put back", asOf: Self.month)
    #expect(again.status == 0, "\(again.errors)")
  }

  @Test func `an answer that came late is counted of all answers of the month, and small counts hide at M3`() throws {
    let installation = try PlainSystem.install(
      "INSERT INTO users (user_id, user_name) VALUES ('5', 'ayse');",
      settings: [
        "formats": "[json]", "locale": "en",
        "audit": "{ approval: off, subject: { recipients: [A], retention: \"2 years\" } }",
      ])
    let format = DateFormatter()
    (format.locale, format.timeZone) = (Locale(identifier: "en_US_POSIX"), TimeZone(identifier: "Europe/Istanbul"))
    format.dateFormat = "yyyy-MM-dd"
    let now = Date()
    for (number, days) in [("1", 40.0), ("2", 2.0), ("3", 29.0)] {
      let received = format.string(from: now.addingTimeInterval(-days * 86400))
      let words = [
        "subject", "--user", "5", "--from", "2026-10-01", "--to", "2026-10-08", "--reference", number, "--received",
        received + "T09:30", "--channel", "kep", "--identity", "e-imza ile", "--right", "a", "--reason", "m.13",
      ]
      _ = try installation.ask(words, asOf: nil)
    }
    let month = String(format.string(from: now).prefix(7))
    let late = Self.line(try installation.issue("YON", month, "--mask", "M1", asOf: nil).json(), "applications_late")
    #expect(late["least"] == 1 && late["whole"] == 3 && late["indicator_state"] == "missed", "\(late)")
    let hidden = try installation.issue("YON", month, "--mask", "M3", asOf: nil)
    let shown = Self.line(try hidden.json(), "applications_late")
    #expect(shown["least"] == "<5" && shown["whole"] == "<5")
    #expect(try hidden.schemaFaults() == "")
  }

  @Test func `what cannot be meant is refused by the check of the configuration`() throws {
    let installation = try PlainSystem.install(on: PlainSystem.makeDatabase(), ownHome: true)
    func complaint(_ settings: String) throws -> String {
      try Self.configure(installation, management: settings)
      let outcome = try installation.run("config", "check")
      #expect(outcome.status != 0, "\(settings)")
      return outcome.errors
    }
    let below = "management: { targets: { unstamped: { limit: 3, tolerated: 2 } } }\n"
    #expect(try complaint(below).contains("“tolerated” cannot be below “limit”"))
    #expect(try complaint("management: { targets: { seal_broken: 1 } }\n").contains("seals_broken"))
    #expect(try complaint("management: { proven_within: 90m }\n").contains("whole days"))
    try installation.folder.write(
      "home/schedules/monthly.yaml", "period: last-month\nreports: [YON]\nsources: [a]\n")
    #expect(try complaint("").contains("YON is issued over all sources"))
    try installation.folder.write("home/schedules/monthly.yaml", "period: last-month\nreports: [YON]\n")
    try installation.writeReport("XYZ", subject: "management", sections: ["trail_runs"])
    #expect(try complaint("").contains("“trail_runs” has no place"))
  }
}
