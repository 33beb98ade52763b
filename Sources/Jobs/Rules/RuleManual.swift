import Model
package import Analysis
package import Messages
package import Reports

/// The rules in words for a person: what `tutanak rules explain` prints and `docs/rules.md` holds.
package enum RuleManual {
  /// One rule, in Markdown, in the words of a language; `values` are the numbers set in a configuration.
  package static func chapter(
    _ definition: RuleDefinition, values: [String: Int64] = [:], _ words: TextCatalog, in language: Language
  ) -> String {
    func line(_ label: Message, _ text: String) -> String { "- **\(label[language])**: \(text)" }
    var lines = ["## \(definition.id) \(words.title(definition))", "", words.logic(definition), ""]
    lines.append(
      line(Message(tr: "Önem", en: "Severity"), definition.severities.map { $0.name[language] }.joined(separator: ", "))
    )
    for parameter in definition.parameters {
      lines.append("- `\(parameter.name)` = \(number(parameter, of: definition, values, words, language))")
    }
    lines.append(
      line(Message(tr: "Eşiklerin dayanağı", en: "Where thresholds come from"), words.thresholds(definition)))
    for branch in definition.branches {
      lines += needs(branch, language)
    }
    let techniques = definition.techniques.isEmpty ? "–" : definition.techniques.joined(separator: ", ")
    lines.append(line(Message(verbatim: "MITRE ATT&CK \(RuleDefinition.attackVersion)"), techniques))
    lines.append(line(Message(tr: "Ayarlama", en: "Tuning"), words.tuning(definition)))
    lines.append(line(Message(tr: "Kural sürümü", en: "Rule version"), String(definition.version)))
    return lines.joined(separator: "\n")
  }

  /// All rules, in Markdown, in the words of a language; `values` are the numbers set in a configuration, by rule.
  package static func book(
    values: [String: [String: Int64]] = [:], _ words: TextCatalog, in language: Language
  ) -> String {
    let title = Message(tr: "Kurallar", en: "The rules")
    let introduction = Message(
      tr: """
        Bu metin kuralların tanımlarından üretilir (`make docs`); elle değiştirilmez. Pencereler kayar ve iki ucu
        dâhildir. Sayılar `tutanak.yaml` içindeki `rules` bloğunda değiştirilir, kurallar orada kapatılır:

        ```yaml
        rules:
          A03: { count: 8, window: 30m }
          B03: { enabled: false }
        ```
        """,
      en: """
        This text is made from the rules' definitions (`make docs`); nobody edits it by hand. Windows slide and include
        both ends. Numbers are set in the `rules` block of `tutanak.yaml`, and rules are switched off there:

        ```yaml
        rules:
          A03: { count: 8, window: 30m }
          B03: { enabled: false }
        ```
        """)
    let chapters = RuleList.all.map { rule in
      chapter(rule.definition, values: values[rule.definition.id] ?? [:], words, in: language)
    }
    return (["# \(title[language])", introduction[language]] + chapters).joined(separator: "\n\n")
  }

  /// One line for a list.
  static func line(_ definition: RuleDefinition, _ words: TextCatalog, _ language: Language) -> String {
    let severities = definition.severities.map { $0.name[language] }.joined(separator: ", ")
    return "\(definition.id)  \(words.title(definition))  [\(severities)]"
  }

  private static func number(
    _ parameter: RuleParameter, of rule: RuleDefinition, _ values: [String: Int64], _ words: TextCatalog,
    _ language: Language
  ) -> String {
    let standard = parameter.text(parameter.standard)
    guard let value = values[parameter.name], value != parameter.standard else {
      return "\(standard): \(words.meaning(parameter, of: rule))"
    }
    let remark = Message(tr: "varsayılan \(standard)", en: "default \(standard)")
    return "\(parameter.text(value)) (\(remark[language])): \(words.meaning(parameter, of: rule))"
  }

  private static func needs(_ branch: RuleBranch, _ language: Language) -> [String] {
    let name = branch.id.isEmpty ? "" : " (\(branch.id))"
    let kinds = [
      (Message(tr: "Gerekli\(name)", en: "Needs\(name)"), branch.needs),
      (Message(tr: "Varsa tam değerlendirilir\(name)", en: "Complete with\(name)"), branch.optionalNeeds),
    ]
    return kinds.filter { !$0.1.isEmpty }.map { kind in
      "- **\(kind.0[language])**: \(kind.1.map { $0.message[language] }.joined(separator: ", "))"
    }
  }
}

extension Severity {
  fileprivate var name: Message {
    switch self {
    case .info: Message(tr: "bilgi", en: "info")
    case .low: Message(tr: "düşük", en: "low")
    case .medium: Message(tr: "orta", en: "medium")
    case .high: Message(tr: "yüksek", en: "high")
    case .critical: Message(tr: "kritik", en: "critical")
    }
  }
}

extension RuleNeed {
  /// The need as a person reads it.
  var message: Message {
    switch self {
    case .column(let column): Message(verbatim: "`\(column.text)`")
    case .anyColumn(let columns):
      Message(
        tr: columns.map { "`\($0.text)`" }.joined(separator: " veya "),
        en: columns.map { "`\($0.text)`" }.joined(separator: " or "))
    case .eventTypes(let types):
      Message(
        tr: "en az bir \(types.map { "`\($0.rawValue)`" }.joined(separator: " veya ")) olayı",
        en: "at least one event \(types.map { "`\($0.rawValue)`" }.joined(separator: " or "))")
    case .failureReason(let reason):
      Message(
        tr: "`\(reason.rawValue)` nedenli en az bir başarısız giriş",
        en: "at least one failed sign-in for the reason `\(reason.rawValue)`")
    case .wholeSource: Message(tr: "herkesin satırları (`--user` olmadan)", en: "everybody's rows (no `--user`)")
    case .liveStore: Message(tr: "kaynağın canlı oturum deposu (`live`)", en: "the source's live store (`live`)")
    case .setting(let key): Message(verbatim: "`rules.\(key)`")
    case .any(let ways):
      Message(
        tr: Self.ways(ways, "ve", "ya da", in: .tr), en: Self.ways(ways, "and", "or else", in: .en))
    }
  }

  private static func ways(_ ways: [[RuleNeed]], _ and: String, _ or: String, in language: Language) -> String {
    ways.map { way in way.map { $0.message[language] }.joined(separator: " \(and) ") }.joined(separator: " \(or) ")
  }
}
