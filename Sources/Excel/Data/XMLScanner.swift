// Glibc has memmem where the header of a C library asked for it.
internal import CXlsxWriter
import Glibc

/// Takes XML apart as it comes by, piece by piece: tags and texts, and nothing that could grow without end.
///
/// It reads what workbooks are made of. A document type, which could define entities, is refused.
struct XMLScanner {
  /// What is no XML of a workbook.
  enum Fault: Error {
    case malformed, tooLong
  }

  /// Something that came by; the bytes are lent.
  enum Token {
    /// An element that begins: everything between `<` and `>`, or `/>`.
    case open(UnsafeRawBufferPointer, isEmpty: Bool)
    /// An element that ends: its name.
    case close(UnsafeRawBufferPointer)
    /// A text between two tags, entities as they are; `isPlain` where there are none to resolve.
    case text(UnsafeRawBufferPointer, isPlain: Bool)
  }

  private var carried: [UInt8] = []
  private var depth = 0

  /// A cell holds 32,767 characters, of ten bytes each at most.
  private static let longest = 1 << 20
  private static let deepest = 256

  /// Whether everything that began has ended.
  var isComplete: Bool { depth == 0 && carried.allSatisfy { $0 <= 0x20 } }

  /// Takes the next piece.
  mutating func take(_ piece: UnsafeRawBufferPointer, _ body: (Token) throws -> Void) throws {
    if carried.isEmpty {
      let rest = try scan(piece, body)
      carried = Array(piece[rest...])
    } else {
      let joined = carried + piece
      let rest = try joined.withUnsafeBytes { try scan($0, body) }
      carried = Array(joined[rest...])
    }
    if carried.count > Self.longest { throw Fault.tooLong }
  }

  /// Hands over what is whole; returns where the rest begins.
  private mutating func scan(_ bytes: UnsafeRawBufferPointer, _ body: (Token) throws -> Void) throws -> Int {
    var position = 0
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "<") {
        guard let end = try tag(bytes, position, body) else { return position }
        position = end
      } else {
        guard let end = Self.place(of: "<", in: bytes, from: position) else { return position }
        if end - position > Self.longest { throw Fault.tooLong }
        try body(.text(Self.part(bytes, position, end), isPlain: false))
        position = end
      }
    }
    return position
  }

  /// Handles what begins with `<`; returns where it ends, nil where that has not come by yet.
  private mutating func tag(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, _ body: (Token) throws -> Void
  ) throws -> Int? {
    guard start + 9 < bytes.count || Self.place(of: ">", in: bytes, from: start) != nil else { return nil }
    switch bytes[start + 1] {
    case UInt8(ascii: "?"): return Self.end(of: "?>", in: bytes, from: start + 2)
    case UInt8(ascii: "!"):
      if Self.begins(bytes, start, "<!--") { return Self.end(of: "-->", in: bytes, from: start + 4) }
      guard Self.begins(bytes, start, "<![CDATA[") else { throw Fault.malformed }
      guard let end = Self.end(of: "]]>", in: bytes, from: start + 9) else { return nil }
      if end - start > Self.longest { throw Fault.tooLong }
      try body(.text(Self.part(bytes, start + 9, end - 3), isPlain: true))
      return end
    case UInt8(ascii: "/"):
      guard let end = Self.place(of: ">", in: bytes, from: start) else { return nil }
      depth -= 1
      if depth < 0 { throw Fault.malformed }
      try body(.close(Self.part(bytes, start + 2, end)))
      return end + 1
    default:
      guard let end = Self.endOfTag(bytes, start + 1) else { return nil }
      let isEmpty = bytes[end - 1] == UInt8(ascii: "/")
      if !isEmpty { depth += 1 }
      if depth > Self.deepest { throw Fault.malformed }
      try body(.open(Self.part(bytes, start + 1, isEmpty ? end - 1 : end), isEmpty: isEmpty))
      return end + 1
    }
  }

  /// Where the `>` of a tag is: not one within the quotes of an attribute.
  private static func endOfTag(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    var quote: UInt8 = 0
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: ">") {
        return position
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
      position += 1
    }
    return nil
  }

  private static func place(of byte: Unicode.Scalar, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let base = bytes.baseAddress, start < bytes.count,
      let found = memchr(base + start, CInt(byte.value), bytes.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  /// Where an ending is over.
  private static func end(of ending: StaticString, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard let base = bytes.baseAddress, start < bytes.count,
      let found = memmem(base + start, bytes.count - start, ending.utf8Start, ending.utf8CodeUnitCount)
    else { return nil }
    return UnsafeRawPointer(found) - base + ending.utf8CodeUnitCount
  }

  private static func begins(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ words: StaticString) -> Bool {
    let count = words.utf8CodeUnitCount
    return start + count <= bytes.count
      && bytes[start..<start + count].elementsEqual(UnsafeBufferPointer(start: words.utf8Start, count: count))
  }

  private static func part(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[start..<max(start, end)])
  }
}
