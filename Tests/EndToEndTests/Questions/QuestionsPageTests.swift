import Files
import Support
import Testing

/// `docs/questions.md`, followed by the letter.
@Suite struct QuestionsPageTests {
  /// The fenced blocks of a kind on the page.
  private static func blocks(_ kind: String) throws -> [String] {
    let page = try InputFile.text(Repository.path + "/docs/questions.md")
    return page.components(between: "```\(kind)\n", and: "```")
  }

  /// The commands of a block, continued lines joined.
  private static func commands(_ block: String) -> [String] {
    block.replacing("\\\n", with: " ").split(separator: "\n").map(String.init)
  }

  @Test func `every command on the page does what the page says`() throws {
    let installation = try PlainSystem.install(
      """
      INSERT INTO users VALUES ('5', 'ayse.gunes', 'Ayşe Güneş');
      INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
        VALUES ('1', '2026-10-07 09:00Z', '5', 'login_success', '203.0.113.7');
      """)
    let yaml = try #require(try Self.blocks("yaml").first)
    let block = yaml.split(separator: "\n").dropFirst().filter { !$0.contains("allow:") }.joined(separator: "\n")
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""],
      settings: ["formats": "[json, pdf]", "audit": "\n" + block])
    func run(_ line: String, as user: String) throws -> Command.Outcome {
      let options = #" --config "$1" --home "$2" --as-of 2026-10-08T23:00:00+03:00"#
      let script = #"exec "$0""# + line.dropFirst("tutanak".count) + options
      return try Command.run(
        words: ["sh", "-c", script, Installation.program, installation.configuration, installation.home],
        environment: ["SUDO_UID": user])
    }
    let shell = try Self.blocks("sh").map(Self.commands)
    #expect(shell.map(\.count) == [1, 3, 1])
    let address = try run(shell[0][0], as: "1")
    #expect(address.status == 0, "\(address.errors)")
    let clear = try run(shell[1][0], as: "1")
    #expect(clear.status == 77)
    let list = try run(shell[1][1], as: "2")
    let number = try #require(list.output.split(separator: "\n").dropFirst().first?.split(separator: " ").first)
    let approved = try run(shell[1][2].replacing("ONY-17", with: number), as: "2")
    #expect(approved.status == 0, "\(approved.errors)")
    #expect(try run(shell[1][0], as: "1").status == 0)
    let subject = try run(shell[2][0], as: "1")
    #expect(subject.status == 77 && subject.errors.contains("ONY-"))
    #expect(installation.packages.map(\.stem) == ["2026-ADR-000001", "2026-ADR-000002"])
  }
}

extension String {
  /// The texts that stand between two marks.
  fileprivate func components(between first: String, and last: String) -> [String] {
    var (rest, found) = (self[...], [String]())
    while let begin = rest.firstRange(of: first) {
      rest = rest[begin.upperBound...]
      guard let end = rest.firstRange(of: last) else { break }
      found.append(String(rest[..<end.lowerBound]))
      rest = rest[end.upperBound...]
    }
    return found
  }
}
