import Support
import Testing

/// Names and addresses that pass for others: to whoever splits them at a character, or to Swift's String.
@Suite struct HostileIdentityTests {
  private static let settings: [String: String?] = ["formats": "[pdf, xlsx, csv, json]", "mask": "M0", "zone": "UTC"]

  /// The bytes of texts; JSON values that only look alike are equal to Swift.
  private static func bytes(_ texts: [String?]) -> [[UInt8]] { texts.map { Array(($0 ?? "").utf8) } }

  @Test func `a failed sign-in with whatever name stops no night and invents no address`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysEmpty)
    try database.execute(
      #"""
      INSERT INTO security_events (event_type, ip_address, details, created_at) VALUES
        ('login_failed', NULL, '{"username": "a\u0001:\u0301", "reason": "unknown_user"}', '2026-10-07 10:00'),
        ('login_failed', NULL, '{"username": "kurban\u0001203.0.113.99", "reason": "unknown_user"}', '2026-10-07 10:01'),
        ('login_failed', '198.51.100.7', '{"username": "kurban", "reason": "unknown_user"}', '2026-10-07 10:02');
      """#)
    let installation = try Installation(on: database, settings: Self.settings)
    let package = try installation.issue("GOR", "2026-10-07")
    #expect(try package.reread()["csv"]["events"] == 3)
    let failures = try package.json()["failures"].list
    let names = ["a<U+0001>:\u{301}", "kurban", "kurban<U+0001>203.0.113.99"]
    #expect(Self.bytes(failures.map { $0["user_name"].text }) == Self.bytes(names))
    #expect(failures.map { $0["ip"] } == [nil, "198.51.100.7", nil])
    #expect(try package.rows("failures").map { $0["ip"] } == ["", "198.51.100.7", ""])
    #expect(try package.json()["sources"].list.map { $0["ip"] } == [nil, "198.51.100.7"])
  }

  @Test func `an address followed by a mark is a host name, however it is written`() throws {
    let texts = ["1.2.3.4:\u{301}", "1.2.3.4\u{301}", "[::1]\u{301}", "e\u{301}", "\u{e9}", "::\u{301}"]
    let rows = texts.enumerated().map { index, text in
      "('\(index)', '2026-10-07 09:0\(index)Z', 'u', 'login_failed', \(text.sqlLiteral))"
    }
    // The 80,000 bytes lie before the period, where only the rules look.
    let installation = try PlainSystem.install(
      "INSERT INTO events (event_id, occurred_at, user_id, event_type, ip) VALUES " + rows.joined(separator: ", ")
        + ", ('long', '2026-10-01 09:00Z', 'u', 'login_failed', repeat('1.2.3.4:', 10000))", settings: Self.settings)
    let package = try installation.issue("GOR", "2026-10-07")
    _ = try package.reread()
    #expect(Self.bytes(try package.rows("events").map { $0["ip"] }) == Self.bytes(texts.map { "host:" + $0 }))
    let sources = try package.json()["sources"].list
    #expect(sources.count == texts.count && sources.allSatisfy { $0["events"] == 1 })
  }

  /// Between the first two lies a third for the server, which orders by bytes.
  @Test(arguments: ["id", "name"]) func `users and rows that only look alike are different ones`(userKey: String) throws
  {
    let rows = """
      INSERT INTO users (user_id, user_name) VALUES (E'e\\u0301', 'ayrışık'), ('zebra', 'zebra'), (E'\\u00e9', 'bileşik');
      INSERT INTO sessions (session_id, user_id, started_at, ended_at, ip)
        SELECT user_id, user_id, '2026-10-07 09:00Z', '2026-10-07 10:00Z', '192.0.2.1' FROM users;
      INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
        SELECT user_id || n, '2026-10-07 09:00Z', user_id, 'login_failed', '192.0.2.1' FROM users, generate_series(1, 12) n;
      """
    let installation = try PlainSystem.install(
      rows, files: ["system.yaml": "title: { tr: Deneme, en: Trial }\nuser_key: \(userKey)\n"], settings: Self.settings)
    let decomposed = "e\u{301}"
    let composed = "\u{e9}"
    // Names are composed first: there the two are one user, by the same bytes.
    let keys = userKey == "id" ? [decomposed, "zebra", composed] : ["zebra", composed]
    let sessions = try installation.issue("OTR", "2026-10-07")
    #expect(try sessions.reread()["csv"]["sessions"] == 3)
    #expect(
      Self.bytes(try sessions.rows("users").map { $0["user_key"] }).sorted { $0.lexicographicallyPrecedes($1) }
        == Self.bytes(keys))
    let listed = try sessions.rows("sessions").map { $0["session_id"] }
    #expect(Set(Self.bytes(listed)) == Set(Self.bytes([decomposed, "zebra", composed])))
    #expect(try sessions.json()["document"]["counts"]["users"].integer == keys.count)
    let events = try installation.issue("GOR", "2026-10-07")
    #expect(try events.reread()["csv"]["events"] == 36)
    let counts = try events.json()["users"].list.map { $0["events"].integer ?? 0 }
    #expect(counts.sorted() == (userKey == "id" ? [12, 12, 12] : [12, 24]))
    let findings = try installation.issue("ANM", "2026-10-07").json()["findings"].list
    let guessed = findings.filter { $0["key_kind"] == "user" && $0["rule"] == "A01" }.map { $0["key"].text }
    #expect(Set(Self.bytes(guessed)) == Set(Self.bytes(keys)))
  }

  @Test func `a server of another encoding orders names as the program does`() throws {
    let installation = try PlainSystem.install(
      """
      INSERT INTO sessions (session_id, user_id, started_at, ended_at)
        SELECT name, name, '2026-10-07 09:00Z', '2026-10-07 10:00Z' FROM unnest(ARRAY['göl', 'gğl', 'şa', 'ıa', 'az']) name;
      """, encoding: "LATIN5", settings: Self.settings)
    let package = try installation.issue("OTR", "2026-10-07")
    #expect(try package.json()["document"]["counts"]["users"] == 5)
  }

  @Test func `coordinates that are no place are none`() throws {
    let installation = try PlainSystem.install(
      """
      ALTER TABLE events ADD latitude double precision, ADD longitude double precision;
      INSERT INTO events (event_id, occurred_at, user_id, event_type, latitude, longitude) VALUES
        ('1', '2026-10-07 09:00Z', 'u', 'login_success', 'NaN', 29), ('2', '2026-10-07 09:10Z', 'u', 'login_success', 41, 29),
        ('3', '2026-10-07 09:20Z', 'u', 'login_success', 'Infinity', 29),
        ('4', '2026-10-07 09:30Z', 'u', 'login_success', 140, -1e300);
      """, settings: ["formats": "[json]", "zone": "UTC"])
    let rules = try installation.issue("ANM", "2026-10-07").json()["rules"]
    #expect(rules.first(where: "id", is: "S01")["status"].text?.hasPrefix("evaluated") == true)
  }
}
