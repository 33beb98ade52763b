/// The first page's own part of a document: what a busy reader asks, answered without turning the page.
///
/// It is drawn in the order of its parts.
package struct Cover: Sendable {
  /// What stands out, what is missing, what to do: one sentence each, set apart from the rest.
  package var highlights: [Highlight]
  /// The few numbers that matter.
  package var tiles: [Tile]
  /// Labelled values, drawn in two columns in this order: down the left column, then the right one.
  package var fields: [Field]
  /// Fixed notices at the foot of the first page.
  package var notices: [String]

  /// The first page from its parts.
  package init(highlights: [Highlight] = [], tiles: [Tile] = [], fields: [Field], notices: [String]) {
    self.highlights = highlights
    self.tiles = tiles
    self.fields = fields
    self.notices = notices
  }
}

/// A sentence that answers one of a reader's first questions.
package struct Highlight: Sendable, Equatable {
  /// The question, in a word or two.
  package var label: String
  /// The sentence.
  package var text: String
  /// Whether it asks for an act.
  package var isAlert: Bool

  /// A highlight from its parts.
  package init(label: String, text: String, isAlert: Bool = false) {
    self.label = label
    self.text = text
    self.isAlert = isAlert
  }
}

/// A label and its value.
package struct Field: Sendable {
  /// What a renderer prints as the value.
  package enum Value: Sendable {
    /// A fixed text.
    case text(String)
    /// How many characters the renderer had to replace because no font has them, and how many cells it had to
    /// shorten because the format cannot hold them; known only after drawing.
    case drawingReplacements
    /// How many rows of the registers stand on the pages, and where the others are; known only after drawing, and
    /// nothing where rows are not cut off by pages.
    case listedRows
    /// The data digest, known when the rows are; a dash where the document has none.
    case dataDigest
  }

  /// The label, muted.
  package var label: String
  /// The value.
  package var value: Value

  /// Whether it says something of pages alone.
  package var isOfPages: Bool { if case .listedRows = value { true } else { false } }

  /// A field with a fixed text.
  package init(_ label: String, _ text: String) {
    self.label = label
    value = .text(text)
  }

  /// A field whose value only the renderer knows.
  package init(_ label: String, _ value: Value) {
    self.label = label
    self.value = value
  }
}
