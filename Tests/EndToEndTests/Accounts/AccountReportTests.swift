import Files
import Foundation
import Support
import Testing

/// Privileged activity and changes of authority (T04), held against SQL on the source.
@Suite struct AccountReportTests {
  /// Tables with every column that a source may keep of accounts.
  private static let columns = """
    ALTER TABLE events ADD actor_id text, ADD target_id text, ADD role text, ADD previous_role text, ADD reason text,
      ADD approved_by text, ADD request_no text, ADD session_id text;
    ALTER TABLE users ADD created_at timestamptz, ADD disabled_at timestamptz, ADD privileged boolean;
    INSERT INTO users (user_id, user_name, role, created_at, disabled_at, privileged) VALUES
      ('1', 'yönetici', 'admin', '2025-01-01Z', NULL, true), ('2', 'ayşe.güneş', 'operator', '2025-01-01Z', NULL, false),
      ('3', 'ığdır', 'viewer', '2025-01-01Z', NULL, false), ('4', 'eski.müdür', 'admin', '2025-01-01Z', '2026-10-05Z', true),
      ('5', 'yeni', 'viewer', '2026-10-06 09:00Z', NULL, false), ('6', 'uyuyan', 'viewer', '2025-01-01Z', NULL, false),
      ('7', 'ortak', 'operator', '2025-01-01Z', NULL, false), ('8', 'ayrılan', 'viewer', '2025-01-01Z', '2026-10-07Z', false);
    """
  private static let rows = """
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, ip) VALUES
      ('s1', '1', '2026-10-06 08:00Z', '2026-10-06 10:00Z', '10.0.0.1'),
      ('s2', '1', '2026-10-07 08:00Z', '2026-10-07 09:00Z', '10.0.0.1'),
      ('s3', '4', '2026-10-06 20:00Z', '2026-10-06 21:00Z', '10.9.0.1'),
      ('s4', '7', '2026-10-06 08:00Z', '2026-10-06 12:00Z', '10.1.0.1'),
      ('s5', '7', '2026-10-06 09:00Z', '2026-10-06 11:30Z', '10.2.0.1'),
      ('s6', '7', '2026-10-06 11:59:30Z', '2026-10-06 13:00Z', '10.3.0.1'),
      ('s7', '99', '2026-10-07 08:00Z', '2026-10-07 08:30Z', '10.4.0.1'),
      ('s8', '2', '2026-10-07 08:00Z', '2026-10-07 08:30Z', '10.5.0.1'),
      ('s9', '3', '2026-09-20 08:00Z', '2026-09-20 08:30Z', '10.5.0.1');
    INSERT INTO events (event_id, occurred_at, user_id, event_type, actor_id, target_id, role, previous_role, reason,
      approved_by, request_no, session_id) VALUES
      ('a', '2026-10-06 08:10Z', '2', 'role_changed', '1', NULL, 'operator', 'viewer', 'terfi', '4', 'T-17', 's1'),
      ('b', '2026-10-06 08:20Z', '1', 'role_granted', NULL, '3', 'admin', NULL, NULL, NULL, NULL, 's1'),
      ('c', '2026-10-07 08:30Z', '3', 'role_revoked', '1', '3', 'admin', NULL, NULL, NULL, NULL, 's2'),
      ('d', '2026-10-07 08:40Z', '6', 'role_changed', NULL, NULL, 'operator', NULL, NULL, NULL, NULL, NULL),
      ('e', '2026-10-07 08:50Z', '1', 'log_cleared', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 's2'),
      ('f', '2026-10-06 09:00Z', '5', 'user_created', '1', '5', NULL, NULL, NULL, NULL, NULL, 's1'),
      ('g', '2026-10-06 08:00Z', '1', 'login_success', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 's1'),
      ('h', '2026-10-07 12:00Z', '98', 'password_change', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
      ('i', '2026-10-09 12:00Z', '2', 'role_changed', '1', '2', 'admin', 'operator', NULL, NULL, NULL, NULL),
      ('j', '2026-09-20 08:00Z', '3', 'login_success', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 's9');
    """
  private static let period = "2026-10-05..2026-10-08"
  private static let asOf = "2026-10-09T02:15:00Z"

  private static func install(_ sql: String = columns + rows, mask: String = "M1", formats: String = "[json]") throws
    -> Installation
  {
    try PlainSystem.install(sql, settings: ["zone": "UTC", "formats": formats, "mask": mask])
  }

  private static func issue(_ installation: Installation, _ words: String...) throws -> IssuedPackage {
    if words.isEmpty { return try installation.issue("AYR", period, asOf: asOf) }
    return try installation.issue("AYR", period, "--locale", words[1], asOf: asOf)
  }

  private static func number(_ installation: Installation, _ sql: String) throws -> Int {
    Int(try installation.database.query(sql)[0][0] ?? "") ?? -1
  }

  private static let within = "occurred_at >= '2026-10-05Z' AND occurred_at < '2026-10-09Z'"

  @Test func `every number is what SQL on the source counts`() throws {
    let installation = try Self.install()
    let counts = try Self.issue(installation).json()["document"]["counts"]
    let expected = [
      ("role_changes", "SELECT count(*) FROM events WHERE event_type LIKE 'role\\_%' AND \(Self.within)"),
      ("roles_granted", "SELECT count(*) FROM events WHERE event_type = 'role_granted' AND \(Self.within)"),
      ("roles_revoked", "SELECT count(*) FROM events WHERE event_type = 'role_revoked' AND \(Self.within)"),
      ("roles_changed", "SELECT count(*) FROM events WHERE event_type = 'role_changed' AND \(Self.within)"),
      ("accounts", "SELECT count(*) FROM users"),
      ("privileged_accounts", "SELECT count(*) FROM users WHERE privileged"),
      (
        "privileged_sessions",
        "SELECT count(*) FROM sessions JOIN users USING (user_id) WHERE privileged AND started_at < '2026-10-09Z' AND ended_at > '2026-10-05Z'"
      ),
      (
        "privileged_acts",
        """
        SELECT count(*) FROM events e JOIN users u ON u.user_id = coalesce(e.actor_id, e.user_id)
        WHERE u.privileged AND e.event_type <> 'login_success' AND \(Self.within)
        """
      ),
      ("log_interference", "SELECT count(*) FROM events WHERE event_type = 'log_cleared' AND \(Self.within)"),
      (
        "shared",
        """
        SELECT count(DISTINCT a.user_id) FROM sessions a JOIN sessions b ON a.user_id = b.user_id
          AND a.session_id < b.session_id AND a.ip <> b.ip
          AND least(a.ended_at, b.ended_at) - greatest(a.started_at, b.started_at) >= interval '60 s'
        """
      ),
      (
        "unused",
        """
        SELECT count(*) FROM users u WHERE disabled_at IS NULL AND created_at < '2026-09-05Z'
          AND NOT EXISTS (SELECT FROM sessions s WHERE s.user_id = u.user_id)
          AND NOT EXISTS (SELECT FROM events e WHERE coalesce(e.actor_id, e.user_id) = u.user_id AND event_id <> 'd')
        """
      ),
    ]
    for (name, sql) in expected {
      #expect(counts[name].integer == (try Self.number(installation, sql)), "\(name)")
    }
    // Two closed accounts of the table, one in sessions and one in events that the table does not have.
    #expect(counts["ownerless"] == 3)
    // One created by an event; two closed, and of neither an event tells.
    #expect(counts["account_changes"] == 3)
  }

  @Test func `says who changed whose role, who approved, and what is not kept`() throws {
    let json = try Self.issue(Self.install()).json()
    let rows = json["role_history"].list
    #expect(rows.map { $0["event_id"].text } == ["a", "b", "c", "d"])
    #expect(rows.map { $0["role_before"].text } == ["viewer", nil, "admin", nil])
    #expect(rows.map { $0["role_after"].text } == ["operator", "admin", nil, "operator"])
    #expect(rows.map { $0["approval_state"].text } == ["recorded", "none", "none", "none"])
    #expect(rows[0]["request_no"] == "T-17" && rows[0]["justification"] == "terfi")
    // Administrators are named, everybody else is masked.
    #expect(rows[0]["actor_name"] == "yönetici" && rows[0]["approved_by"] == "eski.müdür")
    #expect(rows[0]["target_name"].text?.hasPrefix("ay***.gü***") == true)
    let dropped = "ALTER TABLE events DROP approved_by, DROP request_no;"
    let unkept = try Self.issue(Self.install(Self.columns + Self.rows + dropped)).json()
    #expect(unkept["role_history"].list.map { $0["approved_by"].text } == Array(repeating: "tutulmuyor", count: 4))
    #expect(unkept["role_history"].list.map { $0["approval_state"].text } == Array(repeating: "not_kept", count: 4))
    #expect(unkept["document"]["highlights"]["missing"].list.contains { $0["code"] == "no_approvals" })
  }

  @Test func `the matrix of roles counts each account once, and tells where events and table disagree`() throws {
    let installation = try Self.install()
    let json = try Self.issue(installation).json()
    let table = try installation.database.query("SELECT role, count(*) FROM users GROUP BY role ORDER BY role")
    let ends = json["roles"].list.filter { $0["at_end"] != 0 }.map {
      [$0["role"].text ?? "", "\($0["at_end"].integer ?? 0)"]
    }
    #expect(ends.sorted { $0[0] < $1[0] } == table.map { row in row.map { $0 ?? "" } })
    let begins = json["roles"].list.reduce(0) { $0 + ($1["at_begin"].integer ?? 0) }
    #expect(begins == 8)
    let moves = json["role_moves"].list.map { "\($0["role_begin"].text ?? "") → \($0["role_end"].text ?? "")" }
    #expect(
      Set(moves) == [
        "viewer → operator", "yeni hesap → viewer", "bilinmiyor (önceki rol tutulmuyor) → viewer",
      ])
    #expect(json["role_moves"].list.compactMap { $0["accounts"].integer } == [1, 1, 2])
    #expect(json["role_disagreements"].list.map { $0["user_key"] } == ["6"])
  }

  @Test func `lists accounts without owner, shared and unused ones, and counts acts in the session they name`() throws {
    let json = try Self.issue(Self.install()).json()
    let ownerless = json["ownerless_accounts"].list
    #expect(
      Set(ownerless.map { "\($0["user_key"].text ?? "") \($0["account_state"].text ?? "")" })
        == ["4 closed_used", "99 unlisted_sessions", "98 unlisted_events"])
    #expect(ownerless.first?["user_name"] == "eski.müdür" && ownerless.first?["rows_found"] == 1)
    let shared = json["shared_accounts"].list
    #expect(shared.map { $0["user_key"] } == ["7"])
    #expect(shared[0]["overlaps"] == 1 && shared[0]["longest_overlap_us"] == 9_000_000_000)
    #expect(json["unused_accounts"].list.map { $0["user_key"] } == ["6"])
    let sessions = json["privileged_sessions"].list.map {
      "\($0["session_id"].text ?? "") \($0["session_acts"].integer ?? -1)"
    }
    #expect(sessions == ["s1 3", "s3 0", "s2 2"])
    #expect(json["privileged_acts"].list.map { $0["event_id"] } == ["a", "b", "f", "c", "e"])
    #expect(json["log_interference"].list.map { $0["event_id"] } == ["e"])
    let changes = json["account_changes"].list.map { "\($0["user_key"].text ?? "") \($0["account_change"].text ?? "")" }
    #expect(changes == ["4 disabled_at", "5 user_created", "8 disabled_at"])
  }

  @Test func `who ran the program is named from the ledger, and an earlier document makes a trend`() throws {
    let installation = try Self.install(formats: "[json, xlsx]")
    _ = try Self.issue(installation)
    let later = try installation.issue("AYR", "2026-10-09..2026-10-10", asOf: "2026-10-11T02:15:00Z")
    let use = try later.json()["program_use"].list
    #expect(use.map { [$0["documents"].integer, $0["runs"].integer, $0["failed_runs"].integer] } == [[1, 1, 0]])
    let before = try installation.issue("AYR", "2026-10-01..2026-10-08", asOf: "2026-10-11T02:15:00Z")
    #expect(try before.json()["program_use"].list.isEmpty)
    let user = try later.manifest()["os_user"].text
    #expect(use[0]["by"].text == user)
    #expect(try later.sheet("Özet").joined().compactMap(\.text).contains { $0.contains("AYR-000001") })
  }

  @Test(arguments: ["M0", "M2", "M3"])
  func `other levels hide administrators as anybody, and validate`(mask: String) throws {
    let installation = try Self.install(mask: mask, formats: "[json, pdf, xlsx]")
    let key = try installation.folder.write("mask.key", String(repeating: "k", count: 32))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: ["zone": "UTC", "formats": "[json, pdf, xlsx]", "mask": mask, "mask_key": key])
    let package = try Self.issue(installation)
    #expect(try package.schemaFaults() == "")
    let text = try package.text()
    #expect(text.contains("yönetici") == (mask == "M0"))
    #expect(!text.contains("eski.müdür") || mask == "M0")
    if mask == "M3" { #expect(try package.json()["role_history"].list.isEmpty) }
  }

  @Test func `a source that keeps no roles says so and names the remedy, and so does one without users`() throws {
    let files = ["events.sql": "SELECT * FROM events WHERE event_type <> 'x'\n"]
    let plain = try PlainSystem.install(
      "INSERT INTO users (user_id, user_name) VALUES ('1', 'a');", files: files,
      settings: ["zone": "UTC", "formats": "[json, pdf]"])
    let package = try Self.issue(plain)
    #expect(try package.says("Kaynak rol değişikliklerinin geçmişini tutmuyor"))
    #expect(try package.says("tutanak source capture install"))
    let codes = try package.json()["document"]["highlights"]["missing"].list.map { $0["code"].text }
    #expect(codes.contains("no_role_history") && !codes.contains("no_approvals"))
    #expect(try package.schemaFaults() == "")
    let telega = try Installation.ofSystem("telega", settings: ["formats": "[json, pdf]"])
    let issued = try telega.issue("AYR", "2026-10-07", "--locale", "en")
    #expect(try issued.says("The source has no record of events"))
    #expect(try issued.schemaFaults() == "")
    let users = try telega.database.query("SELECT count(*) FROM \"User\" WHERE role = 'ADMIN'")[0][0]
    #expect(try issued.json()["document"]["counts"]["privileged_accounts"].integer.map(String.init) == users)
  }

  @Test func `hostile names stay what they are, and both languages say the same numbers`() throws {
    let hostile = """
      UPDATE users SET user_name = '=HYPERLINK("x")' || chr(8238) || 'kötü;' || chr(10) || 'satır', role = 'a;"b' WHERE user_id = '2';
      """
    let installation = try Self.install(
      Self.columns + Self.rows + hostile, mask: "M0", formats: "[json, csv, xlsx, pdf]")
    let turkish = try Self.issue(installation)
    let english = try Self.issue(installation, "--locale", "en")
    #expect(try turkish.json()["document"]["counts"] == english.json()["document"]["counts"])
    #expect(try english.says("Changes of roles and authorities"))
    #expect(try english.schemaFaults() == "" && turkish.schemaFaults() == "")
    #expect(try turkish.rows("role_history").count == 4)
  }
}
