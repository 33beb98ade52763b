/// A tag of XML, or a text of it, as ``XMLScanner`` lends them.
enum XMLTag {
  /// The name of an element without the prefix of its namespace, as bytes.
  static func name(_ tag: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer> {
    var start = tag.startIndex
    var end = tag.startIndex
    while end < tag.endIndex, tag[end] > 0x20 {
      if tag[end] == UInt8(ascii: ":") { start = end + 1 }
      end += 1
    }
    return tag[start..<end]
  }

  /// Whether an element has a name.
  static func `is`(_ tag: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
    let name = name(tag)
    return name.count == word.utf8CodeUnitCount
      && name.elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }

  /// The value of an attribute, entities as they are; `word` has its prefix, if any.
  static func attribute(_ word: StaticString, of tag: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer>? {
    var position = name(tag).endIndex
    while position < tag.endIndex {
      while position < tag.endIndex, tag[position] <= 0x20 { position += 1 }
      let start = position
      while position < tag.endIndex, tag[position] != UInt8(ascii: "=") { position += 1 }
      let name = tag[start..<position]
      position += 1
      while position < tag.endIndex, tag[position] <= 0x20 { position += 1 }
      guard position < tag.endIndex else { return nil }
      let quote = tag[position]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
      let valueStart = position + 1
      guard let end = tag[valueStart...].firstIndex(of: quote) else { return nil }
      if name.count == word.utf8CodeUnitCount,
        name.elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
      {
        return tag[valueStart..<end]
      }
      position = end + 1
    }
    return nil
  }

  /// The value of an attribute as a text.
  static func text(_ word: StaticString, of tag: UnsafeRawBufferPointer) -> String? {
    attribute(word, of: tag).map { value in
      var bytes: [UInt8] = []
      append(UnsafeRawBufferPointer(rebasing: value), to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Adds a text with its entities resolved; one that XML does not know stays as it is, and so makes a difference.
  static func append(_ text: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
    guard text.contains(UInt8(ascii: "&")) else { return bytes.append(contentsOf: text) }
    var position = 0
    while position < text.count {
      guard text[position] == UInt8(ascii: "&"),
        let end = text[position...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let scalar = scalar(String(decoding: text[position + 1..<end], as: UTF8.self))
      else {
        bytes.append(text[position])
        position += 1
        continue
      }
      bytes.append(contentsOf: Array(String(scalar).utf8))
      position = end + 1
    }
  }

  private static func scalar(_ entity: String) -> Unicode.Scalar? {
    switch entity {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard entity.hasPrefix("#") else { return nil }
      let number = entity.hasPrefix("#x") ? UInt32(entity.dropFirst(2), radix: 16) : UInt32(entity.dropFirst())
      return number.flatMap { Unicode.Scalar($0) }
    }
  }
}
