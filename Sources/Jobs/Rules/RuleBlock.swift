import Analysis
import Messages
import Settings

/// What `tutanak.yaml`, or a source system's `system.yaml`, says of one rule.
struct RuleBlock {
  /// Whether it runs; nil where nothing is said of that.
  private(set) var isEnabled: Bool?
  /// Numbers by their names; durations in microseconds.
  private(set) var values: [String: Int64] = [:]
  /// Kinds of sessions that the rule does not look at; nil where nothing is said of them.
  private(set) var exceptKinds: Set<String>?

  private static let keys = ["enabled", "except_kinds"]

  /// Reads `{ enabled: false }`, or numbers by their names; `other` keys are the caller's to read.
  ///
  /// - Throws: `SettingsError` for a key that the rule does not have, with the nearest one, or a number out of range.
  init(_ node: SettingsNode, _ definition: RuleDefinition, other: [String] = []) throws(SettingsError) {
    let block = try node.mapping(Self.keys + other + definition.parameters.map(\.name))
    isEnabled = try block["enabled"]?.bool()
    for parameter in definition.parameters {
      guard let value = block[parameter.name] else { continue }
      values[parameter.name] =
        switch parameter.unit {
        case .duration, .history: try value.duration()
        case .hour: Int64(try value.integer(in: 0...24, unit: parameter.suffix))
        case .percent: Int64(try value.integer(in: 0...100, unit: parameter.suffix))
        case .count, .kilometres, .speed: Int64(try value.integer(in: 1...1_000_000, unit: parameter.suffix))
        }
    }
    guard let kinds = block["except_kinds"] else { return }
    guard definition.subject.countsSessions else {
      throw kinds.error(
        Message(
          tr: "\(definition.id) oturumlara değil olaylara bakar; “except_kinds” burada bir şey değiştirmez, kaldırın.",
          en: "\(definition.id) looks at events, not at sessions; “except_kinds” changes nothing here, remove it."))
    }
    var texts: Set<String> = []
    for item in try kinds.list() { texts.insert(try item.string()) }
    exceptKinds = texts
  }
}
