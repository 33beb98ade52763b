import Files
import Support
import Testing

/// A recipient gets the time stamp with the document, and a silent authority does not hold the document back for good.
@Suite struct StampedDeliveryTests {
  private static func install(_ server: SMTPServer, _ authority: TimeStampServer, _ wait: String) throws -> Installation
  {
    let asked = "url: \"\(authority.url)\", anchor: \"\(authority.authority.anchor)\", timeout: 1s"
    let legal = "channel: mail, to: hukuk@example.com, reports: [OTR]"
    return try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), source: ["expect_rows": "false"],
      settings: [
        "formats": "[json]", "seal": "{ time_stamp: { \(asked) } }",
        "delivery": "{ wait_for_stamp: \(wait), mail: \(server.settings()), recipients: { legal: { \(legal) } } }",
      ])
  }

  @Test func `a document waits for its stamp, and goes with it`() throws {
    let (server, authority) = (try SMTPServer(), try TimeStampServer(.failing))
    let installation = try Self.install(server, authority, "1d")
    // The stamp is owed, and nothing that is due is undelivered.
    #expect(try installation.run("run", "nightly").status == 5)
    let waiting = try installation.run("deliver", "now", "--locale", "en")
    #expect(waiting.status == 0)
    #expect(waiting.output.contains("2026/OTR-000001: waits for its time stamp before it goes to “legal”"))
    #expect(server.files.isEmpty)
    try authority.answer(.ok)
    #expect(try installation.run("seal", "stamp").status == 0)
    #expect(try installation.run("deliver", "now").status == 0)
    let message = try #require(try server.messages().first)
    #expect(message["files"].keys.contains("manifest.tsr"))
    #expect(message["text"].text?.contains("Zaman damgası (RFC 3161) manifest.tsr dosyasındadır.") == true)
    #expect(try installation.ledger("deliver").last?["facts"]["stamped"] == true)
  }

  @Test func `a stamp that comes late is added by resending to the folder where the document lies`() throws {
    let (target, authority) = (try ScratchFolder(), try TimeStampServer(.failing))
    let asked = "url: \"\(authority.url)\", anchor: \"\(authority.authority.anchor)\", timeout: 1s"
    let legal = "channel: folder, folder: \"\(target.path)\", reports: [OTR]"
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), source: ["expect_rows": "false"],
      settings: [
        "formats": "[json]", "seal": "{ time_stamp: { \(asked) } }",
        "delivery": "{ wait_for_stamp: 0s, recipients: { legal: { \(legal) } } }",
      ])
    let there = target.path + "/2026/2026-OTR-000001"
    #expect(try installation.run("run", "nightly").status == 5)
    #expect(try installation.run("deliver", "now").status == 0)
    #expect(Folder.exists(there) && !InputFile.exists(there + "/manifest.tsr"))
    try authority.answer(.ok)
    #expect(try installation.run("seal", "stamp").status == 0)
    // Whoever got it without the stamp is sent nothing unasked.
    #expect(try installation.run("deliver", "now").status == 0)
    #expect(!InputFile.exists(there + "/manifest.tsr"))
    #expect(try installation.run("deliver", "resend", "2026/OTR-000001", "--to", "legal").status == 0)
    let archived = installation.archive + "/2026/2026-OTR-000001"
    #expect(try Command.run("diff", "-r", archived, there).status == 0)
    #expect(InputFile.exists(there + "/manifest.tsr"))
    #expect(try installation.ledger("deliver").last?["facts"]["stamped"] == true)
  }

  @Test func `after its patience it goes without, and the letter says so`() throws {
    let (server, authority) = (try SMTPServer(), try TimeStampServer(.failing))
    let installation = try Self.install(server, authority, "2h")
    #expect(try installation.run("run", "nightly").status == 5)
    #expect(try installation.run("deliver", "now", asOf: "2026-10-08T04:14:00+03:00").status == 0)
    #expect(server.files.isEmpty)
    #expect(try installation.run("deliver", "now", asOf: "2026-10-08T04:16:00+03:00").status == 0)
    let message = try #require(try server.messages().first)
    #expect(!message["files"].keys.contains("manifest.tsr"))
    #expect(message["text"].text?.contains("NO time stamp") == false)
    #expect(message["text"].text?.contains("bu ileti gönderilirken ALINAMAMIŞTI") == true)
    #expect(try installation.ledger("deliver").last?["facts"]["stamped"] == false)
  }
}
