import Files
import Foundation
import Support
import Testing

/// Dumps of a part of a database: what was asked for comes back, and what is recorded is exactly that.
@Suite struct BackupSelectionTests {
  private static let tables = #"""
    CREATE SCHEMA hr; CREATE SCHEMA "Öteki"; CREATE EXTENSION hstore;
    CREATE TABLE hr.staff (id serial PRIMARY KEY, age int CHECK (age > 0)); INSERT INTO hr.staff (age) VALUES (1), (2);
    CREATE TABLE hr.secret (id int); INSERT INTO hr.secret VALUES (1);
    CREATE TABLE "Öteki"."A b" (id int); INSERT INTO "Öteki"."A b" VALUES (1);
    CREATE TABLE log_2025 (id int); INSERT INTO log_2025 VALUES (1), (2), (3); CREATE INDEX ON log_2025 (id);
    INSERT INTO users VALUES ('1', 'a'); SELECT lo_from_bytea(0, 'x');
    """#
  private let installation: Installation

  init() throws { installation = try PlainSystem.install(Self.tables) }

  private func configure(_ selection: String, as role: TestRole = .superuser) throws {
    try installation.configure(
      source: [
        "system": "\"\(installation.folder.path)/plain\"",
        "connection": "\"\(installation.database.connection(as: role))\"", "backup": selection,
      ])
  }

  private func names(_ database: TestDatabase) throws -> [String] {
    try database.query(
      """
      SELECT name FROM (SELECT schemaname || '.' || relname AS name FROM pg_stat_user_tables) t ORDER BY name COLLATE "C"
      """
    ).compactMap { $0[0] }
  }

  @Test(arguments: [
    (
      "{ exclude_tables: [hr.secret, 'log*'] }",
      ["hr.staff", "public.events", "public.sessions", "public.users", "Öteki.A b"]
    ),
    ("{ include_schemas: [hr] }", ["hr.secret", "hr.staff"]),
    ("{ include_schemas: ['h?', '\"Öteki\"'], exclude_tables: [hr.secret] }", ["hr.staff", "Öteki.A b"]),
    ("{ exclude_schemas: [hr, '\"Ö\"*'] }", ["public.events", "public.log_2025", "public.sessions", "public.users"]),
    ("{ include_tables: ['\"Öteki\".\"A b\"', users] }", ["public.users", "Öteki.A b"]),
  ])
  func `the copy and the record hold the same tables`(selection: String, expected: [String]) throws {
    try configure(selection)
    let outcome = try installation.run("backup", "create", "--locale", "en")
    #expect(outcome.status == 0 && !outcome.errors.contains("not recorded"), "\(outcome.errors)")
    let folder = try installation.onlyBackup()
    let manifest = try JSON(file: folder + "/manifest.json")
    #expect(manifest["selection"] != nil)
    let recorded = manifest["contents"]["tables"].list.map { "\($0["schema"].text ?? "").\($0["name"].text ?? "")" }
    #expect(recorded == expected)
    let restored = try installation.database.server.makeDatabase(from: .empty)
    if selection.contains("include") {
      for schema in Set(expected.map { $0.split(separator: ".")[0] }) where schema != "public" {
        if selection.contains("include_tables") { try restored.execute("CREATE SCHEMA \"\(schema)\"") }
      }
    }
    let dump = manifest["dump"]["name"].text ?? ""
    let restore = try Command.run(
      "bash", "-c",
      "set -o pipefail; zstd -dc \(dump) | \(restored.server.binaries)/pg_restore -d '\(restored.connection)'",
      in: folder)
    #expect(restore.status == 0, "\(restore.errors)")
    #expect(try names(restored) == expected)
    // Counted in the copy, everything else is as recorded, too.
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\"", "connection": "\"\(restored.connection)\""])
    let again = try installation.run("backup", "create", "--json")
    let copy = try JSON(file: (try JSON(text: again.output)["backups"][0]["folder"].text ?? "") + "/manifest.json")
    #expect(copy["selection"] == nil)
    for key in ["tables", "sequences", "extensions", "constraints", "indexes", "large_objects"] {
      #expect(copy["contents"][key] == manifest["contents"][key], "\(key)")
    }
  }

  @Test func `a table without its rows is recorded without them`() throws {
    try configure("{ exclude_table_data: ['log*'] }")
    #expect(try installation.run("backup", "create").status == 0)
    let folder = try installation.onlyBackup()
    let tables = try JSON(file: folder + "/manifest.json")["contents"]["tables"].list
    #expect(tables.first { $0["name"] == "log_2025" }?["rows"] == 0)
    let restored = try installation.restore(folder)
    #expect(try restored.query("SELECT count(*) FROM log_2025") == [["0"]])
    #expect(try restored.query("SELECT count(*) FROM hr.staff") == [["2"]])
  }

  @Test(arguments: ["{ include_schemas: [hr] }", "{ exclude_tables: ['log*'], exclude_table_data: [hr.secret] }"])
  func `a drill proves a part as it proves a whole`(selection: String) throws {
    try configure(selection)
    #expect(try installation.run("backup", "create").status == 0)
    let drill = try installation.run("backup", "drill", "--json", "--locale", "en")
    #expect(drill.status == 0, "\(drill.errors)")
  }

  @Test(arguments: ["include_schemas", "exclude_schemas", "include_tables", "exclude_tables", "exclude_table_data"])
  func `a pattern that matches nothing is a mistake, and nothing is dumped`(list: String) throws {
    try configure("{ \(list): [Yok] }")
    let outcome = try installation.run("backup", "create", "--locale", "en")
    #expect(outcome.status == 78)
    #expect(
      outcome.errors.contains("\(installation.configuration):")
        && outcome.errors.contains("“Yok” matches no schema or"),
      "\(outcome.errors)")
    #expect(installation.backups == [])
  }

  @Test func `a role that may not read one table can leave it out`() throws {
    try installation.database.execute(
      """
      GRANT USAGE ON SCHEMA hr, "Öteki" TO tutanak_reader;
      GRANT SELECT ON ALL TABLES IN SCHEMA public, "Öteki" TO tutanak_reader;
      GRANT SELECT ON hr.staff, hr.staff_id_seq TO tutanak_reader; SELECT lo_unlink(oid) FROM pg_largeobject_metadata;
      """)
    try configure("{ exclude_tables: [hr.staff] }", as: .reader)
    #expect(try installation.run("backup", "create").status == 77)
    try configure("{ exclude_tables: [hr.secret] }", as: .reader)
    let outcome = try installation.run("backup", "create", "--locale", "en")
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
    #expect(try JSON(file: installation.onlyBackup() + "/manifest.json")["contents"]["not_recorded"] == [])
  }
}
