import Files
import Support
import Testing

/// An issued document in HTML, opened in a real Chromium: what it lists is what SQL counts.
@Suite struct PagesInABrowserTests {
  private static let settings: [String: String?] = [
    "formats": "[pdf, json, csv, html]", "mask": "M0", "zone": "UTC", "csv": "{ byte_order_mark: true }",
  ]

  private static let sql = #"""
    INSERT INTO users (user_id, user_name, full_name) VALUES
      ('u1', '<script>alert(1)</script>', 'İrem Işık'), ('u2', 'irem', 'IRMAK "Ç"'),
      ('u3', U&'\202Egnp.exe', E'a\u2028b'), ('u4', '=cmd|x', '</script><img src=x onerror=alert(2)>');
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, ip, user_agent)
      SELECT n, 'u' || (1 + n % 4), '2026-10-07 00:00Z'::timestamptz + n * interval '2 minutes',
        '2026-10-07 00:00Z'::timestamptz + n * interval '2 minutes' + (n * 37 % 900) * interval '1 second',
        '192.0.2.' || (n % 200), CASE WHEN n % 7 = 0 THEN 'İSTANBUL </script> ' || n ELSE 'agent ' || n END
      FROM generate_series(1, 500) n;
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, user_agent)
      VALUES ('9999', 'u1', '2026-10-07 20:00Z', '2026-10-07 21:00Z', repeat('<b>"', 250000));
    """#

  private static let list = "[data-table=sessions] "

  private let installation: Installation
  private let package: IssuedPackage

  init() throws {
    installation = try PlainSystem.install(Self.sql, settings: Self.settings)
    package = try installation.issue("OTR", "2026-10-07")
  }

  private func count(_ condition: String) throws -> Int {
    let sql = "SELECT count(*) FROM sessions JOIN users USING (user_id) WHERE \(condition)"
    return try #require(Int(try installation.database.query(sql)[0][0] ?? ""))
  }

  /// `Gösterilen: 12 · gizlenen: 489 · toplam: 501 satır`.
  private func counts(_ shown: Int, of total: Int = 501) -> String {
    "Gösterilen: \(shown) · gizlenen: \(total - shown) · toplam: \(total) satır"
  }

  @Test func `has every row and value of the CSV file`() throws {
    let list = try BrowserPage.rows(of: package.path(".html"))["sessions"].list
    #expect(list.count == 501)
    let script =
      "import csv,json,sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1],encoding='utf-8-sig',newline=''),delimiter=';'))))"
    // A field of a megabyte is more than Python reads unless told.
    let csv = try JSON(
      text: Command.run(
        "python3", "-c", "import csv; csv.field_size_limit(1<<30);" + script, package.path("-sessions.csv")
      ).output
    ).list
    #expect(csv.map { $0["session_id"] } == list.map { $0["session_id"] })
    #expect(csv.map { $0["duration_us"].text } == list.map { $0["duration_us"].integer.map(String.init) })
    #expect(csv.map { $0["user_agent"] } == list.map { $0["user_agent"] })
    let manifest = try package.manifest()
    let stem = package.stem
    #expect((manifest["written"]["\(stem).html"].integer ?? 0) >= 501)
    #expect(try installation.run("verify", asOf: nil).status == 0)
  }

  @Test func `lists after searching, filtering and sorting by clicks what SQL counts`() throws {
    let status = BrowserPage.Step.evaluate(
      "document.querySelector('[data-table=sessions] .status').textContent.split(' · Süz')[0]")
    let visit = try BrowserPage.visit(
      package.path(".html"),
      [
        status, .type("istanbul", into: Self.list + ".controls input"), status,
        .choose("=irem", of: Self.list + "[data-filter=user_name]"), status,
        .click(Self.list + ".controls button"), .type("<script>alert(1)", into: Self.list + ".controls input"), status,
        .type("", into: Self.list + ".controls input"), status,
        .click(Self.list + "[data-column=duration_us] button"), .click(Self.list + "[data-column=duration_us] button"),
        .evaluate("document.querySelector('[data-table=sessions] tbody tr td.duration').textContent"),
      ])
    #expect(visit.complaints == [])
    let texts = visit.results.compactMap(\.text)
    let istanbul = "user_agent LIKE 'İSTANBUL%'"
    #expect(texts[0] == counts(501))
    #expect(texts[1] == counts(try count(istanbul)))
    #expect(texts[2] == counts(try count(istanbul + " AND users.user_name = 'irem'")))
    #expect(texts[3] == counts(try count("users.user_name LIKE '<script>%'")))
    #expect(texts[4] == counts(501))
    #expect(texts[5] == "01:00:00")
  }

  @Test func `saves all rows as the CSV file of the package has them`() throws {
    let kept = """
      (async () => { let blob; URL.createObjectURL = (given) => { blob = given; return "about:blank#"; };
      HTMLAnchorElement.prototype.click = () => {};
      document.querySelectorAll("[data-table=sessions] .controls button")[1].click();
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await blob.arrayBuffer()); })()
      """
    let visit = try BrowserPage.visit(package.path(".html"), [.evaluate(kept)])
    #expect(visit.complaints == [])
    let saved = try #require(visit.results[0].text).split(separator: "\r\n")
    let issued = try InputFile.text(package.path("-sessions.csv")).split(separator: "\r\n")
    #expect(saved.count == issued.count)
    // The columns of a page are in the CSV file as well, by the same names and with the same texts.
    func columns(_ lines: [Substring]) -> [Substring: [Substring]] {
      let rows = lines.filter { !$0.contains("\"") }.map { $0.split(separator: ";", omittingEmptySubsequences: false) }
      var result: [Substring: [Substring]] = [:]
      for (place, name) in (rows.first ?? []).enumerated() {
        result[name.drop { $0 == "\u{FEFF}" }] = rows.dropFirst().map { $0[place] }
      }
      return result
    }
    let (ours, theirs) = (columns(saved), columns(issued))
    let shared = Set(ours.keys).intersection(theirs.keys)
    #expect(shared.count >= 8)
    for name in shared { #expect(ours[name] == theirs[name], "\(name)") }
  }
}
