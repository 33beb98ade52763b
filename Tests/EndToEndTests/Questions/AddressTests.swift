import Files
import Support
import Testing

/// `tutanak audit address`: who used an address or network when, against what SQL finds in the source.
@Suite struct AddressTests {
  private static let rows = """
    INSERT INTO users SELECT 'u' || n, 'kişi.' || n FROM generate_series(1, 4) n;
    INSERT INTO users VALUES ('q', 'o''brien%'), ('w', 'oXbrien_'), ('l', 'аyse'), ('m', 'ayse');
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
      SELECT n, '2026-10-06 13:00Z'::timestamptz + n * interval '5 min', 'u' || 1 + n % 4,
        (ARRAY['login_success', 'login_failed', 'logout'])[1 + n % 3],
        CASE WHEN n % 11 = 0 THEN NULL WHEN n % 13 = 0 THEN 'bilinmiyor' ELSE '203.0.113.' || n % 7 END
      FROM generate_series(100, 399) n;
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip) VALUES
      ('6a', '2026-10-07 09:00Z', 'l', 'login_success', '2001:db8:0:1::7'),
      ('6b', '2026-10-07 09:00Z', 'm', 'login_success', '2001:DB8:0:1:0:0:0:8'),
      ('6c', '2026-10-07 09:00Z', 'q', 'login_success', '2001:db8:0:2::7'),
      ('6d', '2026-10-07 09:00Z', 'w', 'login_success', '::ffff:198.51.100.7');
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, ip)
      SELECT n, 'u' || 1 + n % 4, t, t + interval '1 hour', '203.0.113.' || n % 7
      FROM generate_series(100, 399) n, LATERAL (SELECT '2026-10-06 13:00Z'::timestamptz + n * interval '5 min' AS t) x;
    """
  private static let inPeriod = ">= '2026-10-06Z' AND occurred_at < '2026-10-09Z'"
  private static let time = ["--from", "2026-10-06", "--to", "2026-10-08"]

  private static func install(_ settings: [String: String?] = ["formats": "[json]"]) throws -> Installation {
    let installation = try PlainSystem.install(rows)
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: ["zone": "UTC", "mask": "M1"].merging(settings) { $1 })
    return installation
  }

  private static func answer(_ installation: Installation, _ words: String...) throws -> IssuedPackage {
    try installation.ask(
      ["address"] + words + time + ["--reason", "CMK 332 2026/17", "--locale", "en"], asOf: "2026-10-08T23:59Z")
  }

  private static func number(_ database: TestDatabase, _ sql: String) throws -> Int {
    try #require(try database.query(sql).first?.first.flatMap { $0.flatMap { Int($0) } })
  }

  @Test func `counts and names are those that SQL finds, for an address and for a network`() throws {
    let installation = try Self.install()
    let package = try Self.answer(installation, "--address", "203.0.113.3", "--address", "203.0.113.4/31")
    let json = try package.json()
    let items = json["document"]["question"]["items"].list
    for (item, condition) in zip(items, ["= '203.0.113.3'", "IN ('203.0.113.4', '203.0.113.5')"]) {
      for table in ["sessions", "events"] {
        let count = try Self.number(installation.database, "SELECT count(*) FROM \(table) WHERE ip \(condition)")
        #expect(count > 20 && item[table].integer == count, "\(table) \(condition)")
      }
    }
    let users = json["answer_users"].list
    let expected = try installation.database.query(
      """
      SELECT i, user_id, sum(s)::text, sum(e)::text, sum(f)::text FROM (
        SELECT CASE ip WHEN '203.0.113.3' THEN '1' ELSE '2' END AS i, user_id, 1 AS s, 0 AS e, 0 AS f FROM sessions
        WHERE ip IN ('203.0.113.3', '203.0.113.4', '203.0.113.5')
        UNION ALL SELECT CASE ip WHEN '203.0.113.3' THEN '1' ELSE '2' END, user_id, 0, 1,
          CASE event_type WHEN 'login_failed' THEN 1 ELSE 0 END
        FROM events WHERE ip IN ('203.0.113.3', '203.0.113.4', '203.0.113.5')) rows GROUP BY i, user_id ORDER BY i, user_id
      """)
    let found = users.map { row in
      [row["item"], row["user_key"], row["sessions"], row["events"], row["failed"]].map {
        $0.text ?? "\($0.integer ?? -1)"
      }
    }
    #expect(found.sorted { $0.lexicographicallyPrecedes($1) } == expected.map { $0.map { $0 ?? "" } })
    // Rows that nobody can tell the address of are counted, and left out.
    let unknown = try Self.number(
      installation.database, "SELECT count(*) FROM events WHERE ip IS NULL OR ip = 'bilinmiyor'")
    #expect(unknown > 30 && items.allSatisfy { $0["without_address"].integer == unknown })
  }

  @Test func `the mask holds for what was asked, and the reason stands in document and ledger`() throws {
    let installation = try Self.install(["formats": "[json, pdf]"])
    let package = try Self.answer(
      installation, "--address", "203.0.113.3", "--reference", "2026/1234", "--received", "2026-10-07")
    #expect(try !InputFile.text(package.path(".json")).contains("203.0.113.3"))
    let question = try package.json()["document"]["question"]
    #expect(question["kind"] == "address" && question["reference"] == "2026/1234")
    #expect(question["received_at"] == "2026-10-07T00:00:00.000000Z")
    #expect(question["items"][0]["selection"].text?.hasPrefix("address 203.0.113.*** #") == true)
    #expect(try package.says("CMK 332 2026/17") && package.says("203.0.113.***"))
    let manifest = try package.manifest()
    #expect(manifest["requester"]["reason"] == "CMK 332 2026/17")
    #expect(manifest["question"]["networks"] == 1 && manifest["question"]["limited"] == true)
    let entry = try #require(try installation.ledger().last { $0["act"] == "issue" })
    #expect(entry["reason"] == "CMK 332 2026/17" && entry["facts"]["question"]["reference"] == "2026/1234")
  }

  @Test func `a question nobody's rows match says so, and is issued`() throws {
    let installation = try Self.install(["formats": "[json, pdf, xlsx]"])
    let package = try Self.answer(installation, "--address", "192.0.2.9")
    #expect(try package.says("No record of the period matches the selection."))
    #expect(try package.json()["answers"][0]["answer"] == "there is no record")
    #expect(try package.json()["document"]["highlights"]["stands_out"][0]["code"] == "answer_none")
  }

  @Test func `IPv6 is compared by its bits, however it is written`() throws {
    let installation = try Self.install()
    let network = try Self.answer(installation, "--address", "2001:db8:0:1::/64").json()
    #expect(network["answer_users"].list.compactMap { $0["user_key"].text }.sorted() == ["l", "m"])
    let mapped = try Self.answer(installation, "--address", "198.51.100.7").json()
    #expect(mapped["answer_users"].list.compactMap { $0["user_key"].text } == ["w"])
  }

  @Test func `injected values are nobody's name, and look-alikes are two`() throws {
    let installation = try Self.install()
    let hostile = ["%", "_", "' OR 1=1 --", "u1'); DROP TABLE users; --", "*", "\"; SELECT 1", "o%", ":'from'"]
    for name in hostile {
      let json = try Self.answer(installation, "--user", name).json()
      #expect(json["answer_users"] == [] && json["document"]["counts"]["rows"] == 0, "\(name)")
    }
    #expect(try Self.number(installation.database, "SELECT count(*) FROM users") == 8)
    for (name, key) in [("аyse", "l"), ("ayse", "m"), ("o'brien%", "q"), ("oXbrien_", "w")] {
      let json = try Self.answer(installation, "--user", name).json()
      #expect(json["answer_users"].list.compactMap { $0["user_key"].text } == [key], "\(name)")
    }
  }

  @Test(arguments: [
    ([], "names no user and no address"), (["--address", "0.0.0.0/0"], "is nearly everybody"),
    (["--address", "::/0"], "is nearly everybody"), (["--address", "128.0.0.0/1"], "is nearly everybody"),
    (["--user", ""], "--user must not be empty"), (["--user", " "], "--user must not be empty"),
    (["--address", ""], "no IP address"), (["--address", "%"], "no IP address"),
    (["--address", "10.0.0.0/33"], "no IP address"), (["--address", "10.0.0.0/8 OR 1=1"], "no IP address"),
    (["--address", "203.0.113.3", "--received", "2027-01-01"], "must not lie in the future"),
    (["--address", "203.0.113.3", "--format", "pdf,docx"], "“docx” is no format"),
    (["--address", "203.0.113.3", "--format", "pdf,pdf"], "stands twice"),
    (["--address", "203.0.113.3", "--period", "2026-10"], "The time asked about is not clear"),
  ])
  func `what would return everybody, or nothing that was meant, is refused`(words: [String], why: String) throws {
    let installation = try Self.install()
    let outcome = try installation.run(
      words: ["audit", "address"] + words + Self.time + ["--reason", "x", "--locale", "en"], asOf: "2026-10-08T23:59Z")
    #expect(outcome.status == 64 && outcome.errors.contains(why), "\(outcome.status) \(outcome.errors)")
    #expect(installation.packages.isEmpty)
  }

  @Test func `everybody is answered for with --allow-all, and a reason is never left out`() throws {
    let installation = try Self.install()
    let json = try Self.answer(installation, "--address", "0.0.0.0/0", "--allow-all").json()
    let count = try Self.number(
      installation.database, "SELECT count(*) FROM events WHERE ip LIKE '203.%' OR ip LIKE '%198.51.100.7'")
    #expect(json["document"]["question"]["items"][0]["events"].integer == count)
    #expect(try Self.answer(installation, "--allow-all").manifest()["question"]["limited"] == false)
    let silent = try installation.run(
      words: ["audit", "address", "--address", "203.0.113.3", "--locale", "en"] + Self.time, asOf: "2026-10-08T23:59Z")
    #expect(silent.status == 64 && silent.errors.contains("--reason"))
  }

  @Test func `only audit issues it: no report, no schedule and no other edition`() throws {
    let installation = try Self.install()
    _ = try Self.answer(installation, "--address", "203.0.113.3")
    let report = try installation.run("report", "ADR", "--period", "2026-10-07", "--locale", "en")
    #expect(report.status == 64 && report.errors.contains("tutanak audit address"))
    let edition = try installation.run(
      "report", "ADR", "--reissue", "2026/ADR-000001", "--reason", "x", "--locale", "en")
    #expect(edition.status == 64 && edition.errors.contains("ask the question again"))
  }

  @Test func `report and audit take the files to issue`() throws {
    let installation = try Self.install()
    let package = try Self.answer(installation, "--address", "203.0.113.3", "--format", "csv,json")
    #expect(try package.manifest()["files"].list.compactMap { $0["path"].text }.contains { $0.hasSuffix(".csv") })
    let report = try installation.issue("OTR", "2026-10-07", "--format", "csv", asOf: "2026-10-08T23:59Z")
    let names = try report.manifest()["files"].list.compactMap { $0["path"].text }
    #expect(names.contains { $0.hasSuffix("sessions.csv") } && !names.contains { $0.hasSuffix(".json") })
  }
}
