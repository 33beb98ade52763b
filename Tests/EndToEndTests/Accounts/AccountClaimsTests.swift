import Foundation
import Support
import Testing

/// What a report on accounts must not say, held against sources that would make it say so.
@Suite struct AccountClaimsTests {
  private static let columns = """
    ALTER TABLE events ADD actor_id text, ADD target_id text, ADD role text, ADD previous_role text;
    ALTER TABLE users ADD privileged boolean;
    INSERT INTO users (user_id, user_name, role, privileged) VALUES
      ('1', 'yönetici', 'admin', true), ('2', 'ayşe', 'viewer', false), ('3', 'yeni', 'viewer', false);
    """

  private static func install(_ rows: String, files: [String: String] = [:]) throws -> Installation {
    try PlainSystem.install(
      columns + rows, files: files,
      settings: ["zone": "UTC", "formats": "[json, pdf]", "rules": "{ lookback: 90d }"])
  }

  private static func issue(_ installation: Installation, _ words: String...) throws -> IssuedPackage {
    try installation.issue("AYR", "2026-10-05..2026-10-08", asOf: "2026-10-09T02:15:00Z")
  }

  @Test func `an identifier in both sessions and events is one account without owner, with a row for each`() throws {
    let rows = """
      INSERT INTO sessions (session_id, user_id, started_at, ended_at) VALUES
        ('s1', '99', '2026-10-06 08:00Z', '2026-10-06 10:00Z'), ('s2', '97', '2026-10-06 08:00Z', '2026-10-06 10:00Z');
      INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES
        ('a', '2026-10-06 08:10Z', '99', 'password_change'), ('b', '2026-10-06 08:20Z', '98', 'password_change');
      """
    let installation = try Self.install(rows)
    let json = try Self.issue(installation).json()
    let sql = "SELECT count(*) FROM (SELECT user_id FROM sessions UNION SELECT user_id FROM events) AS keys"
    let keys = try installation.database.query(sql)[0][0].flatMap { Int($0) }
    #expect(json["document"]["counts"]["ownerless"].integer == keys)
    let listed = json["ownerless_accounts"].list.map {
      "\($0["user_key"].text ?? "") \($0["account_state"].text ?? "")"
    }
    #expect(
      Set(listed) == ["99 unlisted_sessions", "97 unlisted_sessions", "99 unlisted_events", "98 unlisted_events"])
    #expect(listed.count == 4)
  }

  @Test func `an account is unused only since what tells of use reaches back, whatever older event there is`() throws {
    // Sessions are kept since 1 October: that of account 2 in September is gone, and the old event is no sign-in.
    let rows = """
      INSERT INTO sessions (session_id, user_id, started_at, ended_at) VALUES
        ('s1', '1', '2026-10-01 08:00Z', '2026-10-01 10:00Z'), ('s2', '3', '2026-10-07 08:00Z', '2026-10-07 10:00Z');
      INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES
        ('a', '2026-07-20 08:00Z', '1', 'password_change'), ('b', '2026-09-15 08:00Z', '2', 'password_change');
      """
    let package = try Self.issue(Self.install(rows))
    let json = try package.json()
    #expect(json["unused_accounts"].list.map { $0["user_key"] } == ["2"])
    #expect(json["document"]["counts"]["unused"] == 1)
    // From 1 October 08:00 to the end of the 8th.
    #expect(try package.says("7 gündür"))
  }

  @Test func `an account that only an event tells was created is new in the matrix`() throws {
    let rows = """
      INSERT INTO events (event_id, occurred_at, user_id, event_type, actor_id, target_id) VALUES
        ('a', '2026-10-06 09:00Z', '3', 'user_created', '1', '3'), ('b', '2026-09-06 09:00Z', '2', 'user_created', '1', '2');
      """
    let moves = try Self.issue(Self.install(rows)).json()["role_moves"].list
    #expect(moves.map { "\($0["role_begin"].text ?? "") → \($0["role_end"].text ?? "")" } == ["yeni hesap → viewer"])
    #expect(moves.first?["accounts"] == 1)
  }

  @Test func `events of the period are compared with the roles at its end, whatever came after`() throws {
    // The table has what an event after the period left; of account 3 it has what no event tells.
    let rows = """
      INSERT INTO events (event_id, occurred_at, user_id, event_type, actor_id, target_id, role, previous_role) VALUES
        ('a', '2026-10-06 09:00Z', '2', 'role_changed', '1', '2', 'operator', 'viewer'),
        ('b', '2026-10-12 09:00Z', '2', 'role_changed', '1', '2', 'viewer', 'operator'),
        ('c', '2026-10-07 09:00Z', '3', 'role_changed', '1', '3', 'operator', 'viewer');
      """
    let package = try Self.issue(Self.install(rows))
    let listed = try package.json()["role_disagreements"].list
    #expect(listed.map { $0["user_key"] } == ["3"])
    #expect(listed.first?["event_role"] == "operator" && listed.first?["role_end"] == "viewer")
    #expect(try package.says("Dönemdeki son rol olayı ile dönem sonundaki rolü uyuşmayan"))
  }

  @Test func `a source without events says that it keeps no history, whatever its mapping names`() throws {
    let system = """
      title: { tr: Deneme, en: Trial }
      statuses: { açık: active, kapalı: closed }
      events: { rol: role_changed }
      """
    let installation = try Self.install("", files: ["system.yaml": system])
    try FileManager.default.removeItem(atPath: "\(installation.folder.path)/plain/events.sql")
    let highlights = try Self.issue(installation).json()["document"]["highlights"]
    #expect(highlights["missing"].list.contains { $0["code"] == "no_role_history" })
    #expect(!highlights["stands_out"].list.contains { $0["code"] == "no_role_changes" })
  }

  @Test func `an act without a named session counts in the open one that began last, as SQL on the source says`() throws
  {
    // Sessions within each other, overlapping ones, and one around them all.
    let rows = """
      INSERT INTO sessions (session_id, user_id, started_at, ended_at)
        SELECT 's' || n, '1', timestamptz '2026-10-06Z' + n * interval '97 s',
          timestamptz '2026-10-06Z' + n * interval '97 s' + (1 + n * 7919 % 5000) * interval '1 s'
        FROM generate_series(1, 400) AS n;
      INSERT INTO sessions (session_id, user_id, started_at, ended_at) VALUES
        ('long', '1', '2026-10-05 23:00Z', '2026-10-08 23:00Z');
      INSERT INTO events (event_id, occurred_at, user_id, event_type)
        SELECT 'e' || n, timestamptz '2026-10-05 22:00Z' + n * interval '61 s', '1', 'password_change'
        FROM generate_series(1, 900) AS n;
      """
    let installation = try Self.install(rows)
    let expected = try installation.database.query(
      """
      SELECT s.session_id, count(*) FROM events e CROSS JOIN LATERAL (
        SELECT session_id FROM sessions s WHERE s.user_id = e.user_id AND started_at <= occurred_at
          AND ended_at >= occurred_at ORDER BY started_at DESC LIMIT 1) AS s
      GROUP BY 1
      """)
    let listed = try Self.issue(installation).json()["privileged_sessions"].list
    let found = listed.map { ["\($0["session_id"].text ?? "")", "\($0["session_acts"].integer ?? -1)"] }
    #expect(found.count == 401)
    #expect(Set(found.filter { $0[1] != "0" }) == Set(expected.map { row in row.map { $0 ?? "" } }))
  }
}
