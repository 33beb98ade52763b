import Documents

/// The texts of deadlines, of answers to authorities and of breach dossiers.
extension TextCatalog {
  /// The text of a key of deadlines.
  subscript(key: DeadlineWordKey) -> String { text(key.rawValue) }

  /// The same with its places `{name}` filled.
  func callAsFunction(_ key: DeadlineWordKey, _ values: [String: String]) -> String {
    RendererTexts.fill(self[key], values)
  }

  /// The text of a key of answers to authorities.
  subscript(key: AuthorityWordKey) -> String { text(key.rawValue) }

  /// The same with its places `{name}` filled.
  func callAsFunction(_ key: AuthorityWordKey, _ values: [String: String]) -> String {
    RendererTexts.fill(self[key], values)
  }

  /// The text of a key of breach dossiers.
  subscript(key: BreachWordKey) -> String { text(key.rawValue) }

  /// The same with its places `{name}` filled.
  func callAsFunction(_ key: BreachWordKey, _ values: [String: String]) -> String {
    RendererTexts.fill(self[key], values)
  }

  /// A block of the form for a notice of a breach, by its letter.
  func breachBlock(_ block: String) -> String { text("breach_blocks.\(block)") }
  /// A field of that form.
  func name(_ field: BreachField) -> String { text("breach_fields.\(field.rawValue)") }
}
