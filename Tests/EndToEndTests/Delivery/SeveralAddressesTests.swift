import Files
import Support
import Testing

/// Mail to several addresses of one recipient, of which the server refuses some: the others get it once, and who lacks it
/// is told.
@Suite struct SeveralAddressesTests {
  private static func configure(_ installation: Installation, _ server: SMTPServer, _ addresses: String) throws {
    try installation.configure(
      source: ["expect_rows": "false"],
      settings: [
        "formats": "[json]",
        "delivery":
          "{ mail: \(server.settings()), recipients: { legal: { channel: mail, reports: [OTR], to: [\(addresses)] } } }",
      ])
  }

  private static func install(_ server: SMTPServer, _ addresses: String) throws -> Installation {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    try configure(installation, server, addresses)
    return installation
  }

  private static func item(_ installation: Installation) throws -> JSON {
    try JSON(text: installation.run("deliver", "list", "--all", "--json").output)["outbox"][0]
  }

  private static func envelopes(_ server: SMTPServer) throws -> [String] {
    try server.messages().map { $0["recipients"].text ?? "" }
  }

  @Test func `one that does not exist keeps the others from nothing, and is told`() throws {
    let server = try SMTPServer(.startTLS, .someMailboxes)
    let installation = try Self.install(server, "a@example.com, yok@example.com, b@example.com")
    let outcome = try installation.run("run", "nightly", "--locale", "en")
    #expect(outcome.status == 4, "\(outcome.errors)")
    #expect(outcome.errors.contains("yok@example.com:") && outcome.errors.contains("(550)"), "\(outcome.errors)")
    #expect(outcome.errors.contains("the others have (a@example.com, b@example.com)"))
    #expect(try Self.envelopes(server) == ["a@example.com", "b@example.com"])
    let messages = try server.messages()
    #expect(messages[0]["id"] == messages[1]["id"] && messages[0]["to"] == messages[1]["to"])
    let failed = try #require(try installation.ledger("deliver").last { $0["outcome"] == "failed" })
    #expect(failed["facts"]["reached"].list == ["a@example.com", "b@example.com"])
    #expect(failed["facts"]["stopped"] == true && failed["facts"]["error"].text?.contains("yok@example.com") == true)
    #expect(try Self.item(installation)["state"] == "stopped")
    #expect(try Self.item(installation)["reached"].list.count == 2)
    let status = try installation.run("status", "--locale", "en")
    #expect(status.output.contains("could not be delivered to “legal”: 1"), "\(status.output)")
    // The address is put right: only that one gets it.
    try Self.configure(installation, server, "a@example.com, dogru@example.com, b@example.com")
    let again = try installation.run("deliver", "resend", "2026/OTR-000001", "--locale", "en")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try Self.envelopes(server) == ["a@example.com", "b@example.com", "dogru@example.com"])
    #expect(try Self.item(installation)["state"] == "delivered")
    // From now on it is there; sent again, it goes to all.
    #expect(try installation.run("deliver", "resend", "2026/OTR-000001").status == 0)
    #expect(try Self.envelopes(server).last == "a@example.com, dogru@example.com, b@example.com")
  }

  @Test func `one that is to come again gets it later, and nobody twice`() throws {
    let server = try SMTPServer(.startTLS, .someMailboxes)
    let installation = try Self.install(server, "sonra@example.com, a@example.com")
    #expect(try installation.run("run", "nightly").status == 4)
    #expect(try Self.item(installation)["state"] == "failed" && Self.envelopes(server) == ["a@example.com"])
    // Still not: nobody is written to.
    #expect(try installation.run("deliver", "now").status == 4)
    #expect(try Self.envelopes(server) == ["a@example.com"])
    try server.answer(.ok)
    #expect(try installation.run("deliver", "now").status == 0)
    #expect(try Self.envelopes(server) == ["a@example.com", "sonra@example.com"])
    #expect(try Self.item(installation)["state"] == "delivered")
  }

  @Test func `one refused for good does not keep another from being tried again`() throws {
    let server = try SMTPServer(.startTLS, .someMailboxes)
    let installation = try Self.install(server, "yok@example.com, sonra@example.com")
    let night = try installation.run("run", "nightly", "--locale", "en")
    #expect(night.status == 4 && night.errors.contains("No address has got it. yok@example.com:"), "\(night.errors)")
    #expect(night.errors.contains("sonra@example.com:"), "\(night.errors)")
    #expect(try Self.item(installation)["state"] == "failed" && Self.envelopes(server).isEmpty)
    try server.answer(.ok)
    #expect(try installation.run("deliver", "now").status == 0)
    #expect(try Self.envelopes(server) == ["yok@example.com, sonra@example.com"])
  }

  @Test func `one that a broken way left untried is named, and gets it later`() throws {
    let server = try SMTPServer(.startTLS, .someMailboxes)
    let installation = try Self.install(server, "yok@example.com, kapat@example.com, b@example.com")
    let night = try installation.run("run", "nightly", "--locale", "en")
    #expect(night.status == 4 && night.errors.contains("Not tried any more: b@example.com."), "\(night.errors)")
    #expect(try Self.item(installation)["state"] == "failed" && Self.envelopes(server).isEmpty)
    try server.answer(.ok)
    #expect(try installation.run("deliver", "now").status == 0)
    #expect(try Self.envelopes(server) == ["yok@example.com, kapat@example.com, b@example.com"])
  }

  @Test func `whoever is taken off the list is owed nothing`() throws {
    let server = try SMTPServer(.startTLS, .someMailboxes)
    let installation = try Self.install(server, "a@example.com, sonra@example.com")
    #expect(try installation.run("run", "nightly").status == 4)
    try Self.configure(installation, server, "a@example.com")
    #expect(try installation.run("deliver", "now").status == 0)
    #expect(try Self.envelopes(server) == ["a@example.com"] && Self.item(installation)["state"] == "delivered")
  }
}
