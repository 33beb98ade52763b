import Documents
import Intake
import Messages
import Model

/// Words of a sample that `system.yaml` does not map, as lines that can be pasted into it.
struct UnmappedSample {
  private let survey: RelationSurvey
  private let system: SourceSystem

  init(_ survey: RelationSurvey, _ system: SourceSystem) {
    self.survey = survey
    self.system = system
  }

  /// The lines, each kind of word under its key; a guess is marked as one, and what nobody can guess has to be decided.
  var lines: [Message] {
    block(
      "events", .event(.type), known: Set(system.events.keys),
      EventType.allCases.map(\.rawValue) + system.ownEventTypes.keys.sorted(), without: "unmapped")
      + block("reasons", .event(.reason), known: Set(system.reasons.keys), FailureReason.allCases.map(\.rawValue))
      + block("statuses", .session(.status), known: Set(system.statuses.keys), SessionStatus.allCases.map(\.rawValue))
      + block(
        "end_reasons", .session(.endReason), known: Set(system.endReasons.keys), EndReason.allCases.map(\.rawValue))
  }

  private func block(
    _ key: String, _ column: SourceColumn, known: Set<String>, _ words: [String], without: String? = nil
  ) -> [Message] {
    let unmapped = (survey.words[column] ?? []).filter { !known.contains($0.word) && !words.contains($0.word) }
    if unmapped.isEmpty { return [] }
    let head = Message(
      tr: "  ! eşlenmemiş sözcükler; system.yaml içine:", en: "  ! words that are not mapped; for system.yaml:")
    return [head, Message(verbatim: "  \(key):")]
      + unmapped.map { raw, count in
        let guess = Suggestion.nearest(to: raw, among: words)
        let rows = Message(tr: "# \(count) satır", en: "# \(count) \(count == 1 ? "row" : "rows")")
        let line = Message(verbatim: "    \(JSONValue.quoted(raw)): \(guess ?? without ?? "?") ") + rows
        if guess != nil { return line + Message(tr: "(tahmin)", en: "(a guess)") }
        return without == nil ? line + Message(verbatim: "(\(words.joined(separator: ", ")))") : line
      }
  }
}
