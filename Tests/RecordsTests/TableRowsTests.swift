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

  @Test(arguments: Fuzzing.seeds(20)) func `hold moments as texts that are those of ISO 8601`(_ seed: Int) throws {
    var random = FixedGenerator(seed: seed)
    var moments = [0, -1, 1, .max, .min, .max - 1].map { Instant(microseconds: $0) }
    // The ends of the years of four digits, and moments of one day that follow each other.
    for edge: Int64 in [-62_167_219_200_000_000, 253_402_300_800_000_000, 86_400_000_000] {
      moments += (-2...2).map { Instant(microseconds: edge + $0) }
    }
    for _ in 0..<50 {
      moments.append(Instant(microseconds: Int64(random.number(-80_000_000...300_000_000)) * 999_999_937))
    }
    let writer = try TableRowsWriter(in: scratch.path)
    for moment in moments { try writer.append { $0.append(iso8601: moment) } }
    try writer.append { $0.append(iso8601: nil) }
    var texts: [Cell] = []
    try writer.finish().forEach { texts.append($0.cell(at: 0)) }
    #expect(texts == moments.map { .text($0.iso8601) } + [.empty])
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
