import Files
import Support
import Testing

/// `tutanak audit authority`: a letter answered item by item, against what SQL finds in the source.
@Suite struct AuthorityTests {
  private static let rows = """
    ALTER TABLE users ADD created_at timestamptz;
    ALTER TABLE events ADD actor_id text, ADD port integer;
    INSERT INTO users SELECT 'u' || n, 'kişi.' || n, 'Ayşe Yılmaz' || n, 'kisi' || n || '@ornek.com', 'user',
        '2025-01-01 08:00Z'::timestamptz + n * interval '1 day' FROM generate_series(1, 6) n;
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, ip, user_agent)
      SELECT 's' || n, 'u' || 1 + n % 6, t, CASE WHEN n % 9 > 0 THEN t + interval '50 min' END, '203.0.113.' || n % 7,
        CASE WHEN n % 4 > 0 THEN 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0' END
      FROM generate_series(1, 300) n, LATERAL (SELECT '2026-09-28 21:07Z'::timestamptz + n * interval '37 min' AS t) x;
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip, port)
      SELECT 'e' || n, '2026-09-28 21:07Z'::timestamptz + n * interval '37 min', 'u' || 1 + n % 6,
        (ARRAY['login_success', 'login_failed', 'logout', 'password_change'])[1 + n % 4], '203.0.113.' || n % 7,
        CASE WHEN n % 5 > 0 THEN 40000 + n END
      FROM generate_series(1, 300) n;
    """

  /// The letter of most tests; received on 2026-10-07, so that the tenth day is a Saturday.
  private static let head = """
    authority: "İstanbul Cumhuriyet Başsavcılığı"
    case: "Soruşturma No: 2026/12345"
    letter: { date: 2026-10-06, number: "2026/98765" }
    received: 2026-10-07
    basis: "CMK m.161, m.332"
    channel: uyap

    """

  private static let march = "from: 2026-10-02T00:00+03:00, to: 2026-10-04T00:00+03:00"

  private static func install(_ settings: [String: String?] = [:]) throws -> Installation {
    try PlainSystem.install(
      rows,
      settings: ["formats": "[json, csv, pdf]", "mask": "M1", "audit": "{ approval: off }"].merging(settings) { $1 })
  }

  private static func answer(
    _ installation: Installation, _ items: [String], more: String = "", mask: String = "M1", locale: String = "tr",
    asOf: String? = "2026-10-12T10:00+03:00"
  ) throws -> IssuedPackage {
    let list = "items:\n" + items.map { "  - { asked: \"…\", \($0) }\n" }.joined()
    try installation.folder.write("letter.yaml", head + list + more)
    return try installation.ask(
      [
        "authority", "--request", installation.folder.path + "/letter.yaml", "--reason", "Savcılık yazısı", "--mask",
        mask, "--locale", locale,
      ], asOf: asOf)
  }

  private static func number(_ database: TestDatabase, _ sql: String) throws -> Int {
    try #require(try database.query(sql).first?.first.flatMap { $0.flatMap { Int($0) } })
  }

  private static func answers(_ package: IssuedPackage) throws -> [[String]] {
    try package.json()["authority_answers"].list.map { row in
      ["item_no", "wanted", "answer_state"].map { row[$0].text ?? "\(row[$0].integer ?? -1)" }
    }
  }

  @Test func `lists the records that SQL finds, in Turkish time and in UTC`() throws {
    let installation = try Self.install()
    let package = try Self.answer(
      installation, ["account: kişi.3, \(Self.march), wants: [sign_ins, sign_outs, addresses, ports, devices]"])
    let range = "BETWEEN '2026-10-01 21:00Z' AND '2026-10-03 20:59:59Z' AND user_id = 'u3'"
    let begun = try Self.number(installation.database, "SELECT count(*) FROM sessions WHERE started_at \(range)")
    let ended = try Self.number(installation.database, "SELECT count(*) FROM sessions WHERE ended_at \(range)")
    let events = "SELECT count(*) FROM events WHERE occurred_at \(range) AND event_type"
    let signIns = try Self.number(installation.database, events + " LIKE 'login%'")
    let signOuts = try Self.number(installation.database, events + " = 'logout'")
    let ports = try Self.number(installation.database, events + " <> 'password_change' AND port IS NOT NULL")
    let before = try Self.number(
      installation.database,
      """
      SELECT count(*) FROM sessions WHERE user_id = 'u3' AND started_at < '2026-10-01 21:00Z'
        AND (ended_at IS NULL OR ended_at >= '2026-10-01 21:00Z')
      """)
    #expect(begun > 10 && ended > 10 && signIns > 3 && signOuts > 3 && before > 0)

    let records = try package.rows("authority_records")
    #expect(records.count == begun + ended + signIns + signOuts + before)
    #expect(records.filter { $0["record_kind"] == "Oturum başlangıcı" }.count == begun)
    #expect(records.filter { $0["record_kind"] == "Oturum bitişi" }.count == ended)
    #expect(records.filter { $0["record_kind"] == "Açık oturum (aralıktan önce başlamış)" }.count == before)
    #expect(records.filter { $0["port"]?.isEmpty == false }.count == ports)
    let first = try #require(records.first { $0["record_kind"] == "Oturum başlangıcı" })
    let utc = try #require(first["time_utc"])
    #expect(
      try installation.database.query(
        "SELECT to_char(min(started_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') FROM sessions WHERE started_at \(range)"
      ).first?.first == .some(.some(utc)))
    let turkish =
      try installation.database.query(
        "SELECT to_char('\(utc)'::timestamptz AT TIME ZONE 'Europe/Istanbul', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"+03:00\"')"
      ).first?.first ?? nil
    #expect(first["time_tr_iso"] == turkish, "\(first)")
    #expect(
      try Self.answers(package) == [
        ["1", "sign_ins", "found"], ["1", "sign_outs", "found"], ["1", "addresses", "found"], ["1", "ports", "found"],
        ["1", "devices", "found"],
      ])
    // The events have a port and the sessions none, the sessions a browser and the events none.
    let sentences = try package.json()["authority_answers"].list.map { $0["answer_text"].text ?? "" }
    #expect(sentences[3].hasSuffix("bu alan sistemimizde tutulmamaktadır (kaynak port (oturumlar))"))
    #expect(
      sentences[4].hasSuffix(
        "bu alan sistemimizde tutulmamaktadır (tarayıcı ve işletim sistemi, cihaz bilgisi (olaylar))"))
  }

  @Test func `says that there is no record, that it was destroyed, or that it is not kept, each from the facts`() throws
  {
    let installation = try Self.install()
    try installation.database.execute("ALTER TABLE events DROP port")
    let august = "from: 2026-08-01T00:00+03:00, to: 2026-09-01T00:00+03:00"
    let disposals = """
      disposals:
        - { number: "2026/IMH-000002", date: 2026-09-28, of: sessions, until: 2026-09-28 }
        - { number: "2026/IMH-000003", date: 2026-09-28, of: events, until: 2026-09-28 }

      """
    let items = [
      "account: kişi.3, \(august), wants: [sign_ins]", "account: kişi.3, \(Self.march), wants: [ports]",
      "account: yok, \(Self.march), wants: [registration, sign_ins]",
      "account: kişi.3, port: 51234, \(Self.march), wants: [sign_ins]",
    ]
    let package = try Self.answer(installation, items, more: disposals)
    #expect(
      try Self.answers(package) == [
        ["1", "sign_ins", "destroyed"], ["2", "ports", "not_kept"], ["3", "registration", "none"],
        ["3", "sign_ins", "none"], ["4", "sign_ins", "not_kept"],
      ])
    for words in [
      "saklama süresi dolduğundan imha edilmiştir (tutanak no 2026/IMH-000002, 28.09.2026; oturumlar, 28.09.2026 öncesi)",
      "bu alan sistemimizde tutulmamaktadır (kaynak port (oturumlar); kaynak port (olaylar))",
      "kayıt bulunmamaktadır: kaynakta böyle bir hesap yoktur",
    ] { #expect(try package.text().replacing(" ", with: "").contains(words.replacing(" ", with: "")), "\(words)") }

    // Without a record of the disposal nothing is claimed to have been destroyed.
    let unproven = try Self.answer(installation, [items[0]])
    #expect(try Self.answers(unproven) == [["1", "sign_ins", "none"]])
    #expect(try !unproven.says("imha edilmiştir (tutanak"))
    // A disposal that the source's own records contradict is not relied on.
    let contradicted = try Self.answer(
      installation, ["account: kişi.3, \(Self.march), wants: [sign_ins]"],
      more: "disposals: [{ number: X, date: 2026-10-10, of: sessions, until: 2026-10-10 }]\n")
    #expect(try Self.answers(contradicted) == [["1", "sign_ins", "found"]])
    #expect(try contradicted.says("bu tutanağa dayanılmamıştır"))
  }

  @Test func `masks third persons where the document shows its subject`() throws {
    let installation = try Self.install()
    let range = "from: 2026-10-03T10:00+03:00, to: 2026-10-03T16:00+03:00"
    let items = [
      "account: kişi.3, \(Self.march), wants: [registration]",
      "address: 203.0.113.0/24, \(range), wants: [sign_ins, addresses]",
      "address: 203.0.113.0/24, \(range), wants: [accounts]",
    ]
    let draft = try Self.answer(installation, items)
    #expect(try !draft.says("Ayşe Yılmaz3") && !InputFile.text(draft.path(".json")).contains("kisi3@ornek.com"))
    let package = try Self.answer(installation, items, mask: "M0")
    let registration = try package.rows("authority_registration")
    #expect(registration.first?["email"] == "kisi3@ornek.com" && registration.first?["full_name"] == "Ayşe Yılmaz3")
    // Whose name nobody asked about is masked, of the same rows that show it where it is asked.
    let names = try package.rows("authority_records").filter { $0["item_no"] == "2" }.compactMap { $0["user_name"] }
    #expect(names.count > 5 && names.allSatisfy { $0.contains("***") }, "\(names)")
    let asked = registration.filter { $0["item_no"] == "3" }
    #expect(asked.count > 3 && asked.allSatisfy { $0["user_name"]?.hasPrefix("kişi.") == true })
    #expect(asked.allSatisfy { $0["email"] == "" })
    let subjects = try package.manifest()["subjects"].list
    #expect(subjects.count >= 4 && subjects.allSatisfy { $0.text?.count == 64 })
    #expect(try package.manifest()["digest_key"].text?.hasPrefix("archive") == true)
  }

  @Test func `names an account that was deleted, and only while its session was open`() throws {
    let installation = try Self.install()
    try installation.database.execute(
      """
      INSERT INTO sessions (session_id, user_id, user_name, started_at, expires_at, ip)
        VALUES ('x', 'u77', 'silinen.hesap', '2026-10-02 08:00Z', '2026-10-02 10:00Z', '198.51.100.7');
      INSERT INTO events (event_id, occurred_at, user_name, event_type, ip)
        VALUES ('x', '2026-10-02 09:30Z', 'denenen.ad', 'login_failed', '198.51.100.7');
      """)
    let items = ["2026-10-02T09:00Z, to: 2026-10-02T11:00Z", "2026-10-03T09:00Z, to: 2026-10-03T11:00Z"].map {
      "address: 198.51.100.7, from: \($0), wants: [accounts, sign_ins]"
    }
    let package = try Self.answer(installation, items, mask: "M0")
    #expect(
      try Self.answers(package) == [
        ["1", "accounts", "found"], ["1", "sign_ins", "found"], ["2", "accounts", "none"], ["2", "sign_ins", "none"],
      ])
    #expect(try package.rows("authority_registration").map { $0["user_key"] } == ["u77"])
    let records = try package.rows("authority_records")
    #expect(records.count == 2 && records.first?["user_name"] == "silinen.hesap", "\(records)")
    // A name that somebody tried is no account.
    #expect(try !package.says("denenen.ad"))
  }

  @Test func `asks back for an address without hours, and gives no record of it`() throws {
    let installation = try Self.install()
    let item = "address: 203.0.113.4, from: 2026-10-03, to: 2026-10-03, wants: [accounts, sign_ins]"
    let package = try Self.answer(installation, [item])
    #expect(
      try Self.answers(package) == [["1", "accounts", "clarification"], ["1", "sign_ins", "clarification"]])
    #expect(try package.says("açıklama istenmelidir"))
    #expect(try package.rows("authority_records").isEmpty && package.rows("authority_registration").isEmpty)
    #expect(try package.manifest()["subjects"] == [])
    // Somebody decided that whole days are meant. Of a row without an address nobody knows whether it is meant.
    try installation.database.execute(
      "INSERT INTO events (event_id, occurred_at, user_id, event_type) "
        + "VALUES ('x', '2026-10-03 09:00Z', 'u3', 'login_success')")
    let whole = try Self.answer(installation, [item + ", whole_days: true"])
    #expect(try Self.answers(whole).map { $0[2] } == ["found", "found"])
    #expect(try whole.says("Dönem içindeki 1 kaydın adresi yoktur"))
    #expect(try whole.says("günler Türkiye saatiyle bütünüyle (00:00–24:00) alınmıştır"))
    let count = try Self.number(
      installation.database,
      """
      SELECT count(*) FROM events WHERE ip = '203.0.113.4' AND event_type LIKE 'login%'
        AND occurred_at >= '2026-10-02 21:00Z' AND occurred_at < '2026-10-03 21:00Z'
      """)
    let records = try whole.rows("authority_records").filter { $0["record_kind"]?.hasPrefix("Başar") == true }
    #expect(count > 0 && records.count == count)
  }

  @Test func `counts the days from receipt, and says when it came late`() throws {
    let installation = try Self.install()
    let item = ["account: kişi.3, \(Self.march), wants: [sign_ins]"]
    let package = try Self.answer(installation, item)
    #expect(try package.says("17.10.2026 23:59:59 UTC+03:00"))
    #expect(try package.says("5 gün 13 saat 59 dakika"))
    #expect(try package.says("hafta sonuna rastlamaktadır (Cumartesi)"))
    let fifteen = try Self.answer(installation, item, more: "deadline: 15\n", locale: "en")
    #expect(try fifteen.says("2026-10-22 23:59:59 UTC+03:00") || fifteen.says("22.10.2026 23:59:59 UTC+03:00"))
    let named = try Self.answer(installation, item, more: "deadline: 2026-10-20\n")
    #expect(try named.says("20.10.2026 23:59:59 UTC+03:00"))
    let late = try Self.answer(installation, item, asOf: "2026-10-18T00:00+03:00")
    #expect(try late.says("SÜRESİNDEN SONRA DÜZENLENMİŞTİR"))
  }

  @Test func `holds the rows and a backup with them, which no policy purges any more`() throws {
    let installation = try Self.install(["backup": "{ keep: { days: 1 } }"])
    let item = ["account: kişi.3, \(Self.march), wants: [sign_ins]"]
    let alone = try Self.answer(installation, item, mask: "M0")
    #expect(try alone.says("bir yedek yoktur"))
    for asOf in ["2026-10-08T03:00+03:00", "2026-10-09T03:00+03:00"] {
      #expect(try installation.run("backup", "create", asOf: asOf).status == 0)
    }
    let package = try Self.answer(installation, item, mask: "M0")
    let entry = try #require(try installation.ledger().last { $0["act"] == "hold" })
    #expect(entry["backup"] == "20261009T000000Z" && entry["reason"].text?.contains("2026/12345") == true)
    #expect(entry["document"].text?.hasPrefix("2026/ADL-") == true)
    let rows = try Self.number(
      installation.database,
      """
      SELECT (SELECT count(*) FROM events WHERE user_id = 'u3' AND event_type LIKE 'login%'
          AND occurred_at >= '2026-10-01 21:00Z' AND occurred_at < '2026-10-03 21:00Z')
        + (SELECT count(*) FROM sessions WHERE user_id = 'u3' AND started_at < '2026-10-03 21:00Z'
          AND (ended_at IS NULL OR ended_at >= '2026-10-01 21:00Z'))
      """)
    #expect(entry["facts"]["rows"].integer == rows)
    #expect(try package.says("20261009T000000Z"))
    // The backup of that night has a session that ended in the morning without its end.
    try installation.database.execute(
      "INSERT INTO sessions (session_id, user_id, started_at, ended_at) "
        + "VALUES ('x', 'u3', '2026-10-02 09:00Z', '2026-10-09 05:00Z')")
    #expect(try Self.answer(installation, item, mask: "M0").says("bir yedek yoktur"))
    for asOf in ["2026-10-13T03:00+03:00", "2026-10-14T03:00+03:00"] {
      _ = try installation.run("backup", "create", asOf: asOf)
    }
    let purge = try installation.run("backup", "purge", "--confirm", asOf: "2026-10-15T03:00+03:00")
    #expect(purge.status == 0, "\(purge.errors)")
    let left = try Folder.entries(installation.archive + "/backups/back-office")
    #expect(left.contains("20261009T000000Z") && !left.contains("20261008T000000Z"), "\(left)")
    _ = try Self.answer(installation, item)
    let visit = try BrowserPage.visit(
      installation.archive + "/index.html",
      [.evaluate("[...document.querySelectorAll('[data-table=documents] tbody tr')].map((one) => one.textContent)")])
    let documents = visit.results[0].list.compactMap(\.text)
    #expect(documents.count == 4 && documents.count { $0.contains("kayıtları bekletiliyor") } == 3, "\(documents)")
  }

  @Test func `a draft holds nothing, and says so`() throws {
    let installation = try Self.install()
    let package = try Self.answer(installation, ["account: kişi.3, \(Self.march), wants: [sign_ins]"])
    #expect(try installation.ledger().allSatisfy { $0["act"] != "hold" })
    #expect(try package.says("muhafaza işlemi yapılmamış, deftere yazılmamıştır"))
    #expect(try !package.says("Muhafaza, bu belgeyle birlikte arşivin defterine"))
  }

  @Test func `records without a port are counted and told where the item has one`() throws {
    let installation = try Self.install()
    let item = "address: 203.0.113.1, port: 40085, \(Self.march), wants: [accounts, sign_ins]"
    let package = try Self.answer(installation, [item])
    let without = try Self.number(
      installation.database,
      """
      SELECT (SELECT count(*) FROM events WHERE ip = '203.0.113.1' AND port IS NULL
          AND occurred_at >= '2026-10-01 21:00Z' AND occurred_at < '2026-10-03 21:00Z')
        + (SELECT count(*) FROM sessions WHERE ip = '203.0.113.1' AND started_at < '2026-10-03 21:00Z'
          AND coalesce(ended_at, started_at) >= '2026-10-01 21:00Z')
      """)
    #expect(without > 5)
    #expect(try package.says("Madde 1: öteki ölçütlere uyan \(without) kayıtta port yazılı değildir."))
    let document = try package.json()["document"]
    #expect(document["question"]["items"][0]["without_port"].integer == without)
    #expect(document["counts"]["without_port"].integer == without)
    #expect(document["highlights"]["missing"].list.contains { $0["code"] == "without_port" })
    // Without a port in the item nothing is left out.
    let all = try Self.answer(installation, ["address: 203.0.113.1, \(Self.march), wants: [accounts, sign_ins]"])
    #expect(try !all.says("port yazılı değildir"))
    // A record with neither is not passed over in silence.
    try installation.database.execute("UPDATE events SET ip = NULL WHERE port IS NULL")
    let neither = try Self.number(
      installation.database,
      """
      SELECT count(*) FROM events WHERE ip IS NULL
        AND occurred_at >= '2026-10-01 21:00Z' AND occurred_at < '2026-10-03 21:00Z'
      """)
    let found = try Self.answer(installation, [item]).json()["document"]["question"]["items"][0]
    #expect(neither > 5 && found["without_address"].integer == neither)
  }

  @Test func `is asked with options as well as with a file`() throws {
    let installation = try Self.install()
    let package = try installation.ask(
      [
        "authority", "--authority", "Mahkeme: \"A\" \\ B", "--case", "2026/1 E.", "--letter-date", "2026-10-06",
        "--letter-number", "17", "--received", "2026-10-07T11:30", "--asked", "kayıtlar", "--user", "kişi.3", "--wants",
        "sign_ins", "--from", "2026-10-02T00:00+03:00", "--to", "2026-10-04T00:00+03:00", "--reason", "müzekkere",
      ], asOf: "2026-10-12T10:00+03:00")
    #expect(try package.says("Mahkeme: \"A\" \\ B") && package.says("07.10.2026 11:30:00 UTC+03:00"))
    #expect(try Self.answers(package) == [["1", "sign_ins", "found"]])
  }

  /// A file's end, and what is said of it.
  static let mistakes: [(String, String)] = [
    ("items: []", "“items” needs at least one item"),
    ("items: [{ asked: a, wants: [sign_ins] }]", "names neither “account” nor “address”"),
    ("items: [{ asked: a, account: x, wants: [sign_ins] }]", "needs both “from” and “to”"),
    ("items: [{ asked: a, account: x, wants: [passwords] }]", "one of registration"),
    ("items: [{ asked: a, account: x, wants: [sign_ins], from: 2026-10-05, to: 2026-10-04 }]", "“to” must lie after"),
    (
      "items: [{ asked: a, address: 1.2.3, wants: [accounts], from: 2026-10-04, to: 2026-10-04 }]",
      "IP address or network"
    ),
    (
      "items: [{ asked: a, address: 85.105.12.7, wants: [registration], from: 2026-10-04, to: 2026-10-04 }]",
      "add “account”, or write “accounts” into “wants”"
    ),
  ]

  @Test(arguments: mistakes) func `is refused with the line of what is wrong`(_ end: String, _ complaint: String) throws
  {
    let installation = try Self.install()
    try installation.folder.write("letter.yaml", Self.head + end + "\n")
    let outcome = try installation.run(
      "audit", "authority", "--request", installation.folder.path + "/letter.yaml", "--reason", "x", "--locale", "en")
    #expect(outcome.status == 78 && outcome.errors.contains("letter.yaml:7"), "\(outcome.errors)")
    #expect(outcome.errors.contains(complaint), "\(outcome.errors)")
    #expect(try Folder.entries(installation.archive).filter { $0 == "2026" }.isEmpty)
  }

  @Test func `is neither pseudonyms nor counts`() throws {
    let installation = try Self.install()
    try installation.folder.write(
      "letter.yaml", Self.head + "items: [{ asked: a, account: x, wants: [registration] }]\n")
    let outcome = try installation.run(
      "audit", "authority", "--request", installation.folder.path + "/letter.yaml", "--reason", "x", "--mask", "M3")
    #expect(outcome.status == 64 && outcome.errors.contains("--mask M0"))
  }
}
