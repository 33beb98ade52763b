import Files
import Support
import Testing

/// The pages on letters and breaches, followed as a newcomer follows them: files and commands as they stand there.
@Suite struct LetterPagesTests {
  private static let rows = """
    INSERT INTO users SELECT 'u' || n, 'kişi.' || n, 'Ayşe Yılmaz' || n, 'kisi' || n || '@ornek.com', 'user'
      FROM generate_series(1, 4) n;
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
      SELECT 'e' || n, '2026-10-01 20:00Z'::timestamptz + n * interval '11 min', 'u' || 1 + n % 4, 'login_success',
        '85.105.12.' || n % 9 FROM generate_series(1, 400) n;
    """

  /// The fenced blocks of a page in a language, or in none.
  private static func blocks(_ page: String, _ language: String) throws -> [String] {
    let text = try InputFile.text(Repository.path + "/docs/" + page)
    return text.split(separator: "```", omittingEmptySubsequences: false).enumerated().compactMap { index, part in
      index % 2 == 1 && part.hasPrefix(language + "\n") ? String(part.dropFirst(language.count + 1)) : nil
    }
  }

  /// Runs a command of a page where its files are, with the installation's configuration.
  private static func follow(_ command: String, _ installation: Installation) throws -> Command.Outcome {
    let options =
      "--config '\(installation.configuration)' --home '\(installation.home)' --as-of 2026-10-10T09:00+03:00 --json"
    let script =
      "cd '\(installation.folder.path)'; tutanak() { '\(Installation.program)' \"$@\" \(options); }; \(command)"
    return try Command.run("sh", "-c", script)
  }

  private static func install() throws -> Installation {
    let installation = try PlainSystem.install(rows)
    let key = try installation.folder.write("mask.key", String(repeating: "k", count: 32))
    _ = try Command.run("chmod", "600", key)
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: [
        "formats": "[json, pdf]", "mask_key": key,
        "controller":
          "{ name: Örnek A.Ş., address: İstanbul, kep: ornek@hs01.kep.tr, mersis: \"0123456789012345\" }",
      ])
    return installation
  }

  @Test func `lead from a letter to its answer`() throws {
    let installation = try Self.install()
    let letter = try #require(try Self.blocks("requests.md", "yaml").first)
    try installation.folder.write("letter.yaml", letter)
    let draft = try #require(try Self.blocks("requests.md", "").first?.split(separator: "\n").first)
    let outcome = try Self.follow(String(draft), installation)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let package = try #require(installation.allPackages.first)
    #expect(package.stem == "2026-ADL-000001")
    let states = try package.json()["authority_answers"].list.map { $0["answer_state"].text ?? "" }
    #expect(states == ["found", "found", "none", "found", "not_kept", "none", "found", "found"])
    #expect(try package.says("17.10.2026 23:59:59 UTC+03:00"))
  }

  @Test func `lead from a breach to its dossier`() throws {
    let installation = try Self.install()
    let breach = try #require(try Self.blocks("breaches.md", "yaml").first)
    try installation.folder.write("breach.yaml", breach)
    try installation.folder.write("note.txt", "operatör")
    let command = try #require(try Self.blocks("breaches.md", "").first)
    let outcome = try Self.follow(command.replacing("\\\n", with: ""), installation)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let package = try #require(installation.allPackages.first)
    #expect(package.stem == "2026-IHL-000001")
    // Every field of the form that a person may fill in stands in the example, so nothing is left open.
    #expect(try !package.says("doldurulacak"))
  }
}
