import Analysis
import Documents
import Model
import Records

/// The words that stand in columns of rows, encoded once in a document's language.
struct WordCells: Sendable {
  let bases: EnumTable<EndBasis, PreparedCell>
  let statuses: EnumTable<SessionStatus, PreparedCell>
  let endReasons: EnumTable<EndReason, PreparedCell>
  let legalBases: EnumTable<LegalBasis, PreparedCell>
  let eventTypes: EnumTable<EventType, PreparedCell>
  /// Why a sign-in failed; nil for a word that the mapping does not know.
  let failureReasons: EnumTable<FailureReason, PreparedCell?>
  let success: PreparedCell
  let failure: PreparedCell

  init(_ words: TextCatalog) {
    func cell(_ text: String) -> PreparedCell { PreparedCell(.text(text)) }
    bases = EnumTable { cell(words.name($0)) }
    statuses = EnumTable { cell(words.name($0)) }
    endReasons = EnumTable { cell(words.name($0)) }
    legalBases = EnumTable { cell("\(words.article($0)) (\(words.name($0)))") }
    eventTypes = EnumTable { cell(words.name($0)) }
    failureReasons = EnumTable { $0 == .other ? nil : cell(words.name($0)) }
    success = cell(words[.outcomeSuccess])
    failure = cell(words[.outcomeFailure])
  }

  /// How an event came out; nil where its type has no outcome.
  func outcome(of type: EventType) -> PreparedCell? { type.succeeded.map { $0 ? success : failure } }
}
