import Foundation
import Support
import Testing

/// Reports issued and no backup, or a backup and no report: what was done stays, and the status says which.
@Suite struct PartialFailureTests {
  private static func install() throws -> Installation {
    try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), settings: ["formats": "[json]"])
  }

  /// The night issues its reports and says why there is no backup; with the real tools it makes up for it.
  private static func expectNoBackup(
    _ installation: Installation, alone: Int32 = 69, tr turkish: String, en english: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for (language, message) in [("tr", turkish), ("en", english)] {
      let outcome = try installation.run("run", "nightly", "--locale", language)
      // The first time the reports are issued as well; the second time the backup alone is due.
      #expect(outcome.status == (language == "tr" ? 2 : alone), sourceLocation: sourceLocation)
      #expect(outcome.errors == "tutanak: \(message)\n", sourceLocation: sourceLocation)
      #expect(
        installation.packages.map(\.stem) == ["2026-ANM-000001", "2026-GOR-000001", "2026-OTR-000001"],
        sourceLocation: sourceLocation)
      #expect(installation.backups == [], sourceLocation: sourceLocation)
      #expect(installation.state == "failed", sourceLocation: sourceLocation)
    }
    try installation.configure(settings: ["formats": "[json]"])
    #expect(try installation.run("run", "nightly").status == 0, sourceLocation: sourceLocation)
    #expect(installation.packages.count == 3, sourceLocation: sourceLocation)
    #expect(installation.backups.count == 1, sourceLocation: sourceLocation)
  }

  @Test func `pg_dump that fails`() throws {
    let installation = try Self.install()
    try installation.replaceDump("echo 'pg_dump: error: an invented fault' >&2; head -c 9999 /dev/urandom; exit 1")
    let tool = installation.folder.path + "/bin/pg_dump"
    try Self.expectNoBackup(
      installation, tr: "\(tool) başarısız (1): pg_dump: error: an invented fault. Yedek yayımlanmadı.",
      en: "\(tool) failed (1): pg_dump: error: an invented fault. No backup was published.")
  }

  @Test func `pg_dump that ends too early and says nothing`() throws {
    let installation = try Self.install()
    try installation.replaceDump(#"$REAL "$@" | head -c 20000"#)
    let reason = "pg_restore: error: could not read from input file: end of file"
    let tool = installation.database.server.binaries + "/pg_restore"
    try Self.expectNoBackup(
      installation, alone: 74,
      tr: "Yedek sonuna kadar okunamadı (\(tool), 1): \(reason). Yedek yayımlanmadı; yeniden çalıştırın.",
      en: "The dump cannot be read to its end (\(tool), 1): \(reason). No backup was published; run again.")
  }

  @Test func `a server that stops pg_dump: the cause is in the message, the server's words are not`() throws {
    let installation = try Self.install()
    try installation.replaceDump(
      """
      cat >&2 <<END
      pg_dump: error: Dumping the contents of table "sessions" failed: PQgetResult() failed.
      pg_dump: detail: Error message from server: ERROR:  canceling statement due to statement timeout
      CONTEXT:  COPY sessions, line 1, column session_token: "kanarya13"
      pg_dump: detail: Command was: COPY public.sessions (id, user_id) TO stdout;
      END
      exit 1
      """)
    let tool = installation.folder.path + "/bin/pg_dump"
    let said = #"pg_dump: error: Dumping the contents of table "sessions" failed: PQgetResult() failed"#
    try Self.expectNoBackup(
      installation, alone: 75,
      tr: "\(tool) başarısız (1): \(said). Sunucu süre sınırında durdurdu; rolün veya ara sunucunun sınırlarını "
        + "(statement_timeout …) denetleyin. Yedek yayımlanmadı.",
      en:
        "\(tool) failed (1): \(said). The server stopped it at a time limit; check the limits (statement_timeout …) of "
        + "the role or of a pooler. No backup was published.")
    #expect(try Command.run("grep", "-rl", "kanarya13", installation.archive).output == "")
  }

  @Test func `what a server remarks through pg_dump is in no manifest`() throws {
    let installation = try Self.install()
    try installation.replaceDump(#"$REAL "$@"; echo 'WARNING:  kanarya13' >&2; echo 'pg_dump: warning: a remark' >&2"#)
    #expect(try installation.run("backup", "create").status == 0)
    let programs = try JSON(file: installation.onlyBackup() + "/manifest.json")["programs"].list
    #expect(programs[0]["stderr"] == "pg_dump: warning: a remark\n(1 lines of the server left out)\n")
  }

  @Test func `pg_dump that is killed`() throws {
    let installation = try Self.install()
    try installation.replaceDump("kill -9 $$")
    let tool = installation.folder.path + "/bin/pg_dump"
    try Self.expectNoBackup(
      installation, tr: "\(tool) başarısız (137): –. Yedek yayımlanmadı.",
      en: "\(tool) failed (137): –. No backup was published.")
  }

  @Test func `pg_dump older than the server is refused with the way out`() throws {
    let installation = try Self.install()
    try installation.replaceDump(#"exec $REAL "$@""#, version: "14.9")
    let tool = installation.folder.path + "/bin/pg_dump"
    try Self.expectNoBackup(
      installation,
      tr: "\(tool) sürüm 14, sunucu sürüm 15: eski pg_dump yeni sunucuyu yedekleyemez. postgresql-client-15 paketini "
        + "kurun ve backup.pg_dump ile yolunu verin (/usr/lib/postgresql/15/bin/pg_dump).",
      en: "\(tool) is version 14, the server is version 15: an older pg_dump cannot dump a newer server. Install "
        + "postgresql-client-15 and give its path in backup.pg_dump (/usr/lib/postgresql/15/bin/pg_dump).")
  }

  @Test func `a pg_dump that is not there`() throws {
    let installation = try Self.install()
    let tool = installation.folder.path + "/yok/pg_dump"
    try installation.configure(settings: ["formats": "[json]", "backup": "{ pg_dump: \(tool) }"])
    try Self.expectNoBackup(
      installation,
      tr: "\(tool) bulunamadı. Paketi kurun (postgresql-client, zstd) veya backup.pg_dump ile yolunu verin.",
      en: "\(tool) is not there. Install the package (postgresql-client, zstd) or give its path in backup.pg_dump.")
  }

  @Test func `what pg_dump remarks is kept in the manifest`() throws {
    let installation = try Self.install()
    try installation.replaceDump(#"$REAL "$@"; echo 'pg_dump: warning: a remark' >&2"#)
    let outcome = try installation.run("run", "nightly")
    #expect(outcome.status == 0)
    #expect(outcome.output + outcome.errors == "")
    let programs = try JSON(file: installation.onlyBackup() + "/manifest.json")["programs"].list
    #expect(programs.map { $0["status"] } == [0, 0, 0, 0])
    #expect(programs[0]["program"].text == installation.folder.path + "/bin/pg_dump")
    #expect(programs[0]["stderr"] == "pg_dump: warning: a remark\n")
    #expect(programs[3]["program"].text?.hasSuffix("/pg_restore") == true)
  }

  @Test func `a report that fails does not cost the backup`() throws {
    let installation = try Self.install()
    try installation.database.execute("ALTER TABLE users RENAME full_name TO ad_soyad")
    let file = Repository.path + "/systems/efys/users.sql"
    let outcome = try installation.run("run", "nightly", "--locale", "en")
    #expect(outcome.status == 3)
    #expect(
      outcome.errors == "tutanak: \(file):2: column u.full_name does not exist (42703). "
        + "Compare the SQL of the system folder with the database.\n")
    #expect(installation.packages.isEmpty)
    let sessions = "SELECT count(*) FROM sessions"
    #expect(
      try installation.restore(installation.onlyBackup()).query(sessions) == installation.database.query(sessions))
    // The cause mended, the same night is made up for.
    try installation.database.execute("ALTER TABLE users RENAME ad_soyad TO full_name")
    #expect(try installation.run("run", "nightly").status == 0)
    #expect(installation.packages.count == 3)
    #expect(installation.backups.count == 1)
  }

  @Test func `one report that fails does not cost the other`() throws {
    let installation = try PlainSystem.install(
      "INSERT INTO events (event_id, occurred_at, event_type) VALUES (1, '2026-10-07 09:00Z', 'logout')",
      files: ["sessions.sql": "SELECT session_id, user_id, started_at, legal_basis FROM sessions\n"],
      settings: ["formats": "[json]"])
    let outcome = try installation.run("run", "nightly", "--locale", "en")
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("column \"legal_basis\" does not exist"))
    #expect(installation.packages.map(\.stem) == ["2026-GOR-000001"])
    #expect(installation.backups.count == 1)
  }
}
