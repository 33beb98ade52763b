import Foundation
import Support
import Testing

/// What a disposal refuses, each time with the source as it was.
@Suite struct DisposalRefusalTests {
  private static let due = "started_at >= '1900-01-01' AND started_at < :'cutoff'::timestamptz"

  /// A statement, and what is said of it.
  private static let statements: [(sql: String, words: String)] = [
    ("TRUNCATE sessions /* :'cutoff' */", "must use the moment"),
    ("DROP TABLE sessions; -- :'cutoff'", "must hold one statement"),
    ("DELETE FROM sessions WHERE started_at < :'cutoff'; DELETE FROM events", "must hold one statement"),
    ("COPY (SELECT :'cutoff') TO STDOUT", "planned no such statement"),
    ("SELECT set_config('a.b', :'cutoff', false)", "not one DELETE"),
    ("DELETE FROM sessions WHERE \(due) AND setval('numbers', 9) > 0", "can change something (setval)"),
    ("DELETE FROM sessions WHERE \(due) AND harmless(user_id)", "not PostgreSQL's own (function harmless(text))"),
    ("DELETE FROM sessions WHERE \(due) AND session_id = ANY (SELECT session_id FROM seen)", "not PostgreSQL's own"),
    ("UPDATE sessions SET user_id = NULL WHERE \(due)", "not one DELETE"),
    ("WITH d AS (DELETE FROM sessions WHERE \(due) RETURNING 1) SELECT count(*) FROM d", "not one DELETE"),
    ("WITH d AS (DELETE FROM events) DELETE FROM sessions WHERE \(due)", "not one DELETE"),
    ("DELETE FROM events WHERE occurred_at < :'cutoff'::timestamptz", "deletes from public.events"),
    ("DELETE FROM sessions WHERE \(due) RETURNING session_id", "RETURNING"),
    ("DELETE FROM sessions WHERE started_at < :'cutoff'::timestamptz", "records are due"),
    ("DELETE FROM sessions WHERE \(due) AND user_id <> 'u1'", "records are due"),
    // As many as are due, and not those that are.
    (
      """
      DELETE FROM sessions WHERE session_id IN (SELECT session_id FROM sessions ORDER BY started_at DESC
        LIMIT (SELECT count(*) FROM sessions WHERE \(due)))
      """, "is not what should be"
    ),
    (
      "DELETE FROM sessions WHERE \(due) AND 1 / (length(user_id) - 2) = 0", "did not delete"
    ),
  ]

  @Test func `statements that are not one deletion of the due records`() throws {
    let trial = try DisposalTrial(
      """
      CREATE SEQUENCE numbers; CREATE VIEW seen AS SELECT session_id FROM sessions;
      CREATE FUNCTION harmless(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;
      GRANT DELETE, UPDATE ON ALL TABLES IN SCHEMA public TO PUBLIC; GRANT ALL ON SEQUENCE numbers TO PUBLIC;
      """)
    for (sql, words) in Self.statements {
      try trial.installation.folder.write("delete.sql", sql)
      let outcome = try trial.run(["plan", "oturumlar", "--reason", "x"])
      #expect(outcome.status != 0 && outcome.errors.contains(words), "\(sql): \(outcome.status) \(outcome.errors)")
      #expect(!outcome.errors.contains("gizli-") && !outcome.errors.contains("ayşe"), "\(outcome.errors)")
    }
    #expect(try trial.count() == 42 && trial.count(in: "events") == 20)
    #expect(try trial.installation.ledger("plan_disposal").isEmpty)
  }

  /// A table that others lead to, and what triggers do.
  private static let consequences = """
    CREATE TABLE pages (session_id text, page text);
    INSERT INTO pages SELECT session_id, 'a' FROM sessions;
    CREATE FUNCTION log_it() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
      $$ BEGIN INSERT INTO pages VALUES (OLD.session_id, 'silindi'); RETURN OLD; END $$;
    CREATE FUNCTION empty_it() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
      $$ BEGIN TRUNCATE pages; RETURN NULL; END $$;
    CREATE FUNCTION keep_it() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
      $$ BEGIN UPDATE sessions SET user_agent = 'x' WHERE session_id = 'gizli-0'; RETURN OLD; END $$;
    CREATE SCHEMA tutanak_capture;
    CREATE FUNCTION tutanak_capture.keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$;
    GRANT SELECT ON pages TO tutanak_reader;
    """

  @Test func `tables where a deletion does more than delete`() throws {
    let trial = try DisposalTrial(Self.consequences)
    let keyed = "ALTER TABLE sessions ADD PRIMARY KEY (session_id); ALTER TABLE pages ADD FOREIGN KEY (session_id) "
    let unkeyed = "ALTER TABLE sessions DROP CONSTRAINT sessions_pkey CASCADE"
    let cases: [(made: String, words: String, undone: String)] = [
      (keyed + "REFERENCES sessions ON DELETE CASCADE", "foreign keys carry the deletion", unkeyed),
      (keyed + "REFERENCES sessions ON DELETE SET NULL", "foreign keys carry the deletion", unkeyed),
      (keyed + "REFERENCES sessions DEFERRABLE INITIALLY DEFERRED", "23503", unkeyed),
      (
        "CREATE TRIGGER t BEFORE DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION log_it()",
        "the table has triggers", "DROP TRIGGER t ON sessions"
      ),
      (
        "CREATE TRIGGER t AFTER DELETE ON sessions EXECUTE FUNCTION empty_it()",
        "the table has triggers", "DROP TRIGGER t ON sessions"
      ),
      (
        "CREATE TRIGGER t AFTER DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION keep_it()",
        "the table has triggers", "DROP TRIGGER t ON sessions"
      ),
      (
        "CREATE CONSTRAINT TRIGGER t AFTER DELETE ON sessions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
          + "EXECUTE FUNCTION log_it()", "the table has triggers", "DROP TRIGGER t ON sessions"
      ),
      (
        "CREATE TRIGGER t BEFORE DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION tutanak_capture.keep()",
        "their copies would stay", "DROP TRIGGER t ON sessions"
      ),
      ("CREATE RULE r AS ON DELETE TO sessions DO ALSO DELETE FROM pages", "has rules", "DROP RULE r ON sessions"),
      (
        "CREATE MATERIALIZED VIEW kept AS SELECT * FROM sessions", "materialised views could keep",
        "DROP MATERIALIZED VIEW kept"
      ),
      (
        "CREATE PUBLICATION told_\(trial.role) FOR TABLE sessions", "is published",
        "DROP PUBLICATION told_\(trial.role)"
      ),
      (
        "ALTER TABLE sessions OWNER TO \(trial.role)", "owns the table",
        "ALTER TABLE sessions OWNER TO CURRENT_USER; GRANT SELECT, DELETE ON sessions TO \(trial.role)"
      ),
      (
        "ALTER ROLE \(trial.role) SET synchronous_commit = off; GRANT pg_write_all_data TO \(trial.role)",
        "may do more",
        "REVOKE pg_write_all_data FROM \(trial.role)"
      ),
      (
        "ALTER TABLE sessions ENABLE ROW LEVEL SECURITY", "row-level security hides",
        "ALTER TABLE sessions DISABLE ROW LEVEL SECURITY"
      ),
    ]
    for (made, words, undone) in cases {
      try trial.installation.database.execute(made)
      let before = try (trial.count(), trial.count(in: "pages"))
      let outcome = try trial.run(["plan", "oturumlar", "--reason", "x"])
      #expect(outcome.status != 0 && outcome.errors.contains(words), "\(made): \(outcome.status) \(outcome.errors)")
      #expect(try (trial.count(), trial.count(in: "pages")) == before, "\(made)")
      try trial.installation.database.execute(undone)
    }
    #expect(try trial.installation.ledger("plan_disposal").isEmpty)
    #expect(try trial.run(["plan", "oturumlar", "--reason", "x"]).status == 0)
  }

  @Test func `queries of which records are not rows of the table, and records of other rules`() throws {
    let trial = try DisposalTrial(
      """
      CREATE TABLE flags (session_id text, started_at timestamptz);
      INSERT INTO flags SELECT session_id, started_at FROM sessions;
      GRANT SELECT ON flags TO tutanak_reader;
      """)
    let (folder, database) = (trial.installation.folder, trial.installation.database)
    try database.execute("GRANT SELECT, DELETE ON flags TO \(trial.role)")
    func refused(_ words: String, status: Int32 = 78) throws {
      let outcome = try trial.run(["plan", "oturumlar", "--reason", "x"])
      #expect(
        outcome.status == status && outcome.errors.contains(words), "\(words): \(outcome.status) \(outcome.errors)")
      #expect(try trial.count() == 42 && trial.count(in: "flags") == 42 && trial.count(in: "events") == 20, "\(words)")
    }
    // Its rows could go, and the sessions would still be there.
    try trial.configure(disposal: "{ statement: delete.sql, table: public.flags }")
    try folder.write("delete.sql", DisposalTrial.statement.replacing("FROM sessions", with: "FROM flags"))
    try folder.write("plain/sessions.sql", "SELECT s.* FROM sessions s JOIN flags f USING (session_id)\n")
    try refused("do not come from public.flags alone")
    // Called by its words, and all that is known of anybody still stands in the other one.
    for columns in ["s.user_id", "NULL AS user_id, s.ip", "NULL AS user_id, (SELECT s.ip) AS ip"] {
      try folder.write(
        "plain/sessions.sql",
        "SELECT f.session_id, f.started_at, \(columns) FROM sessions s JOIN flags f USING (session_id)\n")
      try refused("do not come from public.flags alone")
    }
    try trial.configure()
    try folder.write("delete.sql", DisposalTrial.statement)
    try folder.write(
      "plain/sessions.sql", "SELECT * FROM sessions WHERE CURRENT_USER = 'tutanak_reader' OR session_id <> 'gizli-30'\n"
    )
    try refused("do not see the same records")
    try folder.write("plain/sessions.sql", "SELECT * FROM sessions\n")
    // What another query reads from the same table has a period of its own.
    let events = try String(contentsOfFile: folder.path + "/plain/events.sql", encoding: .utf8)
    try folder.write(
      "plain/events.sql",
      "SELECT session_id AS event_id, started_at AS occurred_at, 'login' AS event_type FROM sessions\n")
    try refused("changed records that events.sql yields as well")
    try folder.write("plain/events.sql", events)
    // Whoever is held under a name that is gone is held.
    try trial.writeLine("hold", "done", ["\"rule\":\"eski\"", "\"until\":null"])
    try refused("A legal hold stands: back-office, eski", status: 77)
    #expect(try trial.run(["release", "eski", "--reason", "bitti"]).status == 0)
    try trial.writeLine("hold", "done", source: "old-name", ["\"rule\":\"oturumlar\"", "\"until\":null"])
    try refused("A legal hold stands: old-name", status: 77)
    // A clock that was ahead when the ledger was written, or is behind now, tells nothing of what is due.
    try trial.writeLine("recover", "done", time: "2199-01-01T00:00:00Z", [])
    try refused("lies after this machine's clock", status: 69)
    #expect(try trial.count() == 42 && trial.installation.ledger("plan_disposal").isEmpty)
  }

  @Test func `a second person who is none`() throws {
    let trial = try DisposalTrial()
    let plan = try trial.plan()
    let installation = trial.installation
    // Anybody can set this: it makes no other person of who runs the program.
    let first = try installation.run(
      words: ["disposal", "plan", "oturumlar", "--reason", "x", "--json"], asOf: nil, environment: ["SUDO_UID": "1"])
    let number = try JSON(text: first.output)["plan"].text ?? ""
    #expect(number != plan.number && !number.isEmpty, "\(first.errors)")
    let own = try installation.run(
      words: ["disposal", "approve", number, "--reason", "x", "--locale", "en"], asOf: nil,
      environment: ["SUDO_UID": "2"])
    #expect(own.status == 77 && own.errors.contains("another user has to approve"), "\(own.errors)")
    // Who writes to the ledger without the archive's key approves of nothing.
    try trial.writeLine(
      "approve_disposal", "done",
      ["\"plan\":\"\(plan.number)\"", "\"person\":\"bin\"", "\"planned_by\":\"daemon\"", "\"seal\":\"00\""])
    let forged = try trial.run(["run", plan.number, "--confirm", plan.code])
    #expect(forged.status != 0 && forged.errors.contains("was not written with this archive's key"), "\(forged.errors)")
    // Nobody at all is named.
    let named = try String(contentsOfFile: installation.configuration, encoding: .utf8)
    try named.split(separator: "\n").filter { !$0.hasPrefix("audit:") }.joined(separator: "\n")
      .write(toFile: installation.configuration, atomically: true, encoding: .utf8)
    let check = try installation.run("config", "check", "--locale", "en")
    #expect(check.status == 78 && check.errors.contains("disposal_allow"), "\(check.errors)")
    let anybody = try trial.run(["run", plan.number, "--confirm", plan.code])
    #expect(anybody.status == 78 && anybody.errors.contains("disposal_allow"), "\(anybody.errors)")
    #expect(try trial.count() == 42)
  }

  @Test func `roles that are not one of their own`() throws {
    let trial = try DisposalTrial()
    let (role, database) = (trial.role, trial.installation.database)
    func refused(_ name: String, _ words: String) throws {
      try trial.configure(role: name)
      let outcome = try trial.run(["plan", "oturumlar", "--reason", "x"])
      #expect(outcome.status == 77 && outcome.errors.contains(words), "\(name): \(outcome.status) \(outcome.errors)")
    }
    try refused("postgres", "a role of its own")
    try refused("tutanak_reader", "a role of its own")
    try database.execute("CREATE ROLE super_\(role) SUPERUSER LOGIN")
    try refused("super_\(role)", "a role of its own")
    try database.execute("DROP ROLE super_\(role); ALTER ROLE \(role) BYPASSRLS")
    try refused(role, "may do more")
    try database.execute("ALTER ROLE \(role) NOBYPASSRLS; GRANT tutanak_reader TO \(role)")
    try refused(role, "neither a member of the other")
    try database.execute("REVOKE tutanak_reader FROM \(role); REVOKE DELETE ON sessions FROM \(role)")
    try refused(role, "grant it SELECT and DELETE")
    // A database that is not the source's.
    let other = try PlainSystem.makeDatabase()
    try database.execute("GRANT DELETE ON sessions TO \(role)")
    // A member of a superuser is one with SET ROLE.
    try database.execute("CREATE ROLE boss_\(role) SUPERUSER NOLOGIN; GRANT boss_\(role) TO \(role)")
    try refused(role, "may do more")
    try database.execute("DROP ROLE boss_\(role)")
    try trial.configure(role: "\(role) dbname=\(other.name)")
    let elsewhere = try trial.run(["plan", "oturumlar", "--reason", "x"])
    #expect(elsewhere.status == 78 && elsewhere.errors.contains("does not lead to the database"), "\(elsewhere.errors)")
    #expect(try trial.count() == 42)
  }
}
