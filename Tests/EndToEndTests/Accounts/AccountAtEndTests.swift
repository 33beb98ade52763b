import Support
import Testing

/// What a report on accounts says of a period that ended days before the source was read, held against SQL on the source.
@Suite struct AccountAtEndTests {
  private static let rows = """
    ALTER TABLE events ADD actor_id text, ADD target_id text, ADD role text, ADD previous_role text;
    ALTER TABLE users ADD created_at timestamptz, ADD privileged boolean;
    INSERT INTO users (user_id, user_name, role, created_at, privileged) VALUES
      ('1', 'yönetici', 'admin', '2025-01-01Z', true), ('2', 'ayşe', 'admin', '2025-01-01Z', true),
      ('3', 'mehmet', 'operator', '2025-01-01Z', false), ('4', 'sonradan', 'viewer', '2026-10-10 09:00Z', false),
      ('5', 'olaydan', 'viewer', NULL, false), ('6', 'sessiz', 'admin', '2025-01-01Z', true),
      ('7', 'rolsüz', NULL, '2025-01-01Z', false);
    INSERT INTO events (event_id, occurred_at, user_id, event_type, actor_id, target_id, role, previous_role) VALUES
      ('a', '2026-10-06 09:00Z', '2', 'role_changed', '1', '2', 'operator', 'viewer'),
      ('b', '2026-10-09 00:00Z', '2', 'rol-yükseltme', '1', '2', 'auditor', 'operator'),
      ('c', '2026-10-10 09:00Z', '2', 'role_changed', '1', '2', 'admin', 'auditor'),
      ('d', '2026-10-10 10:00Z', '3', 'role_changed', '1', '3', 'operator', NULL),
      ('e', '2026-10-10 11:00Z', '5', 'user_created', '1', '5', NULL, NULL),
      ('f', '2026-10-11 09:00Z', '7', 'role_revoked', '1', '7', 'auditor', NULL),
      ('g', '2026-10-11 10:00Z', '99', 'role_changed', '1', '99', 'admin', 'viewer'),
      ('h', '2026-10-08 23:59Z', '1', 'clock_changed', NULL, NULL, NULL, NULL),
      ('i', '2026-10-10 23:59Z', '1', 'clock_changed', NULL, NULL, NULL, NULL),
      ('j', '2026-10-07 08:00Z', '1', 'log_cleared', NULL, NULL, NULL, NULL);
    """
  private static let system = """
    title: { tr: Deneme, en: Trial }
    statuses: { açık: active, kapalı: closed }
    events: { rol-yükseltme: role_changed, saat: clock_changed }
    """

  private static func install(_ sql: String = rows, mask: String = "M1") throws -> Installation {
    try PlainSystem.install(
      sql, files: ["system.yaml": system], settings: ["zone": "UTC", "formats": "[json, pdf, xlsx]", "mask": mask])
  }

  private static func issue(_ installation: Installation, _ words: String...) throws -> IssuedPackage {
    if let locale = words.first {
      return try installation.issue("AYR", "2026-10-05..2026-10-08", "--locale", locale, asOf: "2026-10-12T02:15:00Z")
    }
    return try installation.issue("AYR", "2026-10-05..2026-10-08", asOf: "2026-10-12T02:15:00Z")
  }

  /// The roles at the end of the period, account by account: before the first change since, else as in the table.
  private static let atEnd = """
    SELECT coalesce(CASE WHEN later.event_id IS NULL THEN u.role
        WHEN later.event_type = 'role_revoked' THEN coalesce(later.previous_role, later.role)
        ELSE coalesce(later.previous_role, '?') END, '-') AS role, count(*)
    FROM users u LEFT JOIN LATERAL (
      SELECT * FROM events e WHERE e.target_id = u.user_id AND e.occurred_at >= '2026-10-09Z'
        AND e.event_type IN ('role_changed', 'rol-yükseltme', 'role_revoked') ORDER BY e.occurred_at LIMIT 1) AS later ON true
    WHERE coalesce(u.created_at < '2026-10-09Z', u.user_id <> '5')
    GROUP BY 1 ORDER BY 1
    """

  @Test func `roles stand as they were at the end of the period, and nothing after it is counted`() throws {
    let installation = try Self.install()
    let package = try Self.issue(installation)
    let json = try package.json()
    let names = ["bilinmiyor (önceki rol tutulmuyor)": "?", "rolsüz": "-"]
    let ends = json["roles"].list.filter { $0["at_end"] != 0 }.map { row in
      [names[row["role"].text ?? ""] ?? row["role"].text, row["at_end"].integer.map(String.init)]
    }
    let expected = try installation.database.query(Self.atEnd)
    #expect(Set(ends) == Set(expected) && expected.count == 4)
    let moves = json["role_moves"].list.map { "\($0["role_begin"].text ?? "") → \($0["role_end"].text ?? "")" }
    #expect(moves == ["viewer → operator"])
    #expect(json["role_disagreements"].list.isEmpty)
    #expect(json["role_history"].list.map { $0["event_id"] } == ["a"])
    #expect(json["document"]["counts"]["role_changes"] == 1)
    // Five changes came after the end, three of them of accounts of the table; of one the role before is not said.
    #expect(try package.says("dönem sonundan sonraki tarihli 5 rol olayı vardır; tablodaki 3 hesapla ilgilidir"))
    #expect(try package.says("rol bilinmiyor sayılır (1 hesap)"))
    #expect(try package.says("dönem sonundan sonra açılmış hesaplar sayılmaz (2 hesap)"))
    #expect(try package.schemaFaults() == "")
    #expect(try Self.issue(installation, "en").says("5 changes of roles are dated after the end, of 3 accounts"))
    // The clock that was set in the period, and not the one after it; the log that was cleared.
    #expect(json["log_interference"].list.map { $0["event_type"] } == ["log_cleared", "clock_changed"])
    #expect(json["log_interference"].list.allSatisfy { $0["severity"] == "critical" })
    #expect(json["document"]["counts"]["log_interference"] == 2 && json["document"]["counts"]["clock_changes"] == 1)
    #expect(try package.says("saatin değiştirildiğini bildiren 2 olay vardır"))
    // The mapping names a clock and no log, and both were read.
    #expect(try !package.says("Kaynağın eşlemesinde"))
  }

  @Test func `without events since the end, or without any of roles, the document says whose moment the roles are of`()
    throws
  {
    let quiet = try Self.issue(Self.install(Self.rows + "DELETE FROM events WHERE occurred_at >= '2026-10-09Z';"))
    #expect(try quiet.says("kaynakta dönem sonundan sonraki tarihli rol olayı yoktur"))
    #expect(try quiet.json()["roles"].list.first { $0["role"] == "admin" }?["at_end"] == 3)
    let plain = try PlainSystem.install(
      "INSERT INTO users (user_id, user_name, role) VALUES ('1', 'a', 'admin');",
      settings: ["zone": "UTC", "formats": "[json, pdf]"])
    let issued = try Self.issue(plain)
    #expect(try issued.says("roller dönem sonuna geri götürülememiştir"))
    #expect(try issued.says("Kaynağın eşlemesinde saat değiştirme olayı yoktur"))
    #expect(try issued.schemaFaults() == "")
  }

  @Test func `people's accounts and programs' are told apart where the source does, and other words are listed`() throws
  {
    let sql = """
      ALTER TABLE users ADD account_kind text;
      UPDATE users SET account_kind = CASE user_id WHEN '1' THEN 'person' WHEN '2' THEN 'makine' WHEN '6' THEN 'robot' END;
      INSERT INTO sessions (session_id, user_id, started_at, ended_at) VALUES
        ('s1', '1', '2026-10-06 08:00Z', '2026-10-06 10:00Z'), ('s2', '2', '2026-10-06 08:00Z', '2026-10-06 09:00Z');
      """
    let installation = try PlainSystem.install(
      Self.rows + sql, files: ["system.yaml": Self.system + "\naccount_kinds: { makine: service }\n"],
      settings: ["zone": "UTC", "formats": "[json, pdf, xlsx]", "mask": "M1"])
    let package = try Self.issue(installation)
    let json = try package.json()
    let kinds = json["accounts_by_kind"].list.map { row in
      [
        row["account_kind"].text, row["accounts"].integer.map(String.init),
        row["privileged_accounts"].integer.map(String.init),
      ]
    }
    #expect(kinds == [["person", "1", "1"], ["service", "1", "1"], ["unknown", "5", "1"]])
    let sessions = json["privileged_sessions"].list
    #expect(
      Set(sessions.map { "\($0["session_id"].text ?? "") \($0["account_kind"].text ?? "")" }) == [
        "s1 person", "s2 service",
      ])
    #expect(
      json["unmapped"].list.contains {
        $0["item"] == "users.account_kind" && $0["raw_type"] == "robot" && $0["count"] == 1
      })
    #expect(try package.says("Hesap Türü") && package.says("hizmet hesabı"))
    #expect(try package.schemaFaults() == "")
  }

  @Test func `the server's roles that reach rows without the application are listed with what they may do`() throws {
    let database = try PlainSystem.makeDatabase(Self.rows)
    let name = database.name
    let kinds = ["_dba", "_grup", "_uzak", "_boş", "_satır"]
    defer {
      for kind in kinds { _ = try? database.execute("DROP OWNED BY \"\(name)\(kind)\"; DROP ROLE \"\(name)\(kind)\";") }
    }
    try database.execute(
      """
      CREATE ROLE "\(name)_grup"; GRANT pg_write_all_data TO "\(name)_grup";
      CREATE ROLE "\(name)_dba" LOGIN NOINHERIT BYPASSRLS VALID UNTIL '2027-01-01Z' IN ROLE "\(name)_grup";
      CREATE ROLE "\(name)_uzak" LOGIN; CREATE ROLE "\(name)_boş" LOGIN; CREATE ROLE "\(name)_satır" LOGIN;
      GRANT SELECT (user_id) ON sessions TO "\(name)_satır"; ALTER TABLE users OWNER TO "\(name)_uzak";
      REVOKE CONNECT ON DATABASE \(name) FROM PUBLIC;
      GRANT CONNECT ON DATABASE \(name) TO tutanak_reader, "\(name)_dba", "\(name)_satır";
      """)
    let installation = try PlainSystem.install(
      on: database, files: ["system.yaml": Self.system],
      settings: ["zone": "UTC", "formats": "[json, pdf, xlsx]", "mask": "M1"])
    let package = try Self.issue(installation)
    let listed = try package.json()["database_accounts"].list
    func row(_ kind: String) -> [String?] {
      let found = listed.first { $0["database_role"].text == name + kind }
      return ["database_sign_in", "database_powers", "member_of"].map { found?[$0].text }
    }
    #expect(
      row("_dba") == [
        "yes", "bypass_rls write", ["\(name)_grup", "pg_write_all_data"].sorted().joined(separator: ", "),
      ])
    #expect(row("_grup") == ["no", "write", "pg_write_all_data"])
    #expect(row("_uzak") == ["elsewhere", "owner write read", nil])
    #expect(row("_satır") == ["yes", "read", nil])
    #expect(row("_boş") == [nil, nil, nil])
    #expect(
      listed.first { $0["database_role"].text == name + "_dba" }?["password_until"].text?.hasPrefix("2027-01-01")
        == true)
    let reader = listed.first { $0["database_role"] == "tutanak_reader" }
    #expect(reader?["program_role"] == "reader" && reader?["database_powers"] == "read")
    #expect(listed.first { $0["database_role"] == "postgres" }?["database_powers"] == "superuser")
    #expect(!listed.contains { $0["database_role"].text?.hasPrefix("pg_") == true })
    #expect(try package.says("sorgu planlarında görünen 3 tablo için aranmıştır"))
    #expect(try package.says("PostgreSQL bağlantıların geçmişini tutmaz"))
    #expect(try package.schemaFaults() == "")
    #expect(try package.text().contains("\(name)_dba"))
  }
}
