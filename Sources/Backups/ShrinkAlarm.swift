/// Tells when a backup is much smaller than backups of its source usually are.
///
/// Small is below a share of the median of the last ten that were made in the same way. Fewer than three say nothing of what
/// is usual.
package struct ShrinkAlarm: Sendable {
  /// How large a backup is.
  package struct Size: Sendable, Equatable {
    /// The bytes of its files.
    package let bytes: Int
    /// The rows of its tables; nil where they were not counted.
    package let rows: Int?

    /// A size from its numbers.
    package init(bytes: Int, rows: Int?) { (self.bytes, self.rows) = (bytes, rows) }
  }

  /// One number that is too small.
  package struct Shrinkage: Sendable, Equatable {
    /// What is measured.
    package enum Measure: String, Sendable {
      case bytes, rows
    }

    /// What is measured.
    package let measure: Measure
    /// The number.
    package let value: Int
    /// What is usual.
    package let median: Int
  }

  /// How many of those before are looked at, at most.
  package static let looksBack = 10
  /// How many there must be.
  private static let least = 3

  /// Below which share of what is usual, in percent.
  package let share: Int

  /// An alarm below a share, in percent.
  package init(below share: Int) { self.share = share }

  /// What of a backup is too small; `before` are those before it, newest first.
  package func shrinkages(of size: Size, before: [Size]) -> [Shrinkage] {
    let last = before.prefix(Self.looksBack)
    let rows = size.rows.flatMap { shrinkage(.rows, $0, last.compactMap(\.rows)) }
    return [shrinkage(.bytes, size.bytes, last.map(\.bytes)), rows].compactMap { $0 }
  }

  private func shrinkage(_ measure: Shrinkage.Measure, _ value: Int, _ before: [Int]) -> Shrinkage? {
    guard before.count >= Self.least else { return nil }
    let sorted = before.sorted()
    let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    let median = low + (high - low) / 2
    guard Double(value) * 100 < Double(median) * Double(share) else { return nil }
    return Shrinkage(measure: measure, value: value, median: median)
  }
}
