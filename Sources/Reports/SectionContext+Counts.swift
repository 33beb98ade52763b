import Records
import Analysis
import Documents
import Model

/// How counts, durations and moments of many persons are written: as they are, or at M3 as ``Suppression`` allows.
extension SectionContext {
  /// Whether only counts are shown, and those not exactly.
  var showsCountsOnly: Bool { !mask.showsPersons }

  /// What stands for a count too small for a document of counts to show.
  static let small = "<\(Suppression.smallestCount)"
  static let withheld = "–"

  /// A count in a text.
  func count(_ number: Int64) -> String { text(shown(number), number) }

  /// A count as a cell of a table.
  func countCell(_ number: Int64) -> Cell { cell(shown(number), number) }

  /// A count as a value of the JSON copy.
  func countValue(_ number: Int64) -> JSONValue { value(shown(number), number) }

  /// Counts that make up a whole, as texts.
  func counts(_ parts: [Int64]) -> [String] { zip(self.parts(parts), parts).map { text($0, $1) } }

  /// Counts that make up a whole, as values of the JSON copy.
  func countValues(_ parts: [Int64]) -> [JSONValue] { zip(self.parts(parts), parts).map { value($0, $1) } }

  /// Counts that make up a whole in each row and in each column, as cells; every row has as many.
  ///
  /// Nil stands for what the source has no records of: nothing is written there, and it is no part.
  func countCells(ofGrid rows: [[Int64?]]) -> [[Cell]] {
    zip(grid(rows), rows).map { shown, numbers in
      zip(shown, numbers).map { shown, number in number.map { cell(shown, $0) } ?? .empty }
    }
  }

  /// The same for counts that make up a whole in one row.
  func countCells(_ parts: [Int64?]) -> [Cell] { countCells(ofGrid: [parts])[0] }

  /// What is shown of counts that make up a whole in each row and in each column; nil where that is the count itself.
  func grid(_ rows: [[Int64?]]) -> [[Suppression.Shown?]] {
    guard showsCountsOnly else { return rows.map { $0.map { _ in nil } } }
    let byRow = rows.map { Self.parts($0) }
    let byColumn = (rows.first ?? []).indices.map { column in Self.parts(rows.map { $0[column] }) }
    return rows.indices.map { row in
      rows[row].indices.map { column in
        guard let first = byRow[row][column], let second = byColumn[column][row] else { return nil }
        return Suppression.less(first, second)
      }
    }
  }

  /// What is shown of the parts that are known.
  private static func parts(_ counts: [Int64?]) -> [Suppression.Shown?] {
    var shown = Suppression.parts(counts.compactMap { $0 })[...]
    return counts.map { $0 == nil ? nil : shown.popFirst() }
  }

  /// Rows of a table that lists only what occurs: at M3 those with a small count are one row, in which nobody sees how
  /// many they were.
  func merged<Item>(_ items: [(Item, Int64)]) -> (listed: [(Item, Int64)], rest: Int64?) {
    guard showsCountsOnly else { return (items, nil) }
    let listed = zip(items, Suppression.listed(items.map(\.1))).filter(\.1).map(\.0)
    return (listed, listed.count == items.count ? nil : items.reduce(0) { $0 + $1.1 } - listed.reduce(0) { $0 + $1.1 })
  }

  /// A length of time that many sessions come to: whole hours at M3, and nothing where they are those of a few persons.
  func duration(_ microseconds: Int64, of totals: SessionTotals) -> Int64? {
    guard showsCountsOnly else { return microseconds }
    let hour = 3600 * microsecondsPerSecond
    return Suppression.showsDurations(totals) ? microseconds - microseconds % hour : nil
  }

  /// A moment, a length or an identifier that is one row's alone; nothing at M3.
  func single<Value>(_ value: Value?) -> Value? { showsCountsOnly ? nil : value }

  /// What stands above figures where small counts are hidden.
  var figureNotice: [Block] { showsCountsOnly ? [.paragraph(words[.figureNotice])] : [] }

  /// What a figure shows of things that occur at all.
  func figureItems<Item>(_ items: [(Item, Int64)]) -> [(Item, Int64)] {
    showsCountsOnly ? items.filter { $0.1 >= Suppression.smallestCount } : items
  }

  /// Nil where the count is shown as it is.
  func shown(_ number: Int64) -> Suppression.Shown? { showsCountsOnly ? Suppression.shown(number) : nil }

  private func parts(_ counts: [Int64]) -> [Suppression.Shown?] {
    showsCountsOnly ? Suppression.parts(counts) : counts.map { _ in nil }
  }

  private func text(_ shown: Suppression.Shown?, _ number: Int64) -> String {
    switch shown {
    case nil: formats.integer(number)
    case .zero: formats.integer(0)
    case .small: Self.small
    case .rounded(let count): formats.integer(count)
    case .withheld: Self.withheld
    }
  }

  private func cell(_ shown: Suppression.Shown?, _ number: Int64) -> Cell {
    switch shown {
    case nil: .integer(number)
    case .zero: .integer(0)
    case .small: .text(Self.small)
    case .rounded(let count): .integer(count)
    case .withheld: .empty
    }
  }

  private func value(_ shown: Suppression.Shown?, _ number: Int64) -> JSONValue {
    switch shown {
    case nil: .integer(number)
    case .zero: .integer(0)
    case .small: .string(Self.small)
    case .rounded(let count): .integer(count)
    case .withheld: .null
    }
  }
}
