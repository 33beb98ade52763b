public import Messages
import Model

/// What the configuration says of the rules.
public struct RuleSettings: Sendable {
  /// Rules that shall not run, by the configuration.
  public var disabled: Set<String> = []
  /// Rules that the configuration wants, whatever the source system says.
  public var enabled: Set<String> = []
  /// Rules without which a run does not count as complete.
  public var required: Set<String> = []
  /// Numbers by rule and name; durations in microseconds.
  public var values: [String: [String: Int64]] = [:]
  /// Kinds of sessions a rule does not look at, by rule.
  public var exceptKinds: [String: Set<String>] = [:]
  /// What the source system says of rules; the configuration stands above it.
  public var system: [String: SystemRule] = [:]
  /// Lists for all rules.
  public var lists = RuleLists()
  /// How many microseconds before the period rows are read.
  public var lookback: Int64 = 90 * microsecondsPerDay
  /// The keys that were configured, for rules that need one.
  public var configured: Set<String> = []

  /// The defaults.
  public init() {}

  /// A rule's numbers: those of the configuration, else of the source system, else its own defaults.
  public func values(of definition: RuleDefinition) -> [String: Int64] {
    var result: [String: Int64] = [:]
    for parameter in definition.parameters {
      let (id, name) = (definition.id, parameter.name)
      result[name] = values[id]?[name] ?? system[id]?.values[name] ?? parameter.standard
    }
    return result
  }

  /// Who decided one of a rule's numbers.
  public func origin(of parameter: RuleParameter, of rule: String) -> RuleOrigin {
    if values[rule]?[parameter.name] != nil { return .configuration }
    return system[rule]?.values[parameter.name] != nil ? .system : .standard
  }

  /// Who switched a rule off; nil where it runs.
  ///
  /// A configuration that says anything of a rule wants it to run, unless it switches it off itself.
  public func whoDisabled(_ rule: String) -> RuleOrigin? {
    if disabled.contains(rule) { return .configuration }
    return system[rule]?.isDisabled == true && !enabled.contains(rule) ? .system : nil
  }

  /// The kinds of sessions that a rule does not look at.
  public func kindsLeftOut(by rule: String) -> Set<String> {
    exceptKinds[rule] ?? system[rule]?.exceptKinds ?? []
  }

  /// Why the source system decided something of a rule that stands in this run; nil where it decided nothing.
  public func systemReason(_ definition: RuleDefinition) -> Message? {
    guard let rule = system[definition.id] else { return nil }
    if let whoDisabled = whoDisabled(definition.id) { return whoDisabled == .system ? rule.reason : nil }
    let decides =
      definition.parameters.contains { origin(of: $0, of: definition.id) == .system }
      || exceptKinds[definition.id] == nil && !rule.exceptKinds.isEmpty
    return decides ? rule.reason : nil
  }
}
