import Files
import Foundation
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

  @Test func `the transaction ends when all is read and pg_dump has taken the snapshot over`() async throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let installation = try Installation(on: database, settings: ["formats": "[json]"])
    // pg_dump joins the snapshot and waits for a table that is no report's, until a file lets it go on.
    try database.execute("CREATE TABLE zz_other (id int)")
    let letGo = installation.folder.path + "/let-go"
    let locking = try RunningProgram([
      "bash", "-c",
      """
      { echo 'BEGIN; LOCK zz_other;'; while [ ! -e "$1" ]; do sleep 0.05; done; } | "$2/psql" -Xq -d "$3"
      """, "-", letGo, database.server.binaries, database.connection,
    ])
    let isLocked = "SELECT count(*) > 0 FROM pg_locks WHERE relation = 'zz_other'::regclass"
    #expect(try locking.reaches { try database.query(isLocked) == [["t"]] })
    let run = try installation.start("run", "nightly")
    let sessions = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name "
    #expect(
      try run.reaches { try database.query(sessions + "LIKE 'tutanak dump %' AND wait_event_type = 'Lock'") == [["1"]] }
    )
    // The reports are issued and nothing of them is left on the server, while the dump is still to read everything.
    #expect(
      try run.reaches {
        let open = try database.query(sessions + "= 'tutanak'")
        return installation.packages.count == 3 && open == [["0"]]
      })
    try database.execute("DELETE FROM sessions")
    try "".write(toFile: letGo, atomically: true, encoding: .utf8)
    let outcome = try run.wait()
    #expect(outcome.status == 0, "\(outcome.errors)")
    _ = try locking.wait()
    // What it dumped is the snapshot of the reports all the same.
    let read = try #require(try installation.package("OTR").manifest()["rows"]["sessions"]["read"].integer)
    let count = try installation.restore(installation.onlyBackup()).query("SELECT count(*) FROM sessions")[0][0]
    #expect(read > 0 && Int(count ?? "") ?? 0 >= read)
  }

  @Test(.enabled(if: Programs.path(of: "taskset") != nil))
  func `a step of the dump that is due while documents are drawn starts on time`() throws {
    // On one core Swift has one thread for tasks: a drawing that kept it would keep the dump's next step waiting.
    // Of so many rows that drawing takes far longer than a program needs to start, however busy the machine is.
    let database = try TestServer.shared().makeDatabase(from: .efysSample)
    try database.execute(
      """
      INSERT INTO sessions (user_id, session_token, ip_address, created_at, expires_at, is_active)
        SELECT (SELECT min(id) FROM users), 'many-' || n, '233.252.0.77', t, t + interval '10 minutes', false
        FROM generate_series(1, 20000) n, LATERAL (SELECT '2026-10-07 03:00'::timestamp + n * interval '3 seconds' AS t) x
      """)
    let installation = try Installation(on: database)
    let drawn = "ls -d '\(installation.archive)'/2026/.2026-*.partial >/dev/null 2>&1"
    try installation.replaceDump("\"$REAL\" \"$@\"; for n in {1..1200}; do \(drawn) && exit; sleep 0.02; done; exit 1")
    let seen = installation.folder.path + "/drawing-at-reading"
    let real = installation.database.server.binaries + "/pg_restore"
    let restore = try installation.writeProgram(
      "pg_restore", "if \(drawn); then echo drawing >'\(seen)'; fi; exec \(real) \"$@\"")
    let dump = installation.folder.path + "/bin/pg_dump"
    try installation.configure(settings: ["backup": "{ pg_dump: \(dump), pg_restore: \(restore) }"])
    let outcome = try installation.run("run", "nightly", wrapper: ["taskset", "-c", "0"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect((try? InputFile.text(seen)) == "drawing\n")
  }
}
