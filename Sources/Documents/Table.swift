public import Records

/// A table: columns, and rows that are pulled one by one.
public struct Table: Sendable {
  /// The English key: the array's name in the JSON copy and the ending of the CSV file's name.
  public var id: String
  /// A heading above the table where a section holds several.
  public var title: String?
  /// The columns, in order.
  public var columns: [Column]
  /// Whom the table is for; a column is shown where both it and the table are.
  public var audience: Audience
  /// The rows.
  public var rows: TableRows
  /// How many rows pages show at most; nil shows all.
  ///
  /// What is left out is said under the table.
  public var pagedRowLimit: Int?
  /// How many pages of a PDF the table fills at most; nil for a table that is no register.
  ///
  /// What is left out is said under the table, and where a ``Field`` of listed rows stands.
  public var pageLimit: Int?
  /// Columns, by their keys, in which rows may differ that pages fold into one; empty where they fold none.
  ///
  /// Only rows that follow each other and hold the same in every other column, shown or not, are folded.
  public var foldedColumns: Set<String>
  /// A muted remark under the table.
  public var remark: String?
  /// What stands in the table's place when it has no rows.
  public var emptyText: String
  /// Whether its rows come from what was read, and are no words of ours alone: only those count for the data digest.
  public var holdsData = true

  /// A table from its parts.
  public init(
    id: String, title: String? = nil, columns: [Column], audience: Audience = .everyone, rows: TableRows,
    pagedRowLimit: Int? = nil, pageLimit: Int? = nil, foldedColumns: Set<String> = [], remark: String? = nil,
    emptyText: String
  ) {
    self.id = id
    self.title = title
    self.columns = columns
    self.audience = audience
    self.rows = rows
    self.pagedRowLimit = pagedRowLimit
    self.pageLimit = pageLimit
    self.foldedColumns = foldedColumns
    self.remark = remark
    self.emptyText = emptyText
  }

  /// The columns one kind of output shows, with their places in the rows.
  public func columns(for output: Output) -> [(index: Int, column: Column)] {
    guard audience.outputs.contains(output) else { return [] }
    return columns.enumerated().filter { $0.element.audience.outputs.contains(output) }.map { ($0.offset, $0.element) }
  }

  /// Whether one kind of output shows the table at all.
  public func appears(in output: Output) -> Bool { !columns(for: output).isEmpty }
}

/// One column of a table.
public struct Column: Sendable {
  /// How the values are aligned and written.
  public enum Kind: String, Sendable {
    /// Text, left; wrapped on pages.
    case text
    /// A whole number, right.
    case integer
    /// A date and time of the document's zone.
    case moment
    /// A date.
    case date
    /// A duration: `hh:mm:ss` where a person reads it, whole microseconds where a program does.
    case duration
    /// A severity: a coloured mark and its word.
    case severity
    /// A part of a whole, right: a percentage.
    case share
    /// A fragment of JSON, for the JSON copy only.
    case json
  }

  /// The English key: the name in the JSON copy, the header of the CSV file.
  public var id: String
  /// The header a person reads.
  public var title: String
  /// What the column means, for the glossary.
  public var meaning: String
  /// How values are written.
  public var kind: Kind
  /// The width in characters of ordinary text; pages share their width in this proportion.
  public var width: Int
  /// Whom it is for.
  public var audience: Audience
  /// Whether pages draw a bar beside the number, in proportion to the column's largest.
  public var hasBar: Bool
  /// What a reader may choose from when filling the column in; empty where nothing is chosen.
  public var choices: [String]
  /// The texts that stand with a coloured mark beside them; empty where none does.
  public var tones: [String: Tone] = [:]

  /// A column from its parts.
  public init(
    id: String, title: String, meaning: String = "", kind: Kind, width: Int, audience: Audience = .everyone,
    hasBar: Bool = false, choices: [String] = []
  ) {
    self.id = id
    self.title = title
    self.meaning = meaning
    self.kind = kind
    self.width = width
    self.audience = audience
    self.hasBar = hasBar
    self.choices = choices
  }

  /// Whether its integers count something, and are not numbers that name something: a port is 52344, not 52.344.
  public var isCount: Bool {
    let names = ["row_no", "port", "year", "pid", "sequence", "id", "no"]
    let endings = ["_id", "_no", "_port", "_number", "_year", "_pid"]
    return !names.contains(id) && !endings.contains(where: id.hasSuffix)
  }
}
