import Files
import Foundation
import Support
import Testing

/// Documents whose rows were summed up as texts, before servers hashed records, and those that nothing can be compared with.
@Suite struct EarlierRowSumsTests {
  private static let rows = """
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, status) VALUES
      ('s1', 'u1', '2026-10-07 07:00Z', '2026-10-07 08:00Z', 'kapalı'), ('s2', NULL, '2026-10-07 20:00Z', NULL, 'açık');
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip) VALUES
      ('e1', '2026-10-07 07:00Z', 'u1', 'login_success', '198.51.100.7'), ('e2', '2026-10-07 08:00Z', 'u1', 'logout', NULL);
    """
  private static let late =
    "INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES ('e3', '2026-10-07 09:00Z', 'u2', 'logout')"

  private static func night(_ installation: Installation, _ day: Int, _ words: String...) throws -> Command.Outcome {
    let date = day < 10 ? "0\(day)" : String(day)
    return try installation.run(
      words: ["run", "nightly", "--locale", "en"] + words, asOf: "2026-10-\(date)T02:15:00+03:00")
  }

  private static func issued() throws -> Installation {
    let installation = try PlainSystem.install(
      rows, source: ["expect_rows": "false"], settings: ["formats": "[json]", "mask": "M0"])
    #expect(try night(installation, 8).status == 0)
    return installation
  }

  /// The documents of which an edition is due, as `tutanak status` has them.
  private static func due(_ installation: Installation, _ day: String) throws -> [String] {
    let outcome = try installation.run("status", "--json", asOf: "2026-10-\(day)T04:00:00+03:00")
    return try JSON(text: outcome.output)["schedule_status"]["editions_due"].list.compactMap { $0["document"].text }
  }

  /// Sums of a table's rows as texts: how many, which, how many that say something, and what.
  private static func sums(_ table: String, _ row: String, _ content: String, _ says: String) -> String {
    let sums = ["begun", "content"].map {
      "count(\($0)), concat_ws(' ', sum(hashtextextended(\($0), 0)), sum(hashtextextended(\($0), 1)))"
    }
    return """
      SELECT \(sums.joined(separator: ", ")), current_setting('server_version_num')::int / 10000 FROM (
        SELECT (ROW(\(row)))::text COLLATE "C" AS begun,
          (CASE WHEN \(says) THEN ROW(\(content)) END)::text COLLATE "C" AS content FROM \(table)) AS each
      """
  }

  /// Puts into the register what a version of before wrote there, made by another program.
  private static func writeTexts(_ installation: Installation) throws {
    func time(_ column: String) -> String { "(extract(epoch FROM \(column)) * 1000000)::bigint" }
    let sessions = sums(
      "sessions", "session_id, user_id, \(time("started_at"))", "session_id, \(time("ended_at"))",
      "ended_at IS NOT NULL")
    let events = sums(
      "events", "event_id, user_id, \(time("occurred_at"))", "event_id, event_type, user_id, ip, NULL, NULL", "true")
    let script = """
      import hashlib, hmac, json, sys
      archive = sys.argv[1]
      key = open(archive + "/.state/digest.key", "rb").read()
      def digest(length, *parts):
          texts = [part.encode() for part in ("period rows",) + parts]
          message = b"".join(len(text).to_bytes(8, "big") + text for text in texts)
          return hmac.new(key, message, hashlib.sha256).hexdigest()[:length]
      def rows(name, count, begun, contents, content, major):
          return {"basis": digest(16, "basis", name, major, f"SELECT * FROM {name}\\n", "Europe/Istanbul"),
                  "count": int(count), "rows": digest(32, "rows", begun), "content_count": int(contents),
                  "contents": digest(32, "contents", content)}
      made = {"sessions": rows("sessions", *sys.argv[2:7]), "events": rows("events", *sys.argv[7:12])}
      path = archive + "/register/2026.json"
      register, written = json.load(open(path)), 0
      for entry in register["entries"]:
          for name, then in (entry.get("rows") or {}).items():
              assert then["count"] == made[name]["count"] and then["content_count"] == made[name]["content_count"]
              assert then["basis"] != made[name]["basis"]
              entry["rows"][name] = made[name]
              written += 1
      open(path, "w").write(json.dumps(register))
      print(written)
      """
    let values = try [sessions, events].flatMap { try installation.database.query($0)[0].map { $0 ?? "" } }
    let outcome = try Command.run(words: ["/usr/bin/python3", "-c", script, installation.archive] + values)
    #expect(outcome.status == 0 && outcome.output == "4\n", "\(outcome.output) \(outcome.errors)")
  }

  @Test func `a document of before is compared as it was summed up, and so is the edition in its place`() throws {
    let installation = try Self.issued()
    try Self.writeTexts(installation)
    let quiet = try Self.night(installation, 9)
    #expect(quiet.status == 0 && quiet.errors == "", "\(quiet.errors)")
    try installation.database.execute("UPDATE sessions SET user_id = 'u9' WHERE session_id = 's1'; \(Self.late)")
    let night = try Self.night(installation, 10)
    #expect(night.status == 7)
    for told in [
      "OTR-000001 is due; since it was issued, of its period (2026-10-07) sessions.sql has as many rows, but others.",
      "GOR-000001 is due; since it was issued, of its period (2026-10-07) events.sql has 1 row more.",
      "ANM-000001 is due; since it was issued, of its period (2026-10-07) sessions.sql has as many rows, but others; "
        + "events.sql has 1 row more.",
    ] {
      #expect(night.errors.contains(told), "\(night.errors)")
    }
    let reissued = try installation.run(
      words: ["report", "GOR", "--reissue", "2026/GOR-000001", "--reason", "geç gelen kayıt", "--json"],
      asOf: "2026-10-10T09:00:00+03:00")
    #expect(reissued.status == 0, "\(reissued.errors)")
    let folder = try #require(try JSON(text: reissued.output)["documents"][0]["folder"].text)
    let manifest = try InputFile.text(folder + "/manifest.json")
    #expect(manifest.contains("\"more\"") && !manifest.contains("\"unknown\""), "\(manifest)")
    #expect(try Self.due(installation, "10") == ["2026/ANM-000001", "2026/OTR-000001"])
    try installation.database.execute("UPDATE events SET ip = '203.0.113.9' WHERE event_id = 'e1'")
    let changed = try Self.night(installation, 11)
    #expect(changed.status == 7 && changed.errors.contains("events.sql has the same rows with other contents"))
  }

  @Test func `what was due stays due where nothing can be compared, until rows are as they were`() throws {
    let installation = try Self.issued()
    try installation.database.execute(Self.late)
    #expect(try Self.night(installation, 9).status == 7)
    let both = ["2026/ANM-000001", "2026/GOR-000001"]
    #expect(try Self.due(installation, "09") == both)
    let select = "SELECT * FROM events\n"
    try installation.folder.write("plain/events.sql", "-- as before\n" + select)
    let mended = try Self.night(installation, 9, "--json")
    #expect(mended.status == 7)
    for number in both {
      #expect(mended.errors.contains("edition 2 of \(number) (2026-10-07) was found due before"), "\(mended.errors)")
    }
    let result = try JSON(text: mended.output)["editions_due"]
    #expect(result.list.compactMap { $0["document"].text }.sorted() == both && result[0]["changes"].list.isEmpty)
    #expect(try Self.due(installation, "09") == both)
    // A server that is away compares nothing either.
    try installation.folder.write("plain/events.sql", select)
    let system = "\"\(installation.folder.path)/plain\""
    let settings: [String: String?] = ["formats": "[json]", "mask": "M0"]
    try installation.configure(
      source: ["expect_rows": "false", "system": system, "connection": "\"host=127.0.0.1 port=1 dbname=yok\""],
      settings: settings)
    #expect(try Self.night(installation, 9).status == 7)
    #expect(try Self.due(installation, "09") == both)
    try installation.configure(source: ["expect_rows": "false", "system": system], settings: settings)
    try installation.database.execute("DELETE FROM events WHERE event_id = 'e3'")
    let restored = try Self.night(installation, 9)
    #expect(restored.status == 0 && restored.errors == "", "\(restored.errors)")
    #expect(try Self.due(installation, "09") == [])
  }
}
