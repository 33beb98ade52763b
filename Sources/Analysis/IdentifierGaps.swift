package import Model

/// Which numbers are missing between the smallest and the largest identifier that was met.
///
/// One bit for each number of the range, in pieces of 65,536: at most 32 MiB, whatever the rows. Identifiers that
/// are no numbers, or lie too far apart to be a sequence, are not examined, and that is said.
package struct IdentifierGaps: Sendable {
  /// What was found.
  package struct Result: Sendable, Equatable {
    /// The smallest identifier, or the first bytewise where they are no numbers.
    package var first: Identifier?
    /// The largest identifier, or the last bytewise where they are no numbers.
    package var last: Identifier?
    /// How many numbers are missing between them; nil when that could not be examined.
    package var missing: Int?
    /// The missing stretches, ascending, at most a hundred.
    package var ranges: [ClosedRange<Int64>] = []
  }

  private var pieces: [Int64: [UInt64]] = [:]
  private var count = 0
  private var numbers: ClosedRange<Int64>?
  /// By how many digits they have: among as many, the order of the numbers is that of their bytes.
  private var numbersByDigits = [ClosedRange<Int64>?](repeating: nil, count: 20)
  private var texts: (first: Identifier, last: Identifier)?
  private var isSequence = true

  private static let pieceLimit = 4096
  private static let rangeLimit = 100

  /// No identifier yet.
  package init() {}

  /// Notes an identifier.
  package mutating func insert(_ identifier: Identifier) {
    guard isSequence, let number = Self.number(identifier) else {
      leaveNumbers()
      noteText(identifier)
      return
    }
    count += 1
    let digits = identifier.utf8.count
    numbersByDigits[digits] =
      numbersByDigits[digits].map { min($0.lowerBound, number)...max($0.upperBound, number) } ?? number...number
    numbers = numbers.map { min($0.lowerBound, number)...max($0.upperBound, number) } ?? number...number
    let piece = number >> 16
    if pieces[piece] == nil {
      if pieces.count >= Self.pieceLimit { return leaveNumbers() }
      pieces[piece] = [UInt64](repeating: 0, count: 1024)
    }
    pieces[piece]?[Int(number & 0xFFFF) >> 6] |= 1 << UInt64(number & 63)
  }

  /// What was found.
  package func result() -> Result {
    guard isSequence else {
      return Result(first: texts?.first, last: texts?.last, missing: nil)
    }
    guard let numbers else { return Result(missing: 0) }
    var result = Result(
      first: Identifier(String(numbers.lowerBound)), last: Identifier(String(numbers.upperBound)), missing: 0)
    // A sequence with nine of ten numbers missing is none.
    guard numbers.upperBound - numbers.lowerBound < Int64(count) * 10 else {
      result.missing = nil
      return result
    }
    var missing = 0
    var gapStart: Int64?
    for number in numbers {
      if !contains(number) {
        missing += 1
        gapStart = gapStart ?? number
      } else if let start = gapStart {
        if result.ranges.count < Self.rangeLimit { result.ranges.append(start...number - 1) }
        gapStart = nil
      }
    }
    result.missing = missing
    return result
  }

  /// The number an identifier is: digits, the first of them no zero before others, so that no two are the same number.
  private static func number(_ identifier: Identifier) -> Int64? {
    let digits = identifier.utf8
    guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      digits.count == 1 || digits.first != UInt8(ascii: "0")
    else { return nil }
    return Int64(identifier.text)
  }

  private func contains(_ number: Int64) -> Bool {
    (pieces[number >> 16]?[Int(number & 0xFFFF) >> 6] ?? 0) >> UInt64(number & 63) & 1 == 1
  }

  /// From now on only the first and last text are kept.
  private mutating func leaveNumbers() {
    guard isSequence else { return }
    isSequence = false
    pieces = [:]
    for range in numbersByDigits {
      if let range { noteText(Identifier(String(range.lowerBound))) }
      if let range { noteText(Identifier(String(range.upperBound))) }
    }
  }

  private mutating func noteText(_ identifier: Identifier) {
    let (first, last) = texts ?? (identifier, identifier)
    texts = (min(first, identifier), max(last, identifier))
  }
}
