/// The words of the form for a notice of a breach.
extension TextCatalog {
  /// A block of the form for a notice of a breach, by its letter.
  func breachBlock(_ block: String) -> String { text("breach_blocks.\(block)") }
  /// A field of that form.
  func name(_ field: BreachField) -> String { text("breach_fields.\(field.rawValue)") }
}
