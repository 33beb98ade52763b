/// What the source holds besides a row under the same identifier.
package enum RowIdentity: Sendable {
  /// The identifier is the row's alone, or the row is the first of its equals.
  case only
  /// The row is used; rows that differ from it carry the same identifier.
  case first
  /// An exact copy of the row that is used: counted, otherwise ignored.
  case exactCopy
  /// It differs from the row that is used: listed, not counted in any total.
  case differs
  /// It cannot be told: the row's identifier, or that of a person or session in it, holds bytes that are no text.
  case unreadable
}
