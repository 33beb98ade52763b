import Files
import Foundation
import Support
import Testing

/// Whoever was erased after a backup was made does not come back with it.
@Suite struct BackupErasureTests {
  private static let rows = """
    INSERT INTO users SELECT n, 'kişi ' || n FROM generate_series(1, 9) n;
    INSERT INTO users VALUES ('O''Neil;--', 'tırnaklı');
    INSERT INTO sessions (session_id, user_id, started_at) SELECT n, n % 9 + 1, '2026-10-01' FROM generate_series(1, 18) n;
    """

  private static let statements = """
    -- one person; a quoted ';' parts nothing
    DELETE FROM sessions WHERE user_id = :'user_id' AND ';' <> :'user_id';
    DELETE FROM users WHERE user_id = :'user_id';
    """

  private let installation: Installation
  private let list: String

  init() throws {
    let database = try PlainSystem.makeDatabase(Self.rows)
    installation = try PlainSystem.install(on: database, source: ["connection": "\"\(database.connection)\""])
    #expect(try installation.run("backup", "create").status == 0)
    list = try installation.folder.write("erased.txt", "3\r\n\nO'Neil;--\n3\n5")
    try configure(Self.statements)
    try protect(0o600)
  }

  private func protect(_ mode: Int) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: list)
  }

  private func configure(_ statements: String) throws {
    let sql = try installation.folder.write("erase.sql", statements)
    try installation.configure(
      source: [
        "system": "\"\(installation.folder.path)/plain\"", "connection": "\"\(installation.database.connection)\"",
        "erasures": "{ list: \(list), sql: \(sql) }",
      ])
  }

  @Test func `a restored database and a drill are without them`() throws {
    let name = "erased_" + (try installation.database.query("SELECT current_database()")[0][0] ?? "")
    defer { _ = try? installation.database.execute("DROP DATABASE IF EXISTS \(name) WITH (FORCE)") }
    // The dump has them.
    let raw = try installation.restore(installation.onlyBackup())
    #expect(try raw.query("SELECT count(*) FROM users WHERE user_id IN ('3', '5', 'O''Neil;--')") == [["3"]])

    let words = ["backup", "restore", "latest", "--to", name, "--json", "--locale", "en"]
    let outcome = try installation.run(words: words)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let result = try JSON(text: outcome.output)
    let examined = result["examined"][0]
    #expect(examined["erased_subjects"] == 3 && examined["erased_rows"] == 7 && examined["erased_left"] == 0)
    #expect(result["remarks"][0].text?.contains("3 persons that had been erased were erased again (7 rows)") == true)
    let psql = [installation.database.server.binaries + "/psql", "-XAtq", "-d"]
    let counted = try Command.run(
      words: psql + [
        installation.database.connection + " dbname=\(name)", "-c",
        "SELECT (SELECT string_agg(user_id, ',' ORDER BY user_id) FROM users), (SELECT count(*) FROM sessions)",
      ])
    #expect(counted.output == "1,2,4,6,7,8,9|14\n")

    let drill = try installation.run("backup", "drill", "--json", "--locale", "en")
    #expect(drill.status == 0, "\(drill.errors)")
    #expect(try JSON(text: drill.output)["examined"][0]["erased_rows"] == 7)
    // No key is written down.
    #expect(!(try InputFile.text(installation.archive + "/ledger.jsonl")).contains("O'Neil"))
  }

  @Test func `statements that leave somebody there fail, and what cannot be used is said before anything is done`()
    throws
  {
    try configure("DELETE FROM users WHERE user_id = :'user_id'")
    let outcome = try installation.run("backup", "drill", "--json", "--locale", "en")
    #expect(outcome.status == 6)
    #expect(
      outcome.errors.contains("persons that were erased are back: back-office, sessions.sql, 4 rows"),
      "\(outcome.errors)")
    #expect(try JSON(text: outcome.output)["examined"][0]["verdict"] == "failed")

    for (sql, words, status) in [
      ("DELETE FROM users", "no statement uses :'user_id'", 78), ("SELECT :'user'", ":'user' is unknown", 78),
      ("DELETE FROM nobody WHERE id = :'user_id'", "Replaying the erasures failed", 78),
    ] {
      try configure(sql)
      let refused = try installation.run("backup", "drill", "--locale", "en")
      #expect(Int(refused.status) == status && refused.errors.contains(words), "\(refused.errors)")
    }
    try protect(0o644)
    let open = try installation.run("backup", "drill", "--locale", "en")
    #expect(open.status == 78 && open.errors.contains("chmod 600"), "\(open.errors)")
  }
}
