import Records
import Files
import Model
import Support
import Testing

/// The order of a table whose rows are sorted, against sorting them in memory.
@Suite struct `Rows sorted by a number and a name` {
  @Test(arguments: Fuzzing.seeds(8)) func `stand largest number first, then by the bytes of their names`(_ seed: Int)
    throws
  {
    var random = FixedGenerator(seed: seed)
    let scratch = try ScratchFolder()
    let names = ["", "1", "10", "2", "B", "a", "é", "Ç", "ç", "zz", "z"]
    // Many as large as each other, and the ends of what a number can be.
    let rows = (0..<random.number(0...200)).map { _ in
      (number: random.one(of: [Int64.min, -1, 0, 1, 2, 3, 256, .max]), name: random.one(of: names))
    }
    let sorted = SortedTableRows(in: scratch.path)
    for (number, name) in rows {
      try sorted.append(descending: number, order: [Identifier(name)]) { row in
        row.append(.integer(number))
        row.append(.text(name))
      }
    }
    let expected = rows.sorted { first, second in
      first.number == second.number
        ? first.name.utf8.lexicographicallyPrecedes(second.name.utf8) : first.number > second.number
    }
    var found: [[Cell]] = []
    let table = try sorted.finish()
    try table.forEach { row in found.append((0..<row.count).map { row.cell(at: $0) }) }
    #expect(
      found
        == expected.enumerated().map { index, row in
          [.integer(Int64(index + 1)), .integer(row.number), .text(row.name)]
        })
    let limit = random.number(0...rows.count + 3)
    #expect(try table.first(limit, in: scratch.path).count == min(limit, rows.count))
  }
}
