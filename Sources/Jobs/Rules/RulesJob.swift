import Analysis
package import Messages
import Reports

/// Shows the rules without reading a source.
package struct RulesJob: Sendable {
  private let settings: RuleSettings
  /// What holds for each source whose system says something of rules, by the source's name.
  private let sources: [(name: String, settings: RuleSettings)]
  private let words: TextCatalog
  private let language: Language

  /// A job in the given language, with the words of a home; the configuration, where there is one, says which rules and
  /// numbers are set, and which sources have others.
  ///
  /// - Throws: `SettingsError` for words or for a source's system that cannot be read.
  package init(_ configuration: Configuration?, home: Home, in language: Language) throws {
    settings = configuration?.rules.settings ?? RuleSettings()
    sources = try configuration.map { try Self.sources($0, home) } ?? []
    words = try TextCatalog(language, in: home.words)
    self.language = language
  }

  private static func sources(_ configuration: Configuration, _ home: Home) throws -> [(String, RuleSettings)] {
    let catalogue = Catalogue(configuration, home: home)
    return try configuration.sources.compactMap { source in
      let settings = try configuration.rules.applied(to: try catalogue.system(source)).settings
      return settings.system.isEmpty ? nil : (source.name, settings)
    }
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
      let line = RuleManual.line(rule.definition, words, language) + remark[language]
      return Message(verbatim: ([line] + sourceLines(rule.definition).map { "     " + $0 }).joined(separator: "\n"))
    }
    return result
  }

  /// A line for each source whose system decides something of a rule: what, and why.
  private func sourceLines(_ definition: RuleDefinition) -> [String] {
    sources.compactMap { source in
      let settings = source.settings
      guard let reason = settings.systemReason(definition) else { return nil }
      var choices: [Message] = []
      if settings.whoDisabled(definition.id) != nil {
        choices.append(Message(tr: "kapalı", en: "switched off"))
      } else {
        let values = settings.values(of: definition)
        for parameter in definition.parameters where settings.origin(of: parameter, of: definition.id) == .system {
          choices.append(Message(verbatim: "\(parameter.name) = \(parameter.text(values[parameter.name] ?? 0))"))
        }
        let kinds = settings.kindsLeftOut(by: definition.id).sorted().joined(separator: ", ")
        if !kinds.isEmpty { choices.append(Message(tr: "\(kinds) türü hariç", en: "without kind \(kinds)")) }
      }
      let text = choices.map { $0[language] }.joined(separator: ", ")
      return "\(source.name): \(text) (\(reason[language]))"
    }
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
    let chapter = RuleManual.chapter(definition, values: values, words, in: language)
    let title = Message(tr: "Kaynak sistemin ayarı", en: "Set by the source's system")[language]
    result.manual = ([chapter] + sourceLines(definition).map { "- **\(title)**: \($0)" }).joined(separator: "\n")
    return result
  }
}
