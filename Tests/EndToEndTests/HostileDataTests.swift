import Files
import Support
import Testing

/// Rows nobody expects, on their way into every format.
@Suite struct HostileDataTests {
  private static let settings: [String: String?] = ["formats": "[pdf, xlsx, csv, json]", "mask": "M0", "zone": "UTC"]

  @Test func `addresses as text: with zones, mapped, padded, and what is none`() throws {
    let addresses = [
      ("fe80::1%eth0", "fe80::1%eth0"), ("FE80:0:0::2%2", "fe80::2%2"), ("192.0.2.7", "192.0.2.7"),
      ("::ffff:198.51.100.23", "198.51.100.23"), ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), (" 192.0.2.9 ", "192.0.2.9"),
      ("host.example", "host:host.example"), ("300.1.2.3", "host:300.1.2.3"), ("", ""),
    ]
    let rows = addresses.enumerated().map { "(\($0.offset), '2026-10-07 09:00Z', 'u', 'logout', '\($0.element.0)')" }
    let installation = try PlainSystem.install(
      "INSERT INTO events (event_id, occurred_at, user_id, event_type, ip) VALUES " + rows.joined(separator: ", "),
      settings: Self.settings)
    let package = try installation.issue("GOR", "2026-10-07")
    #expect(try package.rows("events").map { $0["ip"] } == addresses.map(\.1))
    let sheet = try package.rows(ofSheet: "Olaylar")
    #expect(sheet.map { $0["Kaynak IP Adresi"]?.text ?? "" } == addresses.map(\.1))
    let sources = try package.json()["sources"].list.compactMap { $0["ip"].text }
    #expect(Set(sources) == Set(addresses.map(\.1)).subtracting([""]))
    #expect(try package.json()["document"]["counts"]["without_address"] == 1)
  }

  @Test func `emoji, control characters, formulas and other scripts in names`() throws {
    let names = [
      (#"E'\x01\x1b[31mkırmızı\x07'"#, "<U+0001><U+001B>[31mkırmızı<U+0007>"), ("'🌸 Çiçek'", "🌸 Çiçek"),
      (#"E'iki\nsatır\tsekme\r'"#, "iki<U+000A>satır<U+0009>sekme<U+000D>"), ("'=cmd|x'", "=cmd|x"),
      ("'@toplam'", "@toplam"), ("'-1+1'", "-1+1"), (#"U&'\202Egnp.exe'"#, "<U+202E>gnp.exe"),
      ("'ﷺ 漢字 ğüşıöçĞÜŞİÖÇ'", "ﷺ 漢字 ğüşıöçĞÜŞİÖÇ"),
    ]
    let users = names.enumerated().map { "('u\($0.offset)', \($0.element.0), \($0.element.0))" }
    let installation = try PlainSystem.install(
      """
      INSERT INTO users (user_id, user_name, full_name) VALUES \(users.joined(separator: ", "));
      INSERT INTO sessions (session_id, user_id, started_at, ended_at)
        SELECT user_id, user_id, '2026-10-07 09:00Z', '2026-10-07 10:00Z' FROM users;
      """, settings: Self.settings)
    let package = try installation.issue("OTR", "2026-10-07")
    let shown = names.map(\.1)
    // Equal users stand in order of their names, whatever these hold.
    #expect(try package.json()["users"].list.compactMap { $0["user_name"].text }.sorted() == shown.sorted())
    #expect(try package.rows(ofSheet: "Oturumlar").map { $0["Kullanıcı Adı"]?.text } == shown)
    let safe = shown.map { "=@-".contains($0.first ?? " ") ? "'" + $0 : $0 }
    #expect(try package.rows("sessions").map { $0["user_name"] } == safe)
    // What no font has is written out and counted: each name in three columns and in a chart, whose labels are as they came.
    #expect(try package.says("<U+1F338> Çiçek"))
    #expect(try package.says("<U+FDFA> <U+6F22><U+5B57>"))
    #expect(try package.says("ğüşıöçĞÜŞİÖÇ"))
    #expect(try package.text().firstMatch(of: /(\d+) karakter yazı tipinde yok, <U\+…>/)?.1 == "22")
  }

  @Test func `texts longer than a cell are shortened where they must be, counted, and whole elsewhere`() throws {
    let installation = try PlainSystem.install(
      """
      INSERT INTO sessions (session_id, user_id, started_at, ended_at, user_agent)
        VALUES ('1', 'u', '2026-10-07 09:00Z', '2026-10-07 10:00Z', repeat('x', 32765) || 'SON');
      """, settings: Self.settings)
    let package = try installation.issue("OTR", "2026-10-07")
    let whole = String(repeating: "x", count: 32_765) + "SON"
    let isWhole = try package.rows("sessions")[0]["user_agent"] == whole
    #expect(isWhole)
    let cell = try package.rows(ofSheet: "Oturumlar")[0]["Tarayıcı / İşletim Sistemi"]?.text ?? ""
    #expect(cell.utf16.count <= 32_767)
    #expect(cell.suffix(18) == "x … (+21 karakter)")
    let cover = try package.sheet("Kapak").joined().compactMap(\.text)
    #expect(cover.contains { $0.contains("1 hücre kısaltıldı") })
    #expect(try package.text().contains(/x{20}…/))
  }

  @Test func `words the mapping does not know are counted and listed, and no row is lost`() throws {
    let installation = try PlainSystem.install(
      """
      INSERT INTO events (event_id, occurred_at, user_id, event_type)
        SELECT n, '2026-10-07 09:00Z', 'u', CASE WHEN n <= 3 THEN 'gizemli' WHEN n = 4 THEN '' ELSE 'logout' END
        FROM generate_series(1, 6) n;
      INSERT INTO sessions (session_id, user_id, started_at, ended_at, status, end_reason)
        SELECT n, 'u', '2026-10-07 09:00Z', '2026-10-07 10:00Z', CASE WHEN n = 1 THEN 'askıda' ELSE 'açık' END,
          CASE WHEN n < 3 THEN 'kim bilir' ELSE 'logout' END
        FROM generate_series(1, 4) n;
      """, settings: Self.settings)
    let events = try installation.issue("GOR", "2026-10-07")
    #expect(try events.rows("events").count == 6)
    #expect(
      try events.json()["unmapped"] == [
        ["item": "events.event_type", "raw_type": "gizemli", "count": 3],
        ["item": "events.event_type", "raw_type": "", "count": 1],
      ])
    #expect(try events.says("gizemli"))
    let sessions = try installation.issue("OTR", "2026-10-07")
    #expect(try sessions.rows("sessions").count == 4)
    #expect(
      try sessions.json()["unmapped"] == [
        ["item": "sessions.status", "raw_type": "askıda", "count": 1],
        ["item": "sessions.end_reason", "raw_type": "kim bilir", "count": 2],
      ])
    #expect(try sessions.says("askıda"))
  }

  /// A system without tables, whose events the server makes up: so many, spread over the day.
  private static func made(_ count: Int, _ settings: [String: String?]) throws -> Installation {
    let sql = """
      SELECT n AS event_id, '2026-10-07 00:00Z'::timestamptz + n * interval '1 day' / \(count + 1) AS occurred_at,
        n % 1000 AS user_id, 'login_success' AS event_type, '192.0.2.1'::inet AS ip FROM generate_series(1, \(count)) n
      """
    return try PlainSystem.install(files: ["events.sql": sql], settings: settings)
  }

  @Test(.timeLimit(.minutes(10)))
  func `a day of a million rows`() throws {
    let installation = try Self.made(1_000_000, ["formats": "[json]", "mask": "M3", "zone": "UTC"])
    let package = try installation.issue("GOR", "2026-10-07", asOf: "2026-10-08T00:00Z")
    let document = try package.json()["document"]
    #expect(document["counts"]["events"] == 1_000_000)
    #expect(document["identifiers"]["missing"] == 0)
    #expect(try package.manifest()["rows"]["events"]["read"] == 1_000_000)
  }

  @Test(.timeLimit(.minutes(10)))
  func `twenty thousand rows in every format, to the last one`() throws {
    let installation = try Self.made(20_000, ["formats": "[pdf, xlsx, csv, json]", "zone": "UTC"])
    let package = try installation.issue("GOR", "2026-10-07", asOf: "2026-10-08T00:00Z")
    let lines = try Command.run("tail", "-n", "1", package.path("-events.csv")).output
    #expect(lines.hasPrefix("20000;20000;2026-10-07T23:59:55"))
    let written = try package.manifest()["written"]
    #expect(written["\(package.stem)-events.csv"] == 20_000)
    // 200 pages of the register, which say so on the first page and below the table.
    let text = try package.text()
    let listed = try #require(text.firstMatch(of: /20\.000 kayıttan ([0-9.]+) tanesi/)).1
    #expect(
      text.contains("20.000 satırın ilk \(listed) tanesi gösterildi. Tamamı çalışma kitabının “Olaylar” sayfasındadır.")
    )
    #expect((5_000..<10_000).contains(Int(listed.filter { $0 != "." }) ?? 0), "\(listed)")
    let rows = "unzip -p \"$1\" 'xl/worksheets/sheet*.xml' | grep -o '<c r=\"B20001\"[^/]*' | wc -l"
    #expect(try Command.run("sh", "-c", rows, "sh", package.path(".xlsx")).output == "1\n")
  }
}
