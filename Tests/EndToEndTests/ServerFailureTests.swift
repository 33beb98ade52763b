import Files
import Foundation
import Glibc
import Support
import Testing

/// What is said, and with which status the program exits, when the server does not do what is asked of it.
@Suite struct ServerFailureTests {
  /// How a run ended, in both languages.
  private static func expect(
    _ installation: Installation, status: Int32, tr turkish: String, en english: String,
    environment: [String: String?] = [:], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for (language, message) in [("tr", turkish), ("en", english)] {
      let outcome = try installation.run(
        "report", "OTR", "--period", "yesterday", "--locale", language, environment: environment)
      #expect(outcome.status == status, sourceLocation: sourceLocation)
      #expect(outcome.errors == "tutanak: \(message)\n", sourceLocation: sourceLocation)
      #expect(outcome.output == "", sourceLocation: sourceLocation)
    }
    #expect(installation.published == [], sourceLocation: sourceLocation)
    #expect(installation.state == "failed")
  }

  private static func install(_ template: DatabaseTemplate = .efysSmall) throws -> Installation {
    try Installation(on: try TestServer.shared().makeDatabase(from: template), settings: ["formats": "[json]"])
  }

  @Test func `no server there`() throws {
    let installation = try Self.install(.empty)
    try installation.configure(source: ["connection": "\"host=127.0.0.1 port=1 dbname=efys user=u\""])
    let (tr, en) = (
      "Sunucuya bağlanılamadı (127.0.0.1:1): bağlantı geri çevrildi. Sunucunun çalıştığını ve sources.<ad>.connection "
        + "değerini denetleyin.",
      "The server cannot be reached (127.0.0.1:1): the connection was refused. Check that it runs, and "
        + "sources.<name>.connection."
    )
    try Self.expect(installation, status: 69, tr: tr, en: en)
    // Report and backup fail for one reason, which is said once.
    let night = try installation.run("run", "nightly", "--locale", "en")
    #expect(night.status == 69)
    #expect(night.errors == "tutanak: \(en)\n")
  }

  @Test func `no such database, no such role`() throws {
    let installation = try Self.install(.empty)
    let server = installation.database.server
    let place = "\(server.folder):\(server.tcpPort)"
    func connect(_ words: String) throws {
      try installation.configure(source: ["connection": "\"host=\(server.folder) port=\(server.tcpPort) \(words)\""])
    }
    try connect("dbname=yok user=tutanak_reader")
    try Self.expect(
      installation, status: 69,
      tr: "Sunucuda “yok” veritabanı yok (\(place), 3D000). sources.<ad>.connection içindeki dbname değerini "
        + "denetleyin.",
      en: "The server has no database “yok” (\(place), 3D000). Check dbname in sources.<name>.connection.")
    try connect("dbname=postgres user=kimse")
    try Self.expect(
      installation, status: 77,
      tr: "Sunucu “kimse” kullanıcısını kabul etmedi (\(place), 28000). sources.<ad>.connection içindeki user "
        + "değerini, rolün CONNECT ve LOGIN yetkisini ve pg_hba.conf dosyasını denetleyin.",
      en: "The server does not let the user “kimse” in (\(place), 28000). Check user in sources.<name>.connection, the "
        + "role's rights to CONNECT and LOGIN, and pg_hba.conf.")
  }

  @Test func `a wrong password`() throws {
    let installation = try Self.install(.empty)
    let place = "127.0.0.1:\(installation.database.server.tcpPort)"
    try installation.configure(source: ["connection": "\"\(installation.database.tcpConnection(as: .reader))\""])
    let (tr, en) = (
      " Parolayı ~/.pgpass dosyasına, PGPASSFILE'a veya sources.<ad>.passfile'a yazın.",
      " Put the password into ~/.pgpass, PGPASSFILE or sources.<name>.passfile."
    )
    try Self.expect(
      installation, status: 77,
      tr: "Sunucu “tutanak_reader” adını veya parolasını kabul etmedi (\(place), 28P01).\(tr)",
      en: "The server did not accept the user “tutanak_reader” or the password (\(place), 28P01).\(en)",
      environment: ["PGPASSWORD": "yanlış"])
    try Self.expect(
      installation, status: 77, tr: "Sunucu parola ister, verilen yok (\(place)).\(tr)",
      en: "The server wants a password and was given none (\(place)).\(en)")
  }

  @Test func `a table that is gone`() throws {
    let installation = try Self.install()
    try installation.database.execute("ALTER TABLE sessions RENAME TO oturumlar")
    let file = Repository.path + "/systems/efys/sessions.sql"
    try Self.expect(
      installation, status: 78,
      tr:
        #"\#(file):11: relation "sessions" does not exist (42P01). Sistem klasöründeki SQL ile veritabanını karşılaştırın."#,
      en:
        #"\#(file):11: relation "sessions" does not exist (42P01). Compare the SQL of the system folder with the database."#
    )
  }

  @Test func `a column that is gone`() throws {
    let installation = try Self.install()
    try installation.database.execute("ALTER TABLE users RENAME full_name TO ad_soyad")
    let file = Repository.path + "/systems/efys/users.sql"
    try Self.expect(
      installation, status: 78,
      tr:
        "\(file):2: column u.full_name does not exist (42703). Sistem klasöründeki SQL ile veritabanını karşılaştırın.",
      en:
        "\(file):2: column u.full_name does not exist (42703). Compare the SQL of the system folder with the database.")
  }

  @Test func `no right to read a table: the grant is named, for the report and for the dump`() throws {
    let installation = try Self.install()
    try installation.database.execute("REVOKE SELECT ON sessions FROM tutanak_reader")
    let file = Repository.path + "/systems/efys/sessions.sql"
    let en =
      "\(file) cannot be read: the role “tutanak_reader” has no SELECT on public.sessions (42501). "
      + "Run “GRANT SELECT ON public.sessions TO tutanak_reader;”."
    try Self.expect(
      installation, status: 77,
      tr: "\(file) okunamadı: “tutanak_reader” rolünün SELECT yetkisi yok: public.sessions (42501). "
        + "“GRANT SELECT ON public.sessions TO tutanak_reader;” çalıştırın.", en: en)
    let check = try installation.run("source", "check", "--locale", "en")
    #expect(check.status == 77)
    #expect(check.errors == "tutanak: back-office: \(en)\n")
    let backup = try installation.run("backup", "create", "--locale", "en")
    #expect(backup.status == 77)
    #expect(backup.errors.contains("sessions: The role may not read a table"))
    #expect(backup.errors.contains("GRANT pg_read_all_data TO"))
    #expect(installation.backups == [])
  }

  @Test func `rows that policies hide are no register: BYPASSRLS or nothing`() throws {
    let installation = try PlainSystem.install(
      """
      INSERT INTO sessions (session_id, user_id, started_at, ended_at)
        SELECT n, 'u', '2026-10-07 09:00Z', '2026-10-07 10:00Z' FROM generate_series(1, 5) n;
      CREATE POLICY biri ON sessions USING (session_id = '1');
      ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
      CREATE ROLE tutanak_bypass LOGIN BYPASSRLS IN ROLE tutanak_reader;
      """, settings: ["formats": "[json]"])
    defer { _ = try? installation.database.execute("DROP ROLE tutanak_bypass") }
    let file = installation.folder.path + "/plain/sessions.sql"
    let en =
      "\(file) cannot be read: row-level security hides rows of public.sessions from the role “tutanak_reader” "
      + "(42501). No document is issued of a part of the rows; run “ALTER ROLE tutanak_reader BYPASSRLS;”."
    try Self.expect(
      installation, status: 77,
      tr: "\(file) okunamadı: satır güvenliği (row-level security) “tutanak_reader” rolünden satır gizliyor: "
        + "public.sessions (42501). Eksik satırla belge düzenlenmez; “ALTER ROLE tutanak_reader BYPASSRLS;” çalıştırın.",
      en: en)
    let check = try installation.run("source", "check", "--locale", "en")
    #expect(check.status == 77)
    #expect(check.errors == "tutanak: back-office: \(en)\n")
    let backup = try installation.run("backup", "create", "--locale", "en")
    #expect(backup.status == 77 && backup.errors.contains("BYPASSRLS"))
    #expect(installation.published.filter { $0.hasPrefix("backups/back-office/") } == [])

    let connection = installation.database.connection(as: .reader)
      .replacingOccurrences(of: "tutanak_reader", with: "tutanak_bypass")
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\"", "connection": "\"\(connection)\""],
      settings: ["formats": "[json]"])
    let package = try installation.issue("OTR", "yesterday")
    #expect(try package.json()["document"]["counts"]["sessions"] == 5)
    #expect(try installation.run("backup", "create").status == 0)
  }

  @Test(arguments: [
    // Below a view the server reads as its owner; below a security_invoker as whoever asks, through whatever other view.
    (view: "", owner: "tutanak_gorunum", role: "tutanak_gorunum"),
    (view: "WITH (security_invoker = true)", owner: "postgres", role: "tutanak_reader"),
  ])
  func `rows that policies hide below a view are told with the table and the role`(
    view: String, owner: String, role: String
  ) throws {
    // Roles belong to the whole server.
    let other = owner == "postgres" ? "tutanak_baska" : owner
    let installation = try PlainSystem.install(
      """
      INSERT INTO sessions (session_id, user_id, started_at) VALUES ('1', 'u', '2026-10-07 09:00Z');
      CREATE POLICY hepsi ON sessions USING (true);
      ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
      CREATE ROLE \(other);
      GRANT SELECT ON sessions TO tutanak_reader, \(other);
      CREATE VIEW oturumlar \(view) AS SELECT * FROM sessions;
      CREATE VIEW ust AS SELECT * FROM oturumlar;
      ALTER VIEW oturumlar OWNER TO \(owner);
      ALTER VIEW ust OWNER TO \(owner);
      GRANT SELECT ON oturumlar, ust TO tutanak_reader, \(other);
      """, files: ["sessions.sql": "SELECT * FROM ust\n"], settings: ["formats": "[json]"])
    defer {
      _ = try? installation.database.execute("DROP OWNED BY \(other) CASCADE; DROP ROLE \(other)")
    }
    let file = installation.folder.path + "/plain/sessions.sql"
    let outcome = try installation.run("report", "OTR", "--period", "yesterday", "--locale", "en")
    #expect(outcome.status == 77)
    #expect(
      outcome.errors
        == "tutanak: \(file) cannot be read: row-level security hides rows of public.sessions from the role "
        + "“\(role)” (42501). No document is issued of a part of the rows; run “ALTER ROLE \(role) BYPASSRLS;”.\n")
    #expect(installation.published == [])
    // What the tables' owner lends through a view of its own is all of it.
    try installation.database.execute(
      """
      ALTER VIEW oturumlar RESET (security_invoker); ALTER VIEW oturumlar OWNER TO postgres;
      GRANT SELECT ON oturumlar TO \(other);
      """)
    #expect(try installation.issue("OTR", "yesterday").json()["document"]["counts"]["sessions"] == 1)
  }

  @Test(arguments: ["42703", "42501", "53200", "57014", "08006", "P0001", "22P02", "XX000"])
  func `what a function of the source says is in no message, whatever its SQLSTATE`(sqlState: String) throws {
    // Immutable, so that nothing but a server that plans the query early would run it before its time.
    let installation = try PlainSystem.install(
      """
      INSERT INTO sessions (session_id, user_id, started_at) VALUES ('kanarya13', 'u', '2026-10-07 09:00Z');
      CREATE FUNCTION sızdır() RETURNS text IMMUTABLE LANGUAGE plpgsql SECURITY DEFINER AS $$
      DECLARE gizli text; BEGIN SELECT session_id INTO gizli FROM sessions;
      RAISE EXCEPTION 'permission denied for table %', gizli USING ERRCODE = '\(sqlState)', HINT = gizli, DETAIL = gizli;
      END $$;
      """,
      files: ["sessions.sql": "SELECT s.*, sızdır() AS device FROM sessions s\n"], settings: ["formats": "[json]"])
    let file = installation.folder.path + "/plain/sessions.sql"
    for words in [["report", "OTR", "--period", "yesterday"], ["run", "nightly", "--json"]] {
      let outcome = try installation.run(words: words + ["--locale", "en"])
      #expect(outcome.status != 0)
      #expect(!(outcome.output + outcome.errors).contains("kanarya13"))
      #expect(outcome.errors.contains("\(file) cannot be read: "))
      #expect(outcome.errors.contains("(\(sqlState))"))
    }
    #expect(!installation.packages.contains { $0.stem.contains("OTR") })
    for path in installation.everything where path.hasSuffix("manifest.json") {
      #expect(try !InputFile.text(installation.archive + "/" + path).contains("kanarya13"))
    }
    // For whoever asks, the words lie where only the owner reads.
    let log = installation.archive + "/.state/server-messages.log"
    #expect(!InputFile.exists(log))
    let verbose = try installation.run("report", "OTR", "--period", "yesterday", "--verbose", "--locale", "en")
    #expect(!verbose.errors.contains("kanarya13") && verbose.errors.contains(log))
    #expect(try InputFile.text(log).contains("permission denied for table kanarya13"))
    #expect(try !InputFile.isOpenToOthers(log))
  }

  @Test(.timeLimit(.minutes(10)))
  func `a table somebody else has locked: no longer than the limit, and nobody is kept waiting`() throws {
    let installation = try Self.install()
    let database = installation.database
    try installation.configure(source: ["timeouts": "{ lock: 1s }"], settings: ["formats": "[json]"])
    let lock = try RunningProgram([
      database.server.binaries + "/psql", "-X", "-d", database.connection, "-c",
      "BEGIN; LOCK TABLE sessions; SELECT pg_sleep(60)",
    ])
    let locked = "SELECT count(*) FROM pg_locks WHERE relation = 'sessions'::regclass AND mode = 'AccessExclusiveLock'"
    #expect(try lock.reaches { try database.query(locked) != [["0"]] })
    let begin = ContinuousClock.now
    let file = Repository.path + "/systems/efys/sessions.sql"
    try Self.expect(
      installation, status: 75,
      tr: "\(file) okunamadı: bir tablonun kilidi beklenen sürede açılmadı (55P03). "
        + "Tablo başka bir oturumca kilitli; daha sonra yeniden deneyin.",
      en: "\(file) cannot be read: a table's lock was not given up in time (55P03). "
        + "Another session has locked the table; try again later.")
    let backup = try installation.run("backup", "create", "--locale", "en")
    #expect(backup.status == 75)
    #expect(backup.errors.contains("Another session has locked a table"))
    #expect(ContinuousClock.now - begin < .seconds(15))
    #expect(installation.published.filter { $0.hasPrefix("backups/back-office/") } == [])
    lock.signal(15)
    _ = try lock.wait()
  }

  @Test func `a query that takes longer than it may`() throws {
    let installation = try PlainSystem.install(
      files: ["sessions.sql": "SELECT s.* FROM sessions s, pg_sleep(20)\n"], source: ["timeouts": "{ statement: 1s }"])
    let file = installation.folder.path + "/plain/sessions.sql"
    try Self.expect(
      installation, status: 75,
      tr: "\(file) okunamadı: sorgu durduruldu (süre sınırı veya bir yönetici) (57014). "
        + "Sorgu izin verilen süreyi aştı; timeouts.statement değerini büyütün veya bir dizin ekleyin.",
      en: "\(file) cannot be read: the query was cancelled (its time limit, or an administrator) (57014). "
        + "The query ran for longer than it may; raise timeouts.statement or add an index.")
  }

  @Test(.timeLimit(.minutes(10)))
  func `a connection that is cut while rows arrive`() throws {
    let installation = try PlainSystem.install(
      """
      INSERT INTO sessions (session_id, user_id, started_at, ended_at, user_agent)
      SELECT n, 'u', '2026-10-07 09:00Z', '2026-10-07 10:00Z', repeat('x', 2000) FROM generate_series(1, 20000) n;
      """)
    let database = installation.database
    for (language, message) in [
      (
        "tr",
        "Oturumların okunması sırasında sunucu bağlantısı koptu; hiçbir şey yayımlanmadı. Yeniden çalıştırın."
      ),
      (
        "en",
        "Reading the sessions: the connection to the server broke; nothing was published. Run again."
      ),
    ] {
      let run = try installation.start("report", "OTR", "--period", "yesterday", "--locale", language)
      let reading = "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'tutanak'"
      try #require(
        try run.reaches { try database.query("SELECT count(*) \(reading) AND query LIKE 'COPY%'") != [["0"]] })
      // While it takes nothing the server waits in the middle of the rows.
      run.signal(SIGSTOP)
      let copying = reading + " AND wait_event = 'ClientWrite'"
      try #require(try run.reaches { try database.query("SELECT count(*) \(copying)") != [["0"]] })
      try database.execute("SELECT pg_terminate_backend(pid) \(copying)")
      run.signal(SIGCONT)
      let outcome = try run.wait()
      #expect(outcome.status == 69)
      #expect(outcome.errors == "tutanak: \(message)\n")
      #expect(installation.published == [])
    }
  }

  @Test func `a role that could write, or do anything, is worth a warning and no more`() throws {
    let installation = try Self.install()
    try installation.database.execute("GRANT UPDATE ON users TO tutanak_reader")
    let first = try installation.run("report", "OTR", "--period", "yesterday", "--locale", "en")
    #expect(first.status == 0)
    #expect(
      first.errors == "tutanak: ! back-office: the role “tutanak_reader” can do more than read "
        + "(INSERT/UPDATE/DELETE/TRUNCATE). Use a role with SELECT only.\n")
    #expect(
      try installation.package("OTR").manifest()["server"]["excess_privileges"] == ["INSERT/UPDATE/DELETE/TRUNCATE"])
    try installation.configure(
      source: ["connection": "\"\(installation.database.connection(as: .superuser))\""], settings: ["formats": "[json]"]
    )
    let second = try installation.run("report", "OTR", "--period", "yesterday")
    #expect(second.status == 0)
    #expect(
      second.errors == "tutanak: ! back-office: “postgres” rolü okumaktan fazlasını yapabilir "
        + "(SUPERUSER, CREATEDB, CREATEROLE). Yalnız SELECT yetkili bir rol kullanın.\n")
  }
}
