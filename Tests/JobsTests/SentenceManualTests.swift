import Files
import Jobs
import Messages
import Reports
import Support
import Testing

@Suite struct `The list of sentences` {
  private func book() throws -> String {
    let words = Repository.path + "/words"
    return SentenceManual.book(turkish: try TextCatalog(.tr, in: words), english: try TextCatalog(.en, in: words))
  }

  @Test func `in docs is what the words say`() throws {
    let page = try InputFile.text(Repository.path + "/docs/sentences.md")
    #expect(page == (try book()) + "\n", "run `make sentences`")
  }

  @Test func `has no empty place and no sentence without its counterpart`() throws {
    for line in try book().split(separator: "\n") where line.hasPrefix("| `") {
      #expect(!line.contains("{") && !line.contains("|  |"), "\(line)")
    }
  }
}
