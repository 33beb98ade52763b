import Files
import Foundation
import Support
import Testing

/// Incidents, timelines and states at each mask level, in each report and format, against what SQL finds in the source:
/// who is shown is the same everywhere, and who is not stands nowhere.
@Suite struct IncidentMaskTests {
  /// Ayşe is broken into, Irmak is guessed at; Deniz has a session that goes on since the day before, Umut a new one.
  private static let rows = """
    ALTER TABLE events ADD session_id text;
    INSERT INTO users VALUES ('kimlik-11', 'ayşe.kara', 'Ayşe Kara'), ('kimlik-12', 'irmak.soylu', 'Irmak Soylu'),
      ('kimlik-13', 'deniz.aksu', 'Deniz Aksu'), ('kimlik-14', 'umut.ersoy', 'Umut Ersoy');
    INSERT INTO events SELECT 'olay-kimliği-' || n, '2026-10-07 09:00Z'::timestamptz + n * interval '40 seconds',
      'kimlik-11', NULL, 'login_failed', '203.0.113.99' FROM generate_series(1, 13) n;
    INSERT INTO events VALUES
      ('olay-kimliği-14', '2026-10-07 09:13Z', 'kimlik-11', NULL, 'login_success', '203.0.113.99', 'oturum-kimliği-1'),
      ('olay-kimliği-15', '2026-10-07 09:20Z', 'kimlik-11', NULL, 'bulk_export', '203.0.113.99', 'oturum-kimliği-1');
    INSERT INTO events SELECT 'olay-kimliği-2' || n, '2026-10-07 15:00Z'::timestamptz + n * interval '30 seconds',
      'kimlik-12', NULL, 'login_failed', '198.51.100.88' FROM generate_series(1, 17) n;
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, status, ip) VALUES
      ('oturum-kimliği-1', 'kimlik-11', '2026-10-07 09:13Z', '2026-10-07 10:00Z', 'kapalı', '203.0.113.99'),
      ('oturum-kimliği-2', 'kimlik-13', '2026-10-05 09:00Z', '2026-10-07 20:00Z', 'kapalı', '192.0.2.77'),
      ('oturum-kimliği-3', 'kimlik-14', '2026-10-07 04:00Z', '2026-10-07 19:00Z', 'kapalı', '192.0.2.78');
    """
  private static let levels = ["M0", "M1", "M2", "M3"]
  /// What no file may hold: names at every level but M0, what only M0 and M1 show, and what M3 hides as well.
  private static let names = [
    "ayşe", "Ayşe", "irmak", "Irmak", "deniz", "Deniz", "umut", "203.0.113.99", "198.51.100.88",
  ]
  private static let keys = ["kimlik-", "olay-kimliği", "oturum-kimliği", "203.0.113", "198.51.100"]
  private static let moments = ["09:13:00", "09:20:00", "15:08:30"]

  /// The three documents of each level, and the source.
  private static let issued = Result {
    let installation = try PlainSystem.install(rows)
    let key = try installation.folder.write("key", String(repeating: "k", count: 32))
    chmod(key, 0o600)
    var packages: [String: [String: IssuedPackage]] = [:]
    for level in levels {
      try installation.configure(
        source: ["system": "\"\(installation.folder.path)/plain\""],
        settings: [
          "zone": "UTC", "formats": "[pdf, xlsx, csv, json]", "mask_key": key, "mask": level, "locale": "en",
        ])
      for code in ["OTR", "GOR", "ANM"] {
        packages[level, default: [:]][code] = try installation.issue(
          code, "2026-10-07", asOf: "2026-10-08T02:15:00Z")
      }
    }
    return (packages: packages, database: installation.database)
  }

  private static func package(_ code: String, _ level: String) throws -> IssuedPackage {
    try #require(try issued.get().packages[level]?[code])
  }

  private static func number(_ sql: String) throws -> Int {
    try #require(try issued.get().database.query("SELECT " + sql).first?.first?.flatMap { Int($0) })
  }

  /// Everything a package says, in every format.
  private static func everything(_ package: IssuedPackage) throws -> [String: String] {
    var texts: [String: String] = [:]
    for name in package.files {
      let path = package.folder + "/" + name
      texts[name] =
        switch (name as NSString).pathExtension {
        case "pdf": try package.text() + Command.run("qpdf", "--qdf", path, "-").output
        case "xlsx": try Command.run("unzip", "-p", path).output
        default: try InputFile.text(path)
        }
    }
    return texts
  }

  @Test(arguments: ["M0", "M1", "M2"]) func `the same person, address and session everywhere`(level: String) throws {
    let (sessions, events, findings) = (
      try Self.package("OTR", level), try Self.package("GOR", level), try Self.package("ANM", level)
    )
    let register = try events.rows("events")
    let export = try #require(register.first { $0["raw_type"] == "bulk_export" })
    let session = try #require(try sessions.rows("sessions").first { $0["user_key"] == export["user_key"] })
    let json = try findings.json()
    let incidents = json["incidents"].list
    #expect(incidents.map { $0["severity"] } == ["critical", "medium"])
    let incident = incidents[0]
    let keys = incident["keys"].list.compactMap { $0["key"].text }
    let (user, address) = (try #require(export["user_key"]), try #require(export["ip"]))
    #expect(Set(keys).isSuperset(of: [user]) && keys.allSatisfy { $0 == user || $0 == address || $0 == "whole source" })
    let act = try #require(incident["timeline"].list.first { $0["what"] == "act" })
    #expect(act["event"].text == export["event_id"] && act["session"].text == session["session_id"])
    #expect(session["ip"] == address)
    // The findings of the incident rest on rows of the register.
    let rows = Set(register.compactMap { $0["event_id"] })
    for finding in json["findings"].list where finding["incident"] == incident["id"] && finding["key"].text == user {
      let evidence = finding["evidence"].list.compactMap(\.text).filter { !$0.hasPrefix("session:") }
      #expect(Set(evidence).isSubset(of: rows), "\(finding["rule"])")
    }
    // A reader of pages and of the workbook meets the same name and address, with the incident and in the register.
    let name = export["user_name"] ?? user
    for package in [events, findings] { #expect(try package.says(address) && package.says(name), "\(name)") }
    let lines = try findings.rows(ofSheet: "Incident timelines")
    #expect(lines.contains { $0["Event Id"]?.text == export["event_id"] && $0["Source IP Address"]?.text == address })
    #expect(lines.contains { $0["Session Id"]?.text == session["session_id"] })
    #expect(try findings.rows(ofSheet: "Incidents").first?["User / Address"]?.text?.contains(name) == true)
  }

  @Test(arguments: ["M0", "M1", "M2"]) func `as many as SQL counts, in every report`(level: String) throws {
    let json = try Self.package("ANM", level).json()
    for code in ["OTR", "GOR"] {
      #expect(try Self.package(code, level).json()["incidents"] == json["incidents"], "\(code)")
    }
    let guessed = json["findings"].list.filter { $0["rule"] == "A01" }.compactMap { $0["evidence_count"].integer }
    let failures = try [11, 12].map { user in
      try Self.number("count(*) FROM events WHERE event_type = 'login_failed' AND user_id = 'kimlik-\(user)'")
    }
    #expect(guessed.sorted() == failures.sorted())
    let long = try Self.number(
      "count(DISTINCT user_id) FROM sessions WHERE ended_at - started_at > interval '12 hours'")
    let states = json["states"].list.filter { $0["rule"] == "S07" }
    #expect(states.count == long && states.compactMap { $0["continues_since"].text } == ["2026-10-05T09:00:00.000000Z"])
    let acts = try Self.number("count(*) FROM events WHERE event_type = 'bulk_export'")
    #expect(try Self.package("ANM", level).rows(ofSheet: "Incidents").first?["Acts after it"]?.integer == acts)
    #expect(try Self.package("ANM", level).rows(ofSheet: "Recurring states").count == json["states"].list.count)
  }

  @Test(arguments: levels, ["OTR", "GOR", "ANM"]) func `nothing hidden stands in any file`(level: String, code: String)
    throws
  {
    var secrets = level == "M0" ? [] : Self.names
    if level == "M2" || level == "M3" { secrets += Self.keys }
    // A document of counts has no moment of anybody.
    if level == "M3" { secrets += Self.moments }
    let found = try Self.everything(Self.package(code, level)).flatMap { name, text in
      secrets.filter { text.contains($0) }.map { "\(name): \($0)" }
    }
    #expect(found.isEmpty)
  }

  @Test func `counts alone name no incident, and give none away by subtraction`() throws {
    let package = try Self.package("ANM", "M3")
    let json = try package.json()
    for table in ["incidents", "states", "findings"] { #expect(json[table].list.isEmpty, "\(table)") }
    let counts = json["document"]["counts"]
    var system = Subtraction.System()
    let whole = system.add(counts["findings"], "findings")
    let severities = ["critical", "high", "medium", "low", "info"]
    _ = system.add(severities.map { counts["findings_\($0)"] }, of: whole, "severities")
    _ = system.add(json["rules"].list.map { $0["findings"] }, of: whole, "rules")
    let incidents = json["incident_severities"].list.map { $0["count"] }
    #expect(incidents.count == 5 && incidents.allSatisfy { $0 == "<5" || $0 == 0 })
    #expect(system.found() == [])
    for code in ["OTR", "GOR"] { #expect(try Self.package(code, "M3").says("Incidents: <5."), "\(code)") }
    #expect(try package.says("<5 incidents found"))
  }
}
