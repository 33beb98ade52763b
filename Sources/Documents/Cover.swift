/// The first page's own part of a document: what a busy reader asks, answered without turning the page.
///
/// It is drawn in the order of its parts.
public struct Cover: Sendable {
  /// What stands out, what is missing, what to do: one sentence each, set apart from the rest.
  public var highlights: [Highlight]
  /// The few numbers that matter.
  public var tiles: [Tile]
  /// Labelled values, drawn in two columns in this order: down the left column, then the right one.
  public var fields: [Field]
  /// Fixed notices at the foot of the first page.
  public var notices: [String]

  /// The first page from its parts.
  public init(highlights: [Highlight] = [], tiles: [Tile] = [], fields: [Field], notices: [String]) {
    self.highlights = highlights
    self.tiles = tiles
    self.fields = fields
    self.notices = notices
  }
}

/// A sentence that answers one of a reader's first questions.
public struct Highlight: Sendable, Equatable {
  /// The question, in a word or two.
  public var label: String
  /// The sentence.
  public var text: String
  /// Whether it asks for an act.
  public var isAlert: Bool

  /// A highlight from its parts.
  public init(label: String, text: String, isAlert: Bool = false) {
    self.label = label
    self.text = text
    self.isAlert = isAlert
  }
}

/// A label and its value.
public struct Field: Sendable {
  /// What a renderer prints as the value.
  public enum Value: Sendable {
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
  public var label: String
  /// The value.
  public var value: Value

  /// Whether it says something of pages alone.
  public var isOfPages: Bool { if case .listedRows = value { true } else { false } }

  /// A field with a fixed text.
  public init(_ label: String, _ text: String) {
    self.label = label
    value = .text(text)
  }

  /// A field whose value only the renderer knows.
  public init(_ label: String, _ value: Value) {
    self.label = label
    self.value = value
  }
}
