/// What drawing a document came to.
package struct DrawingSummary: Sendable, Equatable {
  /// How many pages the file has, at least one.
  package let pages: Int
  /// How many characters no font has; each stands in the file as `<U+…>`.
  package let replacedCharacters: Int
  /// How many cells of tables were too long for a page and were shortened.
  package let shortenedCells: Int
}
