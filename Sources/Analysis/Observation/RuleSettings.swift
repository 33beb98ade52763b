import Model

/// What the configuration says of the rules.
package struct RuleSettings: Sendable {
  /// Rules that shall not run.
  package var disabled: Set<String> = []
  /// Rules without which a run does not count as complete.
  package var required: Set<String> = []
  /// Numbers by rule and name; durations in microseconds.
  package var values: [String: [String: Int64]] = [:]
  /// Lists for all rules.
  package var lists = RuleLists()
  /// How many microseconds before the period rows are read.
  package var lookback: Int64 = 90 * microsecondsPerDay
  /// The keys that were configured, for rules that need one.
  package var configured: Set<String> = []

  /// The defaults.
  package init() {}

  /// A rule's numbers: its own defaults where nothing is set.
  func values(of definition: RuleDefinition) -> [String: Int64] {
    var result: [String: Int64] = [:]
    for parameter in definition.parameters {
      result[parameter.name] = values[definition.id]?[parameter.name] ?? parameter.standard
    }
    return result
  }
}
