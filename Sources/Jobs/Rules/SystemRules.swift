import Analysis
import Intake
import Messages
import Settings

/// The `rules` block of a source system's `system.yaml`: numbers that fit how the application works, and why.
enum SystemRules {
  /// What the block says, by rule; empty where there is none.
  ///
  /// - Throws: `SettingsError` for a rule or a number that does not exist, with file and line, and for one without `why`.
  static func read(_ node: SettingsNode?) throws(SettingsError) -> [String: SystemRule] {
    guard let node else { return [:] }
    let definitions = RuleList.all.map { $0.definition }
    let block = try node.mapping(definitions.map(\.id))
    var rules: [String: SystemRule] = [:]
    for definition in definitions {
      guard let rule = block[definition.id] else { continue }
      let settings = try RuleBlock(rule, definition, other: ["why"])
      let why = try rule.mapping(try keys(of: rule)).required("why").mapping(["tr", "en"])
      rules[definition.id] = SystemRule(
        values: settings.values, isDisabled: settings.isEnabled == false, exceptKinds: settings.exceptKinds ?? [],
        reason: Message(tr: try why.required("tr").string(), en: try why.required("en").string()))
    }
    return rules
  }

  private static func keys(of node: SettingsNode) throws(SettingsError) -> [String] {
    try node.entries().compactMap { $0.key.text }
  }
}

extension RuleConfiguration {
  /// The same for one source: what its system says stands where the configuration says nothing.
  func applied(to system: SourceSystem) throws(SettingsError) -> RuleConfiguration {
    var result = self
    result.settings.system = try SystemRules.read(system.rules)
    return result
  }
}
