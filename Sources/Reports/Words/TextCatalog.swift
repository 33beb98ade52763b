package import Analysis
import Documents
import Files
package import Messages
package import Model
package import Settings

/// Every word a reader of a document sees, in one language: `words/tr.yaml` and `words/rules.tr.yaml`, say, and what a
/// look says otherwise.
///
/// The files of a language hold exactly the known keys; a missing or unknown one is an error with its line. A look's own
/// file may hold any of them, those of rules below `rule_texts`, with the same places to fill in.
package struct TextCatalog: Sendable {
  private let texts: [String: String]

  /// Reads and checks the files of a language in `folder`, and the words of a look that take the place of some of theirs.
  ///
  /// A look that holds every word of `tr.yaml` needs no such file beside it.
  package init(_ language: Language, in folder: String, overrides: SettingsNode? = nil) throws {
    let name = language.rawValue + ".yaml"
    let isWhole = overrides != nil && !InputFile.exists("\(folder)/\(name)")
    try self.init(
      base: isWhole ? nil : try SettingsNode(file: "\(folder)/\(name)"),
      rules: try SettingsNode(file: "\(folder)/rules.\(name)"), overrides: overrides)
  }

  /// Reads and checks the words of a language: those of documents, those of rules, and a look's own.
  package init(base: SettingsNode?, rules: SettingsNode, overrides: SettingsNode? = nil) throws(SettingsError) {
    var texts: [String: String] = [:]
    let (known, ruleKeys) = (Self.requiredKeys, Self.ruleKeys)
    texts.reserveCapacity(known.count + ruleKeys.count)
    try Self.forEachText(of: rules, prefix: Self.rulePrefix, known: KnownKeys(ruleKeys)) { key, text, _ in
      texts[key] = text
    }
    try Self.check(rules, holds: ruleKeys, in: texts)
    if let base {
      try Self.forEachText(of: base, known: KnownKeys(known)) { key, text, _ in texts[key] = text }
      try Self.check(base, holds: known, in: texts)
    }
    if let overrides {
      let words = texts
      try Self.forEachText(of: overrides, known: KnownKeys(known + ruleKeys)) { key, text, node throws(SettingsError) in
        if let word = words[key] { try Self.check(text, of: node, fills: word) }
        texts[key] = text
      }
      if base == nil { try Self.check(overrides, holds: known, in: texts) }
    }
    self.texts = texts
  }

  private static func check(
    _ node: SettingsNode, holds keys: [String], in texts: [String: String]
  ) throws(SettingsError) {
    for key in keys where texts[key] == nil {
      let name = key.hasPrefix(rulePrefix) ? String(key.dropFirst(rulePrefix.count)) : key
      throw node.error(
        Message(
          tr: "“\(name)” anahtarı eksik; bu dilde bir metin ekleyin.",
          en: "the key “\(name)” is missing; add a text in this language."))
    }
  }

  /// A place that the program does not fill would be printed as it is, and one that is left out hides a number.
  private static func check(
    _ text: String, of node: SettingsNode, fills word: String
  ) throws(SettingsError) {
    // The nouns of `{n|address|addresses}` are words too.
    func places(_ text: String) -> Set<String> {
      Set(RendererTexts.places(in: text).map { String($0.split(separator: "|", omittingEmptySubsequences: false)[0]) })
    }
    let (found, wanted) = (places(text), places(word))
    if found == wanted { return }
    let list = wanted.sorted().map { "{\($0)}" }.joined(separator: ", ")
    throw node.error(
      Message(
        tr: "bu metinde tam şu yerler doldurulur: \(list.isEmpty ? "hiçbiri" : list).",
        en: "the places to fill in this text are exactly: \(list.isEmpty ? "none" : list)."))
  }

  /// A column's header.
  func title(_ column: ColumnName) -> String { text("columns.\(column.rawValue).title") }
  /// Columns of the source as a reader knows them, those of one relation together: `user name, port (sessions); device (events)`.
  func fields(_ columns: [SourceColumn]) -> String {
    var groups: [(relation: String, names: [String])] = []
    for column in columns {
      if groups.last?.relation != column.relation { groups.append((column.relation, [])) }
      groups[groups.count - 1].names.append(text("source_fields.\(column.text)"))
    }
    return groups.map { group in
      "\(group.names.joined(separator: ", ")) (\(text("source_relations.\(group.relation)")))"
    }.joined(separator: "; ")
  }

  /// What a column means.
  func meaning(_ column: ColumnName) -> String { text("columns.\(column.rawValue).meaning") }
  /// An event type's name.
  package func name(_ type: EventType) -> String { text("event_types.\(type.rawValue)") }
  /// An event type's name; the source's own says it itself.
  func name(_ kind: EventKind, in language: Language) -> String {
    switch kind {
    case .known(let type): name(type)
    case .own(let type): type.title[language]
    }
  }
  /// A severity's name.
  func name(_ severity: Severity) -> String { text("severities.\(severity.key)") }
  /// What an end rests on.
  func name(_ basis: EndBasis) -> String { text("end_bases.\(basis.rawValue)") }
  /// Why a session ended.
  package func name(_ reason: EndReason) -> String { text("end_reasons.\(reason.rawValue)") }
  /// A session's state.
  package func name(_ status: SessionStatus) -> String { text("statuses.\(status.rawValue)") }
  /// Why a row takes part in no total.
  func name(_ reason: QuarantineReason) -> String { text("quarantine_reasons.\(reason.rawValue)") }
  /// The short label of a legal basis.
  package func name(_ basis: LegalBasis) -> String { text("legal_bases.\(basis.rawValue)") }
  /// How the article of a legal basis is cited: `KVKK m.5/2-ç`.
  package func article(_ basis: LegalBasis) -> String { self(.legalArticle, ["article": basis.paragraph]) }
  /// A mask level.
  func name(_ level: MaskLevel) -> String { text("mask_levels.\(level.rawValue)") }
  /// A remark of a rule.
  func name(_ remark: RuleRemark) -> String { text("rule_remarks.\(remark.rawValue)") }
  /// Why a rule left a row out.
  func name(_ exclusion: RuleExclusion) -> String { text("rule_exclusions.\(exclusion.rawValue)") }
  /// A value the rules are given.
  func name(_ setting: RuleProvenance.Setting) -> String { text("rule_settings.\(setting.rawValue)") }
  /// What a finding is about.
  func name(_ kind: Finding.Key.Kind) -> String { text("finding_keys.\(kind.rawValue)") }
  /// What a rule measured; a name that has no word stands for itself.
  func name(measure name: String) -> String { texts["measures.\(name)"] ?? name }
  /// Why a sign-in failed.
  package func name(_ reason: FailureReason) -> String { text("failure_reasons.\(reason.rawValue)") }
  /// What is known of a night.
  func name(_ state: BackupHistory.Night.State) -> String { text("backup_nights.\(state.rawValue)") }
  /// How an act on a backup ended.
  func name(_ outcome: BackupHistory.LedgerWord) -> String { text("backup_outcomes.\(outcome.rawValue)") }
  /// An act on a backup.
  func name(_ act: BackupHistory.Act) -> String { text("backup_acts.\(act.rawValue)") }
  /// What became of what was sealed.
  func name(_ state: SealHistory.State) -> String { text("seal_states.\(state.rawValue)") }
  /// What is known of a day of the calendar of seals.
  func name(_ state: SealHistory.Day.State) -> String { text("seal_days.\(state.rawValue)") }
  /// An act of the ledger.
  func name(_ act: TrailHistory.Act) -> String { text("ledger_acts.\(act.rawValue)") }
  /// An act of the ledger; one that is not known stands for itself.
  func name(act: String) -> String { texts["ledger_acts.\(act)"] ?? act }
  /// How an application came in.
  func name(_ channel: SubjectApplication.Channel) -> String { text("subject.channels.\(channel.rawValue)") }
  /// A right of a data subject.
  func name(_ right: SubjectApplication.Right) -> String { text("subject.rights.\(right.rawValue)") }
  /// What was changed in how documents are made.
  func name(_ kind: TrailHistory.Change.Kind) -> String { text("change_kinds.\(kind.rawValue)") }
  /// A level of the application's log; one that is not known stands for itself.
  func name(logLevel level: String) -> String { texts["log_levels.\(level.lowercased())"] ?? level }
  /// What lowered a finding's severity, or took it out; a name that has no word stands for itself.
  func name(mitigation name: String) -> String { texts["mitigations.\(name)"] ?? name }
  /// The kind of a day: `working_day`, `weekend` or `holiday`.
  func name(dayKind name: String) -> String { texts["day_kinds.\(name)"] ?? name }
  /// Why a rule was not evaluated, or only in part, in the reader's words.
  package func text(_ reason: RuleReason) -> String {
    RendererTexts.fill(text("rule_reasons.\(reason.code.rawValue)"), ["detail": detail(reason)])
  }

  /// The same for an expert, with the names that the source and the configuration have for what is missing.
  func technicalText(_ reason: RuleReason) -> String {
    switch reason.code {
    case .columnMissing, .columnEmpty, .configurationMissing: "\(text(reason)) (\(reason.detail))"
    default: text(reason)
    }
  }

  private func detail(_ reason: RuleReason) -> String {
    switch reason.code {
    case .columnMissing, .columnEmpty:
      missingFields(reason.detail)
    case .eventTypeAbsent: reason.detail.split(separator: " / ").map { eventType(String($0)) }.joined(separator: " / ")
    case .configurationMissing: RuleProvenance.Setting(rawValue: reason.detail).map { "“\(name($0))”" } ?? reason.detail
    case .historyTooShort: reason.detail.split(separator: " ").map { span(String($0)) }.joined(separator: " ")
    default: reason.detail
    }
  }

  /// `events.ip / sessions.ip` as a reader knows them: what both are called is said once.
  private func missingFields(_ columns: String) -> String {
    var names: [String] = []
    for column in columns.split(separator: " / ") {
      let name = text("source_fields.\(column)")
      if !names.contains(name) { names.append(name) }
    }
    return names.joined(separator: " / ")
  }

  /// A word of `lookback 30d < 90d` as a reader says it: `geriye bakış`, `30 gün`.
  private func span(_ word: String) -> String {
    if word == "lookback" { return self[.ruleLookback] }
    let units: [Character: WordKey] = ["d": .unitDays, "h": .unitHours, "m": .unitMinutes, "s": .unitSeconds]
    guard let last = word.last, let unit = units[last], let number = Int(word.dropLast()) else { return word }
    return "\(number) \(self[unit])"
  }

  /// `login_failed (unknown_user)`: the name of the type, and of the reason where there is one.
  private func eventType(_ text: String) -> String {
    let parts = text.split { $0 == "(" || $0 == ")" || $0 == " " }.map(String.init)
    guard let type = parts.first.flatMap({ EventType(rawValue: $0) }) else { return text }
    let reason = parts.dropFirst().first.flatMap { FailureReason(rawValue: $0) }
    return name(type) + (reason.map { " (\(name($0)))" } ?? "")
  }
  /// A weekday; 0 is Monday.
  func weekday(_ index: Int) -> String { text("weekdays.\(index + 1)") }
  /// A weekday in a few letters; 0 is Monday.
  func shortWeekday(_ index: Int) -> String { text("short_weekdays.\(index + 1)") }
  /// A month, from 1.
  package func month(_ number: Int) -> String { text("months.\(number)") }

  /// The text of a key as the files of words have it, its places unfilled; a key nobody knows stands for itself.
  package func text(_ key: String) -> String { texts[key] ?? key }

  /// Every key a file of words holds, in the order of their declaration.
  package static let requiredKeys: [String] = {
    var keys = WordKey.allCases.map(\.rawValue)
    keys += StatementWordKey.allCases.map(\.rawValue) + FigureWordKey.allCases.map(\.rawValue)
    keys += ArchiveWordKey.allCases.map(\.rawValue) + IndexWordKey.allCases.map(\.rawValue)
    keys += DeadlineWordKey.allCases.map(\.rawValue) + AuthorityWordKey.allCases.map(\.rawValue)
    keys += BreachWordKey.allCases.map(\.rawValue) + ServersWordKey.allCases.map(\.rawValue)
    keys += AccountWordKey.allCases.map(\.rawValue) + AccessWordKey.allCases.map(\.rawValue)
    keys += MatrixWordKey.allCases.map(\.rawValue)
    keys += RetentionWordKey.allCases.map(\.rawValue) + DisposalWordKey.allCases.map(\.rawValue)
    keys += ManagementWordKey.allCases.map(\.rawValue) + managementKeys
    keys += RetentionRule.Method.allCases.map { "retention_methods.\($0.rawValue)" }
    keys += RetentionState.allCases.map { "retention_states.\($0.rawValue)" }
    keys += BrowserTexts.Name.allCases.map { "browser.\($0.rawValue)" }
    keys += BreachField.blocks.map { "breach_blocks.\($0)" }
    keys += BreachField.allCases.map { "breach_fields.\($0.rawValue)" }
    keys += RequestWordKey.allCases.map(\.rawValue) + ReviewWordKey.allCases.map(\.rawValue)
    keys += SubjectApplication.Channel.allCases.map { "subject.channels.\($0.rawValue)" }
    keys += SubjectApplication.Right.allCases.map { "subject.rights.\($0.rawValue)" }
    keys += ColumnName.allCases.flatMap { ["columns.\($0.rawValue).title", "columns.\($0.rawValue).meaning"] }
    keys += EventType.allCases.map { "event_types.\($0.rawValue)" }
    keys += Severity.allCases.map { "severities.\($0.key)" }
    keys += EndBasis.allCases.map { "end_bases.\($0.rawValue)" }
    keys += EndReason.allCases.map { "end_reasons.\($0.rawValue)" }
    keys += SessionStatus.allCases.map { "statuses.\($0.rawValue)" }
    keys += QuarantineReason.allCases.map { "quarantine_reasons.\($0.rawValue)" }
    keys += RuleRemark.allCases.map { "rule_remarks.\($0.rawValue)" }
    keys += RuleExclusion.allCases.map { "rule_exclusions.\($0.rawValue)" }
    keys += RuleProvenance.Setting.allCases.map { "rule_settings.\($0.rawValue)" }
    keys += Finding.Key.Kind.allCases.map { "finding_keys.\($0.rawValue)" }
    keys += RuleReason.Code.allCases.map { "rule_reasons.\($0.rawValue)" }
    keys += MeasureName.allCases.map { "measures.\($0.rawValue)" }
    keys += FailureReason.allCases.map { "failure_reasons.\($0.rawValue)" }
    keys += Mitigation.allCases.map { "mitigations.\($0.rawValue)" }
    keys += SourceColumn.all.map { "source_fields.\($0.text)" }
    keys += SourceColumn.relations.map { "source_relations.\($0)" }
    keys += ["debug", "info", "warning", "error", "critical", "fatal"].map { "log_levels.\($0)" }
    keys += ["working_day", "weekend", "holiday"].map { "day_kinds.\($0)" }
    keys += BackupHistory.Night.State.allCases.map { "backup_nights.\($0.rawValue)" }
    keys += BackupHistory.LedgerWord.allCases.map { "backup_outcomes.\($0.rawValue)" }
    keys += BackupHistory.Act.allCases.map { "backup_acts.\($0.rawValue)" }
    keys += SealHistory.State.allCases.map { "seal_states.\($0.rawValue)" }
    keys += SealHistory.Day.State.allCases.map { "seal_days.\($0.rawValue)" }
    keys += TrailHistory.Act.allCases.map { "ledger_acts.\($0.rawValue)" }
    keys += TrailHistory.Change.Kind.allCases.map { "change_kinds.\($0.rawValue)" }
    keys += LegalBasis.allCases.map { "legal_bases.\($0.rawValue)" }
    keys += MaskLevel.allCases.map { "mask_levels.\($0.rawValue)" }
    keys += (1...7).flatMap { ["weekdays.\($0)", "short_weekdays.\($0)"] }
    keys += (1...12).map { "months.\($0)" }
    return keys
  }()

  /// Lends every text below a node with its whole key; a key that is not known is an error.
  private static func forEachText(
    of node: SettingsNode, prefix: String = "", known: KnownKeys,
    _ body: (_ key: String, _ text: String, SettingsNode) throws(SettingsError) -> Void
  ) throws(SettingsError) {
    for (key, value) in try node.entries() {
      let name = prefix + (key.text ?? "?")
      if known.keys.contains(name) {
        try body(name, try value.string(), value)
      } else if known.groups.contains(name) {
        try forEachText(of: value, prefix: name + ".", known: known, body)
      } else {
        let unknown = Message(tr: "“\(name)” bilinmeyen bir anahtar.", en: "“\(name)” is an unknown key.")
        throw key.error(Suggestion.question(for: name, among: known.keys.sorted()).map { unknown + $0 } ?? unknown)
      }
    }
  }
}

/// The keys that a file of words may have, and what stands above them.
private struct KnownKeys {
  let keys: Set<String>
  /// `columns` and `columns.ip` of `columns.ip.title`.
  private(set) var groups: Set<String> = []

  init(_ keys: [String]) {
    self.keys = Set(keys)
    for key in keys {
      for place in key.utf8.indices where key.utf8[place] == UInt8(ascii: ".") { groups.insert(String(key[..<place])) }
    }
  }
}
