import Documents
import Files
import Messages
import Reports
import Settings
import Support
import Testing

@Suite struct `The data that users change` {
  let home = Repository.path
  /// The lists of words beside the first one.
  private let otherKeys =
    StatementWordKey.allCases.map(\.rawValue) + FigureWordKey.allCases.map(\.rawValue)
    + ArchiveWordKey.allCases.map(\.rawValue) + DeadlineWordKey.allCases.map(\.rawValue)
    + AuthorityWordKey.allCases.map(\.rawValue) + BreachWordKey.allCases.map(\.rawValue)
    + RequestWordKey.allCases.map(\.rawValue) + ServersWordKey.allCases.map(\.rawValue)
    + IndexWordKey.allCases.map(\.rawValue)

  @Test func `has every word in both languages`() throws {
    let template = try Template(folder: home + "/templates/official", words: home + "/words")
    for key in WordKey.allCases {
      #expect(!template.words(.tr)[key].isEmpty)
      #expect(!template.words(.en)[key].isEmpty)
    }
    for key in otherKeys {
      #expect(!template.words(.tr).text(key).isEmpty)
      #expect(!template.words(.en).text(key).isEmpty)
    }
  }

  /// The places `{…}` of a sentence, without the nouns of `{n|one|many}`; both languages must have the same.
  private func places(_ text: String) -> Set<Substring> {
    Set(
      text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
        $0.split(separator: "}").first?.split(separator: "|").first
      })
  }

  @Test func `fills the same places in both languages`() throws {
    let template = try Template(folder: home + "/templates/official", words: home + "/words")
    for key in WordKey.allCases.map(\.rawValue) + otherKeys {
      #expect(places(template.words(.tr).text(key)) == places(template.words(.en).text(key)), "\(key)")
    }
  }

  @Test func `has reports whose sections all exist`() throws {
    for name in try Folder.entries(home + "/reports") {
      let definition = try ReportDefinition(SettingsNode(file: home + "/reports/" + name))
      #expect(name == definition.code + ".yaml")
      #expect(!definition.sections.isEmpty)
    }
  }

  /// A mistake in a file of rules, what the complaint says.
  static let ruleMistakes: [(String, String, String)] = [
    ("\nA01:\n", "\nA99:\n", "“rule_texts.A99” is an unknown key."),
    ("    count: \"başarısız giriş sayısı\"\n", "", "the key “A01.parameters.count” is missing"),
    ("    found: ", "    fund: ", "“rule_texts.A01.sentences.fund” is an unknown key."),
  ]

  @Test(arguments: ruleMistakes) func `says which word of a rule is wrong`(
    _ part: String, _ replacement: String, _ complaint: String
  ) throws {
    let text = try InputFile.text(home + "/words/rules.tr.yaml")
    let error = #expect(throws: SettingsError.self) {
      try TextCatalog(
        base: SettingsNode(file: home + "/words/tr.yaml"),
        rules: SettingsNode(yaml: text.replacingFirst(part, with: replacement), file: "rules.tr.yaml"))
    }
    #expect(error?.message[.en].contains(complaint) == true, "\(String(describing: error))")
  }

  @Test func `says the same of rules in both languages`() throws {
    func texts(_ language: String) throws -> [String: Set<String>] {
      var found: [String: Set<String>] = [:]
      for (rule, node) in try SettingsNode(file: home + "/words/rules.\(language).yaml").entries() {
        for (key, value) in try node.entries() where key.text == "sentences" {
          for (name, sentence) in try value.entries() {
            // A noun in its two forms belongs to a language, the number before it to both.
            let places = places(try sentence.string()).map { String($0.split(separator: "|")[0]) }
            found["\(rule.text ?? "").\(name.text ?? "")"] = Set(places)
          }
        }
      }
      return found
    }
    let turkish = try texts("tr")
    #expect(turkish == (try texts("en")) && turkish.count > 50)
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
    let text = try InputFile.text(home + "/words/tr.yaml")
    let error = #expect(throws: SettingsError.self) {
      try TextCatalog(
        base: SettingsNode(yaml: text.replacingFirst(line, with: replacement), file: "tr.yaml"),
        rules: SettingsNode(file: home + "/words/rules.tr.yaml"))
    }
    #expect(error?.message[.en].contains(complaint) == true, "\(String(describing: error))")
  }

  /// A look of a theme and, where given, words of its own.
  private func look(turkish: String? = nil, words: Bool = true) throws -> Template {
    let scratch = try ScratchFolder()
    try scratch.write("plain/template.yaml", try InputFile.text(home + "/templates/official/template.yaml"))
    if let turkish { try scratch.write("plain/tr.yaml", turkish) }
    // The words of rules alone, as beside a look that holds all others.
    for name in ["rules.tr.yaml", "rules.en.yaml"] {
      try scratch.write("words/" + name, try InputFile.text(home + "/words/" + name))
    }
    return try Template(folder: scratch.path + "/plain", words: words ? home + "/words" : scratch.path + "/words")
  }

  @Test func `a look copies no word, and may say some otherwise`() throws {
    let plain = try look()
    #expect(plain.theme.name == "plain")
    #expect(plain.words(.tr)[.total] == "Toplam" && plain.words(.en)[.total] == "Total")
    let other = try look(turkish: "total: Tümü\nsheets: { cover: Ön }\n")
    #expect(other.words(.tr)[.total] == "Tümü" && other.words(.tr)[.sheetCover] == "Ön")
    for key in WordKey.allCases where ![.total, .sheetCover].contains(key) {
      #expect(other.words(.tr)[key] == plain.words(.tr)[key])
    }
    #expect(other.words(.en)[.total] == "Total")
  }

  @Test func `a look from before words had a folder still says all of its own`() throws {
    let whole = try InputFile.text(home + "/words/tr.yaml").replacingFirst(
      "total: \"Toplam\"", with: "total: \"Hepsi\"")
    // Only the Turkish words are there, so the English ones are asked for.
    let error = #expect(throws: SettingsError.self) { try look(turkish: whole, words: false) }
    #expect(error?.file.hasSuffix("/words/en.yaml") == true)
    let beside = try look(turkish: whole)
    #expect(beside.words(.tr)[.total] == "Hepsi" && beside.words(.tr)[.noRows].isEmpty == false)
  }

  /// Words a look may not have, with the line and what the complaint says.
  static let overrides: [(String, Int, String)] = [
    ("total: Tümü\ntotall: Tümü\n", 2, "“totall” is an unknown key. Did you mean “total”?"),
    ("page: \"Sayfa {page}\"\n", 1, "the places to fill in this text are exactly: {page}, {pages}."),
    ("total: \"{sum}\"\n", 1, "the places to fill in this text are exactly: none."),
  ]

  @Test(arguments: overrides) func `says which word of a look is wrong`(
    _ yaml: String, _ line: Int, _ complaint: String
  )
    throws
  {
    let error = #expect(throws: SettingsError.self) { try look(turkish: yaml) }
    #expect(error?.line == line)
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
