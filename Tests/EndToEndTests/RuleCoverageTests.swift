import Support
import Testing

/// How far the rules were evaluated: never a silent pass, in any format.
@Suite struct RuleCoverageTests {
  /// A day with a sign-in, a failed one and a session.
  private static let rows = """
    ALTER TABLE events ADD session_id text, ADD reason text;
    INSERT INTO events VALUES
      ('1', '2026-10-07 09:00Z', 'u1', 'ayşe', 'login_success', '203.0.113.1', 's1', NULL),
      ('2', '2026-10-07 12:00Z', 'u2', 'irmak', 'login_failed', '203.0.113.2', NULL, 'bad_password'),
      ('3', '2026-10-07 17:00Z', 'u1', 'ayşe', 'logout', '203.0.113.1', 's1', NULL);
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, ip) VALUES
      ('s1', 'u1', '2026-10-07 09:00Z', '2026-10-07 17:00Z', '203.0.113.1');
    """

  private static func install(
    rules: String?, files: [String: String] = [:], formats: String = "[pdf, xlsx, json]"
  ) throws -> Installation {
    try PlainSystem.install(
      rows, files: files, settings: ["zone": "UTC", "rules": rules, "formats": formats])
  }

  /// A rule as the JSON copy has it.
  private static func rule(_ id: String, in package: IssuedPackage) throws -> JSON {
    try package.json()["rules"].first(where: "id", is: .text(id))
  }

  /// The words about a rule in the workbook.
  private static func status(_ id: String, in package: IssuedPackage, _ sheet: String) throws -> String? {
    try package.sheet(sheet).first { $0.first?.text == id }?[2].text
  }

  @Test(arguments: [
    (
      "tr", "! Zorunlu kurallar değerlendirilemedi: S01. Belgenin kurallar tablosu nedenini söyler.",
      "Zorunlu kurallar değerlendirilemedi: S01. Bu belge o konularda bir güvence vermez.", "Özet"
    ),
    (
      "en", "! Required rules could not be evaluated: S01. The document's table of rules says why.",
      "Required rules could not be evaluated: S01. This document gives no assurance on these points.", "Summary"
    ),
  ])
  func `a required rule that could not run is an exit status, a warning, and a notice in the document`(
    language: String, warning: String, notice: String, sheet: String
  ) throws {
    let installation = try Self.install(rules: "{ required: [A01, S01] }")
    let outcome = try installation.run("report", "ANM", "--period", "2026-10-07", "--json", "--locale", language)
    #expect(outcome.status == 7)
    #expect(outcome.errors == "tutanak: \(warning)\n")
    let result = try JSON(text: outcome.output)
    #expect(result["exit_code"] == 7 && result["missing_rules"] == ["S01"] && result["errors"] == [])
    let package = installation.package("ANM")
    #expect(try package.says(notice))
    #expect(try package.sheet(sheet).contains { $0.contains(.text(notice)) })
    let rules = try package.json()["rules"].list
    #expect(rules.filter { $0["required"] == true }.map { $0["id"] } == ["A01", "S01"])
    #expect(try Self.rule("S01", in: package)["status"] == "not_evaluated")
    #expect(try Self.rule("A01", in: package)["status"] == "evaluated")
  }

  @Test func `the whole night exits with it too, its documents and its backup being there`() throws {
    let installation = try Self.install(rules: "{ required: [C06] }", formats: "[json]")
    #expect(try installation.run("run", "nightly", asOf: "2026-10-08T02:15:00Z").status == 7)
    #expect(installation.packages.count == 3 && installation.backups.count == 1)
    // What is issued is not issued again, and then nothing is missing any more.
    #expect(try installation.run("run", "nightly", asOf: "2026-10-08T02:15:00Z").status == 0)
  }

  @Test func `a required rule that was evaluated is nothing to speak of`() throws {
    let installation = try Self.install(rules: "{ required: [A01, D02] }", formats: "[pdf]")
    let outcome = try installation.run("report", "ANM", "--period", "2026-10-07", "--locale", "en")
    #expect(outcome.status == 0 && outcome.errors == "")
    #expect(try !installation.package("ANM").says("Required rules could not"))
  }

  @Test func `a rule that is switched off is listed as such, and missing where it is required`() throws {
    let installation = try Self.install(rules: "{ A01: { enabled: false }, B03: { enabled: false }, required: [B03] }")
    let outcome = try installation.run("report", "ANM", "--period", "2026-10-07", "--locale", "en")
    #expect(outcome.status == 7)
    #expect(outcome.errors.hasPrefix("tutanak: ! Required rules could not be evaluated: B03."))
    let english = installation.package("ANM")
    #expect(try english.says("Disabled: 2 (A01, B03)."))
    #expect(try Self.status("A01", in: english, "Rules") == "disabled by the configuration")
    #expect(try Self.rule("A01", in: english)["status"] == "disabled_by_config")
    #expect(try Self.rule("A01", in: english)["reason"] == nil)
    _ = try installation.run("report", "ANM", "--period", "2026-10-07")
    let turkish = installation.package("ANM", 2)
    #expect(try turkish.says("Kapatılan: 2 (A01, B03)."))
    #expect(try turkish.says("A01 Hesaba yönelik kaba kuvvet denemesi yapılandırmayla kapatıldı"))
  }

  @Test func `without a GeoIP file the rules of places say that they were not evaluated, and why`() throws {
    let installation = try Self.install(rules: nil)
    let turkish = try installation.issue("ANM", "2026-10-07")
    #expect(try turkish.says("S01 İmkânsız seyahat değerlendirilmedi: yapılandırmada"))
    let english = try installation.issue("ANM", "2026-10-07", "--locale", "en")
    #expect(try english.says("S01 Impossible travel not evaluated:"))
    // Every one of them stands at the back, and page 1 says how many there are and what to do about it.
    #expect(try turkish.text().contains(/kuralların beklediği ayarlar verilmelidir: [^.]*“GeoIP dosyası”/))
    for id in ["S01", "S02"] {
      #expect(try Self.status(id, in: turkish, "Kurallar") == "değerlendirilmedi: yapılandırmada “GeoIP dosyası” yok")
      #expect(try Self.status(id, in: english, "Rules") == "not evaluated: “GeoIP file” not configured")
      let rule = try Self.rule(id, in: english)
      #expect(rule["status"] == "not_evaluated")
      #expect(rule["reason"] == "CONFIG_MISSING" && rule["detail"] == "geoip")
    }
    let summary = try turkish.sheet("Özet").joined().compactMap(\.text)
    #expect(summary.contains { $0.hasPrefix("Değerlendirilen kural: ") && $0.contains("S01, S02") })
    let cover = try turkish.sheet("Kapak").joined().compactMap(\.text)
    #expect(cover.contains("değerlendirilmedi: yapılandırmada “GeoIP dosyası” yok (geoip)"))
    #expect(cover.contains { $0.contains("kural değerlendirilmemiştir") && !$0.contains("S01") })
  }

  @Test func `a column the source does not have is named, whether a rule needs it or only wishes for it`() throws {
    let installation = try Self.install(
      rules: nil,
      files: ["events.sql": "SELECT event_id, occurred_at, user_id, user_name, event_type, session_id FROM events\n"])
    let turkish = try installation.issue("ANM", "2026-10-07")
    let english = try installation.issue("ANM", "2026-10-07", "--locale", "en")
    // A02 cannot do without the address, A01 can judge without the reason, in part.
    #expect(try Self.status("A02", in: turkish, "Kurallar") == "değerlendirilmedi: kaynak IP adresi sütunu yok")
    #expect(try Self.status("A02", in: english, "Rules") == "not evaluated: column source IP address missing")
    #expect(try Self.status("A01", in: turkish, "Kurallar") == "kısmen değerlendirildi: başarısızlık nedeni sütunu yok")
    #expect(try Self.status("A01", in: english, "Rules") == "evaluated in part: column reason of the failure missing")
    #expect(try turkish.says("değerlendirilmedi: kaynak IP adresi sütunu yok (events.ip)"))
    let (needed, wished) = (try Self.rule("A02", in: english), try Self.rule("A01", in: english))
    #expect(needed["status"] == "not_evaluated" && wished["status"] == "evaluated_partial")
    #expect(needed["reason"] == "COLUMN_MISSING" && needed["detail"] == "events.ip")
    #expect(wished["reason"] == "COLUMN_MISSING" && wished["detail"] == "events.reason")
  }

  @Test func `a column that is there and empty is no column, and an event that never occurs no absence`() throws {
    let installation = try Self.install(rules: nil, formats: "[json]")
    try installation.database.execute("UPDATE events SET ip = NULL; UPDATE sessions SET ip = NULL")
    let package = try installation.issue("ANM", "2026-10-07")
    #expect(try Self.rule("A02", in: package)["reason"] == "COLUMN_EMPTY")
    let pushes = try Self.rule("A09", in: package)
    #expect(pushes["reason"] == "EVENT_TYPE_ABSENT" && pushes["detail"] == "mfa_denied / mfa_timeout")
  }

  @Test func `rows that no rule could count are counted by their cause, wherever rules are listed`() throws {
    let installation = try Self.install(rules: nil)
    try installation.database.execute(
      """
      INSERT INTO events SELECT 'f' || n, '2026-10-07 10:00Z', 'u2', 'irmak', 'login_failed', '203.0.113.2', NULL, 'kapalı'
        FROM generate_series(1, 30) n;
      DELETE FROM events WHERE event_id = '2'; DELETE FROM sessions;
      """)
    let turkish = try installation.issue("ANM", "2026-10-07")
    let english = try installation.issue("ANM", "2026-10-07", "--locale", "en")
    let rule = try Self.rule("A01", in: english)
    #expect(rule["status"] == "not_evaluated" && rule["reason"] == "INPUT_EXCLUDED" && rule["detail"] == "100")
    #expect(rule["excluded"]["unmapped_reason"] == 30 && rule["excluded_null"] == 0)
    #expect(try Self.rule("A03", in: english)["status"] == "evaluated_partial")
    #expect(try Self.status("A01", in: turkish, "Kurallar") == "değerlendirilmedi: dışarıda kalan satır oranı %100")
    #expect(
      try turkish.sheet("Kurallar").first { $0.first == .text("A01") }?.contains(.text("nedeni eşlenmemiş: 30")) == true
    )
    #expect(try english.says("reason not") && turkish.says("eşlenmemiş:"))
    for id in ["S04", "S05", "S07", "B01"] {
      let rule = try Self.rule(id, in: english)
      #expect(rule["status"] == "not_evaluated" && rule["reason"] == "NO_ROWS", "\(id)")
    }
    #expect(try Self.status("S04", in: english, "Rules") == "not evaluated: no session to evaluate")
  }

  @Test func `an empty list is as good as none`() throws {
    let installation = try Self.install(rules: "{ privileged_roles: [] }", formats: "[json]")
    let rule = try Self.rule("C05", in: try installation.issue("ANM", "2026-10-07"))
    #expect(rule["status"] == "not_evaluated" && rule["reason"] == "CONFIG_MISSING")
    #expect(rule["detail"] == "privileged_roles")
  }

  @Test func `every rule is there once, in one order, whatever became of it`() throws {
    let installation = try Self.install(
      rules: "{ S04: { enabled: false }, A05: { enabled: false } }", formats: "[json]")
    let rules = try installation.issue("ANM", "2026-10-07").json()["rules"].list.compactMap { $0["id"].text }
    let listed = try installation.run("rules", "list").output.split(separator: "\n").map { String($0.prefix(3)) }
    #expect(rules == listed)
  }

  @Test func `a day without any row is a finding of silence and no assurance about anything else`() throws {
    let installation = try PlainSystem.install(settings: ["zone": "UTC"])
    let package = try installation.issue("ANM", "2026-10-07", "--locale", "en")
    let document = try package.json()
    #expect(document["findings"].list.map { $0["rule"] } == ["D02"])
    #expect(document["findings"][0]["evidence_count"] == 0)
    let evaluated = document["rules"].list.filter { $0["status"] == "evaluated" }.compactMap { $0["id"].text }
    for id in ["A01", "A02", "A03", "S01", "C02"] { #expect(!evaluated.contains(id), "\(id)") }
    #expect(evaluated.contains("D02"))
    #expect(try package.says("D02 Log silence"))
  }
}
