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
    let reason =
      #"connection to server at "127.0.0.1", port 1 failed: Connection refused. "#
      + "Is the server running on that host and accepting TCP/IP connections?"
    try Self.expect(
      installation, status: 69,
      tr: "Sunucuya bağlanılamadı: \(reason) Sunucunun çalıştığını ve sources.<ad>.connection değerini denetleyin.",
      en: "The server cannot be reached: \(reason) Check that it runs, and sources.<name>.connection.")
    // Report and backup fail for one reason, which is said once.
    let night = try installation.run("run", "nightly", "--locale", "en")
    #expect(night.status == 69)
    #expect(
      night.errors
        == "tutanak: The server cannot be reached: \(reason) Check that it runs, and sources.<name>.connection.\n")
  }

  @Test func `no such database, no such role`() throws {
    let installation = try Self.install(.empty)
    let server = installation.database.server
    let place = #"connection to server on socket "\#(server.folder)/.s.PGSQL.\#(server.tcpPort)" failed: FATAL:"#
    func connect(_ words: String) throws {
      try installation.configure(source: ["connection": "\"host=\(server.folder) port=\(server.tcpPort) \(words)\""])
    }
    try connect("dbname=yok user=tutanak_reader")
    try Self.expect(
      installation, status: 69,
      tr: #"Sunucuda bu veritabanı yok: \#(place) database "yok" does not exist. "#
        + "sources.<ad>.connection içindeki dbname değerini denetleyin.",
      en: #"The server has no such database: \#(place) database "yok" does not exist. "#
        + "Check dbname in sources.<name>.connection.")
    try connect("dbname=postgres user=kimse")
    try Self.expect(
      installation, status: 77,
      tr: #"Sunucu kullanıcıyı kabul etmedi: \#(place) role "kimse" does not exist. "#
        + "sources.<ad>.connection içindeki user değerini, rolün CONNECT yetkisini ve pg_hba.conf dosyasını denetleyin.",
      en: #"The server does not let the user in: \#(place) role "kimse" does not exist. "#
        + "Check user in sources.<name>.connection, the role's right to CONNECT, and pg_hba.conf.")
  }

  @Test func `a wrong password`() throws {
    let installation = try Self.install(.empty)
    let server = installation.database.server
    try installation.configure(source: ["connection": "\"\(installation.database.tcpConnection(as: .reader))\""])
    let place = #"connection to server at "127.0.0.1", port \#(server.tcpPort) failed: "#
    func check(_ reason: String, _ environment: [String: String?]) throws {
      try Self.expect(
        installation, status: 77,
        tr: "Sunucu kullanıcı adını veya parolayı kabul etmedi: \(place)\(reason). Parolayı ~/.pgpass dosyasına, "
          + "PGPASSFILE'a veya sources.<ad>.passfile'a yazın.",
        en: "The server did not accept the user or the password: \(place)\(reason). Put the password into ~/.pgpass, "
          + "PGPASSFILE or sources.<name>.passfile.", environment: environment)
    }
    try check(#"FATAL: password authentication failed for user "tutanak_reader""#, ["PGPASSWORD": "yanlış"])
    try check("fe_sendauth: no password supplied", [:])
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

  @Test func `no right to read a table`() throws {
    let installation = try Self.install()
    try installation.database.execute("REVOKE SELECT ON sessions FROM tutanak_reader")
    let file = Repository.path + "/systems/efys/sessions.sql"
    try Self.expect(
      installation, status: 77,
      tr: "\(file) okunamadı: permission denied for table sessions (42501). Role SELECT yetkisi verin.",
      en: "\(file) cannot be read: permission denied for table sessions (42501). Grant SELECT to the role.")
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
      tr: "\(file) okunamadı: canceling statement due to lock timeout (55P03). "
        + "Tablo başka bir oturumca kilitli; daha sonra yeniden deneyin.",
      en: "\(file) cannot be read: canceling statement due to lock timeout (55P03). "
        + "Another session has locked the table; try again later.")
    let backup = try installation.run("backup", "create", "--locale", "en")
    #expect(backup.status == 75)
    #expect(backup.errors.contains("another session has locked a table"))
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
      tr: "\(file) okunamadı: canceling statement due to statement timeout (57014). "
        + "Sorgu izin verilen süreyi aştı; timeouts.statement değerini büyütün veya bir dizin ekleyin.",
      en: "\(file) cannot be read: canceling statement due to statement timeout (57014). "
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
      let copying = """
        FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'tutanak'
          AND wait_event = 'ClientWrite'
        """
      try #require(try run.reaches { try database.query("SELECT count(*) \(copying)") != [["0"]] })
      try database.execute("SELECT pg_terminate_backend(pid) \(copying)")
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
