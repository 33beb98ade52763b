internal import Documents
import Glibc

/// The number of a cell as the data digest takes it: as exact as a reader sees it.
///
/// Other programs write the same number with more or fewer digits, and some cut durations to thousandths of a second;
/// neither may look like a change.
enum CanonicalNumber: Equatable {
  case whole(Int64)
  /// A number in a column that has none, or one too large: with 16 digits at most.
  case other(String)

  /// Excel shows 15 digits.
  private static let largest = 999_999_999_999_999.0

  /// The number of a cell in a column of some kind: a count as it is, moments in seconds, dates in days, durations in
  /// thousandths of a second, shares in millionths.
  init(_ number: Double, _ kind: Column.Kind) {
    let unit: Double? =
      switch kind {
      case .integer, .date: 1
      case .moment: 86_400
      case .duration: 86_400_000
      case .share: 1_000_000
      case .text, .severity, .json: nil
      }
    guard let unit, number.isFinite else {
      self = .other(Self.digits(number))
      return
    }
    let value = (number * unit).rounded()
    let isExact = unit != 1 || value == number
    self = value.magnitude <= Self.largest && isExact ? .whole(Int64(value)) : .other(Self.digits(number))
  }

  /// The same for a number that is to be written into a cell: the file keeps no more than 16 digits of it.
  init(written number: Double, _ kind: Column.Kind) {
    self.init(Double(Self.digits(number)) ?? number, kind)
  }

  /// The same for a duration in microseconds, where that needs no looking at digits.
  static func thousandths(ofDuration microseconds: Int64) -> Int64? {
    // Halves are rounded as the digits in the file fall; beyond 100,000 days 16 digits are not exact enough.
    guard microseconds >= 0, microseconds < 8_640_000_000_000_000, microseconds % 1000 != 500 else { return nil }
    return (microseconds + 500) / 1000
  }

  /// The number with at most 16 digits, as C's `%.16G` writes it.
  static func digits(_ number: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 40) { buffer in
      _ = withVaList([number]) { vsnprintf(buffer.baseAddress, buffer.count, "%.16G", $0) }
      return buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }
}
