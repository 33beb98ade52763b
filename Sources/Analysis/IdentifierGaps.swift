public import Model

/// Which numbers no row that was read carries, between the smallest and the largest identifier of the period.
///
/// A row that was read is no gap, whatever became of it: quarantined, a copy, outside the period. One bit for each number
/// of the range, in pieces of 65,536: at most 32 MiB, whatever the rows.
public struct IdentifierGaps: Sendable {
  /// What a row is to the question which numbers are missing.
  public enum Place: Sendable {
    /// It was read, and that is all.
    case read
    /// It is listed, but began before the period: numbers between it and the period's were not all read.
    case listed
    /// It is listed and began in the period: its number bounds what is examined.
    case examined
  }

  /// What the numbers of the period are.
  public enum Numbering: Sendable, Equatable {
    /// Some identifiers are no plain numbers, or there are none: nothing can be missing.
    case none
    /// Numbers most of which are in use; those missing between the ends of the range, in stretches, at most a hundred.
    case dense(ClosedRange<Int64>, missing: Int, stretches: [ClosedRange<Int64>])
    /// Numbers of which so many are in use over a range of which the others, nine of ten or more, say nothing.
    case sparse(ClosedRange<Int64>, used: Int)
  }

  /// The identifiers of the listed rows.
  public private(set) var listed = IdentifierSpan()
  private var examined = IdentifierSpan()
  private var pieces: [Int64: [UInt64]] = [:]
  private var fits = true

  private static let pieceLimit = 4096
  private static let stretchLimit = 100

  /// No identifier yet.
  public init() {}

  /// Notes the identifier of a row that was read.
  public mutating func insert(_ identifier: Identifier, _ place: Place) {
    if identifier.isEmpty { return }
    let number = Self.number(identifier)
    switch place {
    case .read: break
    case .listed: listed.insert(identifier, number)
    case .examined:
      listed.insert(identifier, number)
      examined.insert(identifier, number)
    }
    if let number, fits { mark(number) }
  }

  /// What was found; `used` numbers of a sparse range are those of the period's own rows.
  public func numbering() -> Numbering {
    guard let range = examined.range else { return .none }
    // A sequence with nine of ten numbers missing is none; nor can be said what is missing of one too wide to hold.
    guard fits, range.upperBound - range.lowerBound < Int64(examined.count) * 10 else {
      return .sparse(range, used: examined.count)
    }
    var missing = 0
    var stretches: [ClosedRange<Int64>] = []
    var start: Int64?
    for number in range {
      if !contains(number) {
        missing += 1
        start = start ?? number
      } else if let first = start {
        if stretches.count < Self.stretchLimit { stretches.append(first...number - 1) }
        start = nil
      }
    }
    return .dense(range, missing: missing, stretches: stretches)
  }

  /// The number an identifier is: digits, the first of them no zero before others, so that no two are the same number.
  private static func number(_ identifier: Identifier) -> Int64? {
    let digits = identifier.utf8.span
    guard (1...19).contains(digits.count), digits.count == 1 || digits[0] != UInt8(ascii: "0") else { return nil }
    var number: Int64 = 0
    for index in digits.indices {
      let digit = digits[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      let (tenfold, isTooLarge) = number.multipliedReportingOverflow(by: 10)
      let (sum, overflows) = tenfold.addingReportingOverflow(Int64(digit))
      if isTooLarge || overflows { return nil }
      number = sum
    }
    return number
  }

  private mutating func mark(_ number: Int64) {
    let (piece, word, bit) = (number >> 16, Int(number & 0xFFFF) >> 6, 1 << UInt64(number & 63) as UInt64)
    if let () = pieces[piece]?[word].formUnion(bit) { return }
    guard pieces.count < Self.pieceLimit else {
      (pieces, fits) = ([:], false)
      return
    }
    pieces[piece] = [UInt64](repeating: 0, count: 1024)
    pieces[piece]?[word].formUnion(bit)
  }

  private func contains(_ number: Int64) -> Bool {
    (pieces[number >> 16]?[Int(number & 0xFFFF) >> 6] ?? 0) >> UInt64(number & 63) & 1 == 1
  }
}

extension UInt64 {
  /// Sets the bits of another number.
  fileprivate mutating func formUnion(_ bits: UInt64) { self |= bits }
}
