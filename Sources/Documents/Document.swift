/// One report, ready to be drawn: what it is, its first page, its sections, and the look it wears.
///
/// It knows no Excel, PDF or CSV. Small things are held as values; tables that come in many rows hold a
/// ``TableRows`` and are read row by row by every renderer.
package struct Document: Sendable {
  /// What the document is called and what its files carry about themselves.
  package var identity: Identity
  /// Page, colours and fonts.
  package var theme: Theme
  /// How numbers, dates and durations are written.
  package var formats: Formats
  /// The few words a renderer says by itself, such as "Sayfa 1 / 12".
  package var words: RendererTexts
  /// The heading block of the first page.
  package var cover: Cover
  /// What follows the heading block, in reading order.
  package var sections: [Section]
  /// The `document` object of the JSON copy.
  package var summary: JSONValue

  /// A document from its parts.
  package init(
    identity: Identity, theme: Theme, formats: Formats, words: RendererTexts, cover: Cover, sections: [Section],
    summary: JSONValue
  ) {
    self.identity = identity
    self.theme = theme
    self.formats = formats
    self.words = words
    self.cover = cover
    self.sections = sections
    self.summary = summary
  }

  /// Every table of every section, in reading order.
  package var tables: [Table] { sections.flatMap(\.tables) }
}
