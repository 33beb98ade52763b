import Support
import Testing

/// `tutanak source check` as a new administrator meets it.
@Suite struct SourceCheckTests {
  private static func check(_ installation: Installation, language: String = "en", _ words: String...) throws
    -> (status: Int32, lines: String, errors: String)
  {
    let outcome = try installation.run(words: ["source", "check", "--locale", language] + words)
    // How far apart the words of a table stand depends on the longest of them.
    let lines = outcome.output.replacing(#/([a-z]) {2,}/#) { "\($0.1)  " }
    return (outcome.status, lines, outcome.errors)
  }

  @Test func `shows columns, nulls, times in both zones, words to paste and rules out of reach`() throws {
    let installation = try PlainSystem.install(
      """
      INSERT INTO sessions (session_id, user_id, started_at, status) VALUES
        ('1', 'u', '2026-10-01 09:00Z', 'açık'), ('2', 'u', '2026-10-02 09:00Z', 'donduruldu'),
        ('2', 'v', '2026-10-02 10:00Z', 'donduruldu'), ('3', 'v', '2026-10-06 09:00Z', 'kapalı');
      INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES
        ('1', '2026-10-01 09:00Z', 'u', 'login_succes'), ('2', '2026-10-02 09:00Z', 'u', 'kedi "miyav"'),
        ('3', '2026-10-02 09:00Z', 'u', 'login_failed');
      """)
    let (status, lines, errors) = try Self.check(installation)
    #expect(status == 0 && errors == "", "\(errors)")
    for line in [
      "sessions.sql: 4 rows in the last 30 days, about 1 a day;",
      "  first moment: 2026-10-01 12:00:00 UTC+03:00 = 2026-10-01 09:00:00 UTC+00:00",
      "  last moment: 2026-10-06 12:00:00 UTC+03:00 = 2026-10-06 09:00:00 UTC+00:00",
      "  session_id  found\n", "  ended_at  found, NULL in every row\n", "  port  missing\n",
      "  ! 1 row with the identifier of another one", "  statuses:\n    \"donduruldu\": ?  # 2 rows (active, closed,",
      "  events:\n    \"kedi \\\"miyav\\\"\": unmapped  # 1 row\n",
      "    \"login_succes\": login_success  # 1 row (a guess)",
      "users.sql: 0 rows", "logs.sql: not there", "rules out of reach, and what each needs:\n", "  B01 ",
      "`rules.privileged_roles`", "  the server's clock: ",
    ] { #expect(lines.contains(line), "\(line)\n\(lines)") }
    let turkish = try Self.check(installation, language: "tr").lines
    for line in [
      "  ilk an: 2026-10-01 12:00:00 UTC+03:00", "  ended_at  var, her satırda NULL",
      "  ! eşlenmemiş sözcükler; system.yaml içine:", "değerlendirilemeyen kurallar ve gereksinimleri:",
    ] { #expect(turkish.contains(line), "\(line)\n\(turkish)") }
  }

  @Test(arguments: [
    ("extract(epoch FROM started_at)::bigint", "seconds: “to_timestamp(x)”"),
    ("(extract(epoch FROM started_at) * 1000)::numeric", "milliseconds: “to_timestamp(x/1000.0)”"),
    ("(extract(epoch FROM started_at) * 1000000)::bigint", "microseconds: “to_timestamp(x/1000000.0)”"),
  ])
  func `names the cast for numbers by their size, and every mistake at once`(column: String, says: String) throws {
    let installation = try PlainSystem.install(
      "INSERT INTO sessions (session_id, user_id, started_at) VALUES ('1', 'u', '2026-10-01 09:00Z');",
      files: [
        "sessions.sql": "SELECT session_id, \(column) AS started_at, started_at::date AS expires_at FROM sessions\n",
        "events.sql": "SELECT event_id FROM events\n",
      ])
    let (status, lines, errors) = try Self.check(installation)
    #expect(status == 78 && lines.contains("  started_at  wrong type, \(says)"), "\(lines)")
    for mistake in [
      "back-office: \(installation.folder.path)/plain/sessions.sql: the required column “user_id” is missing",
      "sessions.sql: the column “started_at” must be timestamptz; convert it with “to_timestamp(x)” if the number is seconds",
      "sessions.sql: the column “expires_at” must be timestamptz; convert it with “x::timestamp AT TIME ZONE :'zone'”",
      "events.sql: the required column “occurred_at” is missing",
      "events.sql: the required column “event_type” is missing",
    ] { #expect(errors.contains(mistake), "\(mistake)\n\(errors)") }
  }

  @Test func `tells times in the wrong unit and in the future`() throws {
    let trials = [
      ("to_timestamp(1791331200000)", "the last moment lies beyond the year 9000"),
      ("to_timestamp(1791331200 / 1000.0)", "the last moment lies in 1970"),
      ("now() + interval '2 hours'", "the last moment seems shifted by the source's offset"),
      ("now() - interval '3 hours'", "UTC taken for local time?"),
      ("now() + interval '5 days'", "the last moment lies in the future"), ("'1899-12-31'", "before the year 2000"),
    ]
    for (moment, says) in trials {
      let installation = try PlainSystem.install(
        "INSERT INTO sessions (session_id, user_id, started_at) VALUES ('1', 'u', \(moment));")
      let (status, lines, _) = try Self.check(installation)
      #expect(status == 0 && lines.contains(says), "\(moment): \(lines)")
    }
  }

  @Test func `asks for the index that a night lacks, and tells what the role may and may not do`() throws {
    let sql = """
      INSERT INTO sessions (session_id, user_id, started_at)
        SELECT n, 'u', '2026-01-01Z'::timestamptz + n * interval '1 minute' FROM generate_series(1, 60000) n;
      ANALYZE sessions; GRANT INSERT ON sessions TO tutanak_reader; CREATE TABLE gizli (x int);
      """
    let files = ["sessions.sql": "SELECT * FROM sessions WHERE started_at >= :'from' AND started_at < :'to'\n"]
    let installation = try PlainSystem.install(sql, files: files)
    let lines = try Self.check(installation).lines
    for line in [
      "reading one day reads all of public.sessions (about 60000 rows).",
      "Ask for an index: CREATE INDEX CONCURRENTLY ON public.sessions (started_at);",
      "! the role can do more than read: INSERT/UPDATE/DELETE/TRUNCATE.",
      "! no dump can be made: the role may not read these (1): public.gizli.",
    ] { #expect(lines.contains(line), "\(line)\n\(lines)") }
    #expect(!lines.contains("A run refuses that"))
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\"", "scan_limit": "50000"])
    #expect(try Self.check(installation).lines.contains("(started_at); A run refuses that (scan_limit).\n"))
    try installation.database.execute("CREATE INDEX ON sessions (started_at); GRANT SELECT ON gizli TO tutanak_reader")
    let mended = try Self.check(installation).lines
    #expect(!mended.contains("reads all of") && !mended.contains("no dump can be made"), "\(mended)")
  }

  @Test func `looks at all sources, and one that is down hides no other`() throws {
    let installation = try PlainSystem.install()
    let source =
      "{ system: \(installation.folder.path)/plain, connection: \"\(installation.database.connection(as: .reader))\" }"
    try installation.folder.write(
      "tutanak.yaml",
      """
      archive: \(installation.archive)
      sources:
        bir: { system: \(installation.folder.path)/plain, connection: "host=127.0.0.1 port=1 dbname=yok" }
        iki: \(source)

      """)
    let (status, lines, errors) = try Self.check(installation)
    #expect(status == 69 && errors.hasPrefix("tutanak: bir: "), "\(errors)")
    #expect(lines.contains("iki: PostgreSQL ") && lines.contains("sessions.sql: 0 rows"))
    #expect(try Self.check(installation, "iki").status == 0)
  }

  @Test func `config check sees that the archive is not there`() throws {
    let installation = try PlainSystem.install()
    #expect(try installation.run("config", "check").status == 0)
    _ = try Command.run("rmdir", installation.archive)
    let outcome = try installation.run("config", "check", "--locale", "en")
    #expect(outcome.status == 73)
    #expect(outcome.errors.contains("The archive folder \(installation.archive) is not there."), "\(outcome.errors)")
  }
}
