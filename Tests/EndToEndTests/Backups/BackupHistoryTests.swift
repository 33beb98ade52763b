import Files
import Support
import Testing

/// The application's own table says of each backup what became of it, as its own job did.
@Suite struct BackupHistoryTests {
  private static let columns = "backup_type, backup_file, file_size, status, error, created_at"

  private static func install(_ history: String, grants: String = "") throws -> Installation {
    let database = try TestServer.shared().makeDatabase(from: .efysEmpty)
    if !grants.isEmpty { try database.execute(grants) }
    return try Installation(on: database, source: ["backup_history": history, "expect_rows": "false"])
  }

  private static let grants = """
    GRANT INSERT ON backup_history TO tutanak_reader; GRANT USAGE ON SEQUENCE backup_history_id_seq TO tutanak_reader;
    """

  private static func rows(_ installation: Installation) throws -> [[String?]] {
    try installation.database.query("SELECT \(columns) FROM backup_history ORDER BY id")
  }

  @Test func `a backup that was made, and one that was not`() throws {
    let installation = try Self.install("true", grants: Self.grants)
    let outcome = try installation.run("backup", "create", "--locale", "en")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let backup = try installation.onlyBackup()
    let bytes = try Command.run("sh", "-c", "cat \"$1\"/* | wc -c", "sh", backup).output.split(separator: "\n")[0]
    // The night is 02:15 in Istanbul, and so is the application's clock.
    #expect(
      try Self.rows(installation) == [["manual", backup, String(bytes), "success", nil, "2026-10-08 02:15:00"]])

    let tool = try installation.writeProgram(
      "pg_dump",
      """
      if [ "$1" = --version ]; then echo "pg_dump (PostgreSQL) 15.20"; exit; fi
      echo "pg_dump: error: it's over" >&2; exit 1
      """)
    try installation.configure(
      source: ["backup_history": "true", "expect_rows": "false"], settings: ["backup": "{ pg_dump: \(tool) }"])
    let failed = try installation.run("run", "nightly", "--locale", "en")
    #expect(failed.status == 2, "\(failed.errors)")
    let row = try #require(try Self.rows(installation).last)
    #expect(row[0] == "nightly" && row[1] == "" && row[2] == nil && row[3] == "failed")
    #expect(row[4]?.contains("it's over. No backup was published.") == true)
    // The snapshot of a backup is older than what is written of it.
    #expect(try installation.restore(backup).query("SELECT count(*) FROM backup_history") == [["0"]])
  }

  @Test func `a role without INSERT takes nothing from the backup, and is warned about`() throws {
    let installation = try Self.install("true")
    let outcome = try installation.run("backup", "create", "--locale", "en")
    #expect(outcome.status == 0)
    #expect(
      outcome.errors.contains("back-office: the backup was not written into the application's table (backup_history);"))
    #expect(outcome.errors.contains("The role needs INSERT on that table."))
    let inTurkish = try installation.run("backup", "create")
    #expect(inTurkish.errors.contains("Rolün o tabloda INSERT yetkisi olmalı."))
    #expect(installation.backups.count == 2)
    #expect(try Self.rows(installation).isEmpty)
  }

  @Test func `a role and an INSERT of its own, and the one that reads stays without a right to write`() throws {
    let installation = try Self.install("false")
    try installation.database.execute(
      """
      CREATE TABLE dumps (what text, bytes bigint);
      CREATE ROLE tutanak_history LOGIN; GRANT INSERT ON dumps TO tutanak_history;
      """)
    defer { _ = try? installation.database.execute("DROP OWNED BY tutanak_history; DROP ROLE tutanak_history") }
    let sql = try installation.folder.write(
      "dumps.sql", "-- ours\nINSERT INTO dumps SELECT :'file' || ' ' || :'status', :'size'::bigint;\n")
    let connection = installation.database.connection(as: .reader)
      .replacing("tutanak_reader", with: "tutanak_history")
    try installation.configure(source: ["backup_history": "{ sql: \(sql), connection: \"\(connection)\" }"])
    let outcome = try installation.run("backup", "create", "--locale", "en")
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
    let backup = try installation.onlyBackup()
    #expect(try installation.database.query("SELECT what, bytes > 0 FROM dumps") == [[backup + " success", "t"]])

    // An INSERT that writes nothing is none.
    try installation.folder.write("dumps.sql", "INSERT INTO dumps SELECT :'file', 1 WHERE false")
    let nothing = try installation.run("backup", "create", "--locale", "en")
    #expect(nothing.status == 0)
    #expect(nothing.errors.contains("dumps.sql: the INSERT wrote no row."))
  }

  @Test func `a name that nobody gives, and a system without an INSERT, are told by day`() throws {
    let installation = try Self.install("true")
    let sql = try installation.folder.write("history.sql", "INSERT INTO backup_history (status)\nVALUES (:'state')")
    for (source, message) in [
      (["backup_history": "{ sql: \(sql) }"], "history.sql:2: :'state' is unknown; there are:"),
      (["backup_history": "{ sql: \"\(sql)x\" }"], "history.sqlx"),
      (["backup_history": "{ file: x }"], "“file” is an unknown key"),
      (["backup_history": "true", "system": "telega"], "the system has no backup_history.sql"),
    ] {
      try installation.configure(source: source)
      let outcome = try installation.run("config", "check", "--locale", "en")
      #expect(outcome.status == 78)
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }
  }
}
