@testable import Analysis
import Testing

@Suite struct `A robust baseline` {
  @Test(
    arguments: [
      ([5], 5, 0), ([1, 2], 1, 0), ([1, 2, 3], 2, 1), ([4, 1, 3, 2], 2, 1), ([7, 7, 7, 7, 100], 7, 0),
      ([1, 1, 2, 2, 4, 6, 9], 2, 1), ([0, 10, 20, 30, 40, 50], 20, 10),
    ] as [([Int64], Int64, Int64)])
  func `takes elements and never a value between two`(_ numbers: [Int64], _ median: Int64, _ deviation: Int64) throws {
    let baseline = try #require(RobustBaseline(numbers))
    #expect(baseline.median == median && baseline.deviation == deviation && baseline.count == numbers.count)
    #expect(RobustBaseline(numbers.reversed()) == baseline)
  }

  @Test func `needs a number`() {
    #expect(RobustBaseline([]) == nil)
    #expect(RobustBaseline.percentile(99, of: []) == nil)
  }

  @Test(arguments: [(1, 99, 1), (2, 50, 1), (3, 50, 2), (100, 99, 99), (101, 99, 100), (1000, 99, 990), (4, 100, 4)])
  func `counts the places of percentiles as percentile_disc does`(_ count: Int, _ percent: Int, _ place: Int) {
    #expect(RobustBaseline.rank(of: percent, among: count) == place)
    #expect(RobustBaseline.percentile(percent, of: Array(1...Int64(count))) == Int64(place))
  }

  /// 6745 × (x − 100) > 35000 × S: with S = 10 from 152 on, since 51 × 6745 = 343,995 and 52 × 6745 = 350,740.
  @Test(
    arguments: [(151, 10, false), (152, 10, true), (100, 0, false), (101, 0, true), (0, 0, false)]
      as [(Int64, Int64, Bool)])
  func `judges by whole numbers, upwards only`(_ number: Int64, _ floor: Int64, _ isExceeded: Bool) throws {
    let baseline = try #require(RobustBaseline([100, 100, 100]))
    #expect(baseline.isExceeded(by: number, floor: floor, tenths: 35) == isExceeded)
  }

  @Test func `takes the larger of deviation and floor`() throws {
    let baseline = try #require(RobustBaseline([80, 90, 100, 110, 120]))
    #expect(baseline.deviation == 10)
    #expect(baseline.isExceeded(by: 152, floor: 1, tenths: 35))
    #expect(!baseline.isExceeded(by: 152, floor: 11, tenths: 35))
    #expect(!baseline.isExceeded(by: .max, floor: .max, tenths: 35))
  }

  @Test(arguments: 1...300) func `agrees with looking for the middle by counting`(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    let numbers = (0..<random.next(in: 1...30)).map { _ in Int64(random.next(in: 0...20)) }
    // The smallest number at or below which at least half of all lie.
    func middle(_ numbers: [Int64]) -> Int64? {
      Set(numbers).filter { candidate in numbers.count { $0 <= candidate } * 2 >= numbers.count }.min()
    }
    let median = try #require(middle(numbers))
    let baseline = try #require(RobustBaseline(numbers))
    #expect(baseline.median == median)
    #expect(baseline.deviation == middle(numbers.map { abs($0 - median) }))
  }
}
