import Files
import Support
import Testing

/// `tutanak audit subject`: one person's own data, and nobody else's.
@Suite struct SubjectTests {
  private static let rows = """
    ALTER TABLE events ADD actor_id text, ADD target_id text, ADD user_agent text;
    INSERT INTO users VALUES ('5', 'ayse.gunes', 'Ayşe Güneş'), ('6', 'mehmet.kara', 'Mehmet Kara'), ('7', 'AYSE', NULL);
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip, user_agent, actor_id, target_id)
      SELECT 'a' || n, '2026-10-06 13:00Z'::timestamptz + n * interval '5 min', '5', 'login_success', '203.0.113.9',
        'Mozilla/5.0 Ayşe', 'actor.secret', 'target.secret' FROM generate_series(1, 30) n;
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip, user_agent, target_id) VALUES
      ('admin', '2026-10-07 10:00Z', '6', 'role_changed', '198.51.100.66', 'Mozilla/5.0 Mehmet', '5'),
      ('other', '2026-10-07 11:00Z', '6', 'login_success', '198.51.100.66', 'Mozilla/5.0 Mehmet', NULL);
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, ip) VALUES
      ('s1', '5', '2026-10-07 08:00Z', '2026-10-07 09:00Z', '203.0.113.9'),
      ('s2', '6', '2026-10-07 08:00Z', '2026-10-07 09:00Z', '198.51.100.66');
    """
  private static let words = [
    "subject", "--user", "5", "--from", "2026-10-01", "--to", "2026-10-08", "--reference", "BSV-2026/4", "--received",
    "2026-10-05T09:30", "--channel", "kep", "--identity", "e-imza ile", "--right", "a", "--right", "b", "--reason",
    "KVKK m.13 başvurusu",
  ]

  private static func install(_ audit: String = "", formats: String = "[json, pdf]") throws -> Installation {
    let installation = try PlainSystem.install(rows)
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: [
        "formats": formats,
        "audit": "{ approval: off, subject: { recipients: [\"Barındırma Ltd.\"], retention: \"2 yıl\" \(audit) } }",
      ])
    return installation
  }

  @Test func `holds the person's own rows in clear, and nothing of anybody else`() throws {
    let installation = try Self.install()
    let package = try installation.ask(Self.words)
    let json = try package.json()
    #expect(json["document"]["mask"] == "M0")
    #expect(json["subject_sessions"].list.map { $0["ip"].text } == ["203.0.113.9"])
    let events = json["subject_events"].list
    #expect(events.count == 31 && events.filter { $0["ip"] == "203.0.113.9" }.count == 30)
    // What an administrator did on the account is told, and not by whom or from where.
    let change = try #require(events.first { $0["ip"].text == nil })
    #expect(change["occurred_at"] == "2026-10-07T10:00:00.000000Z" && change["user_agent"].text == nil)
    let text = try InputFile.text(package.path(".json")) + package.text()
    for secret in ["actor.secret", "target.secret", "198.51.100.66", "Mehmet", "mehmet.kara"] {
      #expect(!text.contains(secret), "\(secret)")
    }
  }

  @Test func `says what the application was, until when it is answered, and where to complain`() throws {
    let package = try Self.install().ask(Self.words)
    for sentence in [
      "BSV-2026/4", "kayıtlı elektronik posta (KEP)", "e-imza ile", "KVKK m.11/1-a:", "KVKK m.11/1-b:",
      "Barındırma Ltd.", "2 yıl", "04.11.2026 23:59:59 UTC+03:00", "altmış gün içinde",
      "Size bildirilebilecek bir makam aktarımı kaydı bulunmamaktadır.", "reddedilen bir kısmı yoktur",
    ] {
      #expect(try package.says(sentence), "\(sentence)")
    }
    let refused = try Self.install().ask(Self.words + ["--refused", "5651 m.5 saklama yükümlülüğü"])
    #expect(try refused.says("5651 m.5 saklama yükümlülüğü") && !refused.says("reddedilen bir kısmı yoktur"))
  }

  @Test func `an answer after its time says so`() throws {
    let installation = try Self.install()
    let package = try installation.ask(Self.words, asOf: "2026-11-20T10:00:00+03:00")
    #expect(try package.says("SÜRESİNDEN SONRA"))
  }

  @Test(arguments: [("", nil), (", free_pages: 1, page_fee: \"1.50\"", "1,50")])
  func `counts its own pages, and what they cost`(audit: String, rate: String?) throws {
    let package = try Self.install(audit).ask(Self.words)
    let info = try Command.run("pdfinfo", package.path(".pdf")).output
    let pages = try #require(
      info.split(separator: "\n").first { $0.hasPrefix("Pages:") }.flatMap {
        Int($0.split(separator: " ").last ?? "")
      })
    #expect(pages > 1)
    #expect(try package.says("Bu yanıt \(pages) sayfadır."))
    if let rate {
      let fee = (pages - 1) * 150
      #expect(try package.says("sonraki \(pages - 1) sayfanın her biri için \(rate) TL, toplam \(fee / 100),"))
    } else {
      #expect(try package.says("ücret alınmaz"))
    }
  }

  /// The answer to a prosecutor's letter, about somebody or an address, or a draft of it.
  private static func disclose(
    _ chosen: String, _ installation: Installation, wants: String = "sign_ins", mask: String = "M0"
  ) throws {
    let letter = try installation.folder.write(
      "letter.yaml",
      """
      authority: "Savcılık"
      case: "2026/17"
      letter: { date: 2026-10-06, number: "2026/98765" }
      received: 2026-10-07
      zone: Europe/Istanbul
      items:
        - { asked: "kayıtlar", \(chosen), from: 2026-10-06T10:00, to: 2026-10-08T00:00, wants: [\(wants)] }
      """)
    _ = try installation.ask(["authority", "--request", letter, "--mask", mask, "--reason", "CMK 332"])
  }

  @Test func `what an authority was told of the person is listed, and not what it was told of others`() throws {
    let installation = try Self.install()
    try Self.disclose("account: mehmet.kara", installation)
    #expect(try installation.ask(Self.words).json()["subject_disclosures"] == nil)
    try Self.disclose("account: ayse.gunes", installation)
    let listed = try installation.ask(Self.words + ["--tell-disclosures"]).json()["subject_disclosures"].list
    #expect(listed.map { $0["document"].text } == ["2026/ADL-000002"])
    #expect(listed.map { $0["value"].text } == ["2026/98765"])
    let hidden = try installation.ask(Self.words + ["--suppress-disclosures", "KVKK m.28"])
    #expect(try hidden.json()["subject_disclosures"] == nil && !hidden.says("2026/98765"))
  }

  @Test func `a draft was given to nobody, and masked rows of an address tell of nobody`() throws {
    let installation = try Self.install()
    try Self.disclose("account: ayse.gunes", installation, mask: "M1")
    try Self.disclose("address: 203.0.113.9", installation)
    let package = try installation.ask(Self.words)
    #expect(try package.json()["subject_disclosures"] == nil)
    try Self.disclose("address: 203.0.113.9", installation, wants: "accounts")
    let listed = try installation.ask(Self.words + ["--tell-disclosures"]).json()["subject_disclosures"].list
    #expect(listed.map { $0["document"].text } == ["2026/ADL-000003"])
  }

  @Test func `whether the applicant is told of disclosures is decided by a person`() throws {
    let installation = try Self.install()
    try Self.disclose("account: ayse.gunes", installation)
    func ask(_ words: String...) throws -> Command.Outcome {
      try installation.run(words: ["audit"] + Self.words + ["--locale", "en"] + words)
    }
    let open = try ask()
    #expect(open.status == 64, "\(open.errors)")
    #expect(open.errors.contains("--tell-disclosures") && open.errors.contains("--suppress-disclosures"))
    #expect(!open.errors.contains("ADL") && !open.errors.contains("98765"))
    let both = try ask("--tell-disclosures", "--suppress-disclosures", "KVKK m.28")
    #expect(both.status == 64 && both.errors.contains("exclude each other"), "\(both.errors)")
    #expect(installation.packages.map(\.stem) == ["2026-ADL-000001"])
  }

  @Test func `an approval is still good for the same answer with that decision, and for no other`() throws {
    let installation = try Self.install()
    try Self.disclose("account: ayse.gunes", installation)
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: ["formats": "[json]", "audit": "{ subject: { recipients: [], retention: x } }"])
    func run(_ number: String, _ words: [String]) throws -> Command.Outcome {
      try installation.run(words: words + ["--locale", "en"], environment: ["SUDO_UID": number])
    }
    let words = ["audit"] + Self.words
    #expect(try run("1", words).status == 77)
    let list = try JSON(text: run("2", ["audit", "requests", "--json"]).output)["requests"].list
    let number = try #require(list.first?["request"].text)
    #expect(try run("2", ["audit", "approve", number, "--reason", "uygun"]).status == 0)
    #expect(try run("1", words).status == 64)
    let other = words.map { $0 == "BSV-2026/4" ? "BSV-2026/5" : $0 }
    #expect(try run("1", other + ["--tell-disclosures"]).status == 77)
    let told = try run("1", words + ["--tell-disclosures"])
    #expect(told.status == 0, "\(told.errors)")
    #expect(try installation.package("BSV").manifest()["approval"].text == number)
    // It was used, and a decision that was approved is not another one.
    #expect(try run("1", words + ["--tell-disclosures"]).status == 77)
    #expect(try run("1", words + ["--suppress-disclosures", "KVKK m.28"]).status == 77)
    #expect(try JSON(text: run("2", ["audit", "requests", "--json"]).output)["requests"].list.count == 3)
  }

  @Test func `why disclosures are left out stands in the ledger and nowhere else`() throws {
    let installation = try Self.install()
    let package = try installation.ask(Self.words + ["--suppress-disclosures", "KVKK m.28/1-ç, Hukuk 2026/9"])
    for file in try Folder.entries(package.folder) {
      let bytes = try InputFile.bytes(package.folder + "/" + file)
      #expect(String(decoding: bytes, as: UTF8.self).contains("Hukuk 2026/9") == false, "\(file)")
    }
    #expect(try !package.says("Hukuk 2026/9"))
    let entry = try #require(try installation.ledger().last { $0["act"] == "issue" })
    #expect(entry["facts"]["disclosures_suppressed"] == "KVKK m.28/1-ç, Hukuk 2026/9")
  }

  @Test(arguments: [
    ("--user", 64), ("--reference", 64), ("--received", 64), ("--channel", 64), ("--identity", 64), ("--reason", 64),
  ])
  func `nothing that the answer rests on may be missing`(option: String, status: Int) throws {
    let installation = try Self.install()
    var words = Self.words
    let place = try #require(words.firstIndex(of: option))
    words.removeSubrange(place...place + 1)
    let outcome = try installation.run(words: ["audit"] + words + ["--locale", "en"])
    #expect(Int(outcome.status) == status && outcome.errors.contains(option), "\(outcome.errors)")
    #expect(installation.packages.isEmpty)
  }

  @Test func `a name that is two people's is nobody's, and one the source does not know is told`() throws {
    let installation = try Self.install()
    try installation.database.execute("INSERT INTO users VALUES ('8', 'ayse.gunes', 'Ayşe Başka')")
    var words = Self.words
    words[2] = "ayse.gunes"
    let outcome = try installation.run(words: ["audit"] + words + ["--locale", "en"])
    #expect(outcome.status == 64 && outcome.errors.contains("is 2 users"), "\(outcome.errors)")
    words[2] = "yabancı"
    let package = try installation.ask(words)
    #expect(try package.says("döneminde size ait kullanıcı, oturum veya işlem kaydı bulunmamaktadır"))
  }
}
