import Files
import Jobs
import Messages
import Model
import Reports
import Support
import Testing

@Suite struct `The vocabulary of sources` {
  private func book(_ language: Language) throws -> String {
    VocabularyManual.book(try TextCatalog(language, in: Repository.path + "/words"), in: language)
  }

  @Test func `in docs is what the program knows`() throws {
    let page = try InputFile.text(Repository.path + "/docs/vocabulary.md")
    #expect(page == (try book(.en)) + "\n", "run `make vocabulary`")
  }

  @Test(arguments: [Language.tr, .en]) func `has every column and every word`(language: Language) throws {
    let page = try book(language)
    for column in SourceColumn.all { #expect(page.contains("`\(column.name)`"), "\(column.text)") }
    let words =
      EventType.allCases.map(\.rawValue) + FailureReason.allCases.map(\.rawValue)
      + SessionStatus.allCases.map(\.rawValue)
      + EndReason.allCases.map(\.rawValue)
    for word in words { #expect(page.contains("| `\(word)` |"), "\(word)") }
    for line in page.split(separator: "\n") where line.hasPrefix("|") {
      #expect(!line.contains("|  |") && line.hasSuffix("|"), "\(line)")
    }
    #expect(page.contains("B01") && page.contains("(A0"))
  }
}
