import Files
import Foundation
import Support
import Testing

/// What each level of masking lets out, in every file of a package.
@Suite struct MaskTests {
  /// A person nobody shall find again, and an address and a browser of hers.
  private static let rows = """
    INSERT INTO users (username, email, password_hash, full_name, role_id) VALUES
      ('zübeyde.kanarya', 'zubeyde@kanarya.example', 'x', 'Zübeyde Kanarya', 1), ('ali', 'a@example', 'x', 'Ali', 2);
    INSERT INTO sessions (user_id, session_token, ip_address, user_agent, created_at, expires_at, is_active)
      SELECT 1, 'gizli-kanarya-' || n, '198.51.100.77', 'Mozilla/5.0 (Windows NT 10.0; kanarya-pc) Chrome/126.0.1 Kanarya',
        '2026-10-07 09:00'::timestamp + n * interval '1 hour', '2026-10-07 10:00', false FROM generate_series(1, 3) n;
    INSERT INTO sessions (user_id, session_token, ip_address, created_at, expires_at)
      VALUES (2, 't', '2001:db8:1:bbbb:cccc::7', '2026-10-07 09:00', '2026-10-07 10:00');
    INSERT INTO security_events (user_id, event_type, ip_address, details, created_at) VALUES
      (1, 'login_failed', '198.51.100.77', '{"reason": "bad_password"}', '2026-10-07 09:01'),
      (NULL, 'login_failed', '2001:db8:1:bbbb:cccc::7', '{"username": "bilinmeyen.kanarya"}', '2026-10-07 09:02');
    """
  private static let secrets = ["anarya", "198.51.100.77", "bbbb:cccc"]

  private static func install(_ settings: [String: String] = [:]) throws -> Installation {
    let database = try TestServer.shared().makeDatabase(from: .efysEmpty)
    try database.execute(rows)
    return try Installation(
      on: database, settings: ["formats": "[pdf, xlsx, csv, json]"].merging(settings) { $1 })
  }

  /// Which secrets can be read in a file, whatever its format.
  private static func found(in package: IssuedPackage, _ name: String) throws -> Set<String> {
    let path = package.folder + "/" + name
    let text =
      switch (name as NSString).pathExtension {
      case "pdf": try package.text() + Command.run("qpdf", "--qdf", path, "-").output
      case "xlsx": try Command.run("unzip", "-p", path).output
      default: try InputFile.text(path)
      }
    return Set(secrets.filter { text.range(of: $0, options: .caseInsensitive) != nil })
  }

  @Test func `M0 shows everything but tokens`() throws {
    let installation = try Self.install(["mask": "M0"])
    for code in ["OTR", "GOR"] {
      let package = try installation.issue(code, "yesterday")
      for ending in [".pdf", ".xlsx", "-users.csv", ".json"] {
        #expect(try Self.found(in: package, package.stem + ending).contains("anarya"), "\(ending)")
      }
      #expect(try package.says("198.51.100.77"))
      #expect(try !package.files.contains { try InputFile.text("\(package.folder)/\($0)").contains("gizli-kanarya") })
    }
  }

  @Test(arguments: ["M1", "M2", "M3"])
  func `neither name nor address nor browser is in any file of`(level: String) throws {
    let installation = try Self.install()
    let key = try installation.folder.write("key", String(repeating: "k", count: 32))
    chmod(key, 0o600)
    try installation.configure(settings: ["formats": "[pdf, xlsx, csv, json]", "mask_key": key, "mask": level])
    for code in ["OTR", "GOR"] {
      let package = try installation.issue(
        code, "yesterday", "--user", "zübeyde.kanarya", "--user", "name:bilinmeyen.kanarya")
      #expect(try package.json()["document"]["mask"].text == level)
      for name in package.files { #expect(try Self.found(in: package, name) == [], "\(name)") }
      #expect(
        try package.manifest()["rows"][code == "OTR" ? "sessions" : "events"]["read"]
          == (level == "M3" ? "<5" : code == "OTR" ? 3 : 2)
      )
    }
  }

  @Test(arguments: ["M1", "M2", "M3"])
  func `findings name nobody either, nor what they were measured by`(level: String) throws {
    let installation = try Self.install()
    try installation.database.execute(
      """
      INSERT INTO security_events (user_id, event_type, ip_address, details, created_at)
        SELECT 1, CASE n WHEN 21 THEN 'login_success' ELSE 'login_failed' END, '198.51.100.77',
          '{"reason": "bad_password"}', '2026-10-07 11:00'::timestamp + n * interval '1 second'
        FROM generate_series(1, 21) n;
      """)
    let key = try installation.folder.write("key", String(repeating: "k", count: 32))
    chmod(key, 0o600)
    try installation.configure(settings: [
      "formats": "[pdf, xlsx, csv, json]", "mask_key": key, "mask": level,
      "rules": "{ shared_accounts: [zübeyde.kanarya], service_accounts: [name:bilinmeyen.kanarya] }",
    ])
    let package = try installation.issue("ANM", "yesterday")
    let rules = try package.json()["rules"].list.filter { $0["findings"] != 0 }.compactMap { $0["id"].text }
    #expect(rules.contains("A01") && rules.contains("A02") && rules.contains("A03"))
    for name in package.files { #expect(try Self.found(in: package, name) == [], "\(name)") }
  }

  @Test func `M1 leaves enough to recognise somebody one knows`() throws {
    let package = try Self.install().issue("OTR", "yesterday")
    let names = try package.rows("sessions").map { $0["user_name"] ?? "" }
    let hidden = names.map { $0.prefix { $0 != " " } }.sorted()
    #expect(hidden == ["al***", "zü***.ka***", "zü***.ka***", "zü***.ka***"])
    let addresses = try package.rows("sessions").map { $0["ip"] ?? "" }
    #expect(Set(addresses.map { $0.prefix { $0 != " " } }) == ["198.51.100.***", "2001:db8:1:***"])
    #expect(try Set(package.json()["users"].list.map { $0["full_name"].text }) == ["Zü*** Ka***", "Al***"])
  }

  @Test func `M2 gives everybody a name that stays while the key does`() throws {
    let installation = try Self.install()
    func names(_ key: String) throws -> [String] {
      let path = try installation.folder.write("key", key)
      chmod(path, 0o600)
      try installation.configure(settings: ["formats": "[json, csv]", "mask_key": path])
      let package = try installation.issue("OTR", "yesterday", "--mask", "M2")
      let users = try package.json()["users"].list
      let names = users.compactMap { $0["user_name"].text }
      #expect(try Set(package.rows("sessions").map { $0["user_name"] }) == Set(names))
      return names
    }
    let (first, second) = (String(repeating: "1", count: 32), String(repeating: "2", count: 32))
    let names1 = try names(first)
    #expect(names1.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{20}/) != nil })
    #expect(Set(names1).count == 2)
    #expect(try names(first) == names1)
    #expect(try Set(names(second)).isDisjoint(with: names1))
  }

  @Test(arguments: ["OTR", "GOR", "ANM"])
  func `M3 knows no persons, and no count below five`(code: String) throws {
    let package = try Self.install(["mask": "M3"]).issue(code, "yesterday")
    let document = try package.json()
    #expect(document["users"] == [])
    #expect(!package.files.contains { $0.hasSuffix("-events.csv") || $0.hasSuffix("-users.csv") })
    if code == "GOR" { #expect(document["event_types"][0]["events"] == "<5") }
    // How many rules there are and could be evaluated tells of nobody.
    let counts = document["document"]["counts"]
    #expect(counts.keys.contains { counts[$0] == "<5" })
    for key in counts.keys where !key.hasPrefix("rules") { #expect(Self.isShown(counts[key]), "\(key)") }
    for rule in document["rules"].list {
      for key in ["findings", "excluded_null", "suppressed"] { #expect(Self.isShown(rule[key]), "\(key)") }
    }
    #expect(try package.says("okunan <5; rapora giren <5;"))
    // Nor can one be found from its share of all.
    if code == "GOR" { #expect(try !package.text().contains(/%[1-9]/)) }
    if code == "ANM" {
      #expect(try package.says("bulguların tek tek listelendiği belgede") && !package.says("“Bulgular”"))
    }
    if code != "ANM" { #expect(try package.says("küçük sayılar grafiklerde çizilmez")) }
  }

  @Test func `counts of chosen users are those of persons, and that is said`() throws {
    let installation = try Self.install(["mask": "M3", "formats": "[json]"])
    let warning = "of a selection they are those of a few people"
    let chosen = try installation.run("report", "OTR", "--period", "yesterday", "--locale", "en", "--user", "ali")
    #expect(chosen.status == 0 && chosen.errors.contains(warning))
    let all = try installation.run("report", "OTR", "--period", "yesterday", "--locale", "en")
    #expect(all.status == 0 && !all.errors.contains(warning))
  }

  private static func isShown(_ count: JSON) -> Bool {
    count == "<5" || count.integer.map { $0 % 5 == 0 } == true
  }

  @Test func `M2 without a key is refused, with the way out`() throws {
    let installation = try Self.install(["mask": "M2"])
    for (language, message) in [
      ("tr", "M2 düzeyi bir anahtar ister; “mask_key: <dosya>” ekleyin (en az 32 bayt, kip 0600)."),
      ("en", "level M2 needs a key; add “mask_key: <file>” (at least 32 bytes, mode 0600)."),
    ] {
      let outcome = try installation.run("report", "OTR", "--period", "yesterday", "--locale", language)
      #expect(outcome.status == 78)
      #expect(outcome.errors == "tutanak: \(installation.configuration):8:7: \(message)\n")
    }
    try installation.configure()
    let outcome = try installation.run("report", "OTR", "--period", "yesterday", "--mask", "M2", "--locale", "en")
    #expect(outcome.status == 78)
    #expect(outcome.errors == "tutanak: level M2 needs a key; add “mask_key: <file>” to the configuration.\n")
  }
}
