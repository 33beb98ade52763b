internal import Documents
import Records

/// The rows of a table as pages show them: runs of equal ones folded into one.
///
/// The rows are read twice, the one reading ahead of the other, so a run may be of any length.
struct RowRuns {
  /// Rows that follow each other and hold the same, but for some columns.
  struct Run {
    /// How many.
    var count: Int
    /// What the last of them has in the columns that may differ, by the columns' places.
    var last: [Int: Cell]
  }

  private let rows: TableRows
  private let compared: [Int]
  private let folded: [Int]

  /// Fewer rows are as easily read one by one.
  private static let leastCount = 5

  init(_ table: Table) {
    rows = table.rows
    let shown = table.columns(for: .paged)
    // Also what pages do not show: rows of two users without a name are not the same.
    compared = table.columns.indices.filter { !table.foldedColumns.contains(table.columns[$0].id) }
    folded = shown.filter { table.foldedColumns.contains($0.column.id) }.map(\.index)
  }

  /// Lends every row, the first of a run with that run and without those that follow, until the closure says false.
  func forEach(_ body: (borrowing TableRow, Run?) throws -> Bool) throws {
    var cursor = TableCursor(rows)
    if folded.isEmpty {
      while try cursor.advance() { guard try body(cursor.row, nil) else { return } }
      return
    }
    var ahead = TableCursor(rows)
    var isMore = try ahead.advance()
    while isMore, try cursor.advance() {
      var run = Run(count: 1, last: [:])
      isMore = try ahead.advance()
      while isMore, shows(ahead.row, theSameAs: cursor.row) {
        run.count += 1
        if run.count >= Self.leastCount { for index in folded { run.last[index] = ahead.row.cell(at: index) } }
        isMore = try ahead.advance()
      }
      let isFolded = run.count >= Self.leastCount
      guard try body(cursor.row, isFolded ? run : nil) else { return }
      for _ in 1..<run.count {
        guard try cursor.advance() else { return }
        guard try isFolded || body(cursor.row, nil) else { return }
      }
    }
  }

  private func shows(_ row: borrowing TableRow, theSameAs other: borrowing TableRow) -> Bool {
    for index in compared where !row.hasSameCell(as: other, at: index) { return false }
    return true
  }
}
