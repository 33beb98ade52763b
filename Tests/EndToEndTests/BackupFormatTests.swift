import Files
import Foundation
import Support
import Testing

/// Every shape of a dump comes back with what went in, by the commands its manifest names.
@Suite struct BackupFormatTests {
  private static func install(_ backup: String) throws -> Installation {
    try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), settings: ["backup": "{ \(backup) }"])
  }

  @Test(arguments: [
    ("format: custom, compression: zstd", "back-office.dump.zst"),
    ("format: custom, compression: zstd, level: 19", "back-office.dump.zst"),
    ("format: custom, compression: gzip", "back-office.dump"),
    ("format: custom, compression: none", "back-office.dump"),
    ("format: directory, compression: gzip, jobs: 3", "back-office.dir"),
    ("format: directory, compression: none", "back-office.dir"),
    ("format: plain, compression: zstd", "back-office.sql.zst"),
    ("format: plain, compression: gzip, level: 9", "back-office.sql.gz"),
    ("format: plain, compression: none", "back-office.sql"),
  ])
  func `a dump restores`(backup: String, name: String) throws {
    let installation = try Self.install(backup)
    let outcome = try installation.run("backup", "create", "--json")
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    let folder = try installation.onlyBackup()
    #expect(try JSON(text: outcome.output)["backups"][0]["folder"].text == folder)
    let beside = try Folder.entries(folder).filter { $0.contains(".globals.sql") || $0.contains(".database.sql") }
    #expect(beside.count == (backup.contains("plain") ? 2 : 1))
    #expect(Set(try Folder.entries(folder)) == Set(["SHA256SUMS", name, "manifest.json", "manifest.p7s"] + beside))
    #expect(try Command.run("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS", in: folder).status == 0)
    #expect(try Command.run("find", folder, "-type", "f", "!", "-perm", "600").output == "")

    let restored = try installation.restore(folder)
    let digest = "SELECT md5(string_agg(t::text, chr(10) ORDER BY id)) FROM"
    for table in ["users", "sessions", "security_events"] {
      #expect(
        try restored.query("\(digest) \(table) t") == installation.database.query("\(digest) \(table) t"), "\(table)")
    }
  }

  @Test func `what the role has set as its encoding does not spoil the dump`() throws {
    let installation = try PlainSystem.install(
      "INSERT INTO users VALUES ('1', 'çiçek 🌸'); CREATE ROLE tutanak_latin5 LOGIN IN ROLE tutanak_reader; "
        + "ALTER ROLE tutanak_latin5 SET client_encoding = LATIN5;")
    defer { _ = try? installation.database.execute("DROP ROLE tutanak_latin5") }
    let connection = installation.database.connection(as: .reader)
      .replacingOccurrences(of: "tutanak_reader", with: "tutanak_latin5")
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\"", "connection": "\"\(connection)\""])
    let outcome = try installation.run("backup", "create", "--locale", "en")
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    let restored = try installation.restore(installation.onlyBackup())
    #expect(try restored.query("SELECT user_name FROM users") == [["çiçek 🌸"]])
  }

  @Test func `pg_dump is as patient with a silent network as the configuration says, and no more`() throws {
    let installation = try Self.install("format: custom")
    let words = installation.folder.path + "/words"
    try installation.replaceDump(#"echo "$@" >"\#(words)"; exec $REAL "$@""#)
    #expect(try installation.run("backup", "create").status == 0)
    #expect(try InputFile.text(words).contains("keepalives_idle=60 keepalives_interval=10"))
    // A service says some of it, and no variable could.
    let server = installation.database.server
    let name = try installation.database.query("SELECT current_database()")[0][0] ?? ""
    let service = try installation.folder.write(
      "pg_service.conf",
      "[efys]\nhost=\(server.folder)\nport=\(server.tcpPort)\ndbname=\(name)\nuser=tutanak_reader\nkeepalives_idle=7\n")
    let tool = installation.folder.path + "/bin/pg_dump"
    try installation.configure(
      source: ["connection": "service=efys"], settings: ["backup": "{ pg_dump: \(tool) }"])
    #expect(try installation.run("backup", "create", environment: ["PGSERVICEFILE": service]).status == 0)
    #expect(
      try InputFile.text(words).contains(
        "--dbname=keepalives=1 keepalives_idle=7 keepalives_interval=10 keepalives_count=6 tcp_user_timeout=120000"))
  }

  @Test func `pg_dump 15 cannot put zstd into a folder, and that is said before anything is written`() throws {
    let installation = try Self.install("format: directory, compression: zstd")
    for (language, message) in [
      ("tr", "backup: “directory” biçimi zstd sıkıştırmayı pg_dump 16'dan itibaren bilir; gzip veya none kullanın."),
      ("en", "backup: the format “directory” knows zstd from pg_dump 16 on; use gzip or none."),
    ] {
      let outcome = try installation.run("backup", "create", "--locale", language)
      #expect(outcome.status == 78)
      #expect(outcome.errors == "tutanak: \(message)\n")
    }
    #expect(installation.backups == [])
  }

  @Test func `two backups of one moment, and what a person is told`() throws {
    let installation = try Self.install("format: custom")
    let first = try installation.run("backup", "create")
    #expect(first.output == installation.archive + "/backups/back-office/20261007T231500Z\n")
    let second = try installation.run("backup", "create")
    #expect(second.output == installation.archive + "/backups/back-office/20261007T231500Z-2\n")
  }
}
