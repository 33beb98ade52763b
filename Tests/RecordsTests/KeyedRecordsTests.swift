import Files
import Model
import Records
import Support
import Testing

@Suite struct `Records of keys` {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
  }

  /// A key of another's first letters is a key of its own; the largest rows take more than one portion.
  @Test(arguments: [1, 2000]) func `are read key by key, in the order they were written`(length: Int) throws {
    let keyed = KeyedRecords(in: scratch.path)
    let keys: [Identifier] = ["b", "a", "", "e\u{301}", "\u{e9}", "a\0b"]
    for number in 0..<6000 {
      try keyed.append(key: keys[number % 6]) { record in
        record.append(number: Int64(number))
        record.append(field: String(repeating: "x", count: length))
      }
    }
    var found: [(key: Identifier, numbers: [Int64])] = []
    try keyed.forEach { key, record in
      var fields = record
      if found.last?.key != key { found.append((key, [])) }
      found[found.count - 1].numbers.append(fields.number())
    }
    #expect(found.map(\.key) == ["", "a", "a\0b", "b", "e\u{301}", "\u{e9}"])
    for (key, numbers) in found {
      let first = try #require(keys.firstIndex(of: key))
      #expect(numbers == stride(from: Int64(first), to: 6000, by: 6).map { $0 })
    }
  }
}
