import Foundation
import Support
import Testing

/// An audit (T03) against a matrix of authority: every number is what SQL counts on the source.
@Suite struct AccessMatrixTests {
  /// Nine accounts of four roles, three hundred accesses of them and of one that nobody knows, to four objects and to none.
  private static let rows = """
    ALTER TABLE events ADD object text, ADD record_count bigint, ADD actor_id text, ADD target_id text, ADD role text;
    INSERT INTO users (user_id, user_name, role)
      SELECT n::text, 'kişi' || n, CASE WHEN n < 5 THEN 'izleyen' WHEN n < 8 THEN 'yazan' WHEN n = 8 THEN 'yöneten' ELSE 'stajyer' END
      FROM generate_series(1, 9) n;
    INSERT INTO events (event_id, occurred_at, user_id, event_type, object, record_count)
      SELECT 'olay-' || n, timestamptz '2026-10-01 03:30Z' + n * interval '7 h 13 min', (n % 10)::text,
             (ARRAY['activity', 'bulk_export', 'permission_denied'])[1 + n % 3],
             (ARRAY['müşteriler', 'faturalar', 'log ekranı', NULL, 'arşiv'])[1 + n / 10 % 5], CASE WHEN n % 4 > 0 THEN n % 7 END
      FROM generate_series(1, 300) n;
    INSERT INTO events (event_id, occurred_at, user_id, event_type, object, record_count, target_id, role) VALUES
      ('rol', '2026-11-11 11:00Z', '8', 'role_changed', NULL, NULL, '7', 'yazan'),
      ('kimse', '2026-11-11 12:00Z', NULL, 'activity', 'faturalar', -5, NULL, NULL),
      ('önceki', '2026-09-11 12:00Z', '1', 'activity', 'faturalar', 3, NULL, NULL);
    """
  private static let matrix = """
    { version: "2026-03", personal_data: { müşteriler: Kimlik, faturalar: Finans }, allow: [
      { role: izleyen, objects: ["log ekranı"] },
      { role: yazan, objects: [müşteriler, "log ekranı"], acts: [activity] },
      { role: yöneten, objects: [müşteriler, faturalar, "log ekranı"] } ] }
    """.replacing("\n", with: " ")
  private static let asOf = "2027-01-02T04:00:00Z"

  /// The same verdict in SQL, written down anew.
  private static let judged = """
    WITH allowed(role, object, act) AS (VALUES ('izleyen', 'log ekranı', NULL), ('yazan', 'müşteriler', 'activity'),
        ('yazan', 'log ekranı', 'activity'), ('yöneten', 'müşteriler', NULL), ('yöneten', 'faturalar', NULL),
        ('yöneten', 'log ekranı', NULL)),
      judged AS (
        SELECT e.*, u.role AS held, CASE
          WHEN object IS NULL THEN 'not_compared'
          WHEN object NOT IN ('müşteriler', 'faturalar', 'log ekranı') THEN 'object_unknown'
          WHEN e.user_id IS NULL THEN 'no_account'
          WHEN u.user_id IS NULL THEN 'account_unknown'
          WHEN u.user_id = '7' THEN 'role_changed'
          WHEN u.role NOT IN (SELECT a.role FROM allowed a) THEN 'role_not_in_matrix'
          WHEN EXISTS (SELECT FROM allowed a WHERE a.role = u.role AND a.object = e.object
            AND (a.act IS NULL OR a.act = e.event_type)) THEN 'conforms'
          ELSE 'deviates' END AS verdict
        FROM events e LEFT JOIN users u USING (user_id)
        WHERE occurred_at >= '2026-10-01Z' AND occurred_at < '2027-01-01Z')

    """

  private static func install(mask: String = "M0", matrix: String? = matrix, formats: String = "[json]") throws
    -> Installation
  {
    try PlainSystem.install(
      rows, source: ["access_matrix": matrix], settings: ["zone": "UTC", "formats": formats, "mask": mask])
  }

  private static func counts(_ installation: Installation, _ sql: String) throws -> [String: Int] {
    let rows = try installation.database.query(judged + sql)
    return Dictionary(
      uniqueKeysWithValues: rows.map {
        ($0.dropLast().map { $0 ?? "" }.joined(separator: "|"), Int($0[$0.count - 1] ?? "") ?? -1)
      })
  }

  @Test func `every number is what SQL counts, in JSON, workbook and PDF`() throws {
    let installation = try Self.install(formats: "[json, pdf, xlsx, csv]")
    let before = try installation.issue("EDR", "2026-Q3", asOf: Self.asOf)
    #expect(try before.json()["document"]["counts"]["matrix_deviating"] == 1)
    let package = try installation.issue("EDR", "2026-Q4", asOf: Self.asOf)
    #expect(try package.schemaFaults() == "")
    let json = try package.json()
    let verdicts = try Self.counts(installation, "SELECT verdict, count(*) FROM judged GROUP BY 1")
    let told = json["matrix_verdicts"].list.map { row in
      (row["matrix_reason"].text ?? row["matrix_verdict"].text ?? "", row["accesses"].integer ?? -1)
    }
    #expect(Dictionary(uniqueKeysWithValues: told).filter { $0.value > 0 } == verdicts)
    #expect(told.map(\.1).reduce(0, +) == json["document"]["counts"]["events"].integer)
    #expect(verdicts.count == 8, "the rows show every verdict but a role nobody knows: \(verdicts)")
    #expect(json["document"]["counts"]["matrix_deviating"].integer == verdicts["deviates"])
    #expect(json["document"]["counts"]["objects_unnamed"].integer == verdicts["not_compared"])
    #expect(json["document"]["access_matrix"]["version"] == "2026-03")

    try Self.checkDeviations(json, installation)
    try Self.checkPersonalData(json, installation)
    try Self.checkSample(json, installation)
    #expect(json["matrix_trend"].list.compactMap { $0["deviating"].integer } == [1, verdicts["deviates"] ?? -1])
    let codes = json["document"]["highlights"]["stands_out"].list.compactMap { $0["code"].text }
    #expect(codes.contains("matrix_deviations"))
    let todo = json["document"]["highlights"]["to_do"].list.compactMap { $0["code"].text }
    #expect(todo.contains("examine_deviations") && todo.contains("complete_matrix"))
    // A number of records that cannot be is cleared and told.
    let missing = json["document"]["highlights"]["missing"].list.compactMap { $0["code"].text }
    #expect(missing.contains("record_counts_cleared") && !missing.contains("unmapped_words"))
    #expect(try package.says("1 olayda yazılı kayıt sayısı 0 ile 10.000.000.000 arasında değildir"))
    let text = try package.text()
    for words in ["Yetki matrisine aykırı erişim", "sürüm “2026-03”", "nesne matriste yok", "İncelenecek"] {
      #expect(text.contains(words), "\(words)")
    }
    let sheet = try package.sheet("Yetki matrisine aykırı erişim").joined().compactMap(\.text)
    for words in ["Aykırı erişimler, hesaba göre", "Nesne", "Reddedilen", "arşiv"] {
      #expect(sheet.contains(words), "\(words)")
    }
    let headers = try package.sheet("Örneklem ve denetçi işaretleri").joined().compactMap(\.text)
    for words in ["Matrise Göre", "İnceleme Nedeni", "Kayıt Sayısı", "Yetki Uyumu"] {
      #expect(headers.contains(words), "\(words)")
    }
  }

  /// What deviates, by role, object and type, and by account.
  private static func checkDeviations(_ json: JSON, _ installation: Installation) throws {
    let groups = try Self.counts(
      installation,
      """
      SELECT held, object, event_type, count(*) FILTER (WHERE event_type = 'permission_denied'), count(DISTINCT user_id),
        coalesce(sum(record_count)::text, ''), count(*) FROM judged WHERE verdict = 'deviates' GROUP BY 1, 2, 3
      """)
    func key(_ row: JSON) -> String {
      [row["role"].text, row["object"].text, row["event_type"].text].map { $0 ?? "" }.joined(separator: "|")
    }
    let listed = json["matrix_groups"].list.map { row in
      let numbers = [row["refused"].integer, row["accounts"].integer, row["record_sum"].integer]
      return (
        key(row) + "|" + numbers.map { $0.map(String.init) ?? "" }.joined(separator: "|"), row["accesses"].integer ?? -1
      )
    }
    #expect(Dictionary(uniqueKeysWithValues: listed) == groups && !groups.isEmpty)
    let accounts = try Self.counts(
      installation,
      "SELECT user_id, held, object, event_type, count(*) FROM judged WHERE verdict = 'deviates' GROUP BY 1, 2, 3, 4")
    let persons = json["matrix_deviations"].list.map {
      (($0["user_key"].text ?? "") + "|" + key($0), $0["accesses"].integer ?? -1)
    }
    #expect(Dictionary(uniqueKeysWithValues: persons) == accounts)
  }

  /// Accesses to objects with personal data, and objects that the matrix does not have.
  private static func checkPersonalData(_ json: JSON, _ installation: Installation) throws {
    let personal = try Self.counts(
      installation,
      """
      SELECT object, count(*) FILTER (WHERE verdict = 'deviates'),
        count(*) FILTER (WHERE verdict NOT IN ('deviates', 'conforms')), count(DISTINCT user_id),
        sum(record_count) FILTER (WHERE record_count >= 0), count(*)
      FROM judged WHERE object IN ('müşteriler', 'faturalar') GROUP BY 1
      """)
    let objects = json["personal_data_access"].list.map { row in
      let numbers = [row["deviating"], row["to_examine"], row["accounts"], row["record_sum"]].map {
        String($0.integer ?? -1)
      }
      return (([row["object"].text ?? ""] + numbers).joined(separator: "|"), row["accesses"].integer ?? -1)
    }
    #expect(Dictionary(uniqueKeysWithValues: objects) == personal)
    #expect(json["personal_data_access"].list.compactMap { $0["data_category"].text } == ["Finans", "Kimlik"])
    #expect(json["matrix_unknown_objects"].list.map { $0["object"] } == ["arşiv"])
  }

  /// The sample proposes for every row that names an object, and for no other.
  private static func checkSample(_ json: JSON, _ installation: Installation) throws {
    for row in json["access_sample"].list where row["relation"] == "events" {
      let id = row["record_id"].text ?? ""
      let sql = Self.judged + "SELECT verdict, object, record_count FROM judged WHERE event_id = '\(id)'"
      let own = try installation.database.query(sql)[0]
      let told = row["matrix_reason"].text ?? row["matrix_verdict"].text ?? "not_compared"
      #expect(told == own[0] && row["object"].text == own[1], "\(id)")
      #expect(row["record_count"].integer == own[2].flatMap { Int($0) }.flatMap { $0 < 0 ? nil : $0 }, "\(id)")
    }
  }

  @Test(arguments: ["M2", "M3"])
  func `masked documents name what the matrix names, and no small number`(mask: String) throws {
    let installation = try Self.install(formats: "[json, pdf]")
    let key = try installation.folder.write("mask.key", String(repeating: "k", count: 32))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\"", "access_matrix": Self.matrix],
      settings: ["zone": "UTC", "formats": "[json, pdf]", "mask": mask, "mask_key": key])
    let package = try installation.issue("EDR", "2026-Q4", "--locale", "en", asOf: Self.asOf)
    #expect(try package.schemaFaults() == "")
    let (json, text) = (try package.json(), try package.text())
    #expect(!text.contains("arşiv") && !text.contains("kişi3"))
    let verdicts = try Self.counts(installation, "SELECT verdict, count(*) FROM judged GROUP BY 1")
    let deviating = try #require(verdicts["deviates"])
    if mask == "M2" {
      #expect(text.contains("müşteriler") && json["document"]["counts"]["matrix_deviating"].integer == deviating)
      #expect(json["matrix_deviations"].list.reduce(0) { $0 + ($1["accesses"].integer ?? 0) } == deviating)
      return
    }
    #expect(json["document"]["counts"]["matrix_deviating"].integer == deviating / 5 * 5)
    for table in ["matrix_groups", "matrix_deviations", "matrix_places", "matrix_unknown_objects"] {
      #expect(json[table].list.isEmpty, "\(table)")
    }
    for row in json["matrix_verdicts"].list + json["personal_data_access"].list {
      let count = row["accesses"]
      #expect(count.text == "<5" || (count.integer ?? 0) % 5 == 0, "\(row)")
      #expect(row["accounts"].integer == nil)
    }
  }

  @Test func `without a matrix, or without objects, nothing is said to conform`() throws {
    let installation = try Self.install(matrix: nil, formats: "[json, pdf]")
    let package = try installation.issue("EDR", "2026-Q4", asOf: Self.asOf)
    #expect(try package.schemaFaults() == "")
    let json = try package.json()
    #expect(
      json["document"]["counts"]["matrix_deviating"].integer == nil
        && json["document"]["access_matrix"]["version"].text == nil)
    #expect(try package.says("yetki matrisi (access_matrix) yoktur") && !package.says("Matrise Göre"))
    let codes = json["document"]["highlights"]["missing"].list.compactMap { $0["code"].text }
    #expect(codes.contains("no_access_matrix"))
    let plain = try PlainSystem.install(
      source: ["access_matrix": Self.matrix], settings: ["zone": "UTC", "formats": "[json, pdf]"])
    let silent = try plain.issue("EDR", "2026-Q4", asOf: Self.asOf)
    #expect(try silent.says("aykırı erişim olmadığını göstermez") && silent.schemaFaults() == "")
    let counts = try silent.json()["document"]["counts"]
    #expect(counts["matrix_deviating"].integer == nil && counts["objects_unnamed"].integer == nil)
  }

  @Test func `mistakes of the configuration are told with their line`() throws {
    let mistakes = [
      ("{ allow: [{ role: a, objects: [b] }] }", "“version”"), ("{ version: 1, allow: [] }", "at least one rule"),
      ("{ version: 1, allow: [{ role: a, objects: [b], acts: [activty] }] }", "Did you mean “activity”?"),
      ("{ version: 1, allow: [{ role: a, objects: [b], acts: [] }] }", "“acts” is empty"),
      ("{ version: 1, allow: [{ role: a, object: [b] }] }", "“object” is an unknown key"),
    ]
    let installation = try PlainSystem.install()
    for (matrix, words) in mistakes {
      try installation.configure(
        source: ["system": "\"\(installation.folder.path)/plain\"", "access_matrix": matrix], settings: ["locale": "en"]
      )
      let outcome = try installation.run("config", "check")
      #expect(outcome.status == 78 && outcome.errors.contains(words), "\(outcome.errors)")
      #expect(outcome.errors.contains("tutanak.yaml:3"), "\(outcome.errors)")
    }
    // A type of the source's own is known.
    try installation.folder.write(
      "plain/system.yaml",
      """
      title: { tr: Deneme, en: Trial }
      event_types: { opened: { title: { tr: Açıldı, en: Opened }, severity: info } }
      events: { open: opened }
      """)
    try installation.configure(
      source: [
        "system": "\"\(installation.folder.path)/plain\"",
        "access_matrix": "{ version: 1, allow: [{ role: a, objects: [b], acts: [opened] }] }",
      ])
    let outcome = try installation.run("config", "check")
    #expect(outcome.status == 0, "\(outcome.errors)")
  }
}
