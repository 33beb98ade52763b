import Records
import Files
import Model
import Support
import Testing

@Suite struct `The rows of a table` {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
  }

  private let cells: [Cell] = [
    .empty, .text(""), .text("şükrü"), .integer(-7), .moment(Instant(microseconds: 5), zoneOffset: -3), .duration(.max),
    .date(CivilDate(dayNumber: -1)), .severity(.critical), .json("{}"),
  ]

  @Test func `come back as they were written`() throws {
    let writer = try TableRowsWriter(in: scratch.path)
    for _ in 0..<50_000 { try writer.append(cells) }
    let rows = try writer.finish()
    var seen = 0
    try rows.forEach { row in
      seen += 1
      guard seen % 7_777 == 0 else { return }
      #expect((0..<row.count).map { row.cell(at: $0) } == cells)
    }
    #expect(seen == 50_000)
    #expect(rows.count == 50_000)
  }

  @Test func `end texts with a zero byte, as C asks for`() throws {
    let rows = try TableRows([[.text("ab")]], in: scratch.path)
    try rows.forEach { row in #expect(row.bytes[row.textRange(at: 0).upperBound] == 0) }
  }

  @Test func `can be larger than any buffer`() throws {
    let text = String(repeating: "ğ", count: 400_000)
    let rows = try TableRows([[.text(text), .integer(1)], [.text("after"), .integer(2)]], in: scratch.path)
    var texts: [Int] = []
    try rows.forEach { row in texts.append(row.text(at: 0).count) }
    #expect(texts == [400_000, 5])
  }

  @Test func `can be limited`() throws {
    let rows = try TableRows((0..<10).map { [.integer(Int64($0))] }, in: scratch.path)
    var sum: Int64 = 0
    try rows.forEach(limit: 3) { sum += $0.integer(at: 0) }
    #expect(sum == 3)
    #expect(try rows.first(4, in: scratch.path).count == 4)
    #expect(try rows.first(40, in: scratch.path).count == 10)
  }

  @Test func `are numbered in the order they are shown`() throws {
    let sorted = SortedTableRows(in: scratch.path)
    for (number, name) in [(Int64(5), "b"), (-1, "z"), (5, "a"), (.max, "y"), (0, "x")] {
      try sorted.append(descending: number, order: [Identifier(name)]) { $0.append(.text(name)) }
    }
    var found: [String] = []
    try sorted.finish().forEach { row in found.append("\(row.integer(at: 0))\(row.text(at: 1))") }
    #expect(found == ["1y", "2a", "3b", "4x", "5z"])
  }
}
