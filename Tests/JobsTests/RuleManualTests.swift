import Files
import Jobs
import Messages
import Reports
import Support
import Testing

@Suite struct `The manual of the rules` {
  @Test func `in docs is what the rules say of themselves`() throws {
    let page = try InputFile.text(Repository.path + "/docs/rules.md")
    #expect(
      page == RuleManual.book(try TextCatalog(.en, in: Repository.path + "/words"), in: .en) + "\n", "run `make docs`")
  }

  /// The labels every rule has, by language; what a rule needs is said where it needs anything.
  static let labels: [(Language, [String])] = [
    (.tr, ["Önem", "Eşiklerin dayanağı", "MITRE ATT&CK v19", "Ayarlama", "Kural sürümü"]),
    (.en, ["Severity", "Where thresholds come from", "MITRE ATT&CK v19", "Tuning", "Rule version"]),
  ]

  @Test(arguments: labels) func `says the same things of every rule`(language: Language, labels: [String]) throws {
    let chapters = RuleManual.book(try TextCatalog(language, in: Repository.path + "/words"), in: language).split(
      separator: "\n## ", omittingEmptySubsequences: false
    ).dropFirst()
    #expect(chapters.count == 31)
    for chapter in chapters {
      let title = chapter.prefix { $0 != "\n" }
      for label in labels { #expect(chapter.contains("\n- **\(label)**: "), "\(title): \(label)") }
      // A number is written with its key, its unit and its meaning.
      for line in chapter.split(separator: "\n") where line.hasPrefix("- `") {
        #expect(line.wholeMatch(of: /- `[a-z_]+` = \d+(:00|[dhms]| km| km\/h| %)?: \S.*/) != nil, "\(title): \(line)")
      }
    }
  }

  @Test func `is no Turkish with English in it, and the other way round`() throws {
    let turkish = RuleManual.book(try TextCatalog(.tr, in: Repository.path + "/words"), in: .tr)
    for word in [" within ", " at least ", " and ", " or ", " more than ", " less than ", " the "] {
      #expect(!turkish.contains(word), "“\(word)”")
    }
    let english = RuleManual.book(try TextCatalog(.en, in: Repository.path + "/words"), in: .en)
    for letter in "ığşçİĞŞÇ" { #expect(!english.contains(letter), "“\(letter)”") }
  }
}
