public import Model

/// The first and the last of the identifiers that were met.
///
/// Plain numbers are ordered as numbers while all are such, everything else by its bytes.
public struct IdentifierSpan: Sendable {
  private var numbers: ClosedRange<Int64>?
  private var texts: (first: Identifier, last: Identifier)?
  private var isNumeric = true

  /// How many identifiers were met.
  public private(set) var count = 0

  /// No identifier yet.
  public init() {}

  mutating func insert(_ identifier: Identifier, _ number: Int64?) {
    count += 1
    if let (first, last) = texts {
      if identifier < first { texts?.first = identifier }
      if last < identifier { texts?.last = identifier }
    } else {
      texts = (identifier, identifier)
    }
    guard let number else { return isNumeric = false }
    numbers = numbers.map { min($0.lowerBound, number)...max($0.upperBound, number) } ?? number...number
  }

  /// The smallest and the largest number; nil where there is none, or something else among them.
  public var range: ClosedRange<Int64>? { isNumeric ? numbers : nil }

  /// The first and the last identifier; nil where none was met.
  public var ends: (first: Identifier, last: Identifier)? {
    range.map { (Identifier(String($0.lowerBound)), Identifier(String($0.upperBound))) } ?? texts
  }
}
