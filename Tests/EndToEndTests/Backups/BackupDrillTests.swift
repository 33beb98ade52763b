import Files
import Foundation
import Support
import Testing

/// A drill says of a backup what came back from it: by table, by row and by digest, and nothing where it could not be run.
@Suite struct BackupDrillTests {
  /// An installation with one backup, of a database that the superuser dumps.
  private static func install(_ sql: String, _ backup: String) throws -> Installation {
    let database = try PlainSystem.makeDatabase(sql)
    let installation = try PlainSystem.install(
      on: database, source: ["connection": "\"\(database.connection)\""], settings: ["backup": "{ \(backup) }"])
    let outcome = try installation.run("backup", "create", "--locale", "en")
    #expect(outcome.status == 0, "\(outcome.errors)")
    return installation
  }

  private static func configure(_ installation: Installation, _ backup: String) throws {
    try installation.configure(
      source: [
        "system": "\"\(installation.folder.path)/plain\"", "connection": "\"\(installation.database.connection)\"",
      ], settings: ["backup": "{ \(backup) }"])
  }

  private static func lastEntry(_ installation: Installation) throws -> JSON {
    let lines = try InputFile.text(installation.archive + "/ledger.jsonl").split(separator: "\n")
    return try JSON(text: String(lines.last ?? ""))
  }

  private static let users =
    "INSERT INTO users SELECT n, 'kişi ' || n, 'Ad Soyad', n || '@example.com' FROM generate_series(1, 40) n;"

  @Test(arguments: [
    "format: custom", "format: directory, compression: none", "format: plain, compression: gzip",
  ])
  func `every kind of table comes back, and the drill passes`(backup: String) throws {
    let installation = try Self.install(
      RecordedContentsTests.hostile + """
        ALTER TABLE events ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON events TO tutanak_reader USING (true);
        ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO tutanak_reader; ALTER TABLE fast OWNER TO tutanak_reader;
        """, backup)
    let outcome = try installation.run("backup", "drill", "--json", "--locale", "en")
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
    let examined = try JSON(text: outcome.output)["examined"][0]
    #expect(examined["verdict"] == "passed" && examined["compared"] == "rows_and_digests")
    #expect(examined["method"] == "private" && examined["tables"] == 12 && examined["rows"] == 76)
    #expect(examined["differences"] == [] && (examined["restore_us"].integer ?? 0) > 0)
    let entry = try Self.lastEntry(installation)
    #expect(entry["act"] == "drill" && entry["outcome"] == "passed" && entry["facts"]["rows"] == 76)
    // Nothing is left of the server.
    #expect(installation.commands == [])
    #expect(!installation.everything.contains { $0.contains("drill") })
  }

  @Test func `a row that is another, and rows that are missing, are told by table`() throws {
    let installation = try Self.install(Self.users, "format: plain, compression: none")
    let file = URL(filePath: try installation.onlyBackup() + "/back-office.sql")
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacing("7@example.com", with: "7@example.org").write(to: file, atomically: false, encoding: .utf8)
    let altered = try installation.run("backup", "drill", "--json", "--locale", "en")
    #expect(altered.status == 6, "\(altered.errors)")
    #expect(
      altered.errors.contains("public.users: the number of rows is right (40), their content is not"),
      "\(altered.errors)")
    let examined = try JSON(text: altered.output)["examined"][0]
    // psql saw no error.
    #expect(examined["verdict"] == "failed" && examined["restore_errors"] == [])
    #expect(examined["differences"].list.map { $0["name"] } == ["public.users"])
    #expect(examined["differences"][0]["kind"] == "digest")
    // A row's value is nowhere.
    #expect(!altered.errors.contains("example.org") && !altered.output.contains("example.org"))

    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    try lines.filter { !$0.contains("@example.com") || $0.hasPrefix("1\t") }.joined(separator: "\n").write(
      to: file, atomically: false, encoding: .utf8)
    let cut = try installation.run("backup", "drill", "--locale", "en")
    #expect(cut.status == 6)
    #expect(cut.errors.contains("public.users: 40 rows were recorded, 1 came back"), "\(cut.errors)")

    // An error of the restoring is an error, though psql would go on.
    try (text + "\nSELECT 1 / 0;\nINSERT INTO users VALUES ('gizli');\n").write(
      to: file, atomically: false, encoding: .utf8)
    let failing = try installation.run("backup", "drill", "--locale", "en")
    #expect(failing.status == 6 && failing.errors.contains("1 errors came up while it was restored"))
    #expect(failing.errors.contains("22012") && !failing.errors.contains("gizli"), "\(failing.errors)")
    #expect(try Self.lastEntry(installation)["outcome"] == "failed")
  }

  @Test func `a drill that cannot be run says nothing of the backup`() throws {
    let installation = try Self.install(Self.users, "contents: none")
    let none = try installation.run("backup", "drill", "--json", "--locale", "en")
    #expect(none.status == 69 && none.errors.contains("there is nothing to compare with"), "\(none.errors)")
    #expect(try JSON(text: none.output)["examined"][0]["verdict"] == "not_run")
    #expect(try Self.lastEntry(installation)["outcome"] == "not_run")

    try Self.configure(installation, "contents: counts")
    #expect(try installation.run("backup", "create").status == 0)
    let counts = try installation.run("backup", "drill", "--locale", "en")
    #expect(counts.status == 0)
    #expect(counts.output.contains("only the number of 40 rows in 3 tables was compared, not their content"))

    try Self.configure(installation, "drill: { programs: /nowhere }")
    let missing = try installation.run("backup", "drill", "--locale", "en")
    #expect(missing.status == 69 && missing.errors.contains("There is no PostgreSQL server for a drill"))
    try Self.configure(installation, "drill: { connection: \"host=/nowhere password=secret\" }")
    let secret = try installation.run("backup", "drill", "--locale", "en")
    #expect(secret.status == 78 && !secret.errors.contains("=secret"), "\(secret.errors)")
    try Self.configure(installation, "drill: { connection: \"host=/nowhere\" }")
    let unreachable = try installation.run("backup", "drill", "--json")
    #expect(unreachable.status == 69)
    #expect(try JSON(text: unreachable.output)["examined"][0]["verdict"] == "not_run")
  }

  @Test(.enabled(if: SmallDisk.isAllowed)) func `without room nothing is begun`() throws {
    let disk = try SmallDisk(kibibytes: 2048)
    let installation = try Self.install(Self.users, "drill: { folder: \"\(disk.path)\" }")
    let outcome = try installation.run("backup", "drill", "--locale", "en")
    #expect(outcome.status == 74 && outcome.errors.contains("nothing was begun"), "\(outcome.errors)")
    #expect(try Folder.entries(disk.path) == [])
  }

  @Test func `another server: never the source's unless allowed, never over what is there, and dropped again`() throws {
    let installation = try Self.install(Self.users, "format: custom")
    let server = "connection: \"\(installation.database.connection)\""
    try Self.configure(installation, "drill: { \(server) }")
    let refused = try installation.run("backup", "drill", "--locale", "en")
    #expect(refused.status == 78 && refused.errors.contains("leads to the source's own server"), "\(refused.errors)")

    try Self.configure(installation, "drill: { \(server), allow_source_server: true }")
    let asOf = "2026-10-08T02:15:00+03:00"
    let name = "tutanak_drill_20261007t231500z"
    try installation.database.execute("CREATE DATABASE \(name)")
    let taken = try installation.run("backup", "drill", "--locale", "en", asOf: asOf)
    #expect(taken.status == 73 && taken.errors.contains("The server has a database “\(name)”"), "\(taken.errors)")
    let count = "SELECT count(*) FROM pg_database WHERE datname = '\(name)'"
    #expect(try installation.database.query(count) == [["1"]])
    try installation.database.execute("DROP DATABASE \(name)")
    let outcome = try installation.run("backup", "drill", "--json", "--locale", "en", asOf: asOf)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try JSON(text: outcome.output)["examined"][0]["method"] == "server")
    #expect(try installation.database.query(count) == [["0"]])
  }

  @Test func `what a killed drill has left the next run ends and removes`() throws {
    let installation = try Self.install(Self.users, "format: custom")
    let slow = try installation.writeProgram("pg_restore", "sleep 60")
    let folder = try ScratchFolder()
    _ = try Command.run("chmod", "755", folder.path)
    try Self.configure(installation, "pg_restore: \(slow), drill: { folder: \"\(folder.path)\" }")
    let drill = try installation.start("backup", "drill")
    #expect(try drill.reaches { installation.commands.contains { $0.contains("sleep 60") } })
    #expect(try Folder.entries(folder.path).count == 1)
    drill.signal(9)
    #expect(try drill.wait().status == 137)
    #expect(try Folder.entries(folder.path).count == 1)
    try Self.configure(installation, "drill: { folder: \"\(folder.path)\" }")
    let next = try installation.run("backup", "verify", "--locale", "en")
    #expect(next.status == 0, "\(next.errors)")
    #expect(try Folder.entries(folder.path) == [])
    #expect(!installation.commands.contains { $0.contains("postgres") })
  }

  @Test func `a drill that is interrupted leaves nothing`() throws {
    let installation = try Self.install(Self.users, "format: custom")
    let slow = try installation.writeProgram("pg_restore", "sleep 60")
    let folder = try ScratchFolder()
    _ = try Command.run("chmod", "755", folder.path)
    try Self.configure(installation, "pg_restore: \(slow), drill: { folder: \"\(folder.path)\" }")
    let drill = try installation.start("backup", "drill")
    #expect(try drill.reaches { installation.commands.contains { $0.contains("sleep 60") } })
    drill.signal(15)
    #expect(try drill.wait().status == 75)
    #expect(try Folder.entries(folder.path) == [])
    #expect(installation.commands == [])
  }

  @Test func `what a killed drill has left on another server the next one drops`() throws {
    let database = try PlainSystem.makeDatabase(Self.users)
    let role = "reader_of_" + (try database.query("SELECT current_database()")[0][0] ?? "")
    try database.execute("CREATE ROLE \(role); GRANT SELECT ON users TO \(role)")
    let installation = try PlainSystem.install(on: database, source: ["connection": "\"\(database.connection)\""])
    #expect(try installation.run("backup", "create").status == 0)
    try database.execute("DROP OWNED BY \(role); DROP ROLE \(role)")
    let server = "drill: { connection: \"\(database.connection)\", allow_source_server: true }"
    let slow = try installation.writeProgram("pg_restore", "sleep 60")
    try Self.configure(installation, "pg_restore: \(slow), \(server)")
    let drill = try installation.start("backup", "drill", asOf: "2026-11-01T02:15:00Z")
    #expect(try drill.reaches { installation.commands.contains { $0.contains("sleep 60") } })
    drill.signal(9)
    _ = try drill.wait()
    let left = """
      SELECT (SELECT count(*) FROM pg_database WHERE datname LIKE 'tutanak\\_drill\\_20261101%'),
             (SELECT count(*) FROM pg_roles WHERE rolname = '\(role)')
      """
    #expect(try database.query(left) == [["1", "1"]])
    try Self.configure(installation, server)
    let next = try installation.run("backup", "drill", "--locale", "en", asOf: "2026-11-02T02:15:00Z")
    #expect(next.status == 0, "\(next.errors)")
    #expect(try database.query(left) == [["0", "0"]])
    #expect(!installation.everything.contains { $0.contains("drill-database") })
  }

  @Test func `what is missing, too many or behind is told, each by its name`() throws {
    let installation = try Self.install(
      Self.users + """
        CREATE SEQUENCE numbers; SELECT setval('numbers', 50); CREATE SEQUENCE downwards INCREMENT -1; SELECT nextval('downwards');
        CREATE TABLE keyed (id int PRIMARY KEY); SELECT lo_from_bytea(0, 'x'); CREATE EXTENSION hstore;
        """, "format: plain, compression: none")
    let file = URL(filePath: try installation.onlyBackup() + "/back-office.sql")
    let text = try String(contentsOf: file, encoding: .utf8)
    // A sequence that is ahead is none that gives something twice.
    try
      (text + """

        DROP TABLE public.events; CREATE TABLE public.other (id int); SELECT setval('public.numbers', 49);
        SELECT setval('public.downwards', -9); ALTER TABLE public.keyed DROP CONSTRAINT keyed_pkey; DROP EXTENSION hstore;
        SELECT lo_unlink(oid) FROM pg_largeobject_metadata;

        """).write(to: file, atomically: false, encoding: .utf8)
    let outcome = try installation.run("backup", "drill", "--json", "--locale", "en")
    #expect(outcome.status == 6)
    let differences = try JSON(text: outcome.output)["examined"][0]["differences"].list
    let told = differences.map { "\($0["kind"].text ?? "") \($0["name"].text ?? "")" }
    #expect(
      told == [
        "missing_table public.events", "extra_table public.other", "sequence public.numbers", "extension hstore",
        "constraints ", "indexes ", "large_objects ",
      ])
    for words in [
      "the table public.events is missing (0 rows)", "the table public.other is there and was not recorded (0 rows)",
      "the sequence public.numbers is behind: 50 was recorded, 49 came back", "the extension hstore is missing",
      "1 constraints were recorded, 0 came back", "1 large objects were recorded, 0 came back",
    ] { #expect(outcome.errors.contains(words), "\(words): \(outcome.errors)") }
  }
}
