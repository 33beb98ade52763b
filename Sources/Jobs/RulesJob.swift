import Analysis
package import Messages
import Reports

/// Shows the rules without reading a source.
package struct RulesJob: Sendable {
  private let settings: RuleSettings
  private let words: TextCatalog
  private let language: Language

  /// A job in the given language, with the words of a home; the configuration, where there is one, says which rules and
  /// numbers are set.
  ///
  /// - Throws: `SettingsError` for words that cannot be read.
  package init(_ configuration: Configuration?, home: Home, in language: Language) throws {
    settings = configuration?.rules.settings ?? RuleSettings()
    words = try TextCatalog(language, in: home.words)
    self.language = language
  }

  /// Every rule on a line of its own.
  package func list() -> RunResult {
    var result = RunResult()
    result.remarks = RuleList.all.map { rule in
      let remark =
        settings.disabled.contains(rule.definition.id)
        ? Message(tr: "  (kapatıldı)", en: "  (switched off)")
        : settings.required.contains(rule.definition.id)
          ? Message(tr: "  (zorunlu)", en: "  (required)") : .init(verbatim: "")
      return Message(verbatim: RuleManual.line(rule.definition, words, language) + remark[language])
    }
    return result
  }

  /// Every sentence a document can hold, in both languages.
  ///
  /// - Throws: `SettingsError` for words that cannot be read.
  package static func sentences(of home: Home) throws -> RunResult {
    var result = RunResult()
    result.manual = SentenceManual.book(
      turkish: try TextCatalog(.tr, in: home.words), english: try TextCatalog(.en, in: home.words))
    return result
  }

  /// Every column a SELECT may have and every word a mapping may use.
  ///
  /// - Throws: `SettingsError` for words that cannot be read.
  package static func vocabulary(of home: Home, in language: Language) throws -> RunResult {
    var result = RunResult()
    result.manual = VocabularyManual.book(try TextCatalog(language, in: home.words), in: language)
    return result
  }

  /// One rule in full, or all.
  ///
  /// - Throws: ``Failure`` for an identifier no rule has.
  package func explain(_ id: String?) throws -> RunResult {
    var result = RunResult()
    guard let id else {
      result.manual = RuleManual.book(values: settings.values, words, in: language)
      return result
    }
    let definitions = RuleList.all.map { $0.definition }
    guard let definition = definitions.first(where: { $0.id == id.uppercased() }) else {
      let known = definitions.map(\.id)
      let unknown = Message(tr: "“\(id)” adında bir kural yok.", en: "There is no rule “\(id)”.")
      let question = Suggestion.question(for: id, among: known)
      let list = known.joined(separator: ", ")
      throw Failure(
        .wrongUsage,
        (question.map { unknown + $0 } ?? unknown) + Message(tr: "Kurallar: \(list).", en: "The rules are \(list)."))
    }
    let values = settings.values[definition.id] ?? [:]
    result.manual = RuleManual.chapter(definition, values: values, words, in: language)
    return result
  }
}
