import Analysis
import Documents
import Messages
import Model
package import Settings

/// Every word a reader of a document sees, in one language: the content of `templates/<look>/tr.yaml` or `en.yaml`.
///
/// The file must hold exactly the known keys; a missing or unknown one is an error with its line.
package struct TextCatalog: Sendable {
  private let texts: [String: String]

  /// Reads and checks a file of words.
  package init(_ node: SettingsNode) throws(SettingsError) {
    var texts: [String: String] = [:]
    let known = Self.requiredKeys
    try Self.collect(node, prefix: "", known: Set(known), into: &texts)
    for key in known where texts[key] == nil {
      throw node.error(
        Message(
          tr: "“\(key)” anahtarı eksik; bu dilde bir metin ekleyin.",
          en: "the key “\(key)” is missing; add a text in this language."))
    }
    self.texts = texts
  }

  /// The text of a key.
  package subscript(key: WordKey) -> String { text(key.rawValue) }

  /// The text of a key with its places `{name}` filled.
  package func callAsFunction(_ key: WordKey, _ values: [String: String]) -> String {
    DrawingWords.fill(self[key], values)
  }

  /// A column's header.
  func title(_ column: ColumnName) -> String { text("columns.\(column.rawValue).title") }
  /// What a column means.
  func meaning(_ column: ColumnName) -> String { text("columns.\(column.rawValue).meaning") }
  /// An event type's name.
  func name(_ type: EventType) -> String { text("event_types.\(type.rawValue)") }
  /// A severity's name.
  func name(_ severity: Severity) -> String { text("severities.\(severity.key)") }
  /// What an end rests on.
  func name(_ basis: EndBasis) -> String { text("end_bases.\(basis.rawValue)") }
  /// Why a session ended.
  func name(_ reason: EndReason) -> String { text("end_reasons.\(reason.rawValue)") }
  /// A session's state.
  func name(_ status: SessionStatus) -> String { text("statuses.\(status.rawValue)") }
  /// Why a row takes part in no total.
  func name(_ reason: QuarantineReason) -> String { text("quarantine_reasons.\(reason.rawValue)") }
  /// The short label of a legal basis.
  func name(_ basis: LegalBasis) -> String { text("legal_bases.\(basis.rawValue)") }
  /// A mask level.
  func name(_ level: MaskLevel) -> String { text("mask_levels.\(level.rawValue)") }
  /// A remark of a rule.
  func name(_ remark: RuleRemark) -> String { text("rule_remarks.\(remark.rawValue)") }
  /// A value the rules are given.
  func name(_ setting: RuleBasis.Setting) -> String { text("rule_settings.\(setting.rawValue)") }
  /// What a finding is about.
  func name(_ kind: Finding.Key.Kind) -> String { text("finding_keys.\(kind.rawValue)") }
  /// A weekday; 0 is Monday.
  func weekday(_ index: Int) -> String { text("weekdays.\(index + 1)") }
  /// A weekday in a few letters; 0 is Monday.
  func shortWeekday(_ index: Int) -> String { text("short_weekdays.\(index + 1)") }
  /// A month, from 1.
  func month(_ number: Int) -> String { text("months.\(number)") }

  private func text(_ key: String) -> String { texts[key] ?? key }

  /// Every key a file of words holds, in the order of their declaration.
  package static let requiredKeys: [String] = {
    var keys = WordKey.allCases.map(\.rawValue)
    keys += ColumnName.allCases.flatMap { ["columns.\($0.rawValue).title", "columns.\($0.rawValue).meaning"] }
    keys += EventType.allCases.map { "event_types.\($0.rawValue)" }
    keys += Severity.allCases.map { "severities.\($0.key)" }
    keys += EndBasis.allCases.map { "end_bases.\($0.rawValue)" }
    keys += EndReason.allCases.map { "end_reasons.\($0.rawValue)" }
    keys += SessionStatus.allCases.map { "statuses.\($0.rawValue)" }
    keys += QuarantineReason.allCases.map { "quarantine_reasons.\($0.rawValue)" }
    keys += RuleRemark.allCases.map { "rule_remarks.\($0.rawValue)" }
    keys += RuleBasis.Setting.allCases.map { "rule_settings.\($0.rawValue)" }
    keys += Finding.Key.Kind.allCases.map { "finding_keys.\($0.rawValue)" }
    keys += LegalBasis.allCases.map { "legal_bases.\($0.rawValue)" }
    keys += MaskLevel.allCases.map { "mask_levels.\($0.rawValue)" }
    keys += (1...7).flatMap { ["weekdays.\($0)", "short_weekdays.\($0)"] }
    keys += (1...12).map { "months.\($0)" }
    return keys
  }()

  private static func collect(
    _ node: SettingsNode, prefix: String, known: Set<String>, into texts: inout [String: String]
  ) throws(SettingsError) {
    for (key, value) in try node.entries() {
      let name = prefix + (key.text ?? "?")
      if known.contains(name) {
        texts[name] = try value.string()
      } else if known.contains(where: { $0.hasPrefix(name + ".") }) {
        try collect(value, prefix: name + ".", known: known, into: &texts)
      } else {
        let unknown = Message(tr: "“\(name)” bilinmeyen bir anahtar.", en: "“\(name)” is an unknown key.")
        throw key.error(Suggestion.question(for: name, among: known.sorted()).map { unknown + $0 } ?? unknown)
      }
    }
  }
}
