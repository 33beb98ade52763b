import Model

/// A few members of a JSON object (RFC 8259), the rest of which is checked and let go of.
///
/// What a session's value holds besides is not for us, tokens least of all: it is never copied out of the bytes. Of
/// several members of one name the last one counts, as for `JSON.parse`.
struct JSONMembers {
  /// A value as it is written.
  enum Scalar: Equatable {
    case text(String)
    /// A number's digits, sign, point and exponent.
    case number(String)
  }

  private let bytes: [UInt8]
  private var place = 0

  /// Objects and lists within each other, the outermost included.
  private static let deepest = 64

  /// Reads the members of these names; nil where the bytes are no object, or one of them is no text, number or null.
  ///
  /// A member that is null is as good as none.
  static func read(_ names: Set<Identifier>, in bytes: [UInt8]) -> [Identifier: Scalar]? {
    var reader = JSONMembers(bytes: bytes)
    return reader.object(names)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func object(_ names: Set<Identifier>) -> [Identifier: Scalar]? {
    var found: [Identifier: Scalar] = [:]
    let isObject = members { reader, name in
      guard names.contains(name) else { return reader.value(depth: 1) }
      found[name] = nil
      switch reader.next {
      case UInt8(ascii: "\""):
        guard let text = reader.text() else { return false }
        found[name] = .text(text)
      case UInt8(ascii: "n"): return reader.word("null")
      default:
        guard let number = reader.number() else { return false }
        found[name] = .number(number)
      }
      return true
    }
    skipSpace()
    return isObject && place == bytes.count ? found : nil
  }

  /// The byte that comes after white space.
  private var next: UInt8? {
    mutating get {
      skipSpace()
      return place < bytes.count ? bytes[place] : nil
    }
  }

  private mutating func skipSpace() {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    place += 1
    return true
  }

  /// Goes through an object, with what reads the value of each member.
  private mutating func members(_ read: (inout JSONMembers, Identifier) -> Bool) -> Bool {
    guard take(UInt8(ascii: "{")) else { return false }
    if take(UInt8(ascii: "}")) { return true }
    repeat {
      guard next == UInt8(ascii: "\""), let name = text(), take(UInt8(ascii: ":")), read(&self, Identifier(name))
      else { return false }
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}"))
  }

  /// Goes over a value of any kind.
  private mutating func value(depth: Int) -> Bool {
    guard depth < Self.deepest, let first = next else { return false }
    switch first {
    case UInt8(ascii: "{"): return members { reader, _ in reader.value(depth: depth + 1) }
    case UInt8(ascii: "["):
      place += 1
      if take(UInt8(ascii: "]")) { return true }
      repeat { guard value(depth: depth + 1) else { return false } } while take(UInt8(ascii: ","))
      return take(UInt8(ascii: "]"))
    case UInt8(ascii: "\""): return text() != nil
    case UInt8(ascii: "t"): return word("true")
    case UInt8(ascii: "f"): return word("false")
    case UInt8(ascii: "n"): return word("null")
    default: return number() != nil
    }
  }

  private mutating func word(_ word: String) -> Bool {
    guard bytes[place...].starts(with: word.utf8) else { return false }
    place += word.utf8.count
    return true
  }

  private mutating func number() -> String? {
    skipSpace()
    let start = place
    func digits(_ place: inout Int) -> Bool {
      let begin = place
      while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
      return place > begin
    }
    if place < bytes.count, bytes[place] == UInt8(ascii: "-") { place += 1 }
    let leadsWithZero = place < bytes.count && bytes[place] == UInt8(ascii: "0")
    let first = place
    guard digits(&place), !leadsWithZero || place == first + 1 else { return nil }
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      place += 1
      guard digits(&place) else { return nil }
    }
    if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      if place < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[place]) { place += 1 }
      guard digits(&place) else { return nil }
    }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  /// A text whose begin is next; nil where it is none, or no UTF-8.
  private mutating func text() -> String? {
    place += 1
    var result: [UInt8] = []
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: result, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escaped() else { return nil }
        result += Array(String(scalar).utf8)
      case 0..<0x20: return nil
      default: result.append(byte)
      }
    }
    return nil
  }

  private mutating func escaped() -> Unicode.Scalar? {
    guard place < bytes.count else { return nil }
    let letter = bytes[place]
    place += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      guard let unit = unit() else { return nil }
      guard (0xD800..<0xDC00).contains(unit) else { return Unicode.Scalar(unit) }
      guard bytes[place...].starts(with: "\\u".utf8) else { return nil }
      place += 2
      guard let second = self.unit(), (0xDC00..<0xE000).contains(second) else { return nil }
      return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00))
    default: return nil
    }
  }

  /// Four hexadecimal digits.
  private mutating func unit() -> UInt32? {
    guard place + 4 <= bytes.count else { return nil }
    let digits = bytes[place..<place + 4]
    place += 4
    guard
      digits.allSatisfy({
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0 | 0x20
      })
    else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
