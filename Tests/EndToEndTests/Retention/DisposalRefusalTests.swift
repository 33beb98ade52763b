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
      "DELETE FROM sessions WHERE \(due) AND pg_sleep(0) IS NOT NULL AND 1 / (length(user_id) - 2) = 0",
      "did not delete"
    ),
  ]

  @Test func `statements that are not one deletion of the due records`() throws {
    let trial = try DisposalTrial("GRANT DELETE, UPDATE ON ALL TABLES IN SCHEMA public TO PUBLIC;")
    for (sql, words) in Self.statements {
      try trial.installation.folder.write("delete.sql", sql)
      let outcome = try trial.run(["plan", "oturumlar", "--reason", "x"])
      #expect(outcome.status != 0 && outcome.errors.contains(words), "\(sql): \(outcome.status) \(outcome.errors)")
      #expect(!outcome.errors.contains("gizli-") && !outcome.errors.contains("ayşe"), "\(outcome.errors)")
    }
    #expect(try trial.count() == 42 && trial.count(in: "events") == 20)
    #expect(try trial.installation.ledger("plan_disposal").isEmpty)
  }

  @Test func `tables where a deletion does more than delete`() throws {
    let trial = try DisposalTrial(
      """
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
      """)
    let keyed = "ALTER TABLE sessions ADD PRIMARY KEY (session_id); ALTER TABLE pages ADD FOREIGN KEY (session_id) "
    let unkeyed = "ALTER TABLE sessions DROP CONSTRAINT sessions_pkey CASCADE"
    let cases: [(made: String, words: String, undone: String)] = [
      (keyed + "REFERENCES sessions ON DELETE CASCADE", "changed public.pages as well (0 inserted, 0 changed", unkeyed),
      (keyed + "REFERENCES sessions ON DELETE SET NULL", "changed public.pages as well (0 inserted", unkeyed),
      (keyed + "REFERENCES sessions DEFERRABLE INITIALLY DEFERRED", "23503", unkeyed),
      (
        "CREATE TRIGGER t BEFORE DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION log_it()",
        "changed public.pages as well", "DROP TRIGGER t ON sessions"
      ),
      (
        "CREATE TRIGGER t AFTER DELETE ON sessions EXECUTE FUNCTION empty_it()",
        "changed pg_catalog.", "DROP TRIGGER t ON sessions"
      ),
      (
        "CREATE TRIGGER t AFTER DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION keep_it()",
        "rows were to be deleted; the server counts", "DROP TRIGGER t ON sessions"
      ),
      (
        "CREATE CONSTRAINT TRIGGER t AFTER DELETE ON sessions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
          + "EXECUTE FUNCTION log_it()", "deferrable trigger", "DROP TRIGGER t ON sessions"
      ),
      (
        "CREATE TRIGGER t BEFORE DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION tutanak_capture.keep()",
        "their copies would stay", "DROP TRIGGER t ON sessions"
      ),
      ("CREATE RULE r AS ON DELETE TO sessions DO ALSO DELETE FROM pages", "has rules", "DROP RULE r ON sessions"),
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
    try trial.configure(role: "\(role) dbname=\(other.name)")
    let elsewhere = try trial.run(["plan", "oturumlar", "--reason", "x"])
    #expect(elsewhere.status == 78 && elsewhere.errors.contains("does not lead to the database"), "\(elsewhere.errors)")
    #expect(try trial.count() == 42)
  }
}
