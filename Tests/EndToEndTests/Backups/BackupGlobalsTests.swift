import Files
import Foundation
import Support
import Testing

/// What a dump of one database does not bring back: roles, and what was set for the database itself.
@Suite struct BackupGlobalsTests {
  private let installation: Installation

  init() throws {
    installation = try PlainSystem.install()
    let name = installation.database.name
    try installation.database.execute(
      "ALTER DATABASE \(name) SET work_mem = '7MB'; GRANT TEMPORARY ON DATABASE \(name) TO tutanak_reader;")
  }

  private func back(_ backup: String, as role: TestRole = .superuser) throws -> (folder: String, globals: JSON) {
    try installation.configure(
      source: [
        "system": "\"\(installation.folder.path)/plain\"",
        "connection": "\"\(installation.database.connection(as: role))\"",
      ], settings: ["backup": "{ \(backup) }"])
    let outcome = try installation.run("backup", "create", "--json", "--locale", "en")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let folder = try JSON(text: outcome.output)["backups"][0]["folder"].text ?? ""
    return (folder, try JSON(file: folder + "/manifest.json")["globals"])
  }

  @Test(arguments: [
    ("compression: zstd", "back-office.globals.sql.zst", "zstd -dc"),
    ("compression: none", "back-office.globals.sql", "cat"),
    ("format: directory, compression: gzip", "back-office.globals.sql", "cat"),
  ])
  func `roles lie beside the dump, with their passwords where the role may read them`(
    backup: String, name: String, read: String
  ) throws {
    let (folder, globals) = try back(backup)
    #expect(globals["name"].text == name && globals["role_passwords"] == true && globals["warnings"] == [])
    let text = try Command.run("sh", "-c", "\(read) \(name)", in: folder).output
    #expect(text.contains("CREATE ROLE tutanak_reader;") && text.contains("PASSWORD 'SCRAM-SHA-256$"))
    #expect(try JSON(file: folder + "/manifest.json")["files"].list.contains { $0["path"].text == name })
  }

  @Test func `a role that may not read passwords gets the rest, and the manifest says so`() throws {
    let (folder, globals) = try back("compression: none", as: .reader)
    #expect(globals["name"].text == "back-office.globals.sql" && globals["role_passwords"] == false)
    #expect(globals["warnings"].list.count == 1)
    #expect(globals["warnings"][0].text?.hasPrefix("the passwords of roles are not in the backup") == true)
    let text = try InputFile.text(folder + "/back-office.globals.sql")
    #expect(text.contains("CREATE ROLE tutanak_reader;") && !text.contains("SCRAM-SHA-256"))
    // The same every night is no news; whoever asks hears it.
    let quiet = try installation.run("backup", "create", "--locale", "en")
    #expect(quiet.status == 0 && quiet.errors == "", "\(quiet.errors)")
    let loud = try installation.run("backup", "create", "--locale", "en", "--verbose")
    #expect(loud.errors.contains("the passwords of roles are not in the backup"))
  }

  @Test(arguments: ["echo 'pg_dumpall: error: an invented fault' >&2; exit 1", "echo '-- no end'"])
  func `what cannot be had fails no backup, and is told`(script: String) throws {
    let path = try installation.writeProgram("pg_dumpall", script)
    let (folder, globals) = try back("pg_dumpall: \(path)")
    #expect(globals["name"] == nil && globals["role_passwords"] == false)
    #expect(globals["warnings"][0].text?.hasPrefix("roles and tablespaces could not be backed up: ") == true)
    #expect(try Folder.entries(folder) == ["SHA256SUMS", "back-office.dump.zst", "manifest.json", "manifest.p7s"])
    let outcome = try installation.run("backup", "create", "--locale", "en")
    #expect(outcome.status == 0)
    #expect(
      outcome.errors.contains("back-office: the backup was made, but roles and tablespaces could not be backed up"))
    let (_, missing) = try back("pg_dumpall: /yok/pg_dumpall")
    #expect(missing["warnings"][0].text?.contains("/yok/pg_dumpall is not there") == true)
  }

  @Test func `what was set for the database comes back in every format`() throws {
    let name = installation.database.name
    let expected = [
      "ALTER DATABASE \(name) SET work_mem TO '7MB';", "GRANT TEMPORARY ON DATABASE \(name) TO tutanak_reader;",
    ]
    let (plain, globals) = try back("format: plain, compression: none")
    #expect(globals["database"].text == "back-office.database.sql")
    let text = try InputFile.text(plain + "/back-office.database.sql")
    for line in expected { #expect(text.contains(line), "\(line)") }
    #expect(!text.contains("CREATE TABLE"))
    for backup in ["format: custom, compression: gzip", "format: directory, compression: gzip"] {
      let (folder, globals) = try back(backup)
      #expect(globals["database"] == nil)
      let dump = try JSON(file: folder + "/manifest.json")["dump"]["name"].text ?? ""
      let shown = try Command.run(
        installation.database.server.binaries + "/pg_restore", "--create", "--schema=none", "--file=-", dump, in: folder
      )
      for line in expected { #expect(shown.output.contains(line), "\(backup): \(line)") }
    }
  }

  @Test func `they are encrypted like the dump, and left out where nobody wants them`() throws {
    let key = try AgeKey("key", in: installation.folder)
    let (folder, globals) = try back("encryption: { recipients: [\(key.recipient)] }")
    #expect(globals["name"].text == "back-office.globals.sql.zst.age")
    let text = try Command.run(
      "sh", "-c", "age -d -i \(key.file) back-office.globals.sql.zst.age | zstd -dc", in: folder
    ).output
    #expect(text.contains("CREATE ROLE tutanak_reader;"))
    let (without, none) = try back("globals: false")
    #expect(none == nil)
    #expect(try Folder.entries(without) == ["SHA256SUMS", "back-office.dump.zst", "manifest.json", "manifest.p7s"])
  }
}
