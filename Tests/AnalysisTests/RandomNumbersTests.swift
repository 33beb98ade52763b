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
    #expect(try median.median() == (sorted.isEmpty ? 0 : sorted[(sorted.count + 1) / 2 - 1]))
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
    let numbers = (0..<random.number(1...80)).map { _ in first + random.number(0...90) }
    var gaps = IdentifierGaps()
    for number in numbers.shuffled(using: &random) { gaps.insert("\(number)") }
    let result = gaps.result()
    let sorted = Set(numbers).sorted()
    let missing = (sorted[0]...sorted[sorted.count - 1]).filter { !sorted.contains($0) }
    #expect(result.first == "\(sorted[0])" && result.last == "\(sorted[sorted.count - 1])")
    if sorted[sorted.count - 1] - sorted[0] + 1 > numbers.count * 10 {
      #expect(result.missing == nil)
    } else {
      #expect(result.missing == missing.count)
      #expect(result.ranges.flatMap { $0.map { Int($0) } } == missing)
    }
  }

  /// Numbers that came before the first text are texts as well: 9 stands behind 10.
  @Test(arguments: Fuzzing.seeds(30)) func `are ordered by their bytes among other identifiers`(_ seed: Int) {
    var random = FixedGenerator(seed: seed)
    var texts = (0..<random.number(0...12)).map { _ in String(random.number(0...120)) }
    texts.append(random.one(of: ["-5", "1a", "b", "é", "e\u{301}", "z"]))
    var gaps = IdentifierGaps()
    for text in texts.shuffled(using: &random) { gaps.insert("\(text)") }
    let sorted = texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(gaps.result().first == "\(sorted[0])" && gaps.result().last == "\(sorted[sorted.count - 1])", "\(texts)")
    #expect(gaps.result().missing == nil)
  }

  /// The largest number there is ends no run, and a text that only reads like a number stays as it was written.
  @Test func `are as large as they come, and written as they come`() {
    var gaps = IdentifierGaps()
    gaps.insert("9223372036854775807")
    #expect(gaps.result().missing == 0 && gaps.result().last == "9223372036854775807")
    gaps.insert("0")
    #expect(gaps.result().missing == nil)
    for text in ["007", "+7", "00000000000000000000000000007"] {
      var gaps = IdentifierGaps()
      gaps.insert("\(text)")
      #expect(gaps.result().first == "\(text)" && gaps.result().missing == nil)
    }
  }
}
