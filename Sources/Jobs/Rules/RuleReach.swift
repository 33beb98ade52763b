import Analysis
import Intake
import Messages
import Model

/// Which rules a source's rows do not reach, judged by a sample of them: a rule's own run may see more.
struct RuleReach {
  private let columns: Set<SourceColumn>
  private let filled: Set<SourceColumn>
  private let types: Set<EventType>
  private let reasons: Set<FailureReason>
  private let settings: RuleConfiguration
  private let hasLiveStore: Bool

  /// What surveys of a source's relations show, in a configuration.
  init(_ surveys: [RelationSurvey], of system: SourceSystem, _ settings: RuleConfiguration, hasLiveStore: Bool) {
    self.hasLiveStore = hasLiveStore
    var (columns, filled): (Set<SourceColumn>, Set<SourceColumn>) = ([], [])
    for survey in surveys {
      let present = survey.description.relation.columns.filter { survey.has($0) }
      columns.formUnion(present)
      // Of no rows nothing can be said; users have no window.
      filled.formUnion(present.filter { survey.rows == 0 || survey.fills($0) })
    }
    self.columns = columns
    self.filled = filled
    let words = surveys.reduce(into: [:]) { $0.merge($1.words) { $1 } }
    types = Set(
      (words[.event(.type)] ?? []).compactMap { system.meaning(ofEvent: $0.word)?.kind.type })
    reasons = Set(
      (words[.event(.reason)] ?? []).compactMap { system.reasons[$0.word] ?? FailureReason(rawValue: $0.word) })
    self.settings = settings
  }

  /// A line for each rule, or part of one, that cannot be evaluated, with what it needs.
  func lines(_ words: (RuleDefinition) -> Message) -> [Message] {
    RuleList.all.filter { settings.settings.whoDisabled($0.definition.id) == nil }.flatMap { rule in
      rule.definition.branches.compactMap { branch in
        let unmet = branch.needs.filter { !isMet($0) }
        if unmet.isEmpty { return nil }
        let name = branch.id.isEmpty ? rule.definition.id : "\(rule.definition.id) (\(branch.id))"
        let title = words(rule.definition)
        func list(_ language: Language) -> String { unmet.map { $0.message[language] }.joined(separator: ", ") }
        return Message(tr: "  \(name) \(title.tr): \(list(.tr))", en: "  \(name) \(title.en): \(list(.en))")
      }
    }
  }

  private func isMet(_ need: RuleNeed) -> Bool {
    switch need {
    case .column(let column): filled.contains(column)
    case .anyColumn(let columns): columns.contains { filled.contains($0) }
    case .eventTypes(let wanted): wanted.contains { types.contains($0) }
    case .failureReason(let reason): reasons.contains(reason)
    case .setting(let key):
      settings.settings.configured.contains(key) || key == "holidays" && settings.calendar != nil
        || key == "geoip" && settings.geoIPFile != nil
    case .liveStore: hasLiveStore
    case .wholeSource: true
    case .any(let ways): ways.contains { $0.allSatisfy { isMet($0) } }
    }
  }
}
