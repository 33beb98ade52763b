import Support
import Testing

/// Names that differ only in the dot of an i: four people, in the order of a Turkish dictionary.
@Suite struct TurkishNamesTests {
  /// The names in their order, by keys that stand in another; equal sessions, so that only names decide.
  private static let names = ["ÇELİK", "ILGIN", "ılgın", "İLGİN", "ilgin", "ŞEN"]

  private static let rows = """
    INSERT INTO users (user_id, user_name)
    VALUES ('5', 'ILGIN'), ('6', 'ılgın'), ('1', 'İLGİN'), ('2', 'ilgin'), ('3', 'ŞEN'), ('4', 'ÇELİK');
    INSERT INTO sessions (session_id, user_id, started_at, ended_at)
    SELECT 's' || user_id, user_id, '2026-10-07 08:00Z', '2026-10-07 09:00Z' FROM users;
    INSERT INTO events (event_id, occurred_at, user_id, event_type)
    SELECT user_id || n, '2026-10-07 08:00Z'::timestamptz + n * interval '10 seconds', user_id, 'login_failed'
    FROM users, generate_series(1, 30) n;
    """

  @Test(arguments: ["tr_TR.UTF-8", "C"])
  func `every table keeps them apart and in order`(language: String) throws {
    let installation = try PlainSystem.install(Self.rows, settings: ["formats": "[pdf, xlsx, json]", "mask": "M0"])
    func issue(_ code: String) throws -> IssuedPackage {
      let outcome = try installation.run(
        words: ["report", code, "--period", "2026-10-07"], environment: ["LANG": language, "LC_ALL": language])
      #expect(outcome.status == 0, "\(outcome.errors)")
      return installation.package(code)
    }
    let sessions = try issue("OTR")
    #expect(try sessions.json()["users"].list.compactMap { $0["user_name"].text } == Self.names)
    #expect(try sessions.json()["document"]["counts"]["users"].integer == Self.names.count)
    let sheet = try sessions.rows(ofSheet: "Kullanıcılar")
    #expect(sheet.compactMap { $0["Kullanıcı Adı"]?.text } == Self.names)
    let events = try issue("GOR")
    #expect(try events.json()["users"].list.compactMap { $0["user_name"].text } == Self.names)
    let findings = try issue("ANM")
    let users = try findings.json()["users"].list.compactMap { $0["user_name"].text }
    #expect(users == Self.names)
    // In the pages, too, each stands once in the table, one below the other.
    let lines = try sessions.text().split(separator: "\n").map(String.init)
    let places = Self.names.map { name in lines.firstIndex { $0.contains(name) && $0.contains("1:00:00") } ?? -1 }
    #expect(!places.contains(-1) && places == places.sorted(), "\(places)")
  }

  @Test func `names as keys are folded as any language does, and never as Turkish does`() throws {
    let installation = try PlainSystem.install(
      """
      INSERT INTO sessions (session_id, user_id, started_at, ended_at)
      SELECT n, n, '2026-10-07 08:00Z', '2026-10-07 09:00Z' FROM unnest(ARRAY['ILGIN', 'ılgın', 'İLGİN', 'ilgin']) n;
      """, files: ["system.yaml": "title: { tr: Deneme, en: Trial }\nuser_key: name\n"],
      settings: ["formats": "[json]", "mask": "M0"])
    let json = try installation.issue("OTR", "2026-10-07").json()
    // ILGIN is ilgin to every computer but a Turkish one; the other two are nobody else.
    #expect(json["document"]["counts"]["users"].integer == 3)
  }
}
