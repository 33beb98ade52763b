import Documents

/// The text of a key, by the list that the key is of: each list takes `texts[.key]` and `texts(.key, [place: value])`.
extension TextCatalog {
  /// The text of a key.
  package subscript(key: WordKey) -> String { text(key.rawValue) }

  /// The same with its places `{name}` filled.
  package func callAsFunction(_ key: WordKey, _ values: [String: String]) -> String {
    RendererTexts.fill(self[key], values)
  }

  /// The text of a key of the statements on a first page.
  package subscript(key: StatementWordKey) -> String { text(key.rawValue) }

  /// The same with its places `{name}` filled.
  package func callAsFunction(_ key: StatementWordKey, _ values: [String: String]) -> String {
    RendererTexts.fill(self[key], values)
  }

  /// The text of a key of figures and tiles.
  package subscript(key: FigureWordKey) -> String { text(key.rawValue) }

  /// The same with its places `{name}` filled.
  package func callAsFunction(_ key: FigureWordKey, _ values: [String: String]) -> String {
    RendererTexts.fill(self[key], values)
  }

  /// The text of a key of documents that rest on the archive's ledger.
  subscript(key: ArchiveWordKey) -> String { text(key.rawValue) }

  /// The same with its places `{name}` filled.
  func callAsFunction(_ key: ArchiveWordKey, _ values: [String: String]) -> String {
    RendererTexts.fill(self[key], values)
  }

  /// The text of a key of documents that answer a question.
  subscript(key: RequestWordKey) -> String { text(key.rawValue) }

  /// The same with its places `{name}` filled.
  func callAsFunction(_ key: RequestWordKey, _ values: [String: String]) -> String {
    RendererTexts.fill(self[key], values)
  }

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

  /// The text of a key of whichever list.
  package subscript(key: any TextKey) -> String { text(key.rawValue) }
}
