import Files
import Support
import Testing

/// A document with clear values and its twin under pseudonyms.
@Suite struct TwinTests {
  private static func install() throws -> Installation {
    let installation = try PlainSystem.install(
      """
      INSERT INTO users VALUES ('kanarya.bir', 'kanarya.bir', 'Kanarya Sarı'), ('u2', 'kanarya.iki', 'Kanarya Mavi');
      INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
        SELECT n, '2026-10-07 09:00Z'::timestamptz + n * interval '1 min',
          CASE WHEN n % 2 = 0 THEN 'kanarya.bir' ELSE 'u2' END, 'login_failed', '203.0.113.77'
        FROM generate_series(1, 20) n;
      INSERT INTO sessions (session_id, user_id, started_at, ended_at, ip, user_agent) VALUES
        ('oturum-kanarya-0001', 'u2', '2026-10-07 08:00Z', '2026-10-07 09:00Z', '203.0.113.77', 'Mozilla/5.0 (X11; Linux x86_64) Firefox/118.0');
      """)
    let key = try installation.folder.write("key", String(repeating: "k", count: 32))
    _ = try Command.run("chmod", "600", key)
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: ["formats": "[pdf, xlsx, csv, json]", "mask_key": key, "audit": "{ approval: off }"])
    return installation
  }

  private static let words = [
    "address", "--address", "203.0.113.77", "--period", "2026-10-07", "--mask", "M0", "--twin", "--reason",
    "kanarya.bir hakkında",
  ]

  @Test func `each names the other with the digest of its rows, and the twin has the same rows and no value`() throws {
    let installation = try Self.install()
    _ = try installation.ask(Self.words)
    let (full, twin) = (installation.package("ADR"), installation.package("ADR", 2))
    let (first, second) = (try full.manifest(), try twin.manifest())
    #expect(first["mask"] == "M0" && second["mask"] == "M2")
    #expect(first["twin"]["document"] == "2026/ADR-000002" && first["twin"]["data_sha256"] == second["data_sha256"])
    #expect(second["twin"]["document"] == "2026/ADR-000001" && second["twin"]["data_sha256"] == first["data_sha256"])
    #expect(first["snapshot"] == second["snapshot"] && first["rows"] == second["rows"])
    #expect(try full.says("2026/ADR-000002") && twin.says("2026/ADR-000001"))
    #expect(try full.json()["answer_users"].list.count == twin.json()["answer_users"].list.count)
    for file in try Folder.entries(twin.folder) {
      let path = twin.folder + "/" + file
      let text =
        file.hasSuffix(".xlsx")
        ? try Command.run("unzip", "-p", path).output
        : file.hasSuffix(".pdf") ? try twin.text() : String(decoding: try InputFile.bytes(path), as: UTF8.self)
      for value in ["kanarya", "Kanarya", "203.0.113.77"] { #expect(!text.contains(value), "\(value) in \(file)") }
    }
  }

  @Test func `pseudonyms are the same the next time`() throws {
    let installation = try Self.install()
    _ = try installation.ask(Self.words)
    _ = try installation.ask(Self.words, asOf: "2026-10-09T02:15:00+03:00")
    func users(_ number: Int) throws -> [String?] {
      try installation.package("ADR", number).json()["answer_users"].list.map { $0["user_key"].text }
    }
    #expect(try users(2) == users(4) && users(2).count == 2)
  }

  @Test func `a twin belongs to clear values, and to a key`() throws {
    let installation = try Self.install()
    var words = Self.words
    words[6] = "M1"
    let masked = try installation.run(words: ["audit"] + words + ["--locale", "en"])
    #expect(masked.status == 64 && masked.errors.contains("--mask M0"))
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""], settings: ["audit": "{ approval: off }"])
    let keyless = try installation.run(words: ["audit"] + Self.words + ["--locale", "en"])
    #expect(keyless.status == 78 && keyless.errors.contains("mask_key"))
    #expect(installation.packages.isEmpty)
  }
}
