internal import Documents

/// A column of a table on pages: where it stands, and the cell that is being drawn.
struct TableColumn {
  /// Its place in the rows.
  let index: Int
  let column: Column
  /// ``Column/isCount``, asked once.
  let isCount: Bool
  let needs: ColumnNeeds
  var header: TextBlock
  /// The text of the present row's cell.
  var cell: TextBlock
  /// In points, from the left edge of the table.
  var x = 0.0
  /// In points.
  var width = 0.0
  /// What stands in the present row's cell besides its text.
  var mark = Mark.none
  /// Whether the present row's cell is worth less attention.
  var isMuted = false
  /// How long the longest bar is, in points.
  var barRoom = 0.0

  /// What stands in a cell besides its text.
  enum Mark: Equatable {
    case none
    /// A severity's square.
    case severity(Int)
    /// A mark beside a text.
    case tone(Tone)
    /// A bar, as a share of the column's longest.
    case bar(Double)
  }

  /// The space between a column's edge and its text.
  static let padding = 5.0
  /// The side of a severity's square.
  static let squareSide = 5.5
  /// The space between a square or a bar and the text beside it.
  static let markDistance = 4.0
  /// The shortest room for bars that still tells long ones from short ones.
  static let leastBar = 26.0

  init(index: Int, _ column: Column, _ needs: ColumnNeeds, header: TextStyle, cell: TextStyle) {
    self.index = index
    self.column = column
    isCount = column.isCount
    self.needs = needs
    self.header = TextBlock(header)
    self.cell = TextBlock(cell)
  }

  /// Numbers are aligned so that their digits stand below each other.
  var alignment: Alignment {
    switch column.kind {
    case .integer, .duration, .share: .right
    case .text, .moment, .date, .severity, .json: .left
    }
  }

  /// What the text of a cell is moved in by, for a severity's square.
  var indent: Double {
    switch mark {
    case .severity, .tone: Self.squareSide + Self.markDistance
    case .none, .bar: 0
    }
  }

  /// The width a cell's text may have, in points.
  var textWidth: Double { width - 2 * Self.padding - indent }

  /// What the column needs besides its text, in points.
  var extraWidth: Double {
    // Half a point keeps roundings from breaking a text that just fits.
    var extra = 2 * Self.padding + 0.5
    if column.kind == .severity || !column.tones.isEmpty { extra += Self.squareSide + Self.markDistance }
    if column.hasBar { extra += Self.leastBar + Self.markDistance }
    return extra
  }
}
