import Support
import Testing

/// What a source's system says of rules stands where the configuration says nothing, and every document says so.
@Suite struct SystemRulesTests {
  /// A member signed in for sixty days, and a token of an application as old.
  private static let rows = """
    ALTER TABLE sessions ADD kind text;
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, kind) VALUES
      ('long', 'u1', '2026-08-10 09:00Z', '2026-10-07 09:00Z', 'person'),
      ('token', 'u1', '2026-08-10 09:00Z', '2026-10-07 09:00Z', 'token'),
      ('short', 'u2', '2026-10-07 09:00Z', '2026-10-07 10:00Z', 'person');
    """

  private static func install(_ rules: String, _ configured: String? = nil) throws -> Installation {
    try PlainSystem.install(
      rows, files: ["system.yaml": "title: { tr: Deneme, en: Trial }\n" + rules],
      settings: ["formats": "[pdf, xlsx, json]", "locale": "en", "rules": configured])
  }

  private static func rule(_ id: String, of installation: Installation) throws -> (JSON, IssuedPackage) {
    let package = try installation.issue("ANM", "2026-10-07")
    return (try #require(try package.json()["rules"].list.first { $0["id"].text == id }), package)
  }

  private static let limit = """
    rules:
      S07: { limit: 90d, why: { tr: Üyeler aylarca açık kalır., en: Members stay signed in for months. } }
    """

  @Test func `a threshold of the system applies, and the document says whose it is and why`() throws {
    let (rule, package) = try Self.rule("S07", of: Self.install(Self.limit))
    #expect(rule["status"] == "evaluated" && rule["findings"] == 0)
    #expect(rule["thresholds"]["limit_us"].integer == 90 * 86_400_000_000)
    #expect(rule["thresholds_from"]["limit_us"] == "system")
    #expect(rule["system_reason"] == "Members stay signed in for months.")
    let row = try #require(try package.rows(ofSheet: "Rules").first { $0["Rule"] == "S07" })
    #expect(
      row["Thresholds"] == "absolute limit = 90 d; set for the source system: Members stay signed in for months.")
  }

  @Test func `the configuration stands above the system, number by number`() throws {
    let (rule, package) = try Self.rule("S07", of: Self.install(Self.limit, "{ S07: { limit: 30d } }"))
    #expect(rule["findings"] == 2 && rule["thresholds_from"]["limit_us"] == "configuration")
    #expect(rule["system_reason"] == .null)
    #expect(try !package.says("Members stay signed in"))
  }

  @Test(arguments: [nil, "{ S07: { enabled: true } }", "{ required: [S07] }"])
  func `a rule that the system switches off is off, says why, and is on again where the configuration wants it`(
    configured: String?
  ) throws {
    let off = "rules: { S07: { enabled: false, why: { tr: Sınır yoktur., en: There is no limit. } } }\n"
    let (rule, package) = try Self.rule("S07", of: Self.install(off, configured))
    let isOff = configured == nil
    #expect(rule["status"].text == (isOff ? "disabled_by_config" : "evaluated"))
    #expect(rule["disabled_by"].text == (isOff ? "system" : nil))
    #expect(rule["findings"].integer == (isOff ? 0 : 2))
    #expect(try package.says("disabled by what is set for the source system: There is no limit.") == isOff)
  }

  @Test func `a rule does not look at the kinds of sessions that are excepted, counts them and shows which`() throws {
    let except = """
      rules: { S07: { except_kinds: [token], why: { tr: Belirteçler haftalarca geçerlidir., en: Tokens last for weeks. } } }

      """
    let (rule, package) = try Self.rule("S07", of: Self.install(except))
    #expect(rule["status"] == "evaluated" && rule["findings"] == 1)
    #expect(rule["except_kinds"].list == ["token"] && rule["remarks"]["kinds_left_out"] == 1)
    let found = try package.json()["findings"].list.filter { $0["rule"] == "S07" }
    #expect(found.first?["evidence"].list == ["session:long"])
    #expect(try package.says("kinds of sessions not looked at: token"))
    // The configuration may say otherwise, and other rules see every session.
    let (all, _) = try Self.rule("S07", of: Self.install(except, "{ S07: { except_kinds: [] } }"))
    #expect(all["findings"] == 2 && all["except_kinds"].list.isEmpty)
  }

  @Test func `rules list and explain show what holds for which source`() throws {
    let installation = try Self.install(Self.limit)
    let text = "back-office: limit = 90d (Members stay signed in for months.)"
    for words in [["rules", "list"], ["rules", "explain", "S07"]] {
      let outcome = try installation.run(words: words + ["--locale", "en"])
      #expect(outcome.status == 0 && outcome.output.contains(text), "\(outcome.output)")
    }
  }

  @Test(
    arguments: [
      ("S07: { limit: 90d }", "the key “why” is missing"),
      ("S7: { limit: 90d, why: { tr: a, en: b } }", "“S7” is an unknown key"),
      ("S07: { limits: 90d, why: { tr: a, en: b } }", "“limits” is an unknown key"),
      ("A01: { except_kinds: [a], why: { tr: a, en: b } }", "A01 looks at events, not at sessions"),
    ])
  func `a mistake in a system's rules is found by day, with file and line`(rules: String, complaint: String) throws {
    let outcome = try Self.install("rules: { \(rules) }\n").run("config", "check")
    let isPlaced = outcome.errors.contains("system.yaml:2:")
    #expect(outcome.status == 78 && isPlaced && outcome.errors.contains(complaint), "\(outcome.errors)")
  }
}
