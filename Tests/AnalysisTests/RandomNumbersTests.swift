import Analysis
import Model
import Support
import Testing

/// Figures about numbers, against sorting or walking through all of them.
@Suite struct `Random numbers` {
  @Test(arguments: Fuzzing.seeds(30)) func `have the median and mean of their sorted list`(_ seed: Int) throws {
    var random = FixedGenerator(seed: seed)
    let largest = random.one(of: [1, 5, 70_000, 10_000_000_000, Int.max])
    let numbers = (0..<random.number(0...60)).map { _ in Int64(random.number(0...largest)) }
    var median = ExactMedian(store: NumberList())
    for number in numbers { try median.add(number) }
    let sorted = numbers.sorted()
    let middle =
      sorted.isEmpty ? 0 : (Int128(sorted[(sorted.count - 1) / 2]) + Int128(sorted[sorted.count / 2]) + 1) / 2
    #expect(try median.median() == middle)
    #expect(median.maximum == sorted.last ?? 0 && median.numberCount == Int64(sorted.count))
    // Whole and rest of each number apart, so that nothing overflows.
    let count = Int64(max(1, sorted.count))
    let rests = sorted.reduce(0) { $0 + $1 % count }
    #expect(median.mean == sorted.reduce(0) { $0 + $1 / count } + rests / count)
  }

  @Test(arguments: Fuzzing.seeds(30)) func `are missing from a sequence where looking for each finds none`(_ seed: Int)
  {
    var random = FixedGenerator(seed: seed)
    let first = random.one(of: [0, 1, 65_530, 1_000_000])
    let places: [IdentifierGaps.Place] = [.examined, .examined, .listed, .read]
    let rows = (0..<random.number(1...80)).map { _ in (first + random.number(0...90), random.one(of: places)) }
    var gaps = IdentifierGaps()
    for (number, place) in rows.shuffled(using: &random) { gaps.insert("\(number)", place) }
    let listed = rows.filter { $0.1 != .read }.map(\.0)
    #expect(gaps.listed.ends?.first == listed.min().map { "\($0)" })
    #expect(gaps.listed.ends?.last == listed.max().map { "\($0)" })
    let examined = rows.filter { $0.1 == .examined }.map(\.0)
    guard let least = examined.min(), let most = examined.max() else {
      #expect(gaps.numbering() == .none)
      return
    }
    let missing = (least...most).filter { number in !rows.contains { $0.0 == number } }
    switch gaps.numbering() {
    case .none: Issue.record("numbers are none")
    case .sparse(_, let used): #expect(used == examined.count && most - least >= used * 10)
    case .dense(let range, let count, let stretches):
      #expect(range == Int64(least)...Int64(most) && count == missing.count)
      #expect(stretches.flatMap { $0.map { Int($0) } } == missing)
    }
  }

  /// Numbers that came before the first text are texts as well: 9 stands behind 10.
  @Test(arguments: Fuzzing.seeds(30)) func `are ordered by their bytes among other identifiers`(_ seed: Int) {
    var random = FixedGenerator(seed: seed)
    var texts = (0..<random.number(0...12)).map { _ in String(random.number(0...120)) }
    texts.append(random.one(of: ["-5", "1a", "b", "é", "e\u{301}", "z"]))
    var gaps = IdentifierGaps()
    for text in texts.shuffled(using: &random) { gaps.insert("\(text)", .examined) }
    let sorted = texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(gaps.listed.ends?.first == "\(sorted[0])", "\(texts)")
    #expect(gaps.listed.ends?.last == "\(sorted[sorted.count - 1])" && gaps.numbering() == .none, "\(texts)")
  }

  /// A text that only reads like a number stays as it was written.
  @Test(arguments: ["007", "+7", "00000000000000000000000000007"]) func `are written as they come`(_ text: String) {
    var gaps = IdentifierGaps()
    gaps.insert("\(text)", .examined)
    #expect(gaps.listed.ends?.first == "\(text)" && gaps.numbering() == .none)
  }
}
