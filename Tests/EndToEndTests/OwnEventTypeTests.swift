import Files
import Support
import Testing

/// Types of events that a source declares itself: counted, listed and charted under their own names.
@Suite struct OwnEventTypeTests {
  private static let rows = """
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
    SELECT 'p' || n, '2026-10-07 06:00Z'::timestamptz + n * interval '10 seconds', 'u1', 'yanlis_pin', '198.51.100.7'
    FROM generate_series(1, 40) n;
    INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES
      ('b1', '2026-10-07 09:00Z', 'u2', 'yasak'), ('b0', '2026-10-06 09:00Z', 'u2', 'yasak'),
      ('g1', '2026-10-07 08:00Z', 'u2', 'login_success'), ('x1', '2026-10-07 10:00Z', 'u2', 'kedi');
    """

  private static func system(pin: String = "Yanlış PIN") -> [String: String] {
    [
      "system.yaml": """
      title: { tr: Deneme, en: Trial }
      event_types:
        wrong_pin: { title: { tr: '\(pin)', en: '\(pin)' }, severity: medium }
        account_banned: { title: { tr: Hesap Yasaklandı, en: Account Banned }, severity: high }
      events: { yanlis_pin: wrong_pin, yasak: account_banned }
      """
    ]
  }

  @Test func `stand in every format under their own names`() throws {
    let installation = try PlainSystem.install(
      Self.rows, files: Self.system(), settings: ["formats": "[pdf, xlsx, json, csv]", "mask": "M0"])
    let package = try installation.issue("GOR", "2026-10-07")
    let json = try package.json()
    #expect(json["document"]["counts"]["events"] == 43)
    func count(_ table: String, _ name: String, _ column: String = "events") -> Int? {
      json[table].list.first { $0["event_type"].text == name }?[column].integer
    }
    #expect(count("event_types", "wrong_pin") == 40 && count("event_types", "account_banned") == 1)
    #expect(count("event_types", "unmapped") == 1 && count("event_types", "login_success") == 1)
    #expect(count("event_changes", "account_banned", "previous") == 1)
    #expect(json["unmapped"].list.map { $0["raw_type"] } == ["kedi"])
    #expect(
      json["own_event_types"].list.map { [$0["event_type"].text, $0["severity"].text] }
        == [["account_banned", "high"], ["wrong_pin", "medium"]])
    #expect(json["severities"].list.first { $0["severity"] == "high" }?["events"] == 1)

    let csv = try package.rows("events")
    #expect(csv.count { $0["event_type"] == "Yanlış PIN" && $0["raw_type"] == "yanlis_pin" } == 40)
    #expect(csv.count { $0["event_type"] == "Hesap Yasaklandı" && $0["severity"] == "high" } == 1)
    let sheet = try package.rows(ofSheet: "Olaylar")
    #expect(sheet.count { $0["Olay Türü"]?.text == "Yanlış PIN" } == 40)
    // In the table of types, beside its bar in the chart, and with what the source says of it.
    let text = try package.text()
    #expect(text.matches(of: #/Yanlış PIN/#).count >= 4 && text.contains("Hesap Yasaklandı"))
    #expect(text.contains("Kaynağın kendi olay türleri") && text.contains("kurallar bunlara bir anlam vermez"))
  }

  @Test func `are nothing to rules but events, and nothing a check would have mapped`() throws {
    let installation = try PlainSystem.install(Self.rows, files: Self.system(), settings: ["formats": "[json]"])
    let rules = try installation.issue("ANM", "2026-10-07").json()["rules"].list
    // Forty wrong PINs from one address are no failed sign-ins.
    for id in ["A01", "A02", "A03", "A04"] {
      let rule = rules.first { $0["id"].text == id }
      #expect(rule?["status"] == "not_evaluated" && rule?["findings"] == 0, "\(id)")
    }
    #expect(rules.first { $0["id"] == "D01" }?["status"] != "not_evaluated")
    let check = try installation.run("source", "check", "--locale", "en", asOf: "2026-10-08T02:15:00+03:00").output
    #expect(check.contains("\"kedi\": unmapped") && !check.contains("\"yasak\"") && !check.contains("\"yanlis_pin\""))
  }

  @Test(arguments: ["=HYPERLINK(\"http://x\";1)", "@SUM(1;2)|\"pin\"", "</t><!--ığüşöçİ&amp;", "100 % {count} \\\\ …"])
  func `with whatever title, are a text and no more`(title: String) throws {
    let installation = try PlainSystem.install(
      Self.rows, files: Self.system(pin: title), settings: ["formats": "[pdf, xlsx, json, csv]", "mask": "M0"])
    let package = try installation.issue("GOR", "2026-10-07")
    let sheet = try package.rows(ofSheet: "Olaylar")
    #expect(sheet.count { $0["Olay Türü"]?.text == title } == 40)
    let script =
      "import csv, sys; print(sum(r['event_type'].lstrip(\"'\") == sys.argv[2] for r in "
      + "csv.DictReader(open(sys.argv[1], encoding='utf-8-sig'), delimiter=';')))"
    let rows = try Command.run("/usr/bin/python3", "-c", script, package.path("-events.csv"), title)
    #expect(rows.output == "40\n", "\(rows.errors)")
  }

  @Test func `of two sources are told apart, though they have one name`() throws {
    let installation = try PlainSystem.install(Self.rows, files: Self.system(), settings: ["formats": "[csv, json]"])
    let system = Self.system()["system.yaml"]?.replacing("account_banned", with: "wrong_pin_2")
      .replacing("Yanlış PIN", with: "PIN Hatası")
    try installation.folder.write("other/system.yaml", system ?? "")
    try installation.folder.write("other/events.sql", "SELECT * FROM events\n")
    let first = try InputFile.text(installation.configuration)
    let connection = installation.database.connection(as: .reader)
    let second = "  second: { system: \"\(installation.folder.path)/other\", connection: \"\(connection)\" }\n"
    try installation.folder.write("tutanak.yaml", first.replacing("sources:\n", with: "sources:\n" + second))
    for (source, title, other) in [
      ("back-office", "Yanlış PIN", "account_banned"), ("second", "PIN Hatası", "wrong_pin_2"),
    ] {
      let package = try installation.issue("GOR", "2026-10-07", "--source", source)
      #expect(try package.rows("events").count { $0["event_type"] == title } == 40)
      #expect(try package.json()["event_types"].list.map { $0["event_type"].text ?? "" }.contains(other))
    }
  }

  @Test func `that are wrong stop a run before anything is connected, with line and cause`() throws {
    let installation = try PlainSystem.install(
      files: [
        "system.yaml": "title: { tr: D, en: T }\nevent_types:\n  logout: { title: { tr: a, en: b }, severity: low }\n"
      ])
    for words in [["config", "check"], ["report", "GOR", "--period", "2026-10-07"]] {
      let outcome = try installation.run(words: words + ["--locale", "tr"])
      #expect(outcome.status == 78)
      #expect(outcome.errors.contains("plain/system.yaml:3:3") && outcome.errors.contains("programın kendisi kullanır"))
    }
  }

  @Test func `too rare to be told at M3 are not told by their declaration`() throws {
    let installation = try PlainSystem.install(
      Self.rows, files: Self.system(), settings: ["formats": "[json]", "mask": "M3"])
    let json = try installation.issue("GOR", "2026-10-07").json()
    #expect(json["own_event_types"].list.map { $0["event_type"].text } == ["wrong_pin"])
  }
}
