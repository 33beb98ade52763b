/// The heading block of a document: what a lawyer asks first, answered without turning the page.
package struct Cover: Sendable {
  /// Labelled values, drawn in two columns in this order: down the left column, then the right one.
  package var fields: [Field]
  /// Fixed notices printed under the summary of the first page.
  package var notices: [String]

  /// A heading block from its parts.
  package init(fields: [Field], notices: [String]) {
    self.fields = fields
    self.notices = notices
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
  }

  /// The label, muted.
  package var label: String
  /// The value.
  package var value: Value

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
