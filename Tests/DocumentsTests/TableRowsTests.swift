import Documents
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
    let rows = try TableRows(in: scratch.path)
    for _ in 0..<50_000 { try rows.append(cells) }
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
    let rows = try TableRows(in: scratch.path)
    try rows.append([.text("ab")])
    try rows.forEach { row in #expect(row.bytes[row.textRange(at: 0).upperBound] == 0) }
  }

  @Test func `can be larger than any buffer`() throws {
    let rows = try TableRows(in: scratch.path)
    let text = String(repeating: "ğ", count: 400_000)
    try rows.append([.text(text), .integer(1)])
    try rows.append([.text("after"), .integer(2)])
    var texts: [Int] = []
    try rows.forEach { row in texts.append(row.text(at: 0).count) }
    #expect(texts == [400_000, 5])
  }

  @Test func `can be limited`() throws {
    let rows = try TableRows(in: scratch.path)
    for index in 0..<10 { try rows.append([.integer(Int64(index))]) }
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

  /// A key of another's first letters is a key of its own; the largest rows take more than one portion.
  @Test(arguments: [1, 2000]) func `are read key by key, in the order they were written`(length: Int) throws {
    let keyed = KeyedTableRows(in: scratch.path)
    let keys: [Identifier] = ["b", "a", "", "e\u{301}", "\u{e9}", "a\0b"]
    for number in 0..<6000 {
      try keyed.append(key: keys[number % 6]) { row in
        row.append(.integer(Int64(number)))
        row.append(verbatim: String(repeating: "x", count: length))
      }
    }
    var found: [(key: Identifier, numbers: [Int64])] = []
    try keyed.forEach { key, row in
      if found.last?.key != key { found.append((key, [])) }
      found[found.count - 1].numbers.append(row.integer(at: 0))
    }
    #expect(found.map(\.key) == ["", "a", "a\0b", "b", "e\u{301}", "\u{e9}"])
    for (key, numbers) in found {
      let first = try #require(keys.firstIndex(of: key))
      #expect(numbers == stride(from: Int64(first), to: 6000, by: 6).map { $0 })
    }
  }
}
