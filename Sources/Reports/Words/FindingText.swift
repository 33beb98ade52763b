import Records
import Analysis
import Documents
import Messages
import Model

/// How keys, measured values and thresholds of findings are written.
enum FindingText {
  /// Whom a finding is about, as the mask level allows.
  static func key(_ key: Finding.Key, _ context: RowContext) -> Cell {
    switch key.kind {
    case .user: context.userKey(key.value)
    case .address: context.address(NetworkAddress(key.value.text))
    case .session: .text(context.mask.sessionID(key.value.text))
    case .tenant: .text(context.words[.wholeSource])
    }
  }

  /// The same for a reader, who knows people by their names: `ay***.gü*** #4`.
  static func subject(_ key: Finding.Key, _ context: RowContext) -> Cell {
    guard key.kind == .user, !context.hasNamesAsKeys, key.value.triedName == nil,
      case .text(let name) = context.userName(key.value, shown: nil), case .text(let shown) = Self.key(key, context)
    else { return Self.key(key, context) }
    // At M1 the name has the key, or its mark, already.
    return .text(context.mask.level == .M1 ? name : "\(name) (\(shown))")
  }

  /// A rule's numbers; durations in microseconds end in `_us`.
  static func thresholds(_ definition: RuleDefinition, _ values: [String: Int64]) -> [JSONValue.Member] {
    definition.parameters.map { parameter in
      let value = values[parameter.name] ?? parameter.standard
      return .init(parameter.unit.isTime ? parameter.name + "_us" : parameter.name, .integer(value))
    }
  }

  /// A rule's numbers for a person: `başarısız giriş sayısı = 10; pencere = 10 dk`.
  static func numbers(
    _ definition: RuleDefinition, _ values: [String: Int64], _ words: TextCatalog, _ language: Language
  ) -> String {
    definition.parameters.map { parameter in
      let value = values[parameter.name] ?? parameter.standard
      let number = number(value, of: parameter.unit, words, language) ?? parameter.text(value)
      return "\(words.meaning(parameter, of: definition)) = \(number)"
    }.joined(separator: "; ")
  }

  /// A number whose way of writing depends on the language.
  private static func number(
    _ value: Int64, of unit: RuleParameter.Unit, _ words: TextCatalog, _ language: Language
  ) -> String? {
    if unit.isTime { return length(value, words) }
    return unit == .percent && language == .tr ? "%\(value)" : nil
  }

  /// A length of time in its largest whole unit: `90 gün`, `10 dk`.
  static func length(_ microseconds: Int64, _ words: TextCatalog) -> String {
    let units: [(seconds: Int64, name: WordKey)] = [(86_400, .unitDays), (3600, .unitHours), (60, .unitMinutes)]
    let unit = units.first { microseconds != 0 && microseconds % ($0.seconds * microsecondsPerSecond) == 0 }
    if let unit { return "\(microseconds / (unit.seconds * microsecondsPerSecond)) \(words[unit.name])" }
    let seconds = Double(microseconds) / Double(microsecondsPerSecond)
    let isWhole = microseconds % microsecondsPerSecond == 0
    return (isWhole ? String(microseconds / microsecondsPerSecond) : String(seconds)) + " \(words[.unitSeconds])"
  }

  /// A measured value, as the mask level allows.
  static func value(_ value: Finding.Measure.Value, _ context: RowContext) -> JSONValue {
    switch value {
    case .integer(let number): .integer(number)
    case .text(let text): .string(text)
    case .event(let identifier): .string(context.mask.rowKey(identifier.text))
    case .instant(let instant): .string(instant.iso8601)
    case .address(let address): text(context.address(address))
    case .addresses(let addresses): .array(addresses.map { text(context.address($0)) })
    case .user(let user): text(context.userKey(user))
    case .users(let users):
      .array(
        users.map { .object([.init("user", text(context.userKey($0.user))), .init("count", .integer($0.count))]) })
    }
  }

  /// The first and last rows a finding rests on, as the mask level allows.
  static func evidence(_ list: EvidenceList, _ context: RowContext) -> [String] {
    let mark = "session:"
    return list.identifiers.map(\.text).map { identifier in
      if list.areSessions { return context.mask.sessionID(identifier) }
      guard identifier.utf8.starts(with: mark.utf8) else { return context.mask.rowKey(identifier) }
      return mark + context.mask.sessionID(String(identifier.unicodeScalars.dropFirst(mark.utf8.count)))
    }
  }

  /// A JSON text on one line.
  static func inline(_ value: JSONValue) -> String {
    switch value {
    case .array(let values): "[" + values.map { inline($0) }.joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { JSONValue.quoted($0.name) + ": " + inline($0.value) }.joined(separator: ", ") + "}"
    default: value.text()
    }
  }

  /// The same of many items, without a tree of all of them: an incident may hold hundreds of thousands.
  static func inline<Item>(_ items: [Item], _ value: (Item) -> JSONValue) -> String {
    var text = "["
    for (index, item) in items.enumerated() { text += (index > 0 ? ", " : "") + inline(value(item)) }
    return text + "]"
  }

  private static func text(_ cell: Cell) -> JSONValue {
    if case .text(let text) = cell { .string(text) } else { .null }
  }
}
