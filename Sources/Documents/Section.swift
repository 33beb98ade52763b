public import Records

/// A numbered part of a document.
public struct Section: Sendable {
  /// Where the section's content goes in a workbook.
  public enum Sheet: Sendable, Equatable {
    /// On the cover sheet, below the heading block.
    case cover
    /// On the summary sheet, below what is there already.
    case summary
    /// On a sheet of its own with this name, which holds the rows of its table and nothing else, to be sorted and
    /// filtered; what the section says beside the table stands in the list of sheets on the summary.
    case own(String)
    /// On a sheet of its own with this name, laid out to be read and printed.
    case page(String)
    /// Nowhere: the workbook says it in another way, or not at all.
    case none
  }

  /// The English key of the section, from the report's definition.
  public var id: String
  /// The heading; renderers number the sections 1, 2, 3 ….
  public var title: String
  /// A muted line beside or below the heading.
  public var caption: String?
  /// Where it goes in a workbook.
  public var sheet: Sheet
  /// Whether its pages lie on their side; where its tables are a few short rows they need not.
  public var isLandscape: Bool
  /// Whether it appears on pages (PDF) at all.
  public var isPaged: Bool
  /// The content.
  public var blocks: [Block]

  /// A section from its parts.
  public init(
    id: String, title: String, caption: String? = nil, sheet: Sheet, isLandscape: Bool = false, isPaged: Bool = true,
    blocks: [Block]
  ) {
    self.id = id
    self.title = title
    self.caption = caption
    self.sheet = sheet
    self.isLandscape = isLandscape
    self.isPaged = isPaged
    self.blocks = blocks
  }

  /// The tables among its blocks.
  public var tables: [Table] {
    blocks.compactMap { block in if case .table(let table) = block { table } else { nil } }
  }
}

/// One piece of a section.
public enum Block: Sendable {
  /// Running text, wrapped.
  case paragraph(String)
  /// A text that must not be overlooked: set apart from the rest.
  case notice(String)
  /// Labelled values in two columns.
  case fields([Field])
  /// Large numbers with small meanings, in one row.
  case tiles([Tile])
  /// A chart.
  case figure(Figure)
  /// A table.
  case table(Table)
  /// The document's annexes, on pages with their digests.
  case annexes
  /// Boxes for signatures, side by side.
  case signatures([SignatureBox])
}

/// A large number with its meaning.
public struct Tile: Sendable {
  /// The meaning, above the number.
  public var label: String
  /// The number, or a text where there is none to calculate with.
  public var value: Cell
  /// A small remark below it.
  public var remark: String
  /// Whether the number asks for attention.
  public var isAlert: Bool

  /// A tile from its parts.
  public init(label: String, value: Cell, remark: String = "", isAlert: Bool = false) {
    self.label = label
    self.value = value
    self.remark = remark
    self.isAlert = isAlert
  }

  /// A tile whose value is a text.
  public init(label: String, value: String, remark: String = "", isAlert: Bool = false) {
    self.init(label: label, value: .text(value), remark: remark, isAlert: isAlert)
  }
}

/// A place for a signature: who signs, and the lines to fill in by hand.
public struct SignatureBox: Sendable {
  /// The signer's part, such as `Düzenleyen`.
  public var role: String
  /// The lines to fill in: name, title, date, signature.
  public var lines: [String]

  /// A signature box from its parts.
  public init(role: String, lines: [String]) {
    self.role = role
    self.lines = lines
  }
}
