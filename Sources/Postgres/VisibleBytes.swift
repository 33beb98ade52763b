/// Bytes of a database as text; those that are no UTF-8 become visible as `<0xED>`.
enum VisibleBytes {
  /// The text.
  static func text(_ bytes: UnsafeRawBufferPointer) -> String {
    // The standard library validates raw bytes slowly; most texts of a database are ASCII.
    if isASCII(bytes) { return String(decoding: bytes, as: UTF8.self) }
    return String(validating: bytes, as: UTF8.self) ?? repaired(bytes)
  }

  /// Whether every byte belongs to a text.
  static func isText(_ bytes: UnsafeRawBufferPointer) -> Bool {
    isASCII(bytes) || String(validating: bytes, as: UTF8.self) != nil
  }

  private static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var all: UInt8 = 0
    for byte in bytes { all |= byte }
    return all < 0x80
  }

  /// A text whose invalid bytes are written out, so that nothing is lost.
  private static func repaired(_ bytes: UnsafeRawBufferPointer) -> String {
    var result = ""
    var rest = bytes[...]
    while let first = rest.first {
      let width = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
      let candidate = rest.prefix(width)
      if candidate.count == width, let scalar = String(validating: candidate, as: UTF8.self) {
        result += scalar
        rest = rest.dropFirst(width)
      } else {
        result += "<0x" + (first < 16 ? "0" : "") + String(first, radix: 16, uppercase: true) + ">"
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
