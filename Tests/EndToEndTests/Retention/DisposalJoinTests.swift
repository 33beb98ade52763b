import Foundation
import Support
import Testing

/// Queries that join or put tables together: what is deleted is the due records, and not as many other rows.
@Suite struct DisposalJoinTests {
  /// The sessions' users by name in a table of their own; of one due session there is none, of another there are two.
  private static let people = """
    CREATE TABLE people (id text, name text);
    INSERT INTO people SELECT DISTINCT user_id, 'ad ' || user_id FROM sessions WHERE user_id IS NOT NULL;
    UPDATE sessions SET user_id = 'yok' WHERE session_id = 'gizli-30';
    UPDATE sessions SET user_id = 'çift' WHERE session_id = 'gizli-31';
    INSERT INTO people VALUES ('çift', 'a'), ('çift', 'b');
    CREATE TABLE archived (LIKE sessions);
    INSERT INTO archived SELECT 'eski-' || session_id, user_id, user_name, started_at FROM sessions;
    GRANT SELECT ON people, archived TO tutanak_reader;
    """
  private static let due = "started_at >= '1900-01-01' AND started_at < :'cutoff'::timestamptz"

  @Test func `rows that a join hides or doubles, and rows of another table`() throws {
    let trial = try DisposalTrial(Self.people)
    let folder = trial.installation.folder
    func query(_ sql: String, _ statement: String = DisposalTrial.statement) throws {
      try folder.write("plain/sessions.sql", sql)
      try folder.write("delete.sql", statement)
    }
    func refused(_ words: String, status: Int32 = 78) throws {
      let outcome = try trial.run(["plan", "oturumlar", "--reason", "x"])
      #expect(
        outcome.status == status && outcome.errors.contains(words), "\(words): \(outcome.status) \(outcome.errors)")
      #expect(try trial.count() == 42 && trial.count(in: "archived") == 42, "\(words)")
    }
    try folder.write("plain/users.sql", "SELECT id AS user_id, name AS user_name FROM people\n")
    let columns = "s.session_id, p.id AS user_id, p.name AS user_name, s.started_at"
    // The session of nobody is no record of the query, and would be deleted with the others; the number is the same, since
    // another one is two records.
    try query("SELECT \(columns) FROM sessions s JOIN people p ON p.id = s.user_id\n")
    try refused("by what they are called, the deleted rows are not the records")
    // Without the double one the number tells.
    try query("SELECT \(columns) FROM sessions s JOIN people p ON p.id = s.user_id AND p.name <> 'b'\n")
    try refused("records are due, and the server answered")
    // The double one by itself: fewer rows than records.
    try query("SELECT \(columns) FROM sessions s LEFT JOIN people p ON p.id = s.user_id\n")
    try refused("records are due, and the server answered")
    // Named by what another table says, a record is no row of this one.
    try query(
      "SELECT p.id AS session_id, s.user_id, s.started_at FROM sessions s JOIN people p ON p.id = s.user_id\n")
    try refused("do not come from public.sessions alone")
    // Nor is one whose moment another query can say.
    try query(
      "SELECT session_id, user_id, coalesce((SELECT max(a.started_at) FROM archived a WHERE a.session_id = s.session_id), "
        + "s.started_at) AS started_at FROM sessions s\n")
    try refused("do not come from public.sessions alone")
    // Of two tables one after the other only a part can be deleted here: what is due in the other one would remain.
    let both = """
      SELECT session_id, user_id, started_at, 'canlı' AS kind FROM sessions
      UNION ALL SELECT session_id, user_id, started_at, 'arşiv' FROM archived

      """
    try query(both)
    try refused("records are due, and the server answered")
    // Rows that are not due are not deleted for them either.
    try query(both, "DELETE FROM sessions WHERE \(Self.due) OR true")
    try refused("records are due, and the server answered")
    // A part that is chosen by a word can be: the rows of the other table stay.
    try trial.configure(rule: "only: { column: kind, in: [canlı] },")
    try query(both)
    try trial.installation.database.execute("UPDATE people SET id = 'tek' WHERE name = 'b'")
    #expect(try trial.run(["hold", "oturumlar", "--reason", "dava"]).status == 0)
    let held = try trial.run(["plan", "oturumlar", "--reason", "x"])
    #expect(held.status == 77 && held.errors.contains("A legal hold stands"), "\(held.errors)")
    #expect(try trial.run(["release", "oturumlar", "--reason", "bitti"]).status == 0)
    let archived = try trial.count(in: "archived")
    #expect(try trial.plan().number.isEmpty == false)
    // With one name for each user a record is a row, of whomever; and a WITH query is looked through.
    try trial.configure()
    try query(
      """
      WITH kept AS MATERIALIZED (SELECT s.session_id, s.user_id, s.started_at FROM sessions s)
      SELECT k.session_id, p.id AS user_id, p.name AS user_name, k.started_at, 'x' AS status
      FROM kept k LEFT JOIN people p ON p.id = k.user_id

      """)
    let plan = try trial.approved()
    let carried = try trial.run(["run", plan.number, "--confirm", plan.code])
    #expect(carried.status == 0, "\(carried.errors)")
    #expect(try trial.count() == 42 - (trial.record().json()["document"]["counts"]["rows_removed"].integer ?? 0))
    #expect(try trial.count("session_id IN ('gizli-30', 'gizli-31')") == 0 && trial.count(in: "archived") == archived)
  }

  @Test func `a table in partitions, joined`() throws {
    let trial = try DisposalTrial(
      """
      ALTER TABLE sessions RENAME TO whole;
      CREATE TABLE sessions (LIKE whole) PARTITION BY LIST (status);
      CREATE TABLE closed PARTITION OF sessions FOR VALUES IN ('kapalı');
      CREATE TABLE rest PARTITION OF sessions DEFAULT;
      INSERT INTO sessions SELECT * FROM whole;
      DROP TABLE whole;
      GRANT SELECT ON sessions TO tutanak_reader;
      """)
    try trial.installation.folder.write(
      "plain/sessions.sql",
      """
      SELECT s.session_id, coalesce(u.user_id, s.user_id) AS user_id, u.user_name, s.started_at, s.ip, s.status
      FROM sessions s LEFT JOIN users u USING (user_id)

      """)
    let plan = try trial.approved()
    let due = try trial.state(plan.number)["due"].integer ?? 0
    #expect(due > 20)
    let carried = try trial.run(["run", plan.number, "--confirm", plan.code])
    #expect(carried.status == 0, "\(carried.errors)")
    #expect(try trial.count() == 42 - due && trial.count(in: "rest") == 2)
  }

  @Test func `what others write before the table is closed to them is seen, and what changes the plan is refused`()
    throws
  {
    let trial = try DisposalTrial()
    let plan = try trial.approved()
    let database = trial.installation.database
    /// Runs the plan while another connection has written and not yet completed that; the program waits for its lock.
    func run(beside sql: String) throws -> Command.Outcome {
      let writer = try RunningProgram([
        database.server.binaries + "/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database.connection,
        "-c", "BEGIN; \(sql)", "-c", "SELECT pg_sleep(4)", "-c", "COMMIT",
      ])
      let waiting = "SELECT count(*) FROM pg_locks WHERE relation = 'sessions'::regclass AND mode = 'RowExclusiveLock'"
      #expect(try writer.reaches { try database.query(waiting)[0][0] == "1" })
      let outcome = try trial.run(["run", plan.number, "--confirm", plan.code])
      #expect(try writer.wait().status == 0)
      return outcome
    }
    let changed = try run(beside: "UPDATE sessions SET ip = '198.51.100.1' WHERE session_id = 'gizli-30'")
    #expect(changed.status == 64 && changed.errors.contains("are not those of the plan"), "\(changed.errors)")
    #expect(try trial.count("session_id LIKE 'gizli-%'") == 40)
    try database.execute("UPDATE sessions SET ip = '203.0.113.30' WHERE session_id = 'gizli-30'")
    let more = try run(
      beside: "INSERT INTO sessions (session_id, started_at) VALUES ('geç', now() - interval '9 years')")
    #expect(more.status == 64 && more.errors.contains("are not those of the plan"), "\(more.errors)")
    #expect(try trial.count("session_id = 'geç'") == 1)
    try database.execute("DELETE FROM sessions WHERE session_id = 'geç'")
    // A record that is not due is nobody's harm: it stays, and it is counted.
    let beside = try run(beside: "INSERT INTO sessions (session_id, started_at) VALUES ('yeni', now())")
    #expect(beside.status == 0, "\(beside.errors)")
    #expect(try trial.count("session_id = 'yeni'") == 1)
    #expect(try trial.record().json()["disposal_counts"][0]["rows_before"] == 43)
  }
}
