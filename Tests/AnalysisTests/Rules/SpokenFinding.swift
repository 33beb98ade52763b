import Analysis
import Messages
import Reports
import Support

extension Finding {
  /// The words of the program, read once.
  static let words: [Language: TextCatalog] = {
    var words: [Language: TextCatalog] = [:]
    for language in Language.allCases {
      words[language] = try? TextCatalog(language, in: Repository.path + "/words")
    }
    return words
  }()

  /// What a reader sees of it, in both languages.
  var text: Message {
    Message(tr: Self.words[.tr]?.sentence(sentence, .tr) ?? "", en: Self.words[.en]?.sentence(sentence, .en) ?? "")
  }
}

extension RuleReason {
  /// What a reader sees of it, in both languages.
  var message: Message { Message(tr: Finding.words[.tr]?.text(self) ?? "", en: Finding.words[.en]?.text(self) ?? "") }
}
