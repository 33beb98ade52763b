import Documents
import Model
import Records

/// A column of a table and what stands in it: its words, its kind, whom it is for, and its value in a row.
struct TableColumn<Row>: Sendable {
  private enum Name: Sendable {
    case words(ColumnName)
    /// A name of the JSON copy's contract, which no reader sees.
    case machine(String)
  }

  private let name: Name
  private let kind: Column.Kind
  private let width: Int
  private let audience: Audience
  /// The column of the source without which there is nothing to show.
  private let source: SourceColumn?
  private let hasBar: Bool
  private let choices: [any TextKey]
  /// Adds the value in a row to its cells.
  let write: @Sendable (Row, inout TableRowBuilder) -> Void

  /// A column with words; `source` is the column of the source without which it is left out, and a reader fills one in
  /// who is given `choices`.
  init(
    _ name: ColumnName, _ kind: Column.Kind, _ width: Int, for audience: Audience = .everyone,
    from source: SourceColumn? = nil, hasBar: Bool = false, choices: [WordKey] = [],
    value: @escaping @Sendable (Row) -> Cell
  ) {
    self.init(
      name: .words(name), kind: kind, width: width, audience: audience, source: source, hasBar: hasBar,
      choices: choices, write: { row, cells in cells.append(value(row)) })
  }

  /// A column of a register, which has millions of rows: what stands in it goes straight into the row's cells.
  static func written(
    _ name: ColumnName, _ kind: Column.Kind, _ width: Int, for audience: Audience, from source: SourceColumn? = nil,
    _ write: @escaping @Sendable (Row, inout TableRowBuilder) -> Void
  ) -> TableColumn {
    TableColumn(
      name: .words(name), kind: kind, width: width, audience: audience, source: source, hasBar: false, choices: [],
      write: write)
  }

  private init(
    name: Name, kind: Column.Kind, width: Int, audience: Audience, source: SourceColumn?, hasBar: Bool,
    choices: [any TextKey], write: @escaping @Sendable (Row, inout TableRowBuilder) -> Void
  ) {
    self.name = name
    self.kind = kind
    self.width = width
    self.audience = audience
    self.source = source
    self.hasBar = hasBar
    self.choices = choices
    self.write = write
  }

  /// A column of the JSON copy alone.
  init(machine name: String, _ kind: Column.Kind, value: @escaping @Sendable (Row) -> Cell) {
    self.init(
      name: .machine(name), kind: kind, width: 1, audience: .programs, source: nil, hasBar: false, choices: [],
      write: { row, cells in cells.append(value(row)) })
  }

  /// A column that readers fill in, in the workbook.
  static func form(_ name: ColumnName, _ width: Int, texts: [any TextKey]) -> TableColumn {
    TableColumn(
      name: .words(name), kind: .text, width: width, audience: .desk, source: nil, hasBar: false, choices: texts,
      write: { _, cells in cells.append(Cell.empty) })
  }

  /// The same with words of ``WordKey``.
  static func form(_ name: ColumnName, _ width: Int, choices: [WordKey] = []) -> TableColumn {
    TableColumn(name, .text, width, for: .desk, choices: choices) { _ in .empty }
  }

  /// Whether a source may leave it empty in every row: then a reader does without it.
  var mayBeEmpty: Bool {
    guard case .words(let name) = name else { return false }
    return source != nil || name == .outcome
  }

  /// The column of the document; one whose source is missing is for nobody.
  func column(_ words: TextCatalog, missing: Set<SourceColumn>) -> Column {
    let audience = source.map { missing.contains($0) } == true ? .nobody : audience
    switch name {
    case .machine(let id): return Column(id: id, title: "", kind: kind, width: width, audience: audience)
    case .words(let name):
      var column = Column.named(name, words, kind, width: width, for: audience, hasBar: hasBar)
      column.choices = choices.map { words[$0] }
      return column
    }
  }
}

/// The columns of a table, in their order.
struct TableColumns<Row>: Sendable {
  let all: [TableColumn<Row>]

  /// A table's columns.
  init(_ all: [TableColumn<Row>]) { self.all = all }

  /// The columns of the document, in a language's words.
  func columns(_ words: TextCatalog, missing: Set<SourceColumn> = []) -> [Column] {
    all.map { $0.column(words, missing: missing) }
  }

  /// The same for rows of events or sessions: what no row fills of what a source may leave empty is left out of pages
  /// and workbooks.
  ///
  /// `first` is the place of the first column in the rows.
  func columns(
    _ words: TextCatalog, missing: Set<SourceColumn>, filledIn rows: TableRows, first: Int = 0
  ) -> [Column] {
    zip(all, columns(words, missing: missing)).enumerated().map { index, pair in
      var column = pair.1
      if rows.count > 0, pair.0.mayBeEmpty, !rows.mayHoldSomething(inColumn: first + index) {
        column.audience = column.audience.withoutLookers
      }
      return column
    }
  }

  /// The same behind a column of the rows' numbers, which ``SortedTableRows`` fills.
  func numbered(_ words: TextCatalog, missing: Set<SourceColumn> = []) -> [Column] {
    [.named(.rowNumber, words, .integer, width: 7, for: .readers)] + columns(words, missing: missing)
  }

  /// The same where what no row fills is left out.
  func numbered(_ words: TextCatalog, missing: Set<SourceColumn>, filledIn rows: TableRows) -> [Column] {
    [.named(.rowNumber, words, .integer, width: 7, for: .readers)]
      + columns(words, missing: missing, filledIn: rows, first: 1)
  }

  /// The cells of a row, in the order of the columns.
  func cells(of row: Row) -> [Cell] { TableRow.cells { fill(&$0, row) } }

  /// Adds the cells of a row, in the order of the columns.
  func fill(_ builder: inout TableRowBuilder, _ row: Row) {
    for column in all { column.write(row, &builder) }
  }
}
