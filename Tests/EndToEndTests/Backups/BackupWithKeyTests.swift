import Files
import Foundation
import Support
import Testing

/// An encrypted backup is verified, drilled and restored with its key; without it nothing is claimed.
@Suite struct BackupWithKeyTests {
  @Test(arguments: ["format: custom", "format: plain, compression: none"])
  func `the key opens it, another one does not, and no key is no failure and no proof`(backup: String) throws {
    let database = try PlainSystem.makeDatabase("INSERT INTO users SELECT n, 'kişi' FROM generate_series(1, 20) n;")
    let installation = try PlainSystem.install(on: database)
    let keys = try ["right.key", "wrong.key"].map { name in
      let path = installation.folder.path + "/" + name
      _ = try Command.run("age-keygen", "-o", path)
      return path
    }
    let recipient = try Command.run("age-keygen", "-y", keys[0]).output.trimmingCharacters(in: .newlines)
    try installation.configure(
      source: [
        "system": "\"\(installation.folder.path)/plain\"", "connection": "\"\(database.connection)\"",
      ], settings: ["backup": "{ \(backup), encryption: { recipients: [\(recipient)] } }"])
    let created = try installation.run("backup", "create", "--locale", "en")
    #expect(created.status == 0, "\(created.errors)")

    let closed = try installation.run("backup", "verify", "--json", "--locale", "en")
    #expect(closed.status == 0, "\(closed.errors)")
    let result = try JSON(text: closed.output)
    #expect(result["examined"][0]["depth"] == "digests")
    #expect(result["remarks"][0].text?.contains("not decrypted: no key") == true)
    let wrong = try installation.run("backup", "verify", "--identity", keys[1], "--json", "--locale", "en")
    #expect(wrong.status == 78 && wrong.errors.contains("the private key is of none of those"), "\(wrong.errors)")
    #expect(try JSON(text: wrong.output)["examined"][0]["verdict"] == "not_run")
    let open = try installation.run("backup", "verify", "--identity", keys[0], "--json")
    #expect(open.status == 0, "\(open.errors)")
    #expect(try JSON(text: open.output)["examined"][0]["depth"] == "whole")

    let keyless = try installation.run("backup", "drill", "--json", "--locale", "en")
    #expect(keyless.status == 78 && keyless.errors.contains("is encrypted"), "\(keyless.errors)")
    #expect(try JSON(text: keyless.output)["examined"][0]["verdict"] == "not_run")
    let mistaken = try installation.run("backup", "drill", "--identity", keys[1], "--json", "--locale", "en")
    #expect(mistaken.status == 78, "\(mistaken.errors)")
    #expect(try JSON(text: mistaken.output)["examined"][0]["verdict"] == "not_run")
    let drill = try installation.run("backup", "drill", "--identity", keys[0], "--json", "--locale", "en")
    #expect(drill.status == 0, "\(drill.errors)")
    #expect(try JSON(text: drill.output)["examined"][0]["verdict"] == "passed")
  }
}
