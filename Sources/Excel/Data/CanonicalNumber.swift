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
  /// thousandths of a second (a half to the even one), shares in millionths.
  init(_ number: Double, _ kind: Column.Kind) {
    let value: Double? =
      switch kind {
      case .integer, .date: number.rounded() == number ? number : nil
      case .moment: (number * 86_400).rounded()
      // Whole microseconds first, which a cell holds exactly: so a half is a half.
      case .duration: ((number * 86_400_000_000).rounded() / 1000).rounded(.toNearestOrEven)
      case .share: (number * 1_000_000).rounded()
      case .text, .severity, .json: nil
      }
    if let value, value.magnitude <= Self.largest {
      self = .whole(Int64(value))
    } else {
      self = .other(Self.digits(number))
    }
  }

  /// The same for a number that is to be written into a cell: the file keeps no more than 16 digits of it.
  init(written number: Double, _ kind: Column.Kind) {
    self.init(Double(Self.digits(number)) ?? number, kind)
  }

  /// The same for a duration in microseconds, where that needs no looking at digits.
  static func thousandths(ofDuration microseconds: Int64) -> Int64? {
    // Beyond 10,000 days 16 digits do not hold every microsecond.
    guard microseconds >= 0, microseconds < 864_000_000_000_000 else { return nil }
    let (whole, rest) = microseconds.quotientAndRemainder(dividingBy: 1000)
    return rest > 500 || rest == 500 && whole % 2 == 1 ? whole + 1 : whole
  }

  /// The number with at most 16 digits, as C's `%.16G` writes it.
  static func digits(_ number: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 40) { buffer in
      _ = withVaList([number]) { vsnprintf(buffer.baseAddress, buffer.count, "%.16G", $0) }
      return buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }
}
