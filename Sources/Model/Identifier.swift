/// What a source tells rows, sessions and people apart by: a row key, a session's identifier, a user key.
///
/// Two are equal when their bytes are, and they are ordered by their bytes, as PostgreSQL does by default. Swift's
/// `String` takes a composed and a decomposed `é` for equal, which would make two accounts one
/// (docs/decisions/0014-identities-are-bytes.md).
public struct Identifier: Hashable, Comparable, Sendable, CustomStringConvertible, ExpressibleByStringInterpolation {
  /// The text as the source writes it.
  public let text: String

  /// The identifier a text is, byte for byte.
  public init(_ text: String) {
    self.text = text
  }

  public init(stringLiteral text: String) { self.init(text) }

  /// Whether there is no text at all.
  public var isEmpty: Bool { text.isEmpty }

  /// The bytes.
  public var utf8: String.UTF8View { text.utf8 }

  public var description: String { text }

  /// Whether the bytes are the same.
  public static func == (first: Identifier, second: Identifier) -> Bool {
    let (left, right) = (first.text.utf8.span, second.text.utf8.span)
    return left.count == right.count && commonLength(left, right) == left.count
  }

  /// Whether it comes first by its bytes, then by being shorter.
  public static func < (first: Identifier, second: Identifier) -> Bool {
    let (left, right) = (first.text.utf8.span, second.text.utf8.span)
    let common = commonLength(left, right)
    guard common < left.count, common < right.count else { return left.count < right.count }
    return left[common] < right[common]
  }

  /// How many bytes two texts have in common at their begin; they are looked at eight at a time.
  private static func commonLength(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
    let count = min(left.count, right.count)
    var index = 0
    while index + 8 <= count {
      let first = unsafe left.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      let second = unsafe right.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      if first != second { break }
      index += 8
    }
    while index < count, left[index] == right[index] { index += 1 }
    return index
  }

  /// Adds the bytes, all at once: rows are found by their identifiers a million times.
  public func hash(into hasher: inout Hasher) {
    let bytes = text.utf8.span
    unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    // Where they end, since others may follow.
    hasher.combine(bytes.count)
  }
}

extension Identifier {
  private static let triedNamePrefix = "name:"

  /// The key of somebody the source names by a name that was tried only: `name:` and the folded name.
  public init(triedName name: String) { self.init(Self.triedNamePrefix + name) }

  /// The name of such a key; nil for the source's own keys.
  public var triedName: String? {
    guard utf8.starts(with: Self.triedNamePrefix.utf8) else { return nil }
    return String(Substring(utf8.dropFirst(Self.triedNamePrefix.utf8.count)))
  }
}

/// What the source holds besides a row under the same identifier.
public enum RowIdentity: Sendable {
  /// The identifier is the row's alone, or the row is the first of its equals.
  case only
  /// The row is used; rows that differ from it carry the same identifier.
  case first
  /// An exact copy of the row that is used: counted, otherwise ignored.
  case exactCopy
  /// It differs from the row that is used: listed, not counted in any total.
  case differs
  /// It cannot be told: the row's identifier, or that of a person or session in it, holds bytes that are no text.
  case unreadable
}
