import Analysis
import Files
import Model
import Support
import Testing

/// Records sorted in memory, enough for tests.
final class RecordList: RecordSorter {
  private var records: [[UInt8]] = []
  func append(_ record: [UInt8]) { records.append(record) }
  func forEachInOrder(_ body: (ArraySlice<UInt8>) throws -> Void) throws {
    for record in records.sorted(by: { $0.lexicographicallyPrecedes($1) }) { try body(record[...]) }
  }
}

@Suite struct `Counts per key` {
  private func event(_ index: Int) -> EventCounts {
    var event = SecurityEvent(
      id: Identifier(String(index)), occurredAt: nil,
      type: index % 3 == 0 ? .loginFailed : index % 3 == 1 ? .loginSuccess : .logout
    )
    event.severity = index % 10 == 0 ? .high : .low
    return EventCounts(event, at: Instant(microseconds: Int64(index)))
  }

  @Test(arguments: [7, 60_000]) func `are exact for few keys and for many`(_ keyCount: Int) throws {
    var counts = GroupedCounts<Identifier>(sorter: RecordList())
    for index in 0..<180_000 { try counts.add(event(index), to: "k\(index % keyCount)") }
    var keys = 0
    var total = EventCounts()
    var previous: Identifier = ""
    try counts.forEach { key, value in
      #expect(previous < key)
      previous = key
      keys += 1
      total.add(value)
    }
    #expect(keys == keyCount)
    #expect(total.total == 180_000 && total.failed == 60_000 && total.succeeded == 60_000 && total.severe == 18_000)
    #expect(total.first == 0 && total.last == 179_999)
  }

  /// No text can look like another user and address, whatever the user tried: they are two parts of a key, not one text.
  @Test(arguments: [4, 12_000]) func `keep a user and an address apart`(_ others: Int) throws {
    let pairs: [(Identifier, Identifier)] = [
      ("a\u{1}b", "c"), ("a", "b\u{1}c"), ("a\u{1}", "b"), ("a", "\u{1}b"), ("", "a"), ("a", ""), ("a\0", "b"),
      ("a", "\0b"), ("e\u{301}", "x"), ("\u{e9}", "x"), ("a\u{1}:\u{301}", ""),
    ]
    var counts = GroupedCounts<UserAtAddress>(sorter: RecordList())
    for (user, address) in pairs + pairs { try counts.add(event(0), to: UserAtAddress(user: user, address: address)) }
    for index in 0..<others { try counts.add(event(1), to: UserAtAddress(user: "z\(index)", address: "")) }
    for (user, address) in pairs { try counts.add(event(0), to: UserAtAddress(user: user, address: address)) }
    var found: [UserAtAddress: Int64] = [:]
    var previous: UserAtAddress?
    try counts.forEach { key, value in
      if let previous { #expect(previous < key) }
      previous = key
      found[key] = value.total
    }
    #expect(found.count == pairs.count + others)
    for (user, address) in pairs { #expect(found[UserAtAddress(user: user, address: address)] == 3) }
  }
}

@Suite struct `The exact median` {
  static let lists: [([Int64], Int64)] = [
    ([], 0), ([5], 5), ([1, 2], 2), ([1, 3], 2), ([3, 1, 2], 2), ([4, 1, 3, 2], 3), ([0, 0, 0, 1 << 50], 0),
    ([.max, .max - 2], .max - 1), ([0, 1 << 50], 1 << 49),
    ([1 << 50, 1 << 50 | 1, 1 << 50 | 2], 1 << 50 | 1), ([.max, .max - 1, .max], .max),
    ([65_535, 65_536, 65_537], 65_536),
  ]

  @Test(arguments: lists) func `is the element in the middle, or the mean of two, rounded half up`(
    _ numbers: [Int64], _ median: Int64
  )
    throws
  {
    var search = ExactMedian(store: NumberList())
    for number in numbers { try search.add(number) }
    #expect(try search.median() == median)
    #expect(search.maximum == numbers.max() ?? 0)
  }
}

@Suite struct `Gaps in identifiers` {
  private func gaps(_ identifiers: some Sequence<Identifier>) -> IdentifierGaps {
    var gaps = IdentifierGaps()
    for identifier in identifiers { gaps.insert(identifier, .examined) }
    return gaps
  }

  @Test func `are found in any order`() {
    let result = gaps(
      (0..<200_000).reversed().filter { ![70_000, 70_001, 131_072].contains($0) }.map { Identifier(String($0)) })
    #expect(result.listed.ends?.first == "0" && result.listed.ends?.last == "199999")
    #expect(
      result.numbering() == .dense(0...199_999, missing: 3, stretches: [70_000...70_001, 131_072...131_072]))
  }

  @Test func `are none where there is one identifier, or none`() {
    #expect(gaps(["7"]).numbering() == .dense(7...7, missing: 0, stretches: []))
    #expect(gaps([]).numbering() == .none && gaps([]).listed.ends == nil)
  }

  /// Whatever became of a row, its number is in use; what lies beside the period's own rows bounds nothing.
  @Test func `are no numbers of rows that were read`() {
    var gaps = gaps(["10", "14"])
    for (identifier, place) in [
      ("12", .read), ("13", .listed), ("3", .listed), ("900000000000", .read), ("", .read), ("f0", .read),
    ] as [(Identifier, IdentifierGaps.Place)] { gaps.insert(identifier, place) }
    #expect(gaps.numbering() == .dense(10...14, missing: 1, stretches: [11...11]))
    #expect(gaps.listed.ends?.first == "3" && gaps.listed.ends?.last == "14")
  }

  @Test func `are not looked for where identifiers are no numbers`() {
    let mixed = gaps(["1", "b", "3"])
    #expect(mixed.listed.ends?.first == "1" && mixed.listed.ends?.last == "b" && mixed.numbering() == .none)
    #expect(gaps(["-5", "3"]).numbering() == .none)
    #expect(gaps(["9223372036854775808", "1"]).numbering() == .none)
  }

  @Test func `are not listed where numbers lie far apart`() {
    #expect(gaps(["1", "900000000"]).numbering() == .sparse(1...900_000_000, used: 2))
    let many = gaps((0..<5_000).map { Identifier(String($0 * 70_000)) })
    #expect(many.numbering() == .sparse(0...349_930_000, used: 5_000))
  }

  /// The largest number a key can be is no reason to stop.
  @Test func `are found up to the largest number`() {
    let (last, between) = (Int64.max, Int64.max - 1)
    #expect(gaps(["9223372036854775807"]).numbering() == .dense(last...last, missing: 0, stretches: []))
    let two = gaps(["9223372036854775805", "9223372036854775807"]).numbering()
    #expect(two == .dense(between - 1...last, missing: 1, stretches: [between...between]))
    #expect(gaps(["0", "9223372036854775807"]).numbering() == .sparse(0...last, used: 2))
  }

  @Test(arguments: ["+5", "-0", "05", " 5", "5\u{301}", "٥"]) func `ask for plain numbers`(_ identifier: String) {
    #expect(gaps(["4", Identifier(identifier), "6"]).numbering() == .none)
  }

  @Test func `are listed up to a hundred and counted beyond`() {
    guard case .dense(_, let missing, let stretches) = gaps((0..<1_000).map { Identifier(String($0 * 2)) }).numbering()
    else {
      Issue.record("not dense")
      return
    }
    #expect(missing == 999 && stretches.count == 100)
  }
}
