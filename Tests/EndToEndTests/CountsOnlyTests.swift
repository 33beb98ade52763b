import Files
import Foundation
import Support
import Testing

/// Documents of counts (M3) about random rows: no row, no person's value, and no small count that others give away.
@Suite struct CountsOnlyTests {
  /// A few events and sessions of every kind; every identifier says that it is one.
  static func install(seed: Int) throws -> Installation {
    let installation = try PlainSystem.install(
      """
      SELECT setseed(\(Double(seed) / 100));
      INSERT INTO users SELECT 'u' || n, 'kişi' || n FROM generate_series(1, 12) n;
      INSERT INTO sessions (session_id, user_id, started_at, ended_at, end_reason)
        SELECT 'oturumkimliği-' || n, 'u' || 1 + floor(random() * 12), t, t + random() * interval '3 hours',
          (ARRAY['logout', 'timeout', 'kicked', NULL])[1 + floor(random() * 4)]
        FROM generate_series(1, 40) n, LATERAL (SELECT '2026-10-07 06:00Z'::timestamptz + n * interval '20 min' AS t) x;
      UPDATE sessions SET ended_at = NULL WHERE session_id IN ('oturumkimliği-1', 'oturumkimliği-2');
      UPDATE sessions SET ended_at = started_at + interval '5 h 17 min 23 s' WHERE session_id = 'oturumkimliği-7';
      INSERT INTO events
        SELECT 'olaykimliği-' || n, '2026-10-05 00:00Z'::timestamptz + random() * interval '72 hours',
          'u' || 1 + floor(random() * 12), NULL,
          (ARRAY['login_success', 'login_failed', 'login_failed', 'logout', 'account_locked', 'role_granted',
            'mfa_disabled', 'gizemli'])[1 + floor(random() * random() * 8)], '203.0.113.' || floor(random() * 20)
        FROM generate_series(1, \(40 + 37 * seed)) n;
      """)
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: [
        "zone": "UTC", "mask": "M3", "formats": "[pdf, xlsx, csv, json]",
        "rules": "{ approved_changes: [olaykimliği-1] }",
      ])
    return installation
  }

  /// Everything a package says, in every format.
  private static func text(_ package: IssuedPackage) throws -> String {
    try package.files.map { name in
      let path = package.folder + "/" + name
      return switch (name as NSString).pathExtension {
      case "pdf": try package.text()
      case "xlsx": try Command.run("unzip", "-p", path).output
      default: try InputFile.text(path)
      }
    }.joined(separator: "\n")
  }

  @Test(arguments: 1...3) func `say nothing of a row or of one person`(seed: Int) throws {
    let installation = try Self.install(seed: seed)
    for code in ["OTR", "GOR", "ANM"] {
      let package = try installation.issue(code, "2026-10-05..2026-10-07", asOf: "2026-10-08T02:15:00Z")
      let text = try Self.text(package)
      for secret in ["kimliği-", "203.0.113.", "kişi1", "05:17:23", "19043000000"] {
        #expect(!text.contains(secret), "\(code): \(secret)")
      }
      #expect(text.contains("5’in bir alttaki katına") || text.contains("5'in bir alttaki katına"))
      let document = try package.json()["document"]
      if code != "ANM" {
        let identifiers = document["identifiers"]
        #expect(identifiers["first"] == nil && identifiers["last"] == nil && identifiers["missing_ranges"] == [])
      }
      for name in document["durations"].keys {
        let length = document["durations"][name]
        #expect(length == nil || length.integer.map { $0 % 3_600_000_000 == 0 } == true, "\(name)")
      }
      if code == "OTR" {
        #expect(document["durations"]["longest_us"] == nil && document["durations"]["median_us"] == nil)
      }
    }
  }

  @Test(arguments: 1...3) func `give no small count away by subtraction`(seed: Int) throws {
    let installation = try Self.install(seed: seed)
    func json(_ code: String) throws -> JSON {
      try installation.issue(code, "2026-10-05..2026-10-07", asOf: "2026-10-08T02:15:00Z").json()
    }
    func expectHidden(_ parts: [JSON], _ whole: JSON, _ name: String) {
      #expect(!parts.isEmpty && Subtraction.found(parts, whole: whole) == [], "\(name)")
      for count in parts + [whole] {
        #expect(count == nil || count == "<5" || count.integer.map { $0 % 5 == 0 } == true, "\(name)")
      }
    }
    let events = try json("GOR")
    let all = events["document"]["counts"]["events"]
    for (table, column) in [
      ("event_types", "events"), ("severities", "events"), ("hours", "events"), ("days", "events"),
    ] {
      expectHidden(events[table].list.map { $0[column] }, all, table)
    }
    let failed = events["document"]["counts"]["login_failed"]
    for table in ["hours", "days"] { expectHidden(events[table].list.map { $0["failed"] }, failed, table + " failed") }
    let severities = ["severity_info", "severity_low", "severity_medium", "severity_high", "severity_critical"]
    for day in events["days"].list { expectHidden(severities.map { day[$0] }, day["events"], "severities of a day") }
    for severity in severities {
      let name = String(severity.dropFirst("severity_".count))
      let whole = events["severities"].first(where: "severity", is: .text(name))["events"]
      expectHidden(events["days"].list.map { $0[severity] }, whole, "days of " + severity)
    }
    #expect(events["event_types"].list.allSatisfy { $0["first"] == nil && $0["last"] == nil })
    #expect(events["event_changes"].list.allSatisfy { $0["change"] == nil })
    let sessions = try json("OTR")["document"]
    expectHidden(sessions["end_bases"].keys.map { sessions["end_bases"][$0] }, sessions["counts"]["sessions"], "ends")
    let findings = try json("ANM")
    let counts = findings["document"]["counts"]
    expectHidden(findings["rules"].list.map { $0["findings"] }, counts["findings"], "rules")
    expectHidden(
      counts.keys.filter { $0.hasPrefix("findings_") }.map { counts[$0] }, counts["findings"], "findings by severity")
  }
}
