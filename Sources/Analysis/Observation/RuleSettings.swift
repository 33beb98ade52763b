package import Messages
import Model

/// What the configuration says of the rules.
package struct RuleSettings: Sendable {
  /// Rules that shall not run, by the configuration.
  package var disabled: Set<String> = []
  /// Rules that the configuration wants, whatever the source system says.
  package var enabled: Set<String> = []
  /// Rules without which a run does not count as complete.
  package var required: Set<String> = []
  /// Numbers by rule and name; durations in microseconds.
  package var values: [String: [String: Int64]] = [:]
  /// Kinds of sessions a rule does not look at, by rule.
  package var exceptKinds: [String: Set<String>] = [:]
  /// What the source system says of rules; the configuration stands above it.
  package var system: [String: SystemRule] = [:]
  /// Lists for all rules.
  package var lists = RuleLists()
  /// How many microseconds before the period rows are read.
  package var lookback: Int64 = 90 * microsecondsPerDay
  /// The keys that were configured, for rules that need one.
  package var configured: Set<String> = []

  /// The defaults.
  package init() {}

  /// A rule's numbers: those of the configuration, else of the source system, else its own defaults.
  package func values(of definition: RuleDefinition) -> [String: Int64] {
    var result: [String: Int64] = [:]
    for parameter in definition.parameters {
      let (id, name) = (definition.id, parameter.name)
      result[name] = values[id]?[name] ?? system[id]?.values[name] ?? parameter.standard
    }
    return result
  }

  /// Who decided one of a rule's numbers.
  package func origin(of parameter: RuleParameter, of rule: String) -> RuleOrigin {
    if values[rule]?[parameter.name] != nil { return .configuration }
    return system[rule]?.values[parameter.name] != nil ? .system : .standard
  }

  /// Who switched a rule off; nil where it runs.
  ///
  /// A configuration that says anything of a rule wants it to run, unless it switches it off itself.
  package func whoDisabled(_ rule: String) -> RuleOrigin? {
    if disabled.contains(rule) { return .configuration }
    return system[rule]?.isDisabled == true && !enabled.contains(rule) ? .system : nil
  }

  /// The kinds of sessions that a rule does not look at.
  package func kindsLeftOut(by rule: String) -> Set<String> {
    exceptKinds[rule] ?? system[rule]?.exceptKinds ?? []
  }

  /// Why the source system decided something of a rule that stands in this run; nil where it decided nothing.
  package func systemReason(_ definition: RuleDefinition) -> Message? {
    guard let rule = system[definition.id] else { return nil }
    if let whoDisabled = whoDisabled(definition.id) { return whoDisabled == .system ? rule.reason : nil }
    let decides =
      definition.parameters.contains { origin(of: $0, of: definition.id) == .system }
      || exceptKinds[definition.id] == nil && !rule.exceptKinds.isEmpty
    return decides ? rule.reason : nil
  }
}
