import Support
import Testing

/// What a history holds of what an application does.
@Suite struct CaptureHistoryTests {
  /// A table with names that are anything but plain, and a history of it.
  private static func install(
    _ table: String, _ capture: String, _ sql: String = ""
  ) throws -> Installation {
    let database = try TestServer.shared().makeDatabase(from: .empty)
    try database.execute("\(table);\(sql); GRANT SELECT ON ALL TABLES IN SCHEMA public TO tutanak_reader;")
    let installation = try PlainSystem.install(
      on: database, files: ["system.yaml": "title: { tr: Deneme, en: Trial }\ncapture:\n\(capture)\n"])
    try installation.installCapture()
    return installation
  }

  private static func plain(_ sql: String = "") throws -> Installation {
    try install(
      "CREATE TABLE oturum (no int PRIMARY KEY, uye text, adres inet, vuru int, jeton text)",
      "  - { table: oturum, key: [\"no\"], columns: [uye, adres, vuru], updates: [adres] }", sql)
  }

  @Test func `insert, tracked update, delete and truncate are kept, other updates are not`() throws {
    let installation = try Self.plain("INSERT INTO oturum VALUES (1, 'a', '10.0.0.1', 0, 'canary-secret')")
    try installation.database.execute(
      """
      INSERT INTO oturum VALUES (2, 'b', NULL, 0, 'canary-secret'), (3, 'c', NULL, 0, NULL);
      UPDATE oturum SET vuru = vuru + 1;
      UPDATE oturum SET adres = '10.0.0.9' WHERE no = 2;
      UPDATE oturum SET adres = '10.0.0.9' WHERE no = 2;
      UPDATE oturum SET no = 33 WHERE no = 3;
      DELETE FROM oturum WHERE no = 2;
      DELETE FROM oturum WHERE no = 99;
      TRUNCATE oturum;
      """)
    #expect(
      try installation.history("oturum", "no") == [
        "present 1", "insert 2", "insert 3", "update 2", "delete 3", "insert 33", "delete 2", "truncate 1",
        "truncate 33",
      ])
    // The last state, of columns that are not tracked as well.
    #expect(
      try installation.database.query(
        "SELECT vuru, host(adres) FROM tutanak_capture.oturum WHERE captured_as = 'delete' AND no = 2") == [
          ["1", "10.0.0.9"]
        ])
    #expect(try installation.capture("status").status == 0)
  }

  @Test func `what is rolled back leaves nothing, what one transaction does often stands in its order`() throws {
    let installation = try Self.plain()
    try installation.database.execute(
      """
      BEGIN; INSERT INTO oturum VALUES (1, 'a'); DELETE FROM oturum; ROLLBACK;
      BEGIN; INSERT INTO oturum VALUES (2, 'a'); UPDATE oturum SET adres = '10.0.0.1'; SAVEPOINT s; DELETE FROM oturum;
      ROLLBACK TO s; UPDATE oturum SET adres = '10.0.0.2'; DELETE FROM oturum; INSERT INTO oturum VALUES (2, 'b'); COMMIT;
      """)
    #expect(
      try installation.history("oturum", "adres") == [
        "insert -", "update 10.0.0.1/32", "update 10.0.0.2/32", "delete 10.0.0.2/32", "insert -",
      ])
    #expect(
      try installation.database.query("SELECT count(DISTINCT captured_in) FROM tutanak_capture.oturum") == [["1"]])
    // A clock that goes on within a transaction: no end lies before its begin.
    #expect(
      try installation.database.query(
        "SELECT bool_and(captured_at > lag) FROM (SELECT captured_at, lag(captured_at) OVER (ORDER BY captured_entry) "
          + "FROM tutanak_capture.oturum) AS t WHERE lag IS NOT NULL") == [["t"]])
  }

  @Test func `COPY, cascades, upserts, partitions, children and replicas' changes are kept`() throws {
    let installation = try Self.install(
      """
      CREATE TABLE uye (no int PRIMARY KEY);
      CREATE TABLE oturum (no int, uye int REFERENCES uye ON DELETE CASCADE, gun int, PRIMARY KEY (no, gun))
        PARTITION BY RANGE (gun);
      CREATE TABLE oturum_1 PARTITION OF oturum FOR VALUES FROM (0) TO (10);
      CREATE TABLE oturum_2 PARTITION OF oturum FOR VALUES FROM (10) TO (20);
      """, "  - { table: oturum, key: [\"no\"], columns: [uye, gun], updates: [uye] }",
      "INSERT INTO uye VALUES (1), (2)")
    try installation.database.execute(
      """
      COPY oturum FROM stdin;
      1\t1\t1
      2\t2\t12
      \\.
      INSERT INTO oturum VALUES (1, 1, 1) ON CONFLICT (no, gun) DO UPDATE SET uye = 2;
      DELETE FROM uye WHERE no = 1;
      INSERT INTO oturum_2 VALUES (3, 2, 13);
      SET session_replication_role = replica;
      DELETE FROM oturum_2 WHERE no = 3;
      SET session_replication_role = origin;
      DELETE FROM uye;
      INSERT INTO uye VALUES (1);
      INSERT INTO oturum VALUES (4, 1, 4), (5, 1, 15);
      TRUNCATE oturum;
      """)
    #expect(
      try installation.history("oturum", "no").sorted() == [
        "delete 1", "delete 2", "delete 3", "insert 1", "insert 2", "insert 3", "insert 4", "insert 5", "truncate 4",
        "truncate 5", "update 1",
      ])
    #expect(try installation.capture("status").status == 0)
    // A partition that comes later has no trigger for statements that name it, and status says so.
    try installation.database.execute("CREATE TABLE oturum_3 PARTITION OF oturum FOR VALUES FROM (20) TO (30)")
    let status = try installation.capture("status")
    #expect(status.status == 7 && status.output.contains("triggers missing from “oturum_3”"))
  }

  @Test func `names in quotes, in Turkish and hostile ones are names`() throws {
    let (table, column) = ("Oturum \"; DROP TABLE x; --$capture$ ığİş", "Sütun' $1 \\ \"adı\"")
    let quoted = { (name: String) in "\"" + name.replacing("\"", with: "\"\"") + "\"" }
    let yaml = { (name: String) in
      "\"" + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
    let installation = try Self.install(
      """
      CREATE SCHEMA "Şema.1"; CREATE TYPE "Şema.1".tür AS ENUM ('iyi', 'kötü');
      CREATE TABLE "Şema.1".\(quoted(table)) (\(quoted(column)) text, tür "Şema.1".tür, veri json);
      GRANT USAGE ON SCHEMA "Şema.1" TO tutanak_reader; GRANT SELECT ON "Şema.1".\(quoted(table)) TO tutanak_reader;
      """,
      "  - { schema: \"Şema.1\", table: \(yaml(table)), key: [\(yaml(column))], columns: [tür, veri], updates: [tür, veri] }"
    )
    let name = "\"Şema.1\".\(quoted(table))"
    try installation.database.execute(
      """
      INSERT INTO \(name) VALUES ('a', 'iyi', '{}'); UPDATE \(name) SET tür = 'kötü'; UPDATE \(name) SET veri = '[1]';
      DELETE FROM \(name); INSERT INTO \(name) VALUES ('b', NULL, NULL); TRUNCATE \(name);
      DROP TYPE "Şema.1".tür CASCADE;
      """)
    #expect(
      try installation.history(quoted(table), "tür") == [
        "insert iyi", "update kötü", "update kötü", "delete kötü", "insert -", "truncate -",
      ])
  }

  @Test func `row-level security hides nothing from the history`() throws {
    let installation = try Self.install(
      """
      CREATE TABLE oturum (no int); ALTER TABLE oturum ENABLE ROW LEVEL SECURITY;
      ALTER TABLE oturum FORCE ROW LEVEL SECURITY; CREATE POLICY none ON oturum USING (false);
      """, "  - { table: oturum, key: [\"no\"] }", "INSERT INTO oturum VALUES (1)")
    try installation.database.execute("INSERT INTO oturum VALUES (2); TRUNCATE oturum")
    #expect(
      try installation.history("oturum", "no").sorted() == ["insert 2", "present 1", "truncate 1", "truncate 2"])
  }
}
