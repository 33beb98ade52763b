import Files
import Foundation
import Glibc
import Support
import Testing

/// Mail brings a document with a letter, under TLS; what a server refuses, delays or keeps to itself is told and tried
/// again as far as that helps.
@Suite struct MailDeliveryTests {
  /// An installation whose reports go by mail; `recipient` and `mail` are further settings.
  static func install(
    _ server: SMTPServer, _ recipient: String = "", mail: [String: String?] = [:], _ settings: [String: String] = [:]
  ) throws -> Installation {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    try configure(installation, server, recipient, mail: mail, settings)
    return installation
  }

  static func configure(
    _ installation: Installation, _ server: SMTPServer, _ recipient: String = "", mail: [String: String?] = [:],
    _ settings: [String: String] = [:]
  ) throws {
    let further = recipient.isEmpty ? "reports: [OTR]" : recipient
    let legal = "channel: mail, to: \"Hukuk Müşavirliği <hukuk@example.com>\", \(further)"
    let all: [String: String?] = [
      "formats": "[pdf, json]",
      "controller": "{ name: Örnek Enerji A.Ş., contact: \"KVKK Sorumlusu, kvkk@ornek.com.tr\" }",
      "delivery": "{ mail: \(server.settings(mail)), recipients: { legal: { \(legal) } } }",
    ]
    try installation.configure(source: ["expect_rows": "false"], settings: all.merging(settings) { $1 })
  }

  static func state(_ installation: Installation) throws -> [String] {
    let outcome = try installation.run("deliver", "list", "--all", "--json")
    return try JSON(text: outcome.output)["outbox"].list.map { $0["state"].text ?? "?" }
  }

  /// SHA-256 of every file of a package.
  static func sums(_ folder: String) throws -> [String: String] {
    let names = try Folder.entries(folder)
    let lines = try Command.run(words: ["sha256sum"] + names.map { folder + "/" + $0 }).output.split(separator: "\n")
    return Dictionary(uniqueKeysWithValues: zip(names, lines.map { String($0.prefix(64)) }))
  }

  @Test(arguments: [SMTPServer.Manner.startTLS, .tls, .plain])
  func `a letter comes with every file of the package, as a mail program reads it`(manner: SMTPServer.Manner) throws {
    let server = try SMTPServer(manner)
    let installation = try Self.install(server)
    let checked = try installation.run("config", "check", "--locale", "en")
    #expect(checked.status == 0, "\(checked.errors)")
    let outcome = try installation.run("run", "nightly", "--locale", "en")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let message = try #require(try server.messages().first)
    #expect(server.files.count == 1)
    #expect(message["subject"] == "OTURUM KAYITLARI DÖKÜMÜ, 2026/OTR-000001, 07.10.2026 (back-office)")
    #expect(message["from"] == "Tutanak Türkiye <tutanak@example.com>")
    #expect(message["to"] == "Hukuk Müşavirliği <hukuk@example.com>")
    #expect(message["sender"] == "tutanak@example.com" && message["recipients"] == "hukuk@example.com")
    #expect(message["date"] == "Wed, 07 Oct 2026 23:15:00 +0000" && message["language"] == "tr")
    #expect(message["auto"] == "auto-generated" && message["type"] == "multipart/mixed")
    #expect(message["defects"].list.isEmpty && message["is_ascii"] == true && message["bare"] == 0)
    #expect((message["longest_line"].integer ?? 999) <= 200)
    let files = Dictionary(uniqueKeysWithValues: message["files"].keys.map { ($0, message["files"][$0].text ?? "") })
    #expect(try files == Self.sums(installation.package("OTR").folder))
    let text = message["text"].text ?? ""
    for words in [
      "Aşağıdaki belge Örnek Enerji A.Ş. adına Tutanak tarafından düzenlenmiş ve mühürlenmiştir.",
      "OTURUM KAYITLARI DÖKÜMÜ", "2026/OTR-000001 (sürüm 1)", "07.10.2026 (Europe/Istanbul)", "back-office",
      "KİŞİSEL VERİ İÇERİR – GİZLİ", "ÖNE ÇIKANLAR", "DOGRULAMA.txt", "tutanak verify KLASÖR",
      "SORULARINIZ İÇİN\nKVKK Sorumlusu, kvkk@ornek.com.tr",
    ] { #expect(text.contains(words), "\(words)\n\(text)") }
    let ledger = try InputFile.text(installation.archive + "/ledger.jsonl")
    #expect(!ledger.contains("gizli parola") && !outcome.errors.contains("gizli parola"))
    let entries = try installation.ledger("deliver").filter { $0["document"].text != nil }
    #expect(entries.map { $0["outcome"].text } == ["begun", "done"])
    #expect(entries[0]["facts"]["message_id"] == message["id"])
    #expect(entries[1]["facts"]["place"] == "mailto:hukuk@example.com")
    #expect(try installation.run("verify").status == 0)
  }

  @Test func `a letter is in the recipient's language, and names nobody of whom the document speaks`() throws {
    let server = try SMTPServer()
    let installation = try Self.install(server, "reports: [OTR, GOR, ANM], language: en", ["mask": "M0"])
    #expect(try installation.run("run", "nightly").status == 0)
    let messages = try server.messages()
    #expect(messages.count == 3)
    #expect(
      messages.contains { $0["subject"] == "SESSION REGISTER, 2026/OTR-000001, 2026-10-07 (back-office)" })
    let users = try ["OTR", "GOR", "ANM"].flatMap { code -> [String] in
      let package = installation.package(code)
      let copy = try JSON(file: package.folder + "/" + package.stem + ".json")
      return copy["users"].list.compactMap { $0["user_key"].text }
    }
    #expect(!users.isEmpty)
    for message in messages {
      let text = message["text"].text ?? ""
      #expect(text.contains("From page 1 of the document (in the document's own language):"))
      for user in Set(users) where user.utf8.count > 3 {
        #expect(!text.contains(user) && !(message["subject"].text ?? "").contains(user))
      }
      // No address of a network either.
      #expect(text.firstMatch(of: /\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/) == nil)
    }
  }

  @Test(arguments: [
    (SMTPServer.Mode.unknownMailbox, "refused the message or a recipient for good (550)", "stopped"),
    (.refused, "refused the message or a recipient for good (554)", "stopped"),
    (.notNow, "did not take the message now (451)", "failed"),
    (.full, "did not take the message now (452)", "failed"), (.closing, "takes no messages now (421)", "failed"),
  ])
  func `what a server answers decides what is done`(mode: SMTPServer.Mode, words: String, state: String) throws {
    let server = try SMTPServer(.startTLS, mode)
    let installation = try Self.install(server)
    let outcome = try installation.run("run", "nightly", "--locale", "en")
    #expect(outcome.status == 4 && outcome.errors.contains(words), "\(outcome.errors)")
    #expect(try Self.state(installation) == [state])
    try server.answer(.ok)
    // By itself a run tries again what was refused for now, and not what was refused for good.
    let next = try installation.run("deliver", "now", "--locale", "en")
    #expect(next.status == (state == "stopped" ? 4 : 0), "\(next.errors)")
    if state == "stopped" {
      #expect(next.errors.contains("is not tried again; remove the cause and run “tutanak deliver resend"))
      #expect(try installation.run("deliver", "resend", "2026/OTR-000001").status == 0)
    }
    #expect(try Self.state(installation) == ["delivered"] && server.files.count == 1)
  }

  @Test(.timeLimit(.minutes(2)))
  func `no document goes where TLS is missing, the certificate is another, or the password is wrong`() throws {
    let (plain, server) = (try SMTPServer(.plain), try SMTPServer())
    let installation = try Self.install(plain, mail: ["plain_on_loopback": "false"])
    let clear = try installation.run("run", "nightly", "--locale", "en")
    #expect(
      clear.status == 4 && clear.errors.contains("the server offers no STARTTLS, and no document goes in the clear"))
    try Self.configure(installation, server, mail: ["ca": nil])
    let untrusted = try installation.run("deliver", "now", "--locale", "en")
    #expect(untrusted.status == 4 && untrusted.errors.contains("TLS certificate comes from no trusted root"))
    let wrong = try installation.folder.write("wrong", "yanlış\n")
    _ = try Command.run("chmod", "600", wrong)
    try Self.configure(installation, server, mail: ["password_file": wrong])
    let denied = try installation.run("deliver", "now", "--locale", "en")
    #expect(denied.status == 4 && denied.errors.contains("did not accept the name or password"))
    #expect(!denied.errors.contains("yanlış"))
    _ = try Command.run("chmod", "644", wrong)
    let open = try installation.run("deliver", "now", "--locale", "en")
    #expect(open.status == 4 && open.errors.contains("holds a secret but others may read it"))
    let checked = try installation.run("config", "check", "--locale", "en")
    #expect(checked.status == 78 && checked.errors.contains("holds a secret but others may read it"))
    #expect(plain.files.isEmpty && server.files.isEmpty)
    try Self.configure(installation, server)
    #expect(try installation.run("deliver", "now").status == 0)
  }

  @Test(.timeLimit(.minutes(2)))
  func `a server that is down or silent is given up in time, and others are not tried over the same way`() throws {
    let server = try SMTPServer()
    let silent = try SilentServer()
    let installation = try Self.install(
      server, "reports: [OTR, GOR]", mail: ["server": "smtp://127.0.0.1:\(silent.port)"])
    let begun = ContinuousClock.now
    let late = try installation.run("run", "nightly", "--locale", "en")
    #expect(late.status == 4 && late.errors.contains("no answer in time"), "\(late.errors)")
    #expect(ContinuousClock.now - begun < .seconds(60))
    #expect(try Self.state(installation) == ["failed", "queued"])
    try Self.configure(installation, server, "reports: [OTR, GOR]", mail: ["server": "smtp://127.0.0.1:1"])
    let down = try installation.run("deliver", "now", "--locale", "en")
    #expect(down.status == 4 && down.errors.contains("no connection"))
    try Self.configure(installation, server, "reports: [OTR, GOR]")
    #expect(try installation.run("deliver", "now").status == 0)
    #expect(try Self.state(installation) == ["delivered", "delivered"])
  }

  @Test(.timeLimit(.minutes(2)))
  func `what may have arrived is sent again under the same Message-ID, so that it can be known for the same`() throws {
    let server = try SMTPServer(.startTLS, .silent)
    let installation = try Self.install(server, mail: ["timeouts": "{ connect: 5s, answer: 30s }"])
    let run = try installation.start("run", "nightly")
    try #require(try run.reaches { server.files.count == 1 })
    run.signal(SIGKILL)
    #expect(try run.wait().status == 128 + SIGKILL)
    // That it was to be sent stands in the ledger, that it was does not.
    #expect(
      try installation.ledger("deliver").compactMap { $0["document"].text == nil ? nil : $0["outcome"].text } == [
        "begun"
      ])
    try Self.configure(installation, server)
    let silent = try installation.run("run", "nightly", "--locale", "en")
    #expect(silent.status == 4)
    #expect(silent.errors.contains("an earlier run ended while it sent this message"))
    #expect(silent.errors.contains("the server may have taken it: what is sent again has the same Message-ID."))
    try server.answer(.ok)
    #expect(try installation.run("deliver", "now").status == 0)
    let messages = try server.messages()
    #expect(messages.count == 3)
    #expect(Set(messages.map { $0["id"].text ?? "?" }).count == 1)
    // Whoever sends it once more on purpose sends another message.
    #expect(try installation.run("deliver", "resend", "2026/OTR-000001", "--to", "legal").status == 0)
    #expect(try Set(server.messages().map { $0["id"].text ?? "?" }).count == 2)
  }

  @Test func `what is too large, or empty, is told by a letter alone`() throws {
    let server = try SMTPServer()
    let installation = try Self.install(server, "reports: [OTR], max_size: 20KiB, empty: notify")
    let large = try installation.run("run", "nightly", "--locale", "en")
    #expect(large.status == 0, "\(large.errors)")
    let notice = try #require(try server.messages().first)
    #expect(notice["files"].keys == [] && notice["type"] == "text/plain" && notice["defects"].list.isEmpty)
    #expect(notice["text"].text?.contains("e-posta için büyük olduğundan eklenmemiştir. Yeri:") == true)
    #expect(notice["text"].text?.contains(installation.package("OTR").folder) == true)
    let other = try Self.install(server, "reports: [OTR], empty: notify")
    #expect(try other.run("run", "nightly", asOf: "2020-03-02T02:15:00+03:00").status == 0)
    let empty = try #require(try server.messages().last)
    #expect(empty["files"].keys == [])
    #expect(
      empty["text"].text?.contains("Dönem içinde bu belgenin konusuna ve ölçütlerine giren kayıt bulunmamaktadır.")
        == true)
    #expect(empty["text"].text?.contains("arşive konulmuştur; bu iletiye eklenmemiştir.") == true)
    #expect(Folder.exists(other.archive + "/2020/2020-OTR-000001"))
    // Whoever asks for the document itself gets it.
    let asked = try other.run(
      "deliver", "resend", "2020/OTR-000001", "--to", "legal", asOf: "2020-03-02T02:15:00+03:00")
    #expect(asked.status == 0, "\(asked.errors)")
    #expect(try server.messages().last?["files"].keys.contains("manifest.json") == true)
  }
}
