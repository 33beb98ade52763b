import Messages
import Testing

@Suite struct `A suggestion` {
  @Test(arguments: [("archve", "archive"), ("Archive", "archive"), ("sorces", "sources"), ("zoen", "zone")])
  func `names the word that was probably meant`(_ typed: String, _ meant: String) {
    #expect(Suggestion.nearest(to: typed, among: ["archive", "sources", "zone", "mask"]) == meant)
  }

  @Test(arguments: ["completely", "xyz", ""]) func `stays silent when nothing is near`(_ typed: String) {
    #expect(Suggestion.nearest(to: typed, among: ["archive", "sources"]) == nil)
  }

  @Test func `asks in both languages`() {
    let question = Suggestion.question(for: "archve", among: ["archive"])
    #expect(question?[.tr] == "“archive” mi demek istediniz?")
    #expect(question?[.en] == "Did you mean “archive”?")
  }
}
