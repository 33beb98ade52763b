import Files
import Support
import Testing

/// What a backup's manifest says its dump holds is what comes back from the dump, and nothing else.
@Suite struct RecordedContentsTests {
  /// Every kind of table and value whose text a setting could change, and names that SQL must quote.
  static let hostile = #"""
    CREATE EXTENSION hstore; CREATE SCHEMA "Öteki Şema";
    CREATE TYPE mood AS ENUM ('iyi', 'kötü'); CREATE DOMAIN small AS int CHECK (VALUE < 9);
    CREATE TABLE kinds (r int, "row" text, hash text, b bytea, i interval, t timestamptz, d date, m money, f float8,
      g real, n numeric, j jsonb, x xml, a text[], k int4range, c cidr, e mood, s small, h hstore, z regclass,
      u uuid, v tsvector, p point, bits bit varying);
    INSERT INTO kinds SELECT n, E'satır\n"tırnak"', '', '\x00ff'::bytea, '1 mon -2 days 03:04:05.678', '2026-03-29 01:30:00+00',
      '1999-12-31', 12345.67::numeric::money, 0.1 + n / 3.0, 1e-7, 10.0 / 7, '{"b": 1, "a": [null]}', '<a>ç</a>', '{x,NULL,"y,z"}',
      '[1,5)', '10.0.0.0/8', 'kötü', 3, 'a=>1', 'kinds', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a:1', '(1.5,2)', B'101'
      FROM generate_series(1, 50) n;
    INSERT INTO kinds DEFAULT VALUES; INSERT INTO kinds DEFAULT VALUES;
    CREATE TABLE "Öteki Şema"."A.b ""c""" (id serial PRIMARY KEY, twice int GENERATED ALWAYS AS (5 * 2) STORED);
    INSERT INTO "Öteki Şema"."A.b ""c""" SELECT FROM generate_series(1, 7);
    CREATE TABLE no_rows (id int UNIQUE); CREATE TABLE no_columns (); INSERT INTO no_columns DEFAULT VALUES;
    CREATE TABLE parts (id int NOT NULL) PARTITION BY RANGE (id);
    CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
    CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (10) TO (20);
    INSERT INTO parts SELECT generate_series(5, 16); CREATE TABLE parent (a int); CREATE TABLE child (b int) INHERITS (parent);
    INSERT INTO parent VALUES (1), (2); INSERT INTO child VALUES (3, 4);
    CREATE UNLOGGED TABLE fast (id int); INSERT INTO fast VALUES (1);
    CREATE VIEW seen AS SELECT * FROM kinds; CREATE MATERIALIZED VIEW stored AS SELECT * FROM parts;
    CREATE SEQUENCE untouched INCREMENT -1; SELECT lo_from_bytea(0, 'x');
    GRANT USAGE ON SCHEMA "Öteki Şema" TO tutanak_reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA public, "Öteki Şema" TO tutanak_reader;
    GRANT SELECT ON ALL SEQUENCES IN SCHEMA public, "Öteki Şema" TO tutanak_reader;
    """#

  /// Large objects have rights of their own, so the superuser dumps what holds one.
  private static func install(on database: TestDatabase, as role: TestRole = .superuser) throws -> Installation {
    try PlainSystem.install(on: database, source: ["connection": "\"\(database.connection(as: role))\""])
  }

  private static func contents(of installation: Installation) throws -> JSON {
    let outcome = try installation.run("backup", "create", "--json", "--locale", "en")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let folder = try JSON(text: outcome.output)["backups"][0]["folder"].text ?? ""
    return try JSON(file: folder + "/manifest.json")["contents"]
  }

  @Test func `a restored copy has the recorded rows, whatever its settings`() throws {
    let first = try Self.install(on: PlainSystem.makeDatabase(Self.hostile))
    let recorded = try Self.contents(of: first)
    let rows = recorded["tables"].list.map { "\($0["name"].text ?? "") \($0["rows"].integer ?? -1)" }
    #expect(
      rows == [
        "child 1", "events 0", "fast 1", "kinds 52", "no_columns 1", "no_rows 0", "parent 2", "parts_1 5", "parts_2 7",
        "sessions 0", "users 0", "A.b \"c\" 7",
      ])
    #expect(recorded["tables"].list.last?["schema"] == "Öteki Şema")
    #expect(recorded["not_recorded"] == [] && recorded["error"] == nil)
    #expect(recorded["sequences"].list.map { $0["last_value"] } == [nil, 7])
    #expect(recorded["extensions"].list.map { $0["name"] } == ["hstore", "plpgsql"])
    #expect(recorded["large_objects"] == 1 && recorded["constraints"] == 3 && recorded["indexes"] == 2)

    let restored = try first.restore(first.onlyBackup())
    let name = restored.name
    try restored.execute(
      """
      ALTER DATABASE \(name) SET datestyle = 'German'; ALTER DATABASE \(name) SET timezone = 'Asia/Kathmandu';
      ALTER DATABASE \(name) SET intervalstyle = 'iso_8601'; ALTER DATABASE \(name) SET bytea_output = 'escape';
      ALTER DATABASE \(name) SET extra_float_digits = -5; ALTER DATABASE \(name) SET quote_all_identifiers = on;
      """)
    let second = try Self.install(on: restored)
    let copy = try Self.contents(of: second)
    for key in ["tables", "sequences", "extensions", "constraints", "indexes", "large_objects"] {
      #expect(copy[key] == recorded[key], "\(key)")
    }
    // One value of one row is another.
    try restored.execute("UPDATE kinds SET f = f + 1e-14 WHERE r = 50; UPDATE fast SET id = 1")
    let altered = try Self.contents(of: second)["tables"].list
    #expect(zip(altered, recorded["tables"].list).filter { $0 != $1 }.map { $0.0["name"] } == ["kinds"])
  }

  @Test func `rows that come during the dump are in neither, and no table is emptied beside it`() throws {
    let database = try PlainSystem.makeDatabase(
      "INSERT INTO users SELECT n, 'kişi' FROM generate_series(1, 300) n; INSERT INTO events VALUES ('1', now())")
    let installation = try Self.install(on: database, as: .reader)
    let psql = "\(database.server.binaries)/psql -X -q -d '\(database.connection)'"
    let tool = try installation.writeProgram(
      "pg_dump",
      """
      REAL=\(database.server.binaries)/pg_dump
      if [ "$1" = --version ]; then exec $REAL --version; fi
      \(psql) -c "INSERT INTO users SELECT n, 'yeni' FROM generate_series(1, 50) n" -c "DELETE FROM events" >&2
      # Everything is counted long before.
      sleep 1
      \(psql) -c "SET lock_timeout = '300ms'" -c "TRUNCATE events" >&2 && echo emptied >'\(installation.folder.path)/emptied'
      exec $REAL "$@"
      """)
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""], settings: ["backup": "{ pg_dump: \(tool) }"])
    let tables = try Self.contents(of: installation)["tables"]
    #expect(tables.first(where: "name", is: "users")["rows"] == 300)
    #expect(tables.first(where: "name", is: "events")["rows"] == 1)
    #expect(!InputFile.exists(installation.folder.path + "/emptied"))
    let restored = try installation.restore(installation.onlyBackup())
    #expect(try restored.query("SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM events)") == [["300", "1"]])
  }

  @Test func `counts only, or nothing`() throws {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    try installation.configure(settings: ["backup": "{ contents: counts }"])
    let counts = try Self.contents(of: installation)
    #expect(counts["mode"] == "counts" && counts["method"] == nil)
    let sessions = counts["tables"].first(where: "name", is: "sessions")
    #expect(sessions["digest"] == nil)
    let rows = try installation.database.query("SELECT count(*) FROM sessions")
    #expect(rows == [["\(sessions["rows"].integer ?? 0)"]])
    try installation.configure(settings: ["backup": "{ contents: none }"])
    #expect(try Self.contents(of: installation) == nil)
    try installation.configure(settings: ["backup": "{ contents: some }"])
    #expect(try installation.run("backup", "create").status == 78)
  }

  @Test func `what could not be counted is named, and does not fail the backup`() throws {
    let database = try PlainSystem.makeDatabase("CREATE TABLE hidden (id int); INSERT INTO users VALUES ('1', 'a')")
    let installation = try Self.install(on: database, as: .reader)
    try installation.replaceDump(#"exec $REAL --exclude-table=hidden "$@""#)
    let tool = installation.folder.path + "/bin/pg_dump"
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""], settings: ["backup": "{ pg_dump: \(tool) }"])
    let outcome = try installation.run("backup", "create", "--locale", "en")
    #expect(outcome.status == 0)
    #expect(
      outcome.errors.contains(
        "back-office: the backup was made, but the contents of 1 tables or sequences were not recorded: public.hidden "
          + "(42501)"))
    let contents = try JSON(file: installation.onlyBackup() + "/manifest.json")["contents"]
    #expect(contents["not_recorded"] == [["schema": "public", "name": "hidden", "sqlstate": "42501"]])
    #expect(contents["tables"].first(where: "name", is: "users")["rows"] == 1)
    #expect(contents["tables"].first(where: "name", is: "hidden") == nil)
  }
}
