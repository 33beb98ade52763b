public import Messages

/// What a rule says of a finding: one of its sentences, which the words of a language spell out, and what stands in it.
public struct FindingSentence: Sendable, Equatable {
  /// What stands in a place of a sentence.
  public enum Value: Sendable, Equatable {
    /// A number, with its noun where the sentence gives one.
    case number(Int64)
    /// A text that reads the same in every language: a length of time, a country.
    case text(String)
    /// A length of time in microseconds, spelled out with its unit.
    case length(Int64)
    /// A text that depends on the language: a moment.
    case message(Message)
    /// Another of the rule's sentences, one without places.
    case phrase(String)

    /// A count.
    static func count(_ count: some BinaryInteger) -> Value { .number(Int64(count)) }
  }

  /// The rule's identifier.
  public let rule: String
  /// Which of its sentences, as ``RuleDefinition/sentences`` lists them.
  public let name: String
  /// What stands in its places, by their names.
  public let values: [String: Value]

  /// A sentence of a rule.
  public init(rule: String, name: String, values: [String: Value] = [:]) {
    self.rule = rule
    self.name = name
    self.values = values
  }
}

extension Rule {
  /// One of the rule's own sentences.
  static func sentence(_ name: String, _ values: [String: FindingSentence.Value] = [:]) -> FindingSentence {
    assert(definition.sentences.contains(name), "\(definition.id) has no sentence “\(name)”")
    return FindingSentence(rule: definition.id, name: name, values: values)
  }
}
