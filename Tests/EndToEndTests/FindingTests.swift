import Foundation
import Model
import Support
import Testing

/// A finding from the rows to the page: rule, numbers, evidence, and room for the human who decides.
@Suite struct FindingTests {
  /// Twelve failures of one user within eleven minutes, and the success that follows.
  private static let guessing = """
    INSERT INTO events SELECT n::text, '2026-10-07 09:00Z'::timestamptz + n * interval '1 minute', 'u1', 'ayşe',
      'login_failed', '203.0.113.9' FROM generate_series(1, 12) n;
    INSERT INTO events VALUES ('13', '2026-10-07 09:13Z', 'u1', 'ayşe', 'login_success', '203.0.113.9');
    """

  private static func install(_ rows: String, rules: String? = nil, formats: String = "[json]") throws -> Installation {
    try PlainSystem.install(rows, settings: ["zone": "UTC", "rules": rules, "formats": formats])
  }

  private static func findings(of rule: String, in package: IssuedPackage) throws -> [JSON] {
    try package.json()["findings"].list.filter { $0["rule"] == .text(rule) }
  }

  private static func outcome(of rule: String, in package: IssuedPackage) throws -> JSON {
    try package.json()["rules"].first(where: "id", is: .text(rule))
  }

  // MARK: - Places

  @Test func `with a GeoIP file two sign-ins too far apart are found`() throws {
    let installation = try Self.install(
      """
      INSERT INTO events VALUES
        ('1', '2026-10-07 09:00Z', 'u1', 'ayşe', 'login_success', '203.0.113.1'),
        ('2', '2026-10-07 10:00Z', 'u1', 'ayşe', 'login_success', '2001:db8::7'),
        ('3', '2026-10-07 09:00Z', 'u2', 'irmak', 'login_success', '203.0.113.1'),
        ('4', '2026-10-07 15:00Z', 'u2', 'irmak', 'login_success', '2001:db8::7'),
        ('5', '2026-10-07 16:00Z', 'u3', 'ahmet', 'login_success', '198.51.100.1');
      """)
    let file = try GeoIPDatabase([
      .init("203.0.113.0/24", country: "TR", place: .init(latitude: 41, longitude: 29)),
      .init("2001:db8::/32", country: "DE", place: .init(latitude: 52.5, longitude: 13.4)),
    ]).write(installation.folder.path + "/places.mmdb")
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: ["zone": "UTC", "rules": "{ geoip: \(file) }", "formats": "[pdf, xlsx, json]"])
    let package = try installation.issue("ANM", "2026-10-07", "--locale", "en")

    let found = try Self.findings(of: "S01", in: package)
    #expect(found.count == 1)
    let finding = try #require(found.first)
    #expect(finding["key"] == "u1" && finding["severity"] == "high")
    #expect(finding["evidence"] == ["1", "2"])
    // 6371.0088 km · 2 · asin(√h) between the two places, which are 1,738 km apart, in one hour.
    let kilometres = try #require(finding["measured"]["distance_m"].integer) / 1000
    #expect(kilometres == 1738 && finding["measured"]["speed_kmh"].integer == kilometres)
    #expect(finding["measured"]["from_country"] == "TR" && finding["measured"]["to_country"] == "DE")
    let outcome = try Self.outcome(of: "S01", in: package)
    #expect(outcome["status"] == "evaluated" && outcome["findings"] == 1)
    // An address the file does not know is no place, and is counted.
    #expect(outcome["remarks"]["places_unknown"] == 1)
    // The file is part of what the report rests on.
    let digest = try Command.run("sha256sum", file).output.prefix(64)
    let setting = try package.json()["rule_settings"].first(where: "item", is: "geoip")
    #expect(setting["value"] == "places.mmdb (SHA-256 \(digest))")
    #expect(try package.says("changes of place: 1, 09:00:00–10:00:00; fastest 1738 km in 01:00:00, 1738 km/h"))
  }

  @Test func `a GeoIP file with damage where it is looked up costs the findings, not the registers`() throws {
    let installation = try Self.install(Self.guessing)
    let database = GeoIPDatabase([.init("203.0.113.0/24", country: "TR")])
    let file = installation.folder.path + "/places.mmdb"
    var bytes = database.bytes
    for index in 0..<database.treeLength { bytes[index] = 0xFE }
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: ["zone": "UTC", "rules": "{ geoip: \(file) }", "formats": "[json]"])
    let outcome = try installation.run("run", "nightly", "--locale", "en", asOf: "2026-10-08T02:15:00Z")
    #expect(outcome.status == 3)
    #expect(
      outcome.errors == "tutanak: The GeoIP file \(file) cannot be read: its content is damaged. "
        + "Get it again from its provider (.mmdb).\n")
    #expect(installation.packages.map(\.stem) == ["2026-GOR-000001", "2026-OTR-000001"])
  }

  // MARK: - What lists take out

  /// Two sessions of one user at once, from two networks.
  private static let overlapping = """
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, ip) VALUES
      ('s1', 'u1', '2026-10-07 09:00Z', '2026-10-07 12:00Z', '203.0.113.1'),
      ('s2', 'u1', '2026-10-07 10:00Z', '2026-10-07 11:00Z', '192.0.2.7');
    """

  @Test func `what lies in a listed network is suppressed and counted, with the list that did it`() throws {
    let open = try Self.install(Self.overlapping).issue("ANM", "2026-10-07")
    let finding = try #require(try Self.findings(of: "S05", in: open).first)
    #expect(finding["evidence"] == ["s1", "s2"])
    #expect(finding["thresholds"]["overlap_us"].integer == 60_000_000)
    #expect(try Self.outcome(of: "S05", in: open)["suppressed"] == 0)

    let listed = try Self.install(
      Self.overlapping, rules: "{ trusted_egress: [192.0.2.0/24] }", formats: "[pdf, xlsx, json]")
    let package = try listed.issue("ANM", "2026-10-07", "--locale", "en")
    #expect(try Self.findings(of: "S05", in: package).isEmpty)
    let outcome = try Self.outcome(of: "S05", in: package)
    #expect(outcome["status"] == "evaluated" && outcome["findings"] == 0 && outcome["suppressed"] == 1)
    #expect(outcome["suppressed_by"] == ["trusted_egress": 1])
    let row = try #require(try package.rows(ofSheet: "Rules").first { $0["Rule"] == "S05" })
    #expect(row["Suppressed"] == 1 && row["Status"] == "evaluated; suppressed: trusted egress 1")
    #expect(try package.says("evaluated; suppressed: trusted egress 1"))
    #expect(try package.says("Trusted egress networks 192.0.2.0/24"))
    #expect(try package.says("1 suppressed"))
    let turkish = try listed.issue("ANM", "2026-10-07")
    #expect(try turkish.says("değerlendirildi; ayıklanan: bilinen çıkış ağı 1"))
  }

  @Test(arguments: ["robot", "Robot ", "u1"])
  func `an account of a program is known by its sign-in name and by its key`(name: String) throws {
    let users = "INSERT INTO users (user_id, user_name) VALUES ('u1', 'robot'), ('u2', 'ayşe');"
    let installation = try Self.install(
      users + Self.guessing, rules: "{ service_accounts: [\"\(name)\"] }", formats: "[json]")
    let package = try installation.issue("ANM", "2026-10-07")
    #expect(try Self.findings(of: "A01", in: package).isEmpty)
    #expect(try Self.outcome(of: "A01", in: package)["suppressed_by"] == ["service_accounts": 1])
  }

  @Test func `an account nobody has heard of is warned about, where it is written`() throws {
    let users = "INSERT INTO users (user_id, user_name) VALUES ('u1', 'robot');"
    let installation = try Self.install(users, rules: "{ shared_accounts: [robot, kiosk], service_accounts: [rbot] }")
    let outcome = try installation.run("report", "ANM", "--period", "2026-10-07", "--locale", "en")
    #expect(outcome.status == 0)
    let warnings = outcome.errors.split(separator: "\n").filter { $0.contains("no such user") }
    #expect(warnings.count == 2)
    #expect(warnings.first?.contains("service_accounts “rbot”: the source has no such user") == true)
    #expect(warnings.last?.contains("shared_accounts “kiosk”") == true)
  }

  @Test func `a session with a wrong end is one fault, from the rows to the document`() throws {
    let package = try Self.install(
      """
      INSERT INTO sessions (session_id, user_id, user_name, started_at, ended_at)
        VALUES ('s1', 'u1', 'ayşe', '2026-10-07 10:01Z', '2026-10-07 09:30Z'),
          ('s2', 'u1', 'ayşe', '2026-10-07 12:00Z', '2026-10-07 12:30Z');
      INSERT INTO events VALUES ('1', '2026-10-07 10:00Z', 'u1', 'ayşe', 'login_success', '203.0.113.9'),
        ('2', '2026-10-07 12:00Z', 'u1', 'ayşe', 'login_success', '203.0.113.9');
      """
    ).issue("ANM", "2026-10-07")
    #expect(try Self.findings(of: "D01", in: package).map { $0["branch"] } == ["a"])
  }

  // MARK: - Numbers, identity, review

  @Test func `the numbers that were used stand in every format`() throws {
    let installation = try Self.install(
      Self.guessing, rules: "{ A01: { count: 4, window: 90s } }", formats: "[pdf, xlsx, json, csv]")
    let package = try installation.issue("ANM", "2026-10-07", "--locale", "en")
    // Four within ninety seconds do not occur in one a minute.
    #expect(try Self.findings(of: "A01", in: package).isEmpty)
    let numbers = "failed sign-ins = 4; window = 90 s"
    #expect(try package.says(numbers))
    #expect(try installation.issue("ANM", "2026-10-07").says("başarısız giriş sayısı = 4; pencere = 90 sn"))
    #expect(try package.rows(ofSheet: "Rules").first { $0["Rule"] == "A01" }?["Thresholds"] == .text(numbers))
    #expect(
      try Self.outcome(of: "A01", in: package)["thresholds"] == ["count": 4, "window_us": .integer(90_000_000)])
    let finding = try #require(try Self.findings(of: "A03", in: package).first)
    #expect(finding["thresholds"]["count"] == 5 && finding["thresholds"]["window_us"].integer == 900_000_000)
    let row = try #require(try package.rows(ofSheet: "Findings").first { $0["Rule"] == "A03" })
    #expect(row["Thresholds"]?.text?.hasPrefix("a: failed sign-ins = 5; a: window = 15 min; ") == true)
    #expect(row["Evidence Ids"] == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13")
    #expect(row["Finding Id"] == finding["id"])
  }

  @Test func `a finding has the same identity on every run, and another when its rows are others`() throws {
    let installation = try Self.install(Self.guessing)
    func identities(_ words: String...) throws -> [JSON] {
      let outcome = try installation.run(words: ["report", "ANM", "--period", "2026-10-07"] + words)
      #expect(outcome.status == 0)
      return try #require(installation.packages.last).json()["findings"].list.map { $0["id"] }
    }
    let first = try identities()
    #expect(first.count >= 3 && Set(first.compactMap(\.text)).count == first.count)
    #expect(first.allSatisfy { $0.text?.count == 64 })
    #expect(try identities() == first)
    try installation.allowClearValues()
    #expect(try identities("--locale", "en", "--mask", "M0") == first)
    try installation.database.execute("DELETE FROM events WHERE event_id = '1'")
    #expect(try identities() != first)
  }

  @Test func `the workbook has columns for the human who decides, with a list to choose from`() throws {
    let installation = try Self.install(Self.guessing, formats: "[xlsx]")
    for (language, sheet, header, choices) in [
      (
        "tr", "Bulgular",
        ["İnsan Değerlendirmesi", "Değerlendiren", "Karar Zamanı", "İhlal Adayı", "Gerekçe", "Son Geçerli Gün"],
        "İnceleniyor,Doğrulandı,Açıklaması var,Yanlış pozitif"
      ),
      (
        "en", "Findings",
        ["Human Review", "Reviewer", "Decided At", "Breach Candidate", "Reason", "Last Valid Day"],
        "Under review,Confirmed,Explained,False positive"
      ),
    ] {
      let package = try installation.issue("ANM", "2026-10-07", "--locale", language)
      let rows = try package.sheet(sheet)
      #expect(rows[0].suffix(6) == ArraySlice(header.map { .text($0) }))
      #expect(rows.dropFirst().allSatisfy { $0.suffix(6).allSatisfy { $0 == nil } })
      let validations = try package.choices(ofSheet: sheet)
      let reviewed = try #require(validations.first)
      #expect(validations.count == 2 && reviewed["type"] == "list")
      #expect(reviewed["formula"] == .text("\"\(choices)\""))
      #expect(reviewed["range"] == .text("U2:U\(rows.count)"))
    }
  }

  @Test func `on paper there is room to say which findings may be a breach, and what lists took out`() throws {
    let robot = "INSERT INTO users (user_id, user_name) VALUES ('u1', 'robot'), ('u2', 'ayşe');"
    let installation = try Self.install(robot + Self.guessing, formats: "[pdf, json]")
    let package = try installation.issue("ANM", "2026-10-07")
    let document = try package.json()
    let severe = document["findings"].list.filter { $0["severity"] == "high" || $0["severity"] == "critical" }
    let text = try package.text()
    #expect(text.contains("İhlal ön değerlendirmesi") && text.contains("Yanlış pozitifler ve ayıklananlar"))
    #expect(!severe.isEmpty && text.matches(of: /\[ *\] Evet +\[ *\] Hayır +\[ *\] İnceleniyor/).count == severe.count)
    #expect(text.contains("en geç 72 saat içinde bildirim yapılmalıdır (KVKK m.12/5;"))
    // A right to object, as the law has it, and nothing promised that nobody keeps.
    let objection =
      "İlgili kişi, verilerinin münhasıran otomatik sistemler vasıtasıyla analiz edilmesi suretiyle aleyhine bir sonuç "
      + "çıkmasına itiraz edebilir"
    #expect(text.contains(objection) && text.contains("bir insan tarafından değerlendirilmelidir"))
    #expect(!text.contains(/insan tarafından (ayrıca )?değerlendirilir/))
    #expect(text.contains("hiçbir bulgu ayıklanmamıştır."))
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: ["zone": "UTC", "rules": "{ service_accounts: [robot] }", "formats": "[pdf, json]"])
    let listed = try installation.issue("ANM", "2026-10-07").text()
    #expect(!listed.contains("hiçbir bulgu ayıklanmamıştır."))
    #expect(listed.contains("A01 Hesaba yönelik kaba kuvvet denemesi servis hesabı 1"))
  }
}
