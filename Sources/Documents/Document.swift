/// One report, ready to be drawn: what it is, its first page, its sections, and the look it wears.
///
/// It knows no Excel, PDF or CSV. Small things are held as values; tables that come in many rows hold a
/// ``TableRows`` and are read row by row by every renderer.
public struct Document: Sendable {
  /// What the document is called and what its files carry about themselves.
  public var identity: Identity
  /// Page, colours and fonts.
  public var theme: Theme
  /// How numbers, dates and durations are written.
  public var formats: Formats
  /// The few words a renderer says by itself, such as "Sayfa 1 / 12".
  public var words: RendererTexts
  /// The heading block of the first page.
  public var cover: Cover
  /// What follows the heading block, in reading order.
  public var sections: [Section]
  /// The kinds of file the document is issued as: what it says of where rows are must be true.
  public var outputs: Set<Output>
  /// The files that belong to the document, in the order they are numbered.
  public var annexes: [Annex]
  /// The `document` object of the JSON copy.
  public var summary: JSONValue

  /// A document from its parts.
  public init(
    identity: Identity, theme: Theme, formats: Formats, words: RendererTexts, cover: Cover, sections: [Section],
    outputs: Set<Output> = Set(Output.allCases), annexes: [Annex] = [], summary: JSONValue
  ) {
    self.identity = identity
    self.theme = theme
    self.formats = formats
    self.words = words
    self.cover = cover
    self.sections = sections
    self.outputs = outputs
    self.annexes = annexes
    self.summary = summary
  }

  /// Every table of every section, in reading order.
  public var tables: [Table] { sections.flatMap(\.tables) }

  /// The tables the data digest is computed over, in reading order: each has sheets of its own in a workbook, whether
  /// one is drawn or not.
  public var dataTables: [Table] {
    sections.flatMap { section in
      guard case .own = section.sheet else { return [Table]() }
      return section.tables.filter { $0.holdsData && $0.appears(in: .workbook) }
    }
  }

  /// Puts the data digest, 64 hexadecimal digits, into every field that asks for it and into ``summary``; nil where
  /// there are no rows to speak of.
  public mutating func carry(dataDigest: String?) {
    if case .object(let members) = summary {
      summary = .object(members + [.init("data_sha256", dataDigest.map { .string($0) } ?? .null)])
    }
    guard let dataDigest else { return }
    func filled(_ fields: [Field]) -> [Field] {
      fields.map { field in if case .dataDigest = field.value { Field(field.label, dataDigest) } else { field } }
    }
    cover.fields = filled(cover.fields)
    for section in sections.indices {
      sections[section].blocks = sections[section].blocks.map { block in
        if case .fields(let fields) = block { .fields(filled(fields)) } else { block }
      }
    }
  }
}

/// A file that belongs to a document: what the signed pages are bound to.
public struct Annex: Sendable, Equatable {
  /// The file's name.
  public var name: String
  /// SHA-256 as 64 hexadecimal digits; nil as long as the file is not written.
  public var sha256: String?

  /// An annex that is not written yet.
  public init(name: String) { self.name = name }
}
