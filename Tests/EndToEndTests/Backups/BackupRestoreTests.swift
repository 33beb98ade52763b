import Files
import Foundation
import Support
import Testing

/// A backup restored for use comes back whole into a database that was empty, or says what did not.
@Suite struct BackupRestoreTests {
  private static let rows = "INSERT INTO users SELECT n, 'kişi ' || n FROM generate_series(1, 30) n;"

  private static func install(_ backup: String = "format: custom") throws -> Installation {
    let database = try PlainSystem.makeDatabase(rows)
    let installation = try PlainSystem.install(
      on: database, source: ["connection": "\"\(database.connection)\""], settings: ["backup": "{ \(backup) }"])
    #expect(try installation.run("backup", "create").status == 0)
    return installation
  }

  /// A name no other test gives, and the database of it dropped in the end.
  private static func name(_ installation: Installation) throws -> String {
    "restored_" + (try installation.database.query("SELECT current_database()")[0][0] ?? "")
  }

  private static func drop(_ name: String, _ installation: Installation) {
    _ = try? installation.database.execute("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
  }

  private static func count(_ table: String, in name: String, _ installation: Installation) throws -> String {
    let outcome = try Command.run(
      installation.database.server.binaries + "/psql", "-XAtq", "-d",
      installation.database.connection + " dbname=\(name)", "-c", "SELECT count(*) FROM \(table)")
    return outcome.output.trimmingCharacters(in: .newlines)
  }

  @Test(arguments: ["format: custom", "format: directory, compression: gzip", "format: plain"])
  func `a new database has what was dumped`(backup: String) throws {
    let installation = try Self.install(backup)
    let name = try Self.name(installation)
    defer { Self.drop(name, installation) }
    let planned = try installation.run("backup", "restore", "latest", "--to", name, "--dry-run", "--locale", "en")
    #expect(planned.status == 0 && planned.output.contains("would be restored into a new database “\(name)”"))
    let outcome = try installation.run(
      "backup", "restore", "latest", "--to", name, "--jobs", "2", "--json", "--locale", "en")
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
    let examined = try JSON(text: outcome.output)["examined"][0]
    #expect(examined["act"] == "restore" && examined["verdict"] == "passed" && examined["rows"] == 30)
    #expect(try Self.count("users", in: name, installation) == "30")
    let lines = try InputFile.text(installation.archive + "/ledger.jsonl").split(separator: "\n")
    let entry = try JSON(text: String(lines.last ?? ""))
    #expect(entry["act"] == "restore" && entry["outcome"] == "passed" && entry["facts"]["database"] == .text(name))
  }

  @Test func `what is there is dropped for nobody who has not said its name`() throws {
    let installation = try Self.install()
    let name = try Self.name(installation)
    defer { Self.drop(name, installation) }
    // An empty one may be used.
    try installation.database.execute("CREATE DATABASE \(name)")
    let words = ["backup", "restore", "latest", "--locale", "en", "--to", name]
    #expect(try installation.run(words: words).status == 0)
    let full = try installation.run(words: words)
    #expect(full.status == 64 && full.errors.contains("is there and not empty"), "\(full.errors)")
    for more in [["--clean"], ["--clean", "--confirm", "other"], ["--confirm", name]] {
      let refused = try installation.run(words: words + more)
      #expect(refused.status == 64 && refused.errors.contains("Nothing was changed"), "\(refused.errors)")
    }
    #expect(try Self.count("users", in: name, installation) == "30")
    let cleaned = try installation.run(words: words + ["--clean", "--confirm", name])
    #expect(cleaned.status == 0, "\(cleaned.errors)")
    #expect(try Self.count("users", in: name, installation) == "30")
  }

  @Test func `rows that are not what they were are told`() throws {
    let installation = try Self.install("format: plain, compression: none")
    let name = try Self.name(installation)
    defer { Self.drop(name, installation) }
    let file = URL(filePath: try installation.onlyBackup() + "/back-office.sql")
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacing("kişi 7", with: "kişi 8").write(to: file, atomically: false, encoding: .utf8)
    let outcome = try installation.run("backup", "restore", "latest", "--to", name, "--locale", "en")
    #expect(outcome.status == 6)
    #expect(outcome.errors.contains("public.users: the number of rows is right (30)"), "\(outcome.errors)")
    Self.drop(name, installation)
    let unknown = try installation.run("backup", "restore", "latest", "--to", name, "--server", "host=/nowhere")
    #expect(unknown.status == 69)
  }

  @Test func `a server that goes away says nothing of the backup, and half a database does not stay`() throws {
    let installation = try Self.install()
    let name = try Self.name(installation)
    defer { Self.drop(name, installation) }
    let program = try installation.writeProgram(
      "pg_restore", "echo 'pg_restore: error: server closed the connection unexpectedly' >&2; exit 1")
    try installation.configure(
      source: [
        "system": "\"\(installation.folder.path)/plain\"", "connection": "\"\(installation.database.connection)\"",
      ], settings: ["backup": "{ pg_restore: \(program) }"])
    let outcome = try installation.run("backup", "restore", "latest", "--to", name, "--json", "--locale", "en")
    #expect(outcome.status == 69 && outcome.errors.contains("could not finish restoring"), "\(outcome.errors)")
    #expect(try JSON(text: outcome.output)["examined"][0]["verdict"] == "not_run")
    let left = "SELECT count(*) FROM pg_database WHERE datname = '\(name)'"
    #expect(try installation.database.query(left) == [["0"]])
  }

  @Test func `a role that the server lacks is named`() throws {
    let database = try PlainSystem.makeDatabase(Self.rows)
    let role = "owner_of_" + (try database.query("SELECT current_database()")[0][0] ?? "")
    try database.execute("CREATE ROLE \(role); ALTER TABLE users OWNER TO \(role)")
    let installation = try PlainSystem.install(on: database, source: ["connection": "\"\(database.connection)\""])
    #expect(try installation.run("backup", "create").status == 0)
    try database.execute("ALTER TABLE users OWNER TO postgres; DROP ROLE \(role)")
    let name = try Self.name(installation)
    defer { Self.drop(name, installation) }
    let refused = try installation.run("backup", "restore", "latest", "--to", name, "--locale", "en")
    #expect(refused.status == 64 && refused.errors.contains("lacks roles that the backup names: \(role)"))
    let outcome = try installation.run("backup", "restore", "latest", "--to", name, "--no-owner", "--locale", "en")
    #expect(outcome.status == 0, "\(outcome.errors)")
  }
}
