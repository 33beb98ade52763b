package import Analysis
import Documents
package import Messages

/// What is said of rules, from `words/rules.tr.yaml` and its like.
extension TextCatalog {
  /// Under which key a look overrides them.
  static let rulePrefix = "rule_texts."

  /// Every key of the files of rules.
  package static let ruleKeys: [String] = RuleList.all.flatMap { rule in
    let definition = rule.definition
    let names =
      ["title", "logic", "thresholds", "tuning"] + definition.parameters.map { "parameters.\($0.name)" }
      + definition.sentences.map { "sentences.\($0)" }
    return names.map { key($0, definition.id) }
  }

  private static func key(_ name: String, _ rule: String) -> String { "\(rulePrefix)\(rule).\(name)" }

  /// The name of a rule.
  package func title(_ rule: RuleDefinition) -> String { text(Self.key("title", rule.id)) }
  /// What makes it fire, exactly.
  package func logic(_ rule: RuleDefinition) -> String { text(Self.key("logic", rule.id)) }
  /// Where its thresholds come from: other products' rules, standards.
  package func thresholds(_ rule: RuleDefinition) -> String { text(Self.key("thresholds", rule.id)) }
  /// How to make it quieter or sharper.
  package func tuning(_ rule: RuleDefinition) -> String { text(Self.key("tuning", rule.id)) }
  /// What one of its numbers means.
  package func meaning(_ parameter: RuleParameter, of rule: RuleDefinition) -> String {
    text(Self.key("parameters.\(parameter.name)", rule.id))
  }

  /// What a rule says of a finding; `language` is this catalogue's.
  package func sentence(_ sentence: FindingSentence, _ language: Language) -> String {
    let template = text(Self.key("sentences.\(sentence.name)", sentence.rule))
    return RendererTexts.fill(template) { place in
      let value = sentence.values[place]
      assert(value != nil, "\(sentence.rule).\(sentence.name): \(template)")
      return value.map { self.text($0, sentence.rule, language) }
    }
  }

  private func text(_ value: FindingSentence.Value, _ rule: String, _ language: Language) -> String {
    switch value {
    case .number(let number): String(number)
    case .text(let text): text
    case .length(let microseconds): FindingText.length(microseconds, self)
    case .message(let message): message[language]
    case .phrase(let name): text(Self.key("sentences.\(name)", rule))
    }
  }
}
