import Files
import Foundation
import Support
import Testing

/// Sessions and events fetched at once, on two connections that see one snapshot.
@Suite struct BothTablesTests {
  /// Functions in place of the tables, of which the server expects as many rows as it is told.
  private static let source = """
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, ip)
      SELECT n, 'u' || n % 7, '2026-10-07 06:00Z'::timestamptz + n * interval '1 minute',
        '2026-10-07 07:00Z'::timestamptz + n * interval '1 minute', '192.0.2.' || n % 9 FROM generate_series(1, 300) n;
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
      SELECT n, '2026-10-07 06:00Z'::timestamptz + n * interval '1 minute', 'u' || n % 7,
        CASE n % 3 WHEN 0 THEN 'login_failed' ELSE 'login_success' END, '192.0.2.' || n % 9 FROM generate_series(1, 400) n;
    CREATE FUNCTION many_sessions() RETURNS SETOF sessions LANGUAGE plpgsql STABLE ROWS 20000
      AS 'BEGIN RETURN QUERY SELECT * FROM sessions; END';
    CREATE FUNCTION many_events() RETURNS SETOF events LANGUAGE plpgsql STABLE ROWS 20000
      AS 'BEGIN RETURN QUERY SELECT * FROM events; END';
    CREATE FUNCTION goes_on(id text) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT true';
    """

  /// In the middle of the events the second connection is ended; the first is older.
  private static let cut = """
    CREATE OR REPLACE FUNCTION goes_on(id text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$ BEGIN
      IF id = '300' AND EXISTS (SELECT FROM pg_stat_activity own JOIN pg_stat_activity other
          ON (other.usename, other.datname) = (own.usename, own.datname) AND other.backend_start < own.backend_start
          WHERE own.pid = pg_backend_pid()) THEN
        PERFORM pg_terminate_backend(pg_backend_pid());
      END IF;
      RETURN true;
    END $$
    """

  /// Where a row was read stands in it as its device.
  private static let files = [
    "sessions.sql": "SELECT s.*, pg_backend_pid()::text AS device FROM many_sessions() s\n",
    "events.sql":
      "SELECT e.*, CASE WHEN goes_on(e.event_id) THEN pg_backend_pid()::text END AS device FROM many_events() e\n",
  ]

  private static func expect(_ rows: Int, _ installation: Installation) throws {
    try installation.database.execute(
      "ALTER FUNCTION many_sessions() ROWS \(rows); ALTER FUNCTION many_events() ROWS \(rows)")
  }

  private static func install() throws -> Installation {
    let installation = try PlainSystem.install(
      on: PlainSystem.makeDatabase(source), ownHome: true, files: files,
      settings: ["formats": "[json]", "mask": "M0"])
    try "period: yesterday\nreports: [OTR, GOR]\n".write(
      toFile: installation.home + "/schedules/both.yaml", atomically: true, encoding: .utf8)
    return installation
  }

  /// Which connections sessions and events come over in a run of a new archive.
  private static func connections(_ installation: Installation) throws -> [Set<String?>] {
    _ = try Command.run("rm", "-rf", installation.archive)
    try Folder.create(installation.archive)
    let run = try installation.run("run", "both")
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    return try [("OTR", "sessions"), ("GOR", "events")].map { code, table in
      Set(try installation.package(code).json()[table].list.map { $0["device"].text })
    }
  }

  @Test func `documents are the same to the byte as if one table had followed the other`() throws {
    let plain = [
      "sessions.sql": "SELECT * FROM many_sessions()\n",
      "events.sql": "SELECT e.*, CASE WHEN goes_on(e.event_id) THEN 'x' END AS device FROM many_events() e\n",
    ]
    let installation = try PlainSystem.install(
      Self.source, files: plain, settings: ["formats": "[csv, json]"])
    // The archive gets its keys before it goes on twice.
    #expect(try installation.run("report", "OTR", "--period", "2026-10-01").status == 0)
    let begun = installation.folder.path + "/begun"
    _ = try Command.run("cp", "-a", installation.archive, begun)
    func documents() throws -> [[UInt8]] {
      try ["OTR", "GOR", "ANM"].flatMap { code in
        #expect(try installation.run("report", code, "--period", "2026-10-07").errors == "")
        let package = installation.package(code, code == "OTR" ? 2 : 1)
        // Who seals and when, and which snapshot it was, stands in other files.
        let tables = package.files.filter { $0.hasSuffix(".csv") || $0.hasPrefix(package.stem) }
        return try tables.map { try InputFile.bytes("\(package.folder)/\($0)") }
      }
    }
    func again() throws -> [[UInt8]] {
      _ = try Command.run("rm", "-rf", installation.archive)
      _ = try Command.run("cp", "-a", begun, installation.archive)
      return try documents()
    }
    let (together, cut, apart) = try OneDay.of(in: "Europe/Istanbul") {
      let together = try documents()
      try installation.database.execute(Self.cut)
      let cut = try again()
      try Self.expect(10, installation)
      return (together, cut, try again())
    }
    #expect(together == apart && together == cut && together.count > 9)
  }

  @Test func `a second connection that is cut takes nothing with it: the first reads the events`() throws {
    let installation = try Self.install()
    try installation.database.execute(Self.cut)
    let cut = try Self.connections(installation)
    #expect(cut.map(\.count) == [1, 1] && cut[0] == cut[1] && cut[0] != [nil])
    #expect(try installation.package("GOR").json()["events"].list.count == 400)
  }

  @Test func `few rows, or a database with a limit of connections, are read on one`() throws {
    let installation = try Self.install()
    let many = try Self.connections(installation)
    #expect(many.map(\.count) == [1, 1] && many[0] != many[1] && many[0] != [nil])
    let name = try installation.database.query("SELECT current_database()")[0][0] ?? ""
    for (change, undo) in [
      ("ALTER DATABASE \(name) CONNECTION LIMIT 9", "ALTER DATABASE \(name) CONNECTION LIMIT -1"),
      ("ALTER FUNCTION many_events() ROWS 9999", "ALTER FUNCTION many_events() ROWS 20000"),
      ("ALTER FUNCTION many_sessions() ROWS 9999", "ALTER FUNCTION many_sessions() ROWS 20000"),
    ] {
      try installation.database.execute(change)
      let one = try Self.connections(installation)
      #expect(one.map(\.count) == [1, 1] && one[0] == one[1], "\(change)")
      try installation.database.execute(undo)
    }
  }

  @Test func `an error on the second connection is the events' own, as it would be on the first`() throws {
    let installation = try Self.install()
    try installation.database.execute(
      """
      CREATE OR REPLACE FUNCTION many_events() RETURNS SETOF events LANGUAGE plpgsql STABLE ROWS 20000
        AS $$ BEGIN RETURN QUERY SELECT * FROM events LIMIT 300; RAISE EXCEPTION 'kanarya' USING ERRCODE = '22012'; END $$
      """)
    let together = try installation.run("run", "both", "--locale", "en")
    #expect(together.status == 65 && !together.errors.contains("kanarya"), "\(together.status) \(together.errors)")
    #expect(together.errors.contains("events.sql"), "\(together.errors)")
    #expect(installation.packages.map(\.stem) == ["2026-OTR-000001"])
    try Self.expect(10, installation)
    let apart = try installation.run("run", "both", "--locale", "en")
    #expect(apart.status == 65 && apart.errors == together.errors)
  }

  @Test(.timeLimit(.minutes(5)))
  func `a deadline ends both, whichever the run waits for`() throws {
    for table in ["events", "sessions"] {
      let installation = try Self.install()
      try installation.database.execute(
        """
        CREATE OR REPLACE FUNCTION many_\(table)() RETURNS SETOF \(table) LANGUAGE plpgsql STABLE ROWS 20000
          AS $$ BEGIN RETURN QUERY SELECT * FROM \(table); PERFORM pg_sleep(20); END $$
        """)
      try installation.configure(
        source: ["system": "\"\(installation.folder.path)/plain\""], settings: ["formats": "[json]", "deadline": "3s"])
      let begin = ContinuousClock.now
      let outcome = try installation.run("run", "both", "--locale", "en")
      #expect(outcome.status == 75 && outcome.errors.contains("the deadline passed"), "\(table): \(outcome.errors)")
      #expect(ContinuousClock.now - begin < .seconds(15) && installation.packages.isEmpty)
    }
  }
}
