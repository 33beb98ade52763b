import Support
import Testing

/// Report and backup see one moment of the database, whatever is written meanwhile.
@Suite struct SnapshotTests {
  @Test(.timeLimit(.minutes(10)))
  func `rows written while a run reads are in no output, and the dump has what the report counted`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let installation = try Installation(on: database)
    try installation.slowDown(seconds: 1, settings: ["formats": "[json, csv]"])
    let tables = ["users", "sessions", "security_events", "system_logs"]
    func counts(_ database: TestDatabase) throws -> [String?] {
      try tables.map { try database.query("SELECT count(*) FROM \($0)")[0][0] }
    }
    let before = try counts(database)

    let run = try installation.start("run", "nightly")
    // Its snapshot is taken, the sessions are still to come.
    try #require(try run.reaches { try installation.isReading() })
    try database.execute(
      """
      INSERT INTO users (username, email, password_hash) VALUES ('geç.kalan', 'g@example', 'x');
      INSERT INTO sessions (user_id, session_token, ip_address, created_at, expires_at, is_active)
        SELECT max(id), 'late', '233.252.0.77', '2026-10-07 12:00', '2026-10-07 13:00', false FROM users;
      INSERT INTO security_events (user_id, event_type, ip_address, created_at)
        SELECT max(id), 'login_success', '233.252.0.77', '2026-10-07 12:00' FROM users;
      INSERT INTO system_logs (log_level, module, message, created_at)
        VALUES ('ERROR', 'late_module', '-', '2026-10-07 12:00');
      DELETE FROM sessions WHERE id = (SELECT max(id) FROM sessions WHERE created_at::date = '2026-10-07' AND user_id = 2);
      """)
    #expect(try run.wait().status == 0)

    let restored = try installation.restore(installation.onlyBackup())
    #expect(try counts(restored) == before)
    #expect(try counts(database) != before)
    for package in installation.packages {
      for name in package.files where !name.hasPrefix("manifest") {
        let found = try Command.run(
          "grep", "-c", "-e", "233.252", "-e", "late_module", "-e", "ge\\*", package.folder + "/" + name)
        #expect(found.output == "0\n", "\(name)")
      }
    }
    let reported = try installation.package("GOR").json()["document"]["counts"]["events"].integer
    let events = "SELECT count(*) FROM security_events WHERE created_at >= '2026-10-07' AND created_at < '2026-10-08'"
    #expect(try restored.query(events) == [["\(reported ?? -1)"]])
    #expect(try database.query(events) != [["\(reported ?? -1)"]])
    let read = try installation.package("OTR").manifest()["rows"]["sessions"]["read"].integer
    let again = try Installation(on: restored, settings: ["formats": "[json]"])
    try restored.load("demo/efys/reader.sql")
    #expect(try again.run("report", "OTR", "--period", "yesterday").status == 0)
    #expect(try again.package("OTR").manifest()["rows"]["sessions"]["read"].integer == read)
  }

  @Test func `what a SELECT's functions make does not stay`() throws {
    // Before version 16 a server lets large objects be made where nothing may be written.
    let installation = try PlainSystem.install(
      """
      INSERT INTO sessions (session_id, user_id, started_at) VALUES ('1', 'u', '2026-10-07 09:00Z');
      CREATE FUNCTION iz() RETURNS text LANGUAGE plpgsql AS $$ BEGIN
      PERFORM pg_notify('iz', 'kanarya'); PERFORM lo_create(0); RETURN 'x';
      EXCEPTION WHEN read_only_sql_transaction THEN RETURN 'x'; END $$;
      """, files: ["sessions.sql": "SELECT s.*, iz() AS device FROM sessions s\n"], settings: ["formats": "[json]"])
    #expect(try installation.run("report", "OTR", "--period", "yesterday").status == 0)
    #expect(try installation.run("source", "check").status == 0)
    #expect(try installation.run("run", "nightly").status == 0)
    #expect(try installation.database.query("SELECT count(*) FROM pg_largeobject_metadata") == [["0"]])
  }

  @Test func `a dump that begins when everything is read still sees the same`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let installation = try Installation(on: database)
    try installation.replaceDump(
      #"for n in {1..1200}; do [ -e "\#(installation.package("GOR").folder)" ] && exec $REAL "$@"; sleep 0.05; done; exit 1"#
    )
    let outcome = try installation.run("run", "nightly")
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    let snapshots = try [installation.onlyBackup(), installation.package("GOR").folder].map {
      try JSON(file: $0 + "/manifest.json")["snapshot"]
    }
    #expect(snapshots[0] == snapshots[1])
  }
}
