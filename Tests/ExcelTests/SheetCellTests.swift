@testable import Excel
import Testing

/// When a cell of a copy is still what was issued, and how cells are called.
@Suite struct SheetCellTests {
  @Test(arguments: [
    (SheetCell.number(0.333_333_333_333_333_3), SheetCell.number(0.333_333_333_333_333), true),
    (.number(46_303.395_833_333_336), .number(46_303.395_833_333_3), true),
    // A duration cut to thousandths of a second; a second more.
    (.number(0.001_000_004), .number(0.001), true), (.number(0.5), .number(0.5 + 1 / 86_400), false),
    (.number(1_000_000), .number(1_000_001), false), (.number(7), .text("7"), false),
    (.text("a"), .text("a"), true), (.text("a"), .text("a "), false), (.text("é"), .text("e\u{301}"), false),
    (.empty, .empty, true), (.empty, .number(0), false), (.number(1), .foreign, false),
  ])
  func `digits beyond what a spreadsheet shows are no difference, everything else is`(
    issued: SheetCell, copy: SheetCell, isKept: Bool
  ) {
    #expect(issued.isKept(as: copy) == isKept)
  }

  @Test func `columns are called as spreadsheets call them`() {
    let names = [0, 25, 26, 701, 702, 16_383].map { SheetCell.name(column: $0, row: 7) }
    #expect(names == ["A7", "Z7", "AA7", "ZZ7", "AAA7", "XFD7"])
  }
}
