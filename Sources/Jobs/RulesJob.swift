import Analysis
package import Messages

/// Shows the rules without reading a source.
package struct RulesJob: Sendable {
  private let settings: RuleSettings
  private let language: Language

  /// A job in the given language; the configuration, where there is one, says which rules and numbers are set.
  package init(_ configuration: Configuration?, in language: Language) {
    settings = configuration?.rules.settings ?? RuleSettings()
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
      return Message(verbatim: RuleManual.line(rule.definition, language) + remark[language])
    }
    return result
  }

  /// One rule in full, or all.
  ///
  /// - Throws: ``Failure`` for an identifier no rule has.
  package func explain(_ id: String?) throws -> RunResult {
    var result = RunResult()
    guard let id else {
      result.remarks = [Message(verbatim: RuleManual.book(in: language))]
      return result
    }
    let definitions = RuleList.all.map { $0.definition }
    guard let definition = definitions.first(where: { $0.id == id.uppercased() }) else {
      let known = definitions.map(\.id).joined(separator: ", ")
      throw Failure(
        .usage,
        Message(
          tr: "“\(id)” adında bir kural yok; kurallar: \(known).",
          en: "There is no rule “\(id)”; the rules are \(known)."
        ))
    }
    let values = settings.values[definition.id] ?? [:]
    result.remarks = [Message(verbatim: RuleManual.chapter(definition, values: values, in: language))]
    return result
  }
}
