import Files
import Support
import Testing

/// The grants that docs/systems.md tells to give are those that the fixtures give, and with which the suites beside this pass.
@Suite struct DocumentedGrantsTests {
  private static func grants(in text: some StringProtocol) -> [String] {
    text.split(separator: ";").compactMap { part in
      let statement = part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      guard statement.hasSuffix(" TO tutanak_reader") else { return nil }
      return statement.split(separator: "GRANT ").last.map { "GRANT \($0)" }
    }
  }

  @Test(arguments: ["keycloak", "supabase-auth", "discourse", "mattermost", "django-axes"])
  func `the grants of a system's page are enough, and no more than its fixture gives`(system: String) throws {
    let manual = try InputFile.text(Repository.path + "/docs/systems.md")
    let sections = manual.split(separator: "\n## ")
    let page = try #require(sections.first { $0.hasPrefix(system + "\n") })
    let fixture = try InputFile.text(Repository.path + "/Tests/Fixtures/\(system).sql")
    #expect(!Self.grants(in: fixture).isEmpty)
    #expect(Self.grants(in: page) == Self.grants(in: fixture))
  }
}
