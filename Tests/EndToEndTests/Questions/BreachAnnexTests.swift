import Files
import Support
import Testing

/// The charts of a breach dossier, and the clear list of persons that is encrypted apart.
@Suite struct BreachAnnexTests {
  private static let rows = """
    INSERT INTO users SELECT 'u' || n, 'kanarya.' || n, 'Kanarya Yılmaz' || n, 'kanarya' || n || '@ornek.com', 'user'
      FROM generate_series(1, 12) n;
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, ip) VALUES
      ('s1', 'u1', '2026-10-02 20:00Z', '2026-10-03 00:30Z', '203.0.113.1'),
      ('s2', 'u2', '2026-10-03 01:00Z', '2026-10-03 01:30Z', '203.0.113.1');
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
      SELECT 'e' || n, '2026-10-03 01:00Z'::timestamptz + n * interval '1 min', 'u' || 1 + n % 12, 'bulk_export',
        '203.0.113.1'
      FROM generate_series(0, 239) n;
    """

  private static func install(_ audit: String, rows: String = rows) throws -> Installation {
    let installation = try PlainSystem.install(rows)
    try installation.folder.write(
      "breach.yaml", "incident: Toplu dışa aktarma\nalarm: 2026-10-03T06:30+03:00\n")
    let key = try installation.folder.write("mask.key", String(repeating: "0f", count: 32) + "\n")
    _ = try Command.run("chmod", "600", key)
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: ["formats": "[json, csv, xlsx, pdf]", "mask_key": key, "audit": audit])
    return installation
  }

  private static func words(_ installation: Installation, _ more: [String], mask: String = "M2") -> [String] {
    [
      "incident", "--file", installation.folder.path + "/breach.yaml", "--aware-at", "2026-10-03T14:30+03:00",
      "--address", "203.0.113.1", "--from", "2026-10-03T00:00", "--to", "2026-10-04T00:00", "--reason", "İhlal",
      "--mask", mask,
    ] + more
  }

  private static let night = "2026-10-05T10:00+03:00"

  @Test func `draws when, whom and how much, and compares windows of equal length`() throws {
    let installation = try Self.install("{ approval: off }")
    let package = try installation.ask(Self.words(installation, []), asOf: Self.night)
    let text = try package.text()
    for title in ["Olayın zaman çizelgesi", "Etkilenen kişiler", "Etkilenen kayıtlar", "Alarmın öncesi ve sonrası"] {
      #expect(text.contains(title), "\(title)")
    }
    // From midnight to 06:30 are 6 hours and a half; steps of an hour leave six of them on both sides. The one session and
    // 150 events came before 06:30, 90 events after.
    #expect(
      try package.says(
        "Alarm: önceki 6 saat içinde 151, sonraki 6 saat içinde 90 kayıt (oturum başlangıcı ve olay). Sınır 03.10.2026 06:30:00 "
          + "UTC+03:00 anıdır; bu andan başlayan dakikadaki bütün kayıtlar sonrakilere sayılmıştır."))
    #expect(text.contains("“önce” sütunu, sorulan zamandan önce başlamış oturumlarındır."))
    // The numbers stand beside the charts of the workbook: 12 persons, one of whom came before midnight.
    let sheet = try package.sheet("İhlal grafikleri").map { $0.compactMap { $0.text ?? $0.integer.map { String($0) } } }
    func row(_ label: String) -> [String]? { sheet.first { $0.first == label } }
    #expect(row("önce") != nil && sheet.contains { $0.first == "+0" }, "\(sheet)")
    let outside = try installation.ask(
      Self.words(installation, ["--follows", "2026/IHL-000001"]).map {
        $0 == "2026-10-03T14:30+03:00" ? "2026-10-05T09:00+03:00" : $0
      }, asOf: Self.night)
    #expect(try outside.says("Öğrenme anı: öncesi ve sonrası karşılaştırılamaz"))
    // Nobody asked about the steps after midnight: they are empty, and not nought.
    let rows = try outside.sheet("İhlal grafikleri").map { row in
      row.filter { $0.text?.isEmpty == false || $0.integer != nil }
    }
    let stated = try #require(rows.firstIndex { $0.first?.text == "Beyan edilen anlar" })
    #expect(rows[stated - 1].count < rows[stated].count, "\(rows)")
  }

  @Test func `draws sessions that began before the time asked about where nothing else matches`() throws {
    let installation = try Self.install("{ approval: off }")
    let package = try installation.ask(
      Self.words(installation, []).map { $0 == "2026-10-04T00:00" ? "2026-10-03T03:00" : $0 }, asOf: Self.night)
    #expect(try !package.says("çizilecek grafik yoktur"))
    #expect(try package.says("“önce” sütunu, sorulan zamandan önce başlamış oturumlarındır."))
    #expect(try package.sheet("İhlal grafikleri").contains { $0.contains { $0.text == "önce" } })
  }

  @Test func `draws nothing of nothing, and no step below an hour at M3`() throws {
    let installation = try Self.install("{ approval: off }")
    let counts = try installation.ask(Self.words(installation, [], mask: "M3"), asOf: Self.night)
    #expect(try counts.says("dilim 1 saat") && !counts.says("dakika; dilim") && !counts.says("dilim 10 dakika"))
    #expect(try counts.says("5’ten küçük sayılar grafiklerde çizilmez"))
    let empty = try installation.ask(
      Self.words(installation, []).map { $0 == "203.0.113.1" ? "203.0.113.99" : $0 }, asOf: Self.night)
    #expect(try empty.says("Seçime uyan kayıt bulunmadığından çizilecek grafik yoktur."))
    #expect(try !empty.says("Olayın zaman çizelgesi"))
  }

  @Test func `without a key there is no list, and the dossier says so`() throws {
    let installation = try Self.install("{ approval: off }")
    let package = try installation.ask(Self.words(installation, []), asOf: Self.night)
    #expect(!package.files.contains { $0.contains("persons.csv.") })
    #expect(try package.says("Şifresiz liste düzenlenmez.") && package.manifest()["persons_annex"] == .null)
    let annexes = try package.json()["breach_form_o"][0]["breach_value"].text
    #expect(annexes?.hasSuffix("etkilenen kişilerin açık listesi eklenmemiştir") == true, "\(annexes ?? "")")
  }

  @Test func `age encrypts the clear list, which is sealed, and the dossier stays masked`() throws {
    let folder = try ScratchFolder()
    let key = try AgeKey("kvkk.key", in: folder)
    let installation = try Self.install("{ approval: off, persons_annex: { age: [\(key.recipient)] } }")
    let package = try installation.ask(Self.words(installation, []), asOf: Self.night)
    let name = package.stem + "-persons.csv.age"
    #expect(try package.says(name) && package.manifest()["persons_annex"]["rows"].integer == 12)
    #expect(try package.manifest()["files"].list.contains { $0["path"].text == name })
    let opened = try Command.run("age", "--decrypt", "--identity", key.file, package.folder + "/" + name)
    let lines = opened.output.split(whereSeparator: \.isNewline)
    #expect(
      opened.status == 0 && lines.count == 13 && lines[1].contains("kanarya.1;Kanarya Yılmaz1;kanarya1@ornek.com"))
    for file in package.files where file != name {
      let path = package.folder + "/" + file
      let text =
        file.hasSuffix(".xlsx") ? try Command.run("unzip", "-p", path).output : try Command.run("cat", path).output
      #expect(!text.contains("kanarya") && !text.contains("Kanarya"), "\(file)")
    }
    #expect(try !package.text().contains("anarya"))
    #expect(try installation.run("verify").status == 0)
    let unmask = try #require(try installation.ledger("unmask").first)
    #expect(unmask["facts"]["persons_annex"].text == name)
    // Nothing of it lies about, and what is changed is found.
    #expect(try Command.run("find", installation.archive + "/.state", "-name", "annex-*").output.isEmpty)
    _ = try Command.run("sh", "-c", "chmod u+w '\(package.folder)/\(name)'; echo x >> '\(package.folder)/\(name)'")
    #expect(try installation.run("verify").status == 6)
  }

  @Test func `a certificate's key opens an envelope of the same list`() throws {
    let folder = try ScratchFolder()
    let (certificate, key) = (folder.path + "/kvkk.pem", folder.path + "/kvkk.key")
    let made = try Command.run(
      "openssl", "req", "-x509", "-newkey", "rsa:2048", "-days", "30", "-nodes", "-subj", "/CN=KVKK", "-addext",
      "keyUsage=critical,keyEncipherment", "-keyout", key, "-out", certificate)
    #expect(made.status == 0)
    let installation = try Self.install("{ approval: off, persons_annex: { cms: \(certificate) } }")
    let package = try installation.ask(Self.words(installation, [], mask: "M3"), asOf: nil)
    let file = package.path("-persons.csv.p7m")
    let opened = try Command.run(
      "openssl", "cms", "-decrypt", "-inform", "DER", "-in", file, "-recip", certificate, "-inkey", key)
    #expect(opened.status == 0 && opened.output.contains("kanarya12@ornek.com"), "\(opened.errors)")
    #expect(try package.manifest()["persons_annex"]["rows"].integer == 10)
    // Long before the certificate is valid, nothing is issued at all.
    let early = try installation.run(words: ["audit"] + Self.words(installation, []), asOf: Self.night)
    #expect(early.status == 78 && early.errors.contains(certificate), "\(early.errors)")
    #expect(installation.packages.count == 1)
  }

  @Test func `the list waits for a second person, and the dossier alone does not`() throws {
    let folder = try ScratchFolder()
    let key = try AgeKey("kvkk.key", in: folder)
    let installation = try Self.install("{ persons_annex: { age: [\(key.recipient)] } }")
    func run(_ number: String, _ words: [String]) throws -> Command.Outcome {
      try installation.run(
        words: words + ["--locale", "en"], asOf: Self.night, environment: ["SUDO_UID": number])
    }
    let words = ["audit"] + Self.words(installation, [])
    let first = try run("1", words)
    #expect(first.status == 77 && first.errors.contains("ONY-"), "\(first.errors)")
    #expect(installation.packages.isEmpty)
    let alone = try run("1", words + ["--without-annex"])
    #expect(alone.status == 0, "\(alone.errors)")
    #expect(try installation.package("IHL").says("was not made with this document"))
    let list = try JSON(text: run("2", ["audit", "requests", "--json"]).output)["requests"].list
    let number = try #require(list.first?["request"].text)
    #expect(try run("2", ["audit", "requests"]).output.contains("with annex of persons"))
    #expect(try run("2", ["audit", "approve", number, "--reason", "uygun"]).status == 0)
    // Not the same list beside clear pages, and each approval once.
    #expect(try run("1", ["audit"] + Self.words(installation, [], mask: "M0")).status == 77)
    #expect(try run("1", words).status == 0)
    #expect(try installation.package("IHL", 2).manifest()["approval"].text == number)
    #expect(try run("1", words).status == 77)
  }
}
