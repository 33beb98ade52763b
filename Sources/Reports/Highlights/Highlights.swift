import Documents
import Messages

/// What the first page says: what stands out, what is missing, what to do, from measured values by stated rules.
///
/// The rules stand in docs/reports.md. None of them judges: each names a count or a state that a section proves.
struct Highlights {
  let standingOut: [Statement]
  let missing: [Statement]
  let toDo: [Statement]
  private let words: TextCatalog
  private let language: Language

  /// The statements of a document; `sections` are what it was composed of.
  init(_ context: SectionContext, _ sections: [Section]) {
    standingOut = StandingOut(context: context).statements
    missing = MissingParts(context: context, sections: sections).statements
    toDo = RequiredActs(context: context).statements
    words = context.words
    language = context.facts.language
  }

  /// One sentence a question.
  var sentences: [Highlight] {
    [
      Highlight(label: words[.highlightStandingOut], text: sentence(standingOut)),
      Highlight(label: words[.highlightMissing], text: sentence(missing)),
      Highlight(label: words[.highlightToDo], text: sentence(toDo), isAlert: toDo.contains(where: \.isUrgent)),
    ]
  }

  /// The same for programs.
  var json: JSONValue {
    func list(_ statements: [Statement]) -> JSONValue {
      .array(statements.map { .object([.init("code", .string($0.code.rawValue)), .init("text", .string($0.text))]) })
    }
    return .object([
      .init("stands_out", list(standingOut)), .init("missing", list(missing)), .init("to_do", list(toDo)),
    ])
  }

  private func sentence(_ statements: [Statement]) -> String {
    let text = statements.map(\.text).joined(separator: "; ") + "."
    guard let first = text.unicodeScalars.first else { return text }
    let rest = String(text.unicodeScalars.dropFirst())
    // No locale is asked: Turkish has a capital İ.
    let capital = first == "i" && language == .tr ? "İ" : first.properties.uppercaseMapping
    return capital + rest
  }
}
