import Files
import Foundation
import Jobs
import Support
import Testing

@Suite struct `Documentation` {
  /// Members whose meaning stands where a protocol asks for them.
  static let inherited = [
    "var message", "let message", "var failureKind", "let failureKind", "confidentialWords: String?", "static let id",
    "static let title", "static let inputs",
    "static let listsPersons", "static let isRegister", "static let looksBack", "static func compose", "static func <",
    "var description",
    "init(nilLiteral", "init(booleanLiteral", "init(integerLiteral", "init(stringLiteral", "init(arrayLiteral",
    "init(dictionaryLiteral",
  ]

  @Test func `stands above every declaration other rooms see`() throws {
    for file in try SourceTree("Sources", "Tests/Support").files {
      for (index, line) in file.lines.enumerated() {
        let words = line.split(separator: " ")
        guard words.first == "package" || words.first == "public", words.dropFirst().first != "import" else { continue }
        if Self.inherited.contains(where: { line.contains($0) }) { continue }
        let above = file.lines[..<index].last { !$0.drop { $0 == " " }.hasPrefix("@") } ?? ""
        #expect(above.drop { $0 == " " }.hasPrefix("///"), "\(file.path):\(index + 1) has no documentation")
      }
    }
  }

  @Test func `lists every exit status`() throws {
    let page = try SourceTree.text("docs/exit-codes.md")
    let rows = page.split(separator: "\n").compactMap { line -> Int32? in
      let cells = line.split(separator: "|").map { $0.trimmingPrefix { $0 == " " } }
      return cells.first.flatMap { Int32($0.prefix { $0.isNumber }) }
    }
    #expect(rows == ExitStatus.allCases.map(\.rawValue))
  }

  /// Whether a target only makes a C library importable.
  private static func isLibrary(_ name: String) -> Bool {
    name.hasPrefix("C") && name.dropFirst().first?.isUppercase == true
  }

  @Test func `names every room in the order rows walk it`() throws {
    let page = try SourceTree.text("docs/architecture.md")
    let rooms = try SourceTree.text("Package.swift").matches(of: /\n    room\(\s*"([A-Za-z]+)"/).map { String($0.1) }
    #expect(Set(rooms) == Set(try `The rooms`.rooms().keys).filter { !Self.isLibrary($0) && $0 != "tutanak" })
    #expect(page.matches(of: /\n\| `([A-Za-z]+)` \|/).map { String($0.1) } == rooms)
    for library in try `The rooms`.rooms().keys where Self.isLibrary(library) { #expect(page.contains("`\(library)`")) }
  }

  @Test func `names files and types of the program that are there`() throws {
    let page = try SourceTree.text("docs/architecture.md")
    let files = try SourceTree("Sources").files
    let paths = Set(files.map(\.path))
    let code = files.flatMap(\.lines).joined(separator: "\n")
    for match in page.matches(of: /`([A-Z][A-Za-z]+\/[A-Za-z+\/]+\.swift)`/) {
      #expect(paths.contains("Sources/" + match.1), "\(match.1)")
    }
    // A type in backquotes, but for the rooms.
    let rooms = Set(try `The rooms`.rooms().keys)
    for match in page.matches(of: /`([A-Z][a-z]+(?:[A-Z][A-Za-z]+)+)`/) where !rooms.contains(String(match.1)) {
      let isDeclared = ["struct", "class", "enum", "protocol"].contains { code.contains("\($0) \(match.1)") }
      let isTests = String(match.1).hasSuffix("Tests")
      #expect(isDeclared || isTests, "\(match.1)")
    }
  }

  @Test func `names tests that exist for every promise`() throws {
    let page = try SourceTree.text("SECURITY.md")
    let suites = page.matches(of: /`([A-Za-z]+Tests)`/).map { String($0.1) }
    let files = try SourceTree("Tests").files.map(\.path)
    for suite in suites { #expect(files.contains { $0.hasSuffix("/\(suite).swift") }, "\(suite)") }
    // Every promise stands in bold, and names one.
    #expect(page.components(separatedBy: "\n- **").count - 1 <= suites.count)
  }

  @Test func `lists every decision`() throws {
    let index = try SourceTree.text("docs/decisions/README.md")
    for name in try Folder.entries(Repository.path + "/docs/decisions") where name != "README.md" {
      #expect(index.contains("](\(name))"), "\(name)")
    }
  }

  @Test func `speaks of Tutanak alone`() throws {
    for file in try SourceTree("Sources", "Tests").files {
      for (index, line) in file.lines.enumerated() {
        #expect(!line.contains("/wor" + "k/"), "\(file.path):\(index + 1) names a path of one machine")
        #expect(!line.contains("TO" + "DO") && !line.contains("FIX" + "ME"), "\(file.path):\(index + 1) is unfinished")
      }
    }
  }
}
