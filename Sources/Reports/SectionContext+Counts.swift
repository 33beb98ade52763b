import Records
import Analysis
import Documents
import Model

/// How counts, durations and moments of many persons are written: as they are, or at M3 as ``Suppression`` allows.
extension SectionContext {
  /// Whether only counts are shown, and those not exactly.
  var showsCountsOnly: Bool { !mask.showsPersons }

  /// What stands for a count too small for a document of counts to show.
  private static let small = "<\(Suppression.smallestCount)"
  private static let withheld = "–"

  /// A count in a text.
  func count(_ number: Int64) -> String { text(shown(number), number) }

  /// A count as a cell of a table.
  func countCell(_ number: Int64) -> Cell { cell(shown(number), number) }

  /// A count as a value of the JSON copy.
  func countValue(_ number: Int64) -> JSONValue { value(shown(number), number) }

  /// Counts that make up a whole, as cells of a table.
  func countCells(_ parts: [Int64]) -> [Cell] { zip(self.parts(parts), parts).map { cell($0, $1) } }

  /// Counts that make up a whole, as texts.
  func counts(_ parts: [Int64]) -> [String] { zip(self.parts(parts), parts).map { text($0, $1) } }

  /// Counts that make up a whole, as values of the JSON copy.
  func countValues(_ parts: [Int64]) -> [JSONValue] { zip(self.parts(parts), parts).map { value($0, $1) } }

  /// Counts that make up a whole in each row and in each column, as cells; every row has as many.
  func countCells(ofGrid rows: [[Int64]]) -> [[Cell]] {
    let byRow = rows.map { parts($0) }
    let byColumn = (rows.first ?? []).indices.map { column in parts(rows.map { $0[column] }) }
    return rows.indices.map { row in
      rows[row].indices.map { column in
        guard let first = byRow[row][column], let second = byColumn[column][row] else {
          return .integer(rows[row][column])
        }
        return cell(Suppression.less(first, second), rows[row][column])
      }
    }
  }

  /// Rows of a table that lists only what occurs: at M3 those with a small count are one row, in which nobody sees how
  /// many they were.
  func merged<Item>(_ items: [(Item, Int64)]) -> (listed: [(Item, Int64)], rest: Int64?) {
    guard showsCountsOnly else { return (items, nil) }
    let listed = items.filter { $0.1 >= Suppression.smallestCount }
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

  /// The numbers of a figure; small ones are zero where they must not be shown, as none is.
  func figureValues(_ values: [Int64]) -> [Int64] {
    showsCountsOnly ? values.map { $0 - $0 % Suppression.smallestCount } : values
  }

  /// What a figure shows of things that occur at all.
  func figureItems<Item>(_ items: [(Item, Int64)]) -> [(Item, Int64)] {
    showsCountsOnly ? items.filter { $0.1 >= Suppression.smallestCount } : items
  }

  /// Nil where the count is shown as it is.
  private func shown(_ number: Int64) -> Suppression.Shown? { showsCountsOnly ? Suppression.shown(number) : nil }

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
