public import Messages

/// What a source system says of a rule, because the application itself works so: it stands until the configuration
/// names the rule.
public struct SystemRule: Sendable {
  /// Numbers by name; durations in microseconds.
  public let values: [String: Int64]
  /// Whether the rule is switched off.
  public let isDisabled: Bool
  /// Kinds of sessions that the rule does not look at.
  public let exceptKinds: Set<String>
  /// Why, for a reader of the document.
  public let reason: Message

  /// What a system says, from its parts.
  public init(values: [String: Int64], isDisabled: Bool, exceptKinds: Set<String>, reason: Message) {
    self.values = values
    self.isDisabled = isDisabled
    self.exceptKinds = exceptKinds
    self.reason = reason
  }
}

/// Who decided what a rule goes by.
public enum RuleOrigin: String, Sendable, CaseIterable {
  /// The rule's own default.
  case standard = "default"
  /// The source system.
  case system
  /// `tutanak.yaml`.
  case configuration
}
