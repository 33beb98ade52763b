import Support
import Testing

/// The application's statements never fail because of a capture, and what the capture lost is told.
@Suite struct CaptureFailureTests {
  private static let insert = """
    INSERT INTO app_sessions (client_id, expires_at) VALUES ('00000000-0000-4000-8000-0000000000c1', now());
    """
  private static let statements =
    insert + "UPDATE app_sessions SET expires_at = now(); DELETE FROM app_sessions;" + insert + "TRUNCATE app_sessions;"

  static let breakages: [(sql: String, isCounted: Bool)] = [
    ("DROP TABLE tutanak_capture.app_sessions", true),
    ("ALTER TABLE app_sessions DROP COLUMN user_agent", true),
    ("ALTER TABLE app_sessions ALTER user_name TYPE int USING 1, ALTER ip_address TYPE int USING 2", false),
    ("ALTER TABLE app_sessions RENAME COLUMN ip_address TO ip", true),
    ("REVOKE ALL ON tutanak_capture.app_sessions FROM tutanak_capture", true),
    ("ALTER TABLE tutanak_capture.app_sessions ADD CHECK (false) NOT VALID", true),
    ("DROP TABLE tutanak_capture.app_sessions, tutanak_capture.tutanak_failures", false),
    ("DROP FUNCTION tutanak_capture.app_sessions() CASCADE", false),
    ("DROP SCHEMA tutanak_capture CASCADE", false),
    ("ALTER TABLE app_sessions DISABLE TRIGGER ALL", false),
    (
      "ALTER TABLE app_sessions RENAME TO old_sessions; CREATE TABLE app_sessions (LIKE old_sessions INCLUDING ALL)",
      false
    ),
    ("REVOKE USAGE ON SCHEMA tutanak_capture FROM tutanak_capture", false),
  ]

  @Test(arguments: breakages.indices) func `whatever is broken`(row: Int) throws {
    let (sql, isCounted) = Self.breakages[row]
    let installation = try Installation.ofSystem("storefront")
    try installation.configure(source: ["system": "storefront", "capture": "true"])
    try installation.installCapture()
    let database = installation.database
    try database.execute(sql)
    // psql stops at the first error.
    try database.execute(Self.statements)
    #expect(try database.query("SELECT count(*) FROM app_sessions") == [["0"]])
    let status = try installation.capture("status")
    #expect(status.status == 7, "\(sql): \(status.output)\(status.errors)")
    #expect(status.output.contains("could not be written") == isCounted, "\(sql): \(status.output)")
  }

  @Test func `a history that somebody has locked is waited for a second, and no longer`() throws {
    let installation = try Installation.ofSystem("storefront")
    try installation.installCapture()
    let start = ContinuousClock.now
    try installation.database.execute(
      """
      CREATE EXTENSION dblink;
      SELECT dblink_connect('other', '\(installation.database.connection)');
      SELECT dblink_exec('other', 'BEGIN');
      SELECT dblink_exec('other', 'LOCK TABLE tutanak_capture.app_sessions');
      """ + Self.insert)
    #expect(ContinuousClock.now - start < .seconds(10))
    #expect(try installation.database.query("SELECT count(*) FROM app_sessions") == [["5"]])
    #expect(
      try installation.database.query("SELECT operation, error FROM tutanak_capture.tutanak_failures") == [
        ["INSERT", "55P03"]
      ])
  }

  @Test func `installing again mends it, and the history without a break begins anew`() throws {
    let installation = try Installation.ofSystem("storefront")
    try installation.installCapture()
    let database = installation.database
    let since = "SELECT max(since) FROM tutanak_capture.tutanak_captured WHERE history = 'app_sessions'"
    let first = try database.query(since)
    try database.execute(
      """
      ALTER TABLE app_sessions ALTER user_name TYPE varchar(40), ALTER client_id TYPE text;
      ALTER TABLE app_sessions DISABLE TRIGGER tutanak_capture_delete;
      DELETE FROM app_sessions WHERE user_name IS NULL;
      """)
    let status = try installation.capture("status")
    #expect(status.status == 7)
    for words in ["triggers disabled", "of another type now: client_id", "1 rows are gone"] {
      #expect(status.output.contains(words), "\(status.output)")
    }
    try installation.installCapture()
    #expect(try database.query(since) != first)
    let sound = try installation.capture("status")
    #expect(sound.status == 0 && !sound.output.contains("!"), "\(sound.output)")
    #expect(
      try database.query("SELECT count(*) FROM tutanak_capture.app_sessions WHERE captured_as = 'present'") == [["7"]])
    // A change by hand of the function's rights is seen.
    try database.execute("ALTER FUNCTION tutanak_capture.app_sessions() RESET search_path")
    #expect(try installation.capture("status").output.contains("search_path"))
  }

  @Test func `nothing of the caller's runs with the owner's rights`() throws {
    let installation = try Installation.ofSystem("storefront")
    let database = installation.database
    let role = "attacker_\(database.name)"
    try database.execute(
      """
      CREATE ROLE \(role); CREATE SCHEMA trap AUTHORIZATION \(role); GRANT ALL ON app_sessions TO \(role);
      CREATE TABLE trap.seen (who text); GRANT INSERT ON trap.seen TO PUBLIC; GRANT USAGE ON SCHEMA trap TO PUBLIC;
      """)
    defer { try? database.execute("DROP OWNED BY \(role) CASCADE; DROP ROLE \(role)") }
    try installation.installCapture()
    // Functions and operators that note in whose name they run, before those of PostgreSQL.
    let traps = ["clock_timestamp()", "now()", "pg_current_xact_id()"].map { name in
      "CREATE FUNCTION trap.\(name) RETURNS timestamptz LANGUAGE sql AS "
        + "$$ INSERT INTO trap.seen VALUES (current_user); SELECT pg_catalog.now() $$;"
    }
    try database.execute(
      """
      SET ROLE \(role); \(traps.joined())
      CREATE FUNCTION trap.format(text, VARIADIC text[]) RETURNS text LANGUAGE sql AS
        $$ INSERT INTO trap.seen VALUES (current_user); SELECT '' $$;
      CREATE FUNCTION trap.equal(text, text) RETURNS boolean LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO trap.seen VALUES (current_user); RETURN true; END $$;
      CREATE OPERATOR trap.= (LEFTARG = text, RIGHTARG = text, FUNCTION = trap.equal);
      CREATE TEMP TABLE tutanak_failures (x int);
      SET search_path = trap, pg_catalog, public;
      \(Self.statements)
      """)
    // The caller's own statement falls into the trap, with the caller's rights.
    #expect(try database.query("SELECT DISTINCT who FROM trap.seen") == [[role]])
    #expect(
      try database.query("SELECT count(*), count(DISTINCT captured_as) FROM tutanak_capture.app_sessions") == [
        ["17", "5"]
      ])
    // Nor can it be called from a table of somebody else's, to write a history that never was.
    #expect(throws: (any Error).self) {
      try database.execute(
        """
        SET ROLE \(role); CREATE TABLE trap.app_sessions (LIKE public.app_sessions);
        CREATE TRIGGER forged AFTER INSERT ON trap.app_sessions FOR EACH ROW EXECUTE FUNCTION tutanak_capture.app_sessions()
        """)
    }
  }
}
