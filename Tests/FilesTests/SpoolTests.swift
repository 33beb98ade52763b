import Files
import Support
import Testing

@Suite struct `A spool` {
  let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder()
  }

  @Test func `has no name and gives back what was put in`() throws {
    let spool = Spool(in: scratch.path)
    #expect(try Folder.entries(scratch.path) == [])
    for index in 0..<300_000 { try spool.append([UInt8(index & 255)]) }
    #expect(spool.byteCount == 300_000)
    let sealed = try spool.seal()
    #expect(sealed.byteCount == 300_000)
    #expect(try sealed.read(at: 255, upTo: 3) == [255, 0, 1])
    #expect(try sealed.read(at: 299_999, upTo: 10).count == 1)
    #expect(try sealed.read(at: 300_000, upTo: 10) == [])
  }

  @Test func `keeps numbers of every size`() throws {
    let spool = try NumberSpool(in: scratch.path)
    let numbers: [Int64] = [0, 1, -1, .max, .min, 214_018_000_000]
    for _ in 0..<5_000 { for number in numbers { try spool.append(number) } }
    var read: [Int64] = []
    try spool.forEach { read.append($0) }
    #expect(read.count == 30_000)
    #expect(Array(read.suffix(6)) == numbers)
  }

  /// The largest take more room than sixteen portions, which are merged before all is in.
  @Test(arguments: [(10, 0), (400_000, 0), (24_000, 3000)])
  func `sorts records, few or many`(_ count: Int, length: Int) throws {
    let spool = SortedSpool(in: scratch.path)
    var state: UInt32 = 12_345
    var heads: [[UInt8]] = []
    for _ in 0..<count {
      state = state &* 1_664_525 &+ 1_013_904_223
      let bytes = [UInt8(state >> 24), UInt8(state >> 16 & 255), UInt8(state >> 8 & 255)]
      heads.append(bytes.dropLast(Int(state >> 5 & 3)))
      try spool.append(heads[heads.count - 1] + Array(repeating: 7, count: length))
    }
    let filler = Array(repeating: UInt8(7), count: length)
    let expected = heads.sorted { ($0 + filler).lexicographicallyPrecedes($1 + filler) }
    var seen = 0
    var differences = 0
    try spool.forEachInOrder { record in
      let isExpected = seen < count && record.elementsEqual(expected[seen] + filler)
      if !isExpected { differences += 1 }
      seen += 1
    }
    #expect(seen == count && differences == 0)
  }

  /// Numbers that ascend, descend, or ascend twice; 16 MiB, so that several portions are written.
  static let sequences: [(String, [Int])] = [
    ("ascending", Array(0..<6000)), ("descending", (0..<6000).reversed()),
    ("twice ascending", Array(0..<3000) + Array(1500..<4500)), ("all equal", Array(repeating: 7, count: 6000)),
  ]

  @Test(arguments: sequences.indices) func `sorts records that have an order already`(_ index: Int) throws {
    let (name, numbers) = Self.sequences[index]
    let spool = SortedSpool(in: scratch.path)
    let filler = Array(repeating: UInt8(7), count: 2800)
    for number in numbers { try spool.append([UInt8(number >> 8), UInt8(number & 255)] + filler) }
    for _ in 0..<2 {
      var seen: [Int] = []
      try spool.forEachInOrder { record in
        let start = record.startIndex
        seen.append(Int(record[start]) << 8 | Int(record[start + 1]))
      }
      #expect(seen == numbers.sorted(), "\(name)")
    }
  }
}

@Suite struct `The run lock` {
  @Test func `is held once and free again afterwards`() throws {
    let scratch = try ScratchFolder()
    func hold() throws -> Bool {
      guard let first = try RunLock.acquire(file: scratch.path + "/lock") else { return false }
      let second = try RunLock.acquire(file: scratch.path + "/lock") == nil
      _ = consume first
      return second
    }
    #expect(try hold())
    #expect(try hold())
  }
}
