import Reports
import Support
import Testing

/// Small counts beside a whole: what is written must not give them away.
@Suite struct `Suppressed counts` {
  @Test(
    arguments: [
      (0, .zero), (1, .small), (4, .small), (5, .rounded(5)), (9, .rounded(5)), (10, .rounded(10)),
      (1234, .rounded(1230)),
    ] as [(Int64, Suppression.Shown)])
  func `hides what is below five and cuts the rest to fives`(count: Int64, shown: Suppression.Shown) {
    #expect(Suppression.shown(count) == shown)
  }

  static let examples: [([Int64], [Suppression.Shown])] = [
    ([7, 3, 0], [.rounded(5), .small, .zero]),
    // Four that come to four are one each; that there are four is not to be seen.
    ([1, 1, 1, 1, 0, 0], [.small, .small, .small, .small, .small, .small]),
    // Without a nought among them the larger one says nothing.
    ([1, 1, 1, 1, 10], [.small, .small, .small, .small, .withheld]),
    // Five that all end in four or nine are seen from the whole.
    ([4, 9, 9, 9, 9], [.small, .withheld, .rounded(5), .rounded(5), .rounded(5)]),
    ([4, 4, 4, 4, 4], [.withheld, .small, .small, .small, .small]), ([], []),
  ]

  @Test(arguments: examples) func `of parts hides a second one where one gives itself away`(
    counts: [Int64], shown: [Suppression.Shown]
  ) {
    #expect(Suppression.parts(counts) == shown)
  }

  private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 33
    }
  }

  /// The numbers a count may be; a reader who knows the method knows whether a small one can be none.
  private static func bounds(_ shown: Suppression.Shown, leastOfSmall: Int64) -> Subtraction.Bounds {
    switch shown {
    case .zero: 0...0
    case .small: leastOfSmall...4
    case .rounded(let count): count...count + 4
    case .withheld: 0...Subtraction.unbounded
    }
  }

  /// How many small counts a reader finds who subtracts.
  private static func found(_ counts: [Int64], _ shown: [Suppression.Shown], whole: Subtraction.Bounds) -> Int {
    let hidesNone = zip(counts, shown).contains { $0 == 0 && $1 == .small }
    let parts = shown.map { bounds($0, leastOfSmall: hidesNone ? 0 : 1) }
    return zip(shown, Subtraction.narrowed(parts, whole: whole)).count { $0 == .small && $1.count == 1 }
  }

  @Test func `withstands subtraction, which finds small counts beside exact ones`() {
    var random = Seeded(state: 20_261_007)
    var (openly, groups) = (0, 0)
    for _ in 0..<40_000 {
      let largest = [1, 4, 5, 9, 40].randomElement(using: &random) ?? 4
      let counts = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        Bool.random(using: &random)
          ? Int64.random(in: 0...Int64(largest), using: &random) : 4 + 5 * Int64.random(in: 0...1, using: &random)
      }
      let whole = counts.reduce(0, +)
      groups += 1
      let shown = Suppression.parts(counts)
      let wholeShown = Self.bounds(Suppression.shown(whole), leastOfSmall: 1)
      let hits = Self.found(counts, shown, whole: wholeShown)
      #expect(hits == 0, "\(counts)")
      // The attack is one: as exact numbers with one hidden the same groups give it away.
      if counts.count(where: { (1..<5).contains($0) }) == 1 {
        let exact = counts.map { (1..<5).contains($0) ? 1...4 : $0...$0 }
        openly +=
          Subtraction.narrowed(exact, whole: whole...whole).filter { $0.count == 1 }.count > counts.count - 1 ? 1 : 0
      }
    }
    #expect(groups == 40_000 && openly > 1000)
  }

  @Test(
    arguments: [
      ([7, 3], [true, false]), ([9, 9, 9, 9, 4], [false, true, true, true, false]), ([5, 6], [true, true]), ([], []),
      ([9, 9, 9, 3, 1], [true, true, true, false, false]),
      ([8, 9, 9, 9, 3, 1], [false, true, true, true, false, false]),
    ] as [([Int64], [Bool])])
  func `puts small ones into one row, and one more where the whole would tell`(counts: [Int64], listed: [Bool]) {
    // Four rows and the rest are five: all of them could end in four or nine.
    #expect(Suppression.listed(counts) == listed)
  }

  @Test func `withstands subtraction where small ones are one row`() {
    var random = Seeded(state: 7)
    for _ in 0..<20_000 {
      let counts = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        Bool.random(using: &random)
          ? 4 + 5 * Int64.random(in: 0...1, using: &random) : Int64.random(in: 1...6, using: &random)
      }
      let listed = Suppression.listed(counts)
      let rest = zip(counts, listed).reduce(0) { $1.1 ? $0 : $0 + $1.0 }
      let rows = zip(counts, listed).filter(\.1).map(\.0) + (rest > 0 ? [rest] : [])
      let whole = Self.bounds(Suppression.shown(counts.reduce(0, +)), leastOfSmall: 1)
      #expect(Self.found(rows, rows.map { Suppression.shown($0) }, whole: whole) == 0, "\(counts)")
    }
  }
}
