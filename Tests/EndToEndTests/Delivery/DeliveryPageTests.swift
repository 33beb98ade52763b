import Files
import Foundation
import Support
import Testing

/// docs/delivery.md does what it says, word by word: its configuration and its commands, in their order.
@Suite struct DeliveryPageTests {
  /// The blocks of a page between fences of a language.
  private static func blocks(_ language: String, in page: String) -> [String] {
    page.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  @Test(.timeLimit(.minutes(5))) func `a newcomer who follows the page gets documents delivered`() throws {
    let page = try InputFile.text(Repository.path + "/docs/delivery.md")
    let server = try SMTPServer()
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    let folder = installation.folder
    for name in ["srv", "stick"] { try Folder.create(folder.path + "/" + name) }
    let made = try Command.run(
      "openssl", "req", "-x509", "-newkey", "rsa:2048", "-days", "30", "-nodes", "-subj", "/CN=Hukuk", "-addext",
      "subjectAltName=email:hukuk@example.com", "-keyout", folder.path + "/hukuk.key", "-out",
      folder.path + "/hukuk.pem")
    #expect(made.status == 0)
    let year = try #require(Calendar(identifier: .gregorian).dateComponents([.year], from: Date()).year)
    // The page's places, and those of this machine.
    let places = [
      ("smtp://mail.example.com:587", "smtp://127.0.0.1:\(server.port)\n    ca: \(server.certificate)"),
      ("/etc/tutanak/mail.password", server.passwordFile), ("/etc/tutanak/hukuk.pem", folder.path + "/hukuk.pem"),
      ("/srv/legal", folder.path + "/srv"), ("/media/stick", folder.path + "/stick"),
      ("2026/", "\(year)/"), ("2026-OTR", "\(year)-OTR"), ("file \(year)/123", "file 2026/123"),
    ]
    func here(_ text: String) -> String { places.reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) } }
    let settings = try #require(Self.blocks("yaml", in: page).first)
    try installation.configure(source: ["expect_rows": "false"])
    let before = try InputFile.text(installation.configuration)
    try folder.write("tutanak.yaml", before + here(settings) + "\n")
    let commands = Self.blocks("sh", in: page).flatMap { $0.split(separator: "\n").map(String.init) }
    #expect(commands.count == 9)
    // What the page says is done by a shell, since it has quotes; the certificate is valid from now on.
    let program =
      "tutanak() { \(Installation.program) \"$@\" --config \(installation.configuration) --home \(installation.home)"
    for command in commands {
      let line = here(command)
      let outcome = try Command.run(
        "bash", "-c", program + " --locale en; }; " + line, environment: ["HOME": folder.path])
      #expect(outcome.status == 0, "\(line)\n\(outcome.output)\(outcome.errors)")
    }
    #expect(try Folder.entries(folder.path + "/srv/\(year)") == ["\(year)-OTR-000001"])
    #expect(try Folder.entries(folder.path + "/stick") == ["\(year)-OTR-000001"])
    // The register and the findings of the night, and the register once more by hand.
    #expect(server.files.count == 3)
    #expect(try server.messages().allSatisfy { $0["smime"] == "enveloped-data" })
  }
}
