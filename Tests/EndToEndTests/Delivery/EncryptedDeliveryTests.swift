import Files
import Support
import Testing

/// What is encrypted opens with the recipient's key only, and a key that does not fit is no reason to send in the clear.
@Suite struct EncryptedDeliveryTests {
  /// A recipient's certificate and key, valid from now on: runs that use them speak from now.
  private static func certificate(
    _ name: String, in folder: ScratchFolder, address: String = "hukuk@example.com",
    usage: String = "keyUsage=critical,keyEncipherment", key: [String] = ["rsa:2048"]
  ) throws -> (certificate: String, key: String) {
    let (certificate, keyFile) = (folder.path + "/\(name).pem", folder.path + "/\(name).key")
    let made = try Command.run(
      words: ["openssl", "req", "-x509", "-newkey"] + key + [
        "-days", "30", "-nodes", "-subj", "/CN=Hukuk \(name)", "-addext", usage, "-addext",
        "subjectAltName=email:\(address)",
        "-keyout", keyFile, "-out", certificate,
      ])
    guard made.status == 0 else { throw ServerFailure(made.errors) }
    return (certificate, keyFile)
  }

  @Test(arguments: [["rsa:2048"], ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]])
  func `an envelope of S/MIME opens with the certificate's key, and holds letter and files`(key: [String]) throws {
    let server = try SMTPServer()
    let folder = try ScratchFolder()
    let usage = key.count == 1 ? "keyUsage=critical,keyEncipherment" : "keyUsage=critical,keyAgreement"
    let recipient = try Self.certificate("a", in: folder, usage: usage, key: key)
    let stranger = try Self.certificate("b", in: folder, usage: usage, key: key)
    let installation = try MailDeliveryTests.install(
      server, "reports: [OTR], encrypt: { smime: \(recipient.certificate) }")
    let outcome = try installation.run("run", "nightly", "--locale", "en", asOf: nil)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let file = try #require(server.files.first)
    let cover = try server.read(file)
    #expect(cover["type"] == "application/pkcs7-mime" && cover["smime"] == "enveloped-data")
    #expect(cover["files"].keys == ["smime.p7m"] && cover["defects"].list.isEmpty)
    #expect(!(try InputFile.text(file)).contains("multipart/mixed"))
    func open(_ pair: (certificate: String, key: String)) throws -> Command.Outcome {
      try Command.run(
        "openssl", "cms", "-decrypt", "-in", file, "-recip", pair.certificate, "-inkey", pair.key, "-out",
        folder.path + "/inner")
    }
    #expect(try open(stranger).status != 0)
    #expect(try open(recipient).status == 0)
    let inner = try server.read(folder.path + "/inner")
    #expect(inner["type"] == "multipart/mixed" && inner["defects"].list.isEmpty && inner["bare"] == 0)
    #expect(inner["text"].text?.contains("OTURUM KAYITLARI DÖKÜMÜ") == true)
    let files = Dictionary(uniqueKeysWithValues: inner["files"].keys.map { ($0, inner["files"][$0].text ?? "") })
    #expect(
      try files == MailDeliveryTests.sums((installation.packages.first { $0.stem.contains("OTR") }?.folder ?? "")))
    let structure = try Command.run("openssl", "cms", "-cmsout", "-print", "-in", file)
    #expect(structure.output.contains("aes-256-cbc"))
    #expect(try installation.ledger("deliver").last?["facts"]["encryption"] == "smime")
  }

  @Test func `a certificate that does not fit stops the recipient, and nobody else`() throws {
    let server = try SMTPServer()
    let folder = try ScratchFolder()
    let signing = try Self.certificate("signing", in: folder, usage: "keyUsage=critical,digitalSignature")
    let weak = try Self.certificate("weak", in: folder, key: ["rsa:1024"])
    let other = try Self.certificate("other", in: folder, address: "baska@example.com")
    let good = try Self.certificate("good", in: folder)
    try folder.write("empty.pem", "no certificate\n")
    let installation = try MailDeliveryTests.install(server)
    try Folder.create(installation.folder.path + "/court")
    for (path, words) in [
      (signing.certificate, "is not for encrypting mail"),
      (weak.certificate, "the key of the certificate of “CN=Hukuk weak” does not fit"),
      (other.certificate, "no certificate is for hukuk@example.com"),
      (folder.path + "/empty.pem", "there is no X.509 certificate in PEM form"),
      (folder.path + "/none.pem", "cannot be opened"),
    ] {
      let legal = "channel: mail, to: hukuk@example.com, reports: [OTR], encrypt: { smime: \(path) }"
      let court = "channel: folder, folder: \(installation.folder.path)/court, reports: [OTR]"
      try installation.configure(
        source: ["expect_rows": "false"],
        settings: [
          "formats": "[json]",
          "delivery": "{ mail: \(server.settings()), recipients: { legal: { \(legal) }, court: { \(court) } } }",
        ])
      let checked = try installation.run("config", "check", "--locale", "en", asOf: nil)
      #expect(checked.status == 78 && checked.errors.contains(words), "\(checked.errors)")
      #expect(checked.errors.contains("tutanak.yaml:"))
      let outcome = try installation.run("run", "nightly", "--locale", "en", asOf: nil)
      #expect(outcome.status == 4, "\(outcome.errors)")
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
      #expect(outcome.errors.contains("Nothing was delivered to “legal”"))
      // It does not look as if it only waited.
      let status = try installation.run("status", "--json", asOf: nil)
      #expect(try JSON(text: status.output)["undelivered"][0]["queued"] == 1)
      #expect(status.status == 4, "\(status.output)")
      let listed = try installation.run("deliver", "list", "--json", asOf: nil)
      #expect(try JSON(text: listed.output)["outbox"][0]["error"].text?.isEmpty == false, "\(listed.output)")
    }
    #expect(server.files.isEmpty)
    #expect(try Folder.entries(installation.folder.path + "/court").count == 1)
    let legal = "channel: mail, to: hukuk@example.com, reports: [OTR], encrypt: { smime: \(good.certificate) }"
    try installation.configure(
      source: ["expect_rows": "false"],
      settings: [
        "formats": "[json]", "delivery": "{ mail: \(server.settings()), recipients: { legal: { \(legal) } } }",
      ])
    // What has expired by then is said by day, and stops at night.
    for words in [["config", "check"], ["deliver", "now"]] {
      let late = try installation.run(words: words + ["--locale", "en"], asOf: "2099-01-01T00:00:00Z")
      #expect(late.status == (words[0] == "config" ? 78 : 4))
      #expect(late.errors.contains("has expired; get the recipient's new one"), "\(late.errors)")
    }
    #expect(server.files.isEmpty)
    #expect(try installation.run("deliver", "now", asOf: nil).status == 0)
    #expect(server.files.count == 1)
  }

  @Test func `a container opens with the key only, arrives once, and nothing lies in the clear`() throws {
    let folder = try ScratchFolder()
    let (key, stranger) = (try AgeKey("key", in: folder), try AgeKey("stranger", in: folder))
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    try Folder.create(installation.folder.path + "/legal")
    let place = "channel: folder, folder: \(installation.folder.path)/legal, reports: [OTR]"
    func configure(_ encrypt: String) throws {
      try installation.configure(
        source: ["expect_rows": "false"],
        settings: ["formats": "[json]", "delivery": "{ recipients: { legal: { \(place), encrypt: \(encrypt) } } }"])
    }
    for (encrypt, words) in [
      ("{ age: [age1wrong] }", "age does not take this public key"),
      ("{ age: [\(try InputFile.text(key.file).split(separator: "\n").last ?? "")] }", "this is a private key"),
      ("{ smime: \(key.file) }", "S/MIME goes by mail alone"),
      ("{ }", "either “smime: <certificate>” or “age: [age1…]” is needed."),
    ] {
      try configure(encrypt)
      let checked = try installation.run("config", "check", "--locale", "en")
      #expect(checked.status == 78 && checked.errors.contains(words), "\(checked.errors)")
    }
    // A key that age does not take stops the recipient; the documents are issued.
    try configure("{ age: [age1wrong] }")
    let refused = try installation.run("run", "nightly", "--locale", "en")
    #expect(refused.status == 4 && refused.errors.contains("Nothing was delivered to “legal”"))
    #expect(try Folder.entries(installation.folder.path + "/legal") == [])
    try configure("{ age: [\(key.recipient)] }")
    let outcome = try installation.run("deliver", "now", "--locale", "en")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let name = installation.folder.path + "/legal/2026/2026-OTR-000001"
    #expect(try Folder.entries(name) == ["2026-OTR-000001.tar.age"])
    let file = name + "/2026-OTR-000001.tar.age"
    func open(_ key: AgeKey) throws -> Command.Outcome {
      try Command.run(
        "bash", "-c", "set -o pipefail; age --decrypt --identity \(key.file) \(file) | tar -x -C \(folder.path)")
    }
    #expect(try open(stranger).status != 0)
    #expect(try open(key).status == 0)
    let compared = try Command.run(
      "diff", "-r", folder.path + "/2026-OTR-000001", installation.package("OTR").folder)
    #expect(compared.status == 0, "\(compared.output)")
    // No container is left behind, and no other copy.
    let left = installation.everything.filter { $0.hasPrefix(".state/outbox/") && $0.hasSuffix(".age") }
    #expect(left.isEmpty)
    #expect(installation.everything.filter { $0.hasSuffix("2026-OTR-000001.json") }.count == 1)
    #expect(try installation.ledger("deliver").last?["facts"]["encryption"] == "age")
  }

  @Test func `mail can carry a container, and its letter says how it is opened`() throws {
    let server = try SMTPServer()
    let folder = try ScratchFolder()
    let key = try AgeKey("key", in: folder)
    let installation = try MailDeliveryTests.install(server, "reports: [OTR], encrypt: { age: [\(key.recipient)] }")
    #expect(try installation.run("run", "nightly").status == 0)
    let message = try #require(try server.messages().first)
    #expect(message["files"].keys == ["2026-OTR-000001.tar.age"])
    #expect(
      message["text"].text?.contains("age --decrypt --identity ANAHTAR_DOSYASI 2026-OTR-000001.tar.age | tar -x")
        == true)
  }

  @Test(.timeLimit(.minutes(3)), arguments: [1, 3, 5])
  func `a container whose run is killed arrives once, and is the same file`(flushes: Int) throws {
    let folder = try ScratchFolder()
    let key = try AgeKey("key", in: folder)
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    try Folder.create(installation.folder.path + "/legal")
    let place = "channel: folder, folder: \(installation.folder.path)/legal, reports: [OTR]"
    try installation.configure(
      source: ["expect_rows": "false"],
      settings: [
        "formats": "[json]", "delivery": "{ recipients: { legal: { \(place), encrypt: { age: \(key.recipient) } } } }",
      ])
    let deadly = try Preload.build(
      """
      #include <signal.h>
      #include <stdio.h>
      #include <string.h>
      #include <unistd.h>
      static int left = \(flushes);
      int fsync(int number) {
        char link[64], path[4096] = "";
        snprintf(link, sizeof link, "/proc/self/fd/%d", number);
        if (readlink(link, path, sizeof path - 1) > 0 && strstr(path, "/legal/") && --left == 0) kill(getpid(), SIGKILL);
        return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(number);
      }
      """, in: installation.folder)
    _ = try installation.run("run", "nightly", environment: deadly)
    let again = try installation.run("run", "nightly", "--locale", "en", asOf: "2026-10-08T03:15:00+03:00")
    #expect(again.status == 0, "\(again.errors)")
    let name = installation.folder.path + "/legal/2026"
    #expect(try Folder.entries(name) == ["2026-OTR-000001"])
    let opened = try Command.run(
      "bash", "-c",
      "set -o pipefail; age --decrypt --identity \(key.file) \(name)/2026-OTR-000001/2026-OTR-000001.tar.age "
        + "| tar -x -C \(folder.path)")
    #expect(opened.status == 0, "\(opened.errors)")
    #expect(try installation.ledger("deliver").filter { $0["outcome"] == "done" }.count == 1)
  }
}
