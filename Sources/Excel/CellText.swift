import Glibc
import Messages
internal import Documents

/// Texts as a cell can hold them.
///
/// Excel holds at most 32,767 UTF-16 units in a cell, and reads `_x0041_` in a file as the character U+0041.
final class CellText {
  /// The most UTF-16 units a cell holds.
  static let limit = 32_767

  private let shortened: String
  /// How many texts were shortened so far.
  private(set) var shortenedCount = 0

  /// `shortened` is the ending of a text that was cut, with `{rest}` for the number of characters left out.
  init(shortened: String) {
    self.shortened = shortened
  }

  /// A text whose invisible characters are visible already, to be read as it is.
  func fitted(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var lengths = scalars.map { $0.value > 0xFFFF ? 2 : 1 }
    for index in scalars.indices where Self.isEscape(scalars[...], at: index) { lengths[index] = Self.escape.count }
    let total = lengths.reduce(0, +)
    if total <= Self.limit { return Self.written(scalars[...]) }

    shortenedCount += 1
    // Characters are counted as PostgreSQL's char_length does, so that the number can be checked there.
    let longestEnding = ending(rest: scalars.count).utf16.count
    guard longestEnding <= Self.limit else { return "" }
    var kept = 0
    var length = 0
    while length + lengths[kept] <= Self.limit - longestEnding {
      length += lengths[kept]
      kept += 1
    }
    return Self.written(scalars[..<kept]) + ending(rest: scalars.count - kept)
  }

  /// Whether `_x` stands anywhere in a text.
  static func mayHoldEscape(_ text: UnsafeRawBufferPointer) -> Bool {
    guard var rest = text.baseAddress else { return false }
    let end = rest + text.count
    while let found = memchr(rest, CInt(UInt8(ascii: "_")), end - rest) {
      rest = UnsafeRawPointer(found) + 1
      if rest < end, rest.load(as: UInt8.self) == UInt8(ascii: "x") { return true }
    }
    return false
  }

  /// A text from a template or a configuration: every invisible character but the line feed made visible.
  func visible(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return fitted(lines.map { VisibleText.of(String($0)) }.joined(separator: "\n"))
  }

  private func ending(rest: Int) -> String { RendererTexts.fill(shortened, ["rest": String(rest)]) }

  private static let escape: [Unicode.Scalar] = ["_", "x", "0", "0", "5", "F", "_"]

  /// The scalars with every underscore that would begin an escape escaped itself.
  private static func written(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var result = String.UnicodeScalarView()
    for index in scalars.indices {
      if isEscape(scalars, at: index) {
        result.append(contentsOf: escape)
      } else {
        result.append(scalars[index])
      }
    }
    return String(result)
  }

  /// Whether `_xHHHH_` begins at `index`.
  private static func isEscape(_ scalars: ArraySlice<Unicode.Scalar>, at index: Int) -> Bool {
    guard scalars[index] == "_", index + 6 < scalars.endIndex, scalars[index + 1] == "x" else { return false }
    return scalars[index + 6] == "_" && scalars[index + 2...index + 5].allSatisfy(\.properties.isASCIIHexDigit)
  }
}
