import Files
import Foundation
import Support
import Testing

/// One break-in from the rows to the page: one incident, in every format and at every level.
@Suite struct IncidentDocumentTests {
  /// Twelve failures, a success from the same address, the session that begins with it and what is then done; beside it a
  /// session of somebody else that has been running for two days.
  private static let breakIn = """
    INSERT INTO events SELECT n::text, '2026-10-07 09:00Z'::timestamptz + n * interval '1 minute', 'u1', 'ayşe',
      'login_failed', '203.0.113.9' FROM generate_series(1, 12) n;
    INSERT INTO events VALUES ('13', '2026-10-07 09:13Z', 'u1', 'ayşe', 'login_success', '203.0.113.9'),
      ('14', '2026-10-07 09:20Z', 'u1', 'ayşe', 'bulk_export', '203.0.113.9');
    INSERT INTO sessions (session_id, user_id, user_name, started_at, ended_at, status, ip) VALUES
      ('s1', 'u1', 'ayşe', '2026-10-07 09:13Z', '2026-10-07 10:00Z', 'kapalı', '203.0.113.9'),
      ('s2', 'u2', 'irmak', '2026-10-05 09:00Z', '2026-10-07 20:00Z', 'kapalı', '10.0.0.1');
    """

  private static func package(
    _ code: String, _ level: String, _ rows: String = breakIn, of user: String? = nil
  ) throws -> IssuedPackage {
    let installation = try PlainSystem.install(
      rows, settings: ["zone": "UTC", "formats": "[pdf, xlsx, json]", "audit": "{ approval: off }"])
    if let user {
      return try installation.issue(code, "2026-10-07", "--mask", level, "--locale", "en", "--user", user)
    }
    return try installation.issue(code, "2026-10-07", "--mask", level, "--locale", "en")
  }

  @Test func `a break-in is one incident, raised by what was done after it`() throws {
    let package = try Self.package("ANM", "M0")
    let json = try package.json()
    let incidents = json["incidents"].list
    let incident = try #require(incidents.first)
    #expect(incidents.count == 1 && incident["severity"] == "critical" && incident["raised"] == true)
    let entries = incident["timeline"].list.map {
      "\($0["what"].text ?? "") \($0["at"].text?.dropFirst(11).prefix(5) ?? "")"
    }
    #expect(
      entries.filter { !$0.hasPrefix("finding") } == [
        "first_success 09:13", "session_start 09:13", "act 09:20", "session_end 10:00",
      ])
    // Every finding names its incident, or none.
    let members = Set(incident["findings"].list.compactMap(\.text))
    for finding in json["findings"].list {
      #expect((finding["incident"] == incident["id"]) == members.contains(finding["id"].text ?? ""))
    }
    #expect(members.count >= 2)
    let rows = try package.rows(ofSheet: "Incidents")
    #expect(rows.count == 1 && rows[0]["Severity"] == "Critical" && rows[0]["Acts after it"] == 1)
    // A reader is told of each finding once, with what it observed and until when.
    let steps = try package.rows(ofSheet: "Incident timelines")
    #expect(steps.count { $0["Rule"]?.text != nil } == members.count)
    let first = try #require(steps.first { $0["Rule"] == "A01" })
    #expect(first["What happened"]?.text?.hasPrefix("12 failed sign-ins") == true && first["Last"] != nil)
    // Page 1 names whom it concerns, and when somebody got in.
    let page = try package.firstPage()
    #expect(page.contains("concerning u1, 203.0.113.9"))
    #expect(page.contains("2026-10-07 09:13:00"))
    #expect(page.contains("Incidents to look at first"))
    // Twice in sentences, once in the table.
    #expect(page.components(separatedBy: "2026-10-07 09:01:00").count == 1 + 3, "\(page)")
    #expect(try package.says("Incident 1 · Critical"))
    #expect(try package.says("Bulk Export"))
    let states = json["states"].list.filter { $0["rule"] == "S07" }
    #expect(states.map { $0["key"] } == ["u2"] && states[0]["continues_since"] == "2026-10-05T09:00:00.000000Z")
  }

  @Test func `the events report names the incident first, and counts alone stay counts`() throws {
    #expect(try Self.package("GOR", "M1").says("Incidents: 1. The one to look at first: Critical"))
    let package = try Self.package("ANM", "M3")
    let json = try package.json()
    #expect(json["incidents"].list.isEmpty)
    #expect(json["incident_severities"].first(where: "severity", is: "critical")["count"] == "<5")
    #expect(try !package.says("ayşe") && !package.says("203.0.113"))
  }

  @Test func `nothing is no incident, and of chosen users theirs is`() throws {
    let empty = try Self.package("ANM", "M1", "")
    #expect(try empty.json()["incidents"].list.isEmpty && empty.says("form no incident"))
    let chosen = try Self.package("ANM", "M1", of: "u1")
    let incidents = try chosen.json()["incidents"].list
    #expect(incidents.count == 1 && incidents[0]["keys"].list.allSatisfy { $0["kind"] == "user" })
    let text = try InputFile.text(chosen.path(".json"))
    #expect(!text.contains("203.0.113.9") && !text.contains("ayşe"))
  }

  @Test func `a session left idle again and again is no new state because it stays so over midnight`() throws {
    let activity = """
      ALTER TABLE events ADD session_id text;
      INSERT INTO events SELECT t, t::timestamptz, 'u1', 'ayşe', 'activity', '10.0.0.1', 's' FROM unnest(ARRAY[
        '2026-10-06 20:00Z', '2026-10-06 22:00Z', '2026-10-07 01:00Z', '2026-10-07 03:00Z']) t;
      """
    let states = try Self.package("ANM", "M0", activity).json()["states"].list.filter { $0["rule"] == "S08" }
    #expect(states.map { $0["first"] } == ["2026-10-06T20:00:00.000000Z"])
    #expect(states.map { $0["continues_since"] } == ["2026-10-06T20:00:00.000000Z"])
  }
}
