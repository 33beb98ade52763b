import Files
import Support
import Testing

/// `tutanak audit incident`: the dossier of a breach, its counts against what SQL finds in the source.
@Suite struct BreachDossierTests {
  private static let rows = """
    INSERT INTO users SELECT 'u' || n, 'kişi.' || n, 'Ayşe Yılmaz' || n, 'kisi' || n || '@ornek.com', 'user'
      FROM generate_series(1, 40) n;
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, ip)
      SELECT 's' || n, 'u' || 1 + n % 37, t, t + interval '20 min', '203.0.113.' || n % 3
      FROM generate_series(1, 400) n, LATERAL (SELECT '2026-10-02 20:00Z'::timestamptz + n * interval '3 min' AS t) x;
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
      SELECT 'e' || n, '2026-10-02 20:00Z'::timestamptz + n * interval '20 s',
        CASE WHEN n % 10 > 0 THEN 'u' || 1 + n % 23 END, (ARRAY['login_success', 'bulk_export'])[1 + n % 2],
        '203.0.113.' || n % 3
      FROM generate_series(1, 3000) n;
    """

  private static let notice = """
    incident: "Toplu dışa aktarma"
    alarm: 2026-10-03T11:05+03:00
    B: { name: "Deniz Kaya" }
    H: { categories: "Kimlik, iletişim" }
    timeline: [{ at: 2026-10-03T11:20+03:00, what: "Operatör incelemeye başladı." }]
    evidence: [{ name: "Tutanak", file: note.txt }, "Ekran görüntüsü"]

    """

  private static let condition = "ip = '203.0.113.1'"
  private static let time = ["--from", "2026-10-03T00:00", "--to", "2026-10-04T00:00"]

  private static func install() throws -> Installation {
    let installation = try PlainSystem.install(rows)
    try installation.folder.write("breach.yaml", notice)
    try installation.folder.write("note.txt", "abc")
    let key = try installation.folder.write("mask.key", String(repeating: "0f", count: 32) + "\n")
    _ = try Command.run("chmod", "600", key)
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: ["formats": "[json, csv, pdf]", "mask_key": key, "audit": "{ approval: off }"])
    return installation
  }

  private static func dossier(
    _ installation: Installation, _ words: String..., aware: String = "2026-10-03T14:30+03:00", mask: String = "M2",
    asOf: String = "2026-10-05T10:00+03:00"
  ) throws -> IssuedPackage {
    try installation.ask(
      [
        "incident", "--file", installation.folder.path + "/breach.yaml", "--aware-at", aware, "--address",
        "203.0.113.1", "--reason", "İhlal bildirimi", "--mask", mask,
      ] + time + words, asOf: asOf)
  }

  private static func number(_ database: TestDatabase, _ sql: String) throws -> Int {
    try #require(try database.query(sql).first?.first.flatMap { $0.flatMap { Int($0) } })
  }

  /// A field of the form, by its key in the incident file.
  private static func field(_ package: IssuedPackage, _ key: String) throws -> String {
    let table = "breach_form_" + key.prefix(1).lowercased()
    return try package.json()[table].first(where: "item", is: JSON(stringLiteral: key))["breach_value"].text ?? "–"
  }

  @Test func `counts the persons and records that SQL counts, and lists each minute`() throws {
    let installation = try Self.install()
    let package = try Self.dossier(installation, mask: "M0")
    let day = "'2026-10-02 21:00Z' AND"
    let sessions =
      "sessions WHERE \(Self.condition) AND started_at < '2026-10-03 21:00Z' AND ended_at > '2026-10-02 21:00Z'"
    let events =
      "events WHERE \(Self.condition) AND occurred_at >= \(day) occurred_at < '2026-10-03 21:00Z'"
    let persons = try Self.number(
      installation.database,
      "SELECT count(DISTINCT user_id) FROM (SELECT user_id FROM \(sessions) UNION SELECT user_id FROM \(events)) x")
    let (begun, happened) = (
      try Self.number(installation.database, "SELECT count(*) FROM \(sessions)"),
      try Self.number(installation.database, "SELECT count(*) FROM \(events)")
    )
    #expect(persons > 30 && begun > 50 && happened > 500)
    let counts = try package.json()["breach_counts"].list.map { $0["count"].integer }
    let nobody = try Self.number(installation.database, "SELECT count(*) FROM \(events) AND user_id IS NULL")
    #expect(nobody > 10 && counts == [persons, begun + happened, begun, happened, nobody])
    #expect(try Self.field(package, "I.persons") == "\(persons) (kesin; her hesap bir kez sayılmıştır)")
    #expect(try package.rows("breach_persons").count == persons)
    #expect(try package.rows("breach_persons").first?["contact_channel"]?.hasSuffix("@ornek.com") == true)

    let minutes = try Self.number(
      installation.database,
      """
      SELECT (SELECT count(*) FROM (SELECT DISTINCT date_trunc('minute', occurred_at), event_type FROM \(events)) x)
        + (SELECT count(DISTINCT date_trunc('minute', started_at)) FROM \(sessions) AND started_at >= '2026-10-02 21:00Z')
      """)
    // The alarm, the moment of awareness and what the file reports stand among the records.
    let timeline = try package.rows("breach_timeline")
    #expect(timeline.count == minutes + 3)
    #expect(timeline.filter { $0["relation"] == "olay dosyası" }.count == 3)
    let moments = timeline.compactMap { $0["moment"] }
    #expect(moments == moments.sorted())
  }

  @Test func `follows the Board's form from A to O, and invents nothing`() throws {
    let installation = try Self.install()
    let package = try Self.dossier(installation)
    let titles = try package.text()
    var rest = titles[...]
    for (letter, name) in zip(
      "ABCDEFGHIJKLMNO",
      [
        "Veri sorumlusu", "Bildirimi hazırlayan", "Bildirim", "Zaman", "İhlalin niteliği", "İhlalin kaynağı", "Tespit",
        "Etkilenen kişisel veriler", "Sayı", "İlgili kişi grupları", "Olası sonuçlar", "Önlemler",
        "İlgili kişilere bildirim", "Diğer bildirimler", "Ekler",
      ])
    {
      let found = try #require(rest.firstRange(of: "\(letter) – \(name)"), "\(letter)")
      rest = rest[found.upperBound...]
    }
    #expect(try Self.field(package, "B.name") == "Deniz Kaya")
    for open in [
      "B.title", "E.integrity", "F.cause", "G.how", "H.special", "K.effects", "L.after", "M.done", "N.police",
    ] {
      #expect(try Self.field(package, open) == "doldurulacak", "\(open)")
    }
    #expect(try Self.field(package, "C.filing") == "İlk bildirim")
    #expect(try Self.field(package, "D.detected") == "03.10.2026 11:05:00 UTC+03:00")
    #expect(
      try package.json()["breach_evidence"][0]["evidence_name"]
        == "Tutanak, note.txt (SHA-256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad)")
    #expect(try package.says("Etkilenen özel nitelikli kişisel veriler: doldurulacak"))
  }

  @Test func `counts 72 hours from awareness over a weekend, and not from the alarm`() throws {
    let installation = try Self.install()
    let package = try Self.dossier(installation)
    // From Saturday to Tuesday.
    #expect(try package.says("06.10.2026 14:30:00 UTC+03:00, Salı") && package.says("28 saat 30 dakika"))
    #expect(try Self.field(package, "D.delay").hasPrefix("72 saat"))
    let late = try Self.dossier(installation, asOf: "2026-10-06T14:30:01+03:00")
    #expect(try late.says("SÜRESİNDEN SONRA DÜZENLENMİŞTİR"))
    #expect(try Self.field(late, "D.delay") == "72 saat aşılmıştır: doldurulacak")
    let open = try Self.dossier(installation, aware: "open")
    #expect(try open.says("Öğrenme anı belirlenmemiştir") && open.says("06.10.2026 11:05:00 UTC+03:00"))
    #expect(try Self.field(open, "D.aware").hasPrefix("henüz belirlenmemiştir"))
    // The alarm is 73 hours old, and starts nothing that could be late.
    let old = try Self.dossier(installation, aware: "open", asOf: "2026-10-06T12:05+03:00")
    #expect(try !old.says("SÜRESİNDEN SONRA") && old.says("en erken son an aşağıdadır"))
    try installation.folder.write(
      "breach.yaml", Self.notice.split(separator: "\n").filter { !$0.hasPrefix("alarm:") }.joined(separator: "\n"))
    #expect(try !Self.dossier(installation, aware: "open").says("en erken son an"))
    let missing = try installation.run(
      words: ["audit", "incident", "--file", installation.folder.path + "/breach.yaml", "--reason", "x"] + Self.time)
    #expect(missing.status == 64 && missing.errors.contains("aware-at"))
  }

  @Test func `is filed in stages, each of which stays and says what it follows`() throws {
    let installation = try Self.install()
    let first = try Self.dossier(installation)
    let before = try first.files.map { try InputFile.bytes(first.folder + "/" + $0) }
    let second = try Self.dossier(installation, "--follows", "2026/IHL-000001", asOf: "2026-10-06T09:00+03:00")
    #expect(try Self.field(second, "C.filing") == "Takip bildirimi; önceki belge 2026/IHL-000001")
    #expect(try second.says("Takip: Bu belge 2026/IHL-000001 sayılı belgeyi izler") && !second.says("Düzeltme:"))
    #expect(
      try second.manifest()["edition"].integer == 2 && second.manifest()["replaces"]["document"] == "2026/IHL-000001")
    #expect(try first.files.map { try InputFile.bytes(first.folder + "/" + $0) } == before)
    // The first came in time; what completes it on the fourth day is not late.
    let third = try Self.dossier(
      installation, "--follows", "2026/IHL-000002", mask: "M3", asOf: "2026-10-07T09:00+03:00")
    #expect(try third.manifest()["edition"].integer == 3 && !third.says("SÜRESİNDEN SONRA"))
    #expect(try !third.says("kalmadı; süre"))
    let twice = try installation.run(
      words: [
        "audit", "incident", "--file", installation.folder.path + "/breach.yaml", "--aware-at", "open", "--user", "u1",
        "--reason", "x", "--follows", "2026/IHL-000001",
      ] + Self.time)
    #expect(twice.status == 64 && twice.errors.contains("2026/IHL-000002"), "\(twice.errors)")
  }

  @Test func `a later stage says whether the first came in time, and not that its own time is over`() throws {
    let installation = try Self.install()
    // Whatever day it is, this was made before that.
    let aware = "2099-01-04T10:00+03:00"
    _ = try Self.dossier(installation, aware: aware, asOf: "2099-01-05T10:00+03:00")
    let early = try Self.dossier(
      installation, "--follows", "2026/IHL-000001".replacing("2026", with: "2099"), aware: aware,
      asOf: "2099-01-06T10:00+03:00")
    #expect(try early.says("2099/IHL-000001, 05.01.2099") && early.says("dolmadan"))
    #expect(try early.says("24 saat 0 dakika") && Self.field(early, "D.delay") == "72 saat aşılmamıştır")
    let over = try Self.dossier(
      installation, "--follows", "2099/IHL-000002", aware: aware, asOf: "2099-01-20T10:00+03:00")
    #expect(try over.says("2099/IHL-000001, 05.01.2099") && over.says("dolmadan"))
    #expect(try !over.says("kalmadı") && !over.says("SÜRESİNDEN SONRA"))
    _ = try Self.dossier(installation, asOf: "2026-10-06T16:30+03:00")
    let late = try Self.dossier(installation, "--follows", "2026/IHL-000001", asOf: "2026-10-07T09:00+03:00")
    // It came two hours late, or when this test runs: whichever is later.
    #expect(try late.says("bitiminden") && late.says("2026/IHL-000001, "))
    #expect(try Self.field(late, "D.delay") == "72 saat aşılmıştır: doldurulacak")
  }

  @Test func `a first stage that was made after the moment it was given is in time when it was made`() throws {
    let installation = try Self.install()
    func ago(_ minutes: Int, _ format: String) throws -> String {
      let date = try Command.run("sh", "-c", "TZ=TRT-3 date -d '-\(minutes) minutes' '+\(format)'")
      return String(date.output.prefix { !$0.isNewline })
    }
    let shown = try ago(30, "%d.%m.%Y %H:%M")
    let (aware, asOf) = (try ago(60, "%FT%H:%M+03:00"), try ago(30, "%FT%H:%M+03:00"))
    let number = try #require(
      try Self.dossier(installation, aware: aware, asOf: asOf).json()["document"]["number"].text)
    let second = try Self.dossier(installation, "--follows", number, aware: aware, asOf: asOf)
    #expect(try second.says("72 saat dolmadan düzenlenmiştir") && second.says("\(number), "))
    #expect(try !second.says("\(number), \(shown)"))
  }

  @Test func `begins and ends where records do, not where the question does`() throws {
    let installation = try Self.install()
    let package = try Self.dossier(installation)
    // This session was open at midnight, from which on rows were asked for.
    #expect(try Self.field(package, "D.began") == "02.10.2026 23:48:00 UTC+03:00")
    #expect(try Self.field(package, "D.ended").hasPrefix("03.10.2026"))
    try installation.database.execute(
      """
      INSERT INTO sessions (session_id, user_id, started_at, ip, status)
        VALUES ('open', 'u1', '2026-10-03 19:00Z', '203.0.113.1', 'açık')
      """)
    #expect(try Self.field(Self.dossier(installation), "D.ended") == "doldurulacak")
  }

  @Test func `neither awareness nor the alarm may lie in the future`() throws {
    let installation = try Self.install()
    func errors(_ aware: String, asOf: String) throws -> String {
      let outcome = try installation.run(
        words: [
          "audit", "incident", "--file", installation.folder.path + "/breach.yaml", "--aware-at", aware, "--user", "u1",
          "--reason", "x",
        ] + Self.time, asOf: asOf)
      return outcome.status == 64 ? outcome.errors : "status \(outcome.status)"
    }
    let awareness = try errors("2026-10-08T14:30+03:00", asOf: "2026-10-05T10:00+03:00")
    #expect(awareness.contains("--aware-at") && awareness.contains("gelecekte olamaz"), "\(awareness)")
    let alarm = try errors("open", asOf: "2026-10-03T11:04:59+03:00")
    #expect(alarm.contains("alarm") && alarm.contains("gelecekte olamaz"), "\(alarm)")
  }

  @Test func `names nobody at M3, and says that its counts are rounded`() throws {
    let installation = try Self.install()
    let package = try Self.dossier(installation, mask: "M3")
    let text = try package.text() + InputFile.text(package.path(".json"))
    #expect(!text.contains("kişi.") && !text.contains("@ornek") && !text.contains("203.0.113.1"))
    #expect(try Self.field(package, "I.persons").contains("aşağıya yuvarlanmış"))
    #expect(try Self.field(package, "D.began") == "02.10.2026")
    #expect(try package.says("Az sayıda kaydı olan dakikalar M3 düzeyinde gösterilmemiştir."))
    #expect(try !Self.dossier(installation).says("Az sayıda kaydı olan dakikalar"))
    #expect(try package.says("Bu bölüm kişileri tek tek gösterir"))
  }
}
