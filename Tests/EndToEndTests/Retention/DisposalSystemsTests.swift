import Files
import Support
import Testing

/// Which relations of the systems that Tutanak comes with can be disposed of, as docs/retention.md says.
@Suite struct DisposalSystemsTests {
  /// A relation of a system with its table, how its rows are chosen, and what is said where that is refused.
  struct Case: Sendable {
    let (relation, table, due): (String, String, String)
    var only: String?
    var refused: String?

    init(_ relation: String, _ table: String, _ due: String, only: String? = nil, refused: String? = nil) {
      (self.relation, self.table, self.due) = (relation, table, due)
      (self.only, self.refused) = (only, refused)
    }
  }

  private static let epoch = "extract(epoch FROM :'cutoff'::timestamptz)"

  static let systems: [(name: String, parameters: String?, cases: [Case])] = [
    (
      "efys", nil,
      [
        Case("sessions", "public.sessions", "created_at < :'cutoff'::timestamptz AT TIME ZONE 'Europe/Istanbul'"),
        Case(
          "events", "public.security_events",
          "created_at < :'cutoff'::timestamptz AT TIME ZONE 'Europe/Istanbul'",
          refused: "changed records that sessions.sql yields"),
        Case(
          "events", "public.security_events",
          "event_type = 'login_failed' AND created_at < :'cutoff'::timestamptz AT TIME ZONE 'Europe/Istanbul'",
          only: "{ column: event_type, in: [login_failed] }"),
        Case(
          "logs", "public.system_logs",
          "log_level IN ('ERROR', 'CRITICAL') AND created_at < :'cutoff'::timestamptz AT TIME ZONE 'Europe/Istanbul'"),
        Case(
          "users", "public.users", "created_at < :'cutoff'::timestamptz AT TIME ZONE 'Europe/Istanbul'",
          refused: "foreign keys carry"),
      ]
    ),
    (
      "benalsam", nil,
      [
        Case("sessions", "public.user_session_logs", "session_start < :'cutoff'::timestamptz"),
        Case("events", "auth.audit_log_entries", "created_at < :'cutoff'::timestamptz"),
        Case("users", "auth.users", "created_at < :'cutoff'::timestamptz", refused: "foreign keys carry"),
      ]
    ),
    (
      "chatfiles", nil,
      [
        Case("sessions", "public.user_sessions", "created_at < :'cutoff'::timestamptz"),
        Case(
          "events", "public.audit_logs", "created_at < :'cutoff'::timestamptz",
          refused: "changed records that sessions.sql yields"),
        Case(
          "events", "public.audit_logs", "event_type <> 'session_reset' AND created_at < :'cutoff'::timestamptz",
          only: "{ column: event_type, not_in: [session_reset] }"),
      ]
    ),
    (
      "discourse", "{ maximum_session_age: \"1440\" }",
      [
        Case(
          "sessions", "public.user_auth_tokens", "created_at < :'cutoff'::timestamptz AT TIME ZONE 'UTC'",
          refused: "records are due, and the server answered"),
        Case(
          "events", "public.user_auth_token_logs",
          "action = 'suspicious' AND created_at < :'cutoff'::timestamptz AT TIME ZONE 'UTC'",
          only: "{ column: event_type, in: [suspicious] }"),
        Case(
          "events", "public.user_histories",
          "action = 10 AND created_at < :'cutoff'::timestamptz AT TIME ZONE 'UTC'",
          only: "{ column: event_type, in: [suspend_user] }"),
        Case(
          "users", "public.users", "created_at < :'cutoff'::timestamptz AT TIME ZONE 'UTC'",
          refused: "changed records that sessions.sql yields"),
      ]
    ),
    (
      "django-axes", "{ session_cookie_age: \"1209600\" }",
      [
        Case(
          "sessions", "public.axes_accesslog", "attempt_time < :'cutoff'::timestamptz",
          refused: "changed records that events.sql yields"),
        Case(
          "events", "public.axes_accessfailurelog", "attempt_time < :'cutoff'::timestamptz",
          only: "{ column: event_type, in: [failure] }"),
        Case(
          "users", "public.auth_user", "date_joined < :'cutoff'::timestamptz",
          refused: "changed records that sessions.sql yields"),
      ]
    ),
    (
      "keycloak", "{ realm: sirket }",
      [
        Case(
          "sessions", "public.offline_user_session",
          "realm_id = (SELECT id FROM realm WHERE name = 'sirket') AND created_on < \(epoch)",
          refused: "do not come from public.offline_user_session alone"),
        Case(
          "events", "public.admin_event_entity",
          "realm_id = (SELECT id FROM realm WHERE name = 'sirket') AND admin_event_time < \(epoch) * 1000"
            + " AND operation_type = 'CREATE' AND resource_type = 'USER'",
          only: "{ column: event_type, in: [CREATE USER] }", refused: "do not come from public.admin_event_entity alone"
        ),
        Case(
          "events", "public.event_entity",
          "realm_id = (SELECT id FROM realm WHERE name = 'sirket') AND event_time < \(epoch) * 1000"
            + " AND type = 'LOGIN_ERROR'",
          only: "{ column: event_type, in: [LOGIN_ERROR] }"),
      ]
    ),
    (
      "mattermost", nil,
      [
        Case("sessions", "public.sessions", "createat < \(epoch) * 1000"),
        Case(
          "events", "public.audits",
          "createat < \(epoch) * 1000 AND (action ~ '/api/v4/users(/|$)' OR action ~ '/login(/|$)')"
            + " AND extrainfo !~ '^(attempt|authenticated|obtained user)'"),
        Case(
          "users", "public.users", "createat < \(epoch) * 1000", refused: "changed records that sessions.sql yields"),
      ]
    ),
    (
      "storefront", nil,
      [
        Case(
          "sessions", "public.platform_sessions", "created_at < :'cutoff'::timestamptz",
          only: "{ column: kind, in: [platform] }"),
        Case(
          "sessions", "public.app_sessions", "created_at < :'cutoff'::timestamptz",
          only: "{ column: kind, in: [app] }", refused: "changed records that users.sql yields"),
      ]
    ),
    (
      "supabase-auth", nil,
      [
        Case("sessions", "auth.sessions", "created_at < :'cutoff'::timestamptz", refused: "foreign keys carry"),
        Case("events", "auth.audit_log_entries", "created_at < :'cutoff'::timestamptz"),
        Case("users", "auth.users", "created_at < :'cutoff'::timestamptz", refused: "foreign keys carry"),
      ]
    ),
    (
      "telega", nil,
      [
        Case("sessions", "public.Session", "\"createdAt\" < :'cutoff'::timestamptz AT TIME ZONE 'UTC'"),
        Case(
          "users", "public.User", "\"createdAt\" < :'cutoff'::timestamptz AT TIME ZONE 'UTC'",
          refused: "foreign keys carry"),
      ]
    ),
  ]

  /// What the page says of a case, up to the reason.
  private static func row(_ system: String, _ one: Case) -> String {
    let only = one.only.map { " `\($0)`" } ?? ""
    return "| \(system) | \(one.relation) | `\(one.table)` |\(only) | \(one.refused == nil ? "yes |" : "no: ")"
  }

  @Test func `the page names these and no other`() throws {
    let page = try InputFile.text(Repository.path + "/docs/retention.md").split(separator: "\n")
    let rows = page.filter { row in Self.systems.contains { row.hasPrefix("| \($0.name) | ") } }
    let cases = Self.systems.flatMap { system in system.cases.map { Self.row(system.name, $0) } }
    for (row, expected) in zip(rows, cases) { #expect(row.hasPrefix(expected), "\(row)") }
    #expect(rows.count == cases.count)
    #expect(try Folder.entries(Repository.path + "/systems").sorted() == Self.systems.map(\.name).sorted())
  }

  @Test(arguments: 0..<systems.count) func `what the page says can be disposed of`(number: Int) throws {
    let (name, parameters, cases) = Self.systems[number]
    let database = try TestServer.shared().makeDatabase(from: name == "efys" ? .efysSmall : .empty)
    if name != "efys" { try database.load("Tests/Fixtures/\(name).sql") }
    let role = "disposer_" + database.name
    try database.execute("ALTER SYSTEM SET fsync = on; SELECT pg_reload_conf()")
    try database.execute(
      """
      CREATE ROLE \(role) LOGIN; GRANT TEMPORARY ON DATABASE \(database.name) TO \(role);
      DO $$ DECLARE s text; BEGIN FOR s IN SELECT nspname FROM pg_namespace WHERE nspname IN ('public', 'auth') LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO \(role)', s);
        EXECUTE format('GRANT SELECT, DELETE ON ALL TABLES IN SCHEMA %I TO \(role)', s); END LOOP; END $$;
      """)
    let installation = try Installation(on: database)
    for (index, one) in cases.enumerated() {
      let table = one.table.split(separator: ".").map { "\"\($0)\"" }.joined(separator: ".")
      try installation.folder.write("delete.sql", "DELETE FROM \(table) WHERE \(one.due)")
      let only = one.only.map { "only: \($0), " } ?? ""
      let retention = """
        { disposer: { connection: "host=\(database.server.folder) port=\(database.server.tcpPort) dbname=\(database.name) user=\(role)" },
              rules: { kural: { relation: \(one.relation), \(only)category: İşlem Güvenliği, subjects: Kullanıcı,
                grounds: [{ basis: KVKK_5_2_F, law: "KVKK m.12", minimum: 1d }], method: delete, responsible: Bilgi İşlem,
                disposal: { statement: delete.sql, table: \(one.table) } } } }
        """
      try installation.configure(
        source: ["system": name, "parameters": parameters, "retention": retention],
        settings: ["audit": "{ disposal_allow: { users: [daemon] } }"])
      let before = try database.query("SELECT count(*) FROM \(table)")
      let outcome = try installation.run(
        words: ["disposal", "plan", "kural", "--reason", "x", "--locale", "en"], asOf: nil,
        wrapper: DisposalTrial.signedIn(as: "1"))
      if let refused = one.refused {
        #expect(outcome.status != 0 && outcome.errors.contains(refused), "\(name) \(index): \(outcome.errors)")
      } else {
        #expect(outcome.status == 0, "\(name) \(index) \(one.relation) \(one.table): \(outcome.errors)")
      }
      #expect(try database.query("SELECT count(*) FROM \(table)") == before)
    }
  }
}
