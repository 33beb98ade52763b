import Archive

/// A document in whose place another edition is issued.
struct ReplacedDocument: Sendable, Equatable {
  /// Its number.
  let number: DocumentNumber
  /// Its edition, from 1.
  let edition: Int
  /// The schedule it was made for; its period stays settled by the new edition.
  let schedule: String?
  /// Why it is replaced.
  let reason: String
  /// What the source held of its period then, by relation; empty where nobody knows.
  let rows: [String: IssuedRows]
}
