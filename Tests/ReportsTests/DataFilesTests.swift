import Files
import Messages
import Reports
import Settings
import Support
import Testing

@Suite struct `The data that users change` {
  let home = Repository.path

  @Test func `has every word in both languages`() throws {
    let template = try Template(folder: home + "/templates/official")
    for key in WordKey.allCases {
      #expect(!template.words(.tr)[key].isEmpty)
      #expect(!template.words(.en)[key].isEmpty)
    }
  }

  /// The places `{…}` of a sentence; both languages must have the same.
  private func places(_ text: String) -> Set<Substring> {
    Set(
      text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
        $0.split(separator: "}").first
      })
  }

  @Test func `fills the same places in both languages`() throws {
    let template = try Template(folder: home + "/templates/official")
    for key in WordKey.allCases {
      #expect(places(template.words(.tr)[key]) == places(template.words(.en)[key]), "\(key.rawValue)")
    }
  }

  @Test func `has reports whose sections all exist`() throws {
    for name in try Folder.entries(home + "/reports") {
      let definition = try ReportDefinition(SettingsNode(file: home + "/reports/" + name))
      #expect(name == definition.code + ".yaml")
      #expect(!definition.sections.isEmpty)
    }
  }

  /// A mistake in a file of words, what the complaint says.
  static let mistakes: [(String, String, String)] = [
    ("page: \"Sayfa {page} / {pages}\"", "pagge: \"Sayfa\"", "“pagge” is an unknown key."),
    ("page: \"Sayfa {page} / {pages}\"", "", "the key “page” is missing"),
    ("page: \"Sayfa {page} / {pages}\"", "page: [a]", "needs a text"),
  ]

  @Test(arguments: mistakes) func `says which word is wrong`(_ line: String, _ replacement: String, _ complaint: String)
    throws
  {
    let text = try InputFile.text(home + "/templates/official/tr.yaml")
    let error = #expect(throws: SettingsError.self) {
      try TextCatalog(SettingsNode(yaml: text.replacingFirst(line, with: replacement), file: "tr.yaml"))
    }
    #expect(error?.message[.en].contains(complaint) == true, "\(String(describing: error))")
  }

  @Test func `says which section is wrong`() throws {
    let text = try InputFile.text(home + "/reports/OTR.yaml").replacingFirst("- purpose", with: "- purposse")
    let error = #expect(throws: SettingsError.self) {
      try ReportDefinition(SettingsNode(yaml: text, file: "OTR.yaml"))
    }
    #expect(error?.message[.en].contains("Did you mean “purpose”?") == true)
    #expect(error?.line ?? 0 > 10)
  }
}

extension String {
  /// The text with the first occurrence of a part replaced.
  fileprivate func replacingFirst(_ part: String, with replacement: String) -> String {
    guard let start = indices.first(where: { self[$0...].hasPrefix(part) }) else { return self }
    return self[..<start] + replacement + self[index(start, offsetBy: part.count)...]
  }
}
