/// What is usual among whole numbers: their median, and the median of how far they lie from it (docs/domain/evaluation.md, 12).
///
/// Integers only and never a value between two, so that SQL's `percentile_disc` comes to the same.
public struct RobustBaseline: Sendable, Equatable {
  /// How many numbers there were.
  public let count: Int
  /// The median.
  public let median: Int64
  /// The median of the distances from the median (MAD).
  public let deviation: Int64

  /// The baseline of some numbers, none of them below zero, in any order; nil without numbers.
  public init?(_ numbers: [Int64]) {
    guard let median = Self.percentile(50, of: numbers.sorted()) else { return nil }
    let distances = numbers.map { $0 > median ? $0 - median : median - $0 }.sorted()
    count = numbers.count
    self.median = median
    deviation = Self.percentile(50, of: distances) ?? 0
  }

  /// `percentile_disc`: the element at place ceil(n × percent / 100) of an ascending list; nil when it is empty.
  public static func percentile(_ percent: Int, of ascending: [Int64]) -> Int64? {
    ascending.isEmpty ? nil : ascending[rank(of: percent, among: ascending.count) - 1]
  }

  /// The place of a percentile among a number of elements, counted from one.
  public static func rank(of percent: Int, among count: Int) -> Int {
    max(1, (count * percent + 99) / 100)
  }

  /// Whether a number lies so far above the median that its modified z-score (Iglewicz-Hoaglin) exceeds `tenths`
  /// tenths: 6745 × (x − median) > 1000 × tenths × max(MAD, floor).
  public func isExceeded(by number: Int64, floor: Int64, tenths: Int64) -> Bool {
    // Wider than its numbers: a length of centuries in milliseconds times 6745 is not an Int64.
    Int128(6745) * (Int128(number) - Int128(median)) > Int128(1000) * Int128(tenths) * Int128(max(deviation, floor))
  }
}
